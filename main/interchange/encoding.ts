/** Which letters a file's bytes are. UTF-8 first and strictly: hardly a text in another encoding is UTF-8 by chance. */
import { detect } from 'jschardet'
import { censusOf, mended } from './two-byte.ts'

export interface DecodedText {
  readonly text: string
  /** Its name, such as `gb18030`. */
  readonly encoding: string
  /** Whether bytes of it mean nothing: U+FFFD stands for them. */
  readonly isDamaged: boolean
}

/** The text of a file, without a mark of byte order; null where it is none. A byte that was lost or changed costs its character only. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const marked = byMark(bytes)
  if (marked) return whole(bytes, marked) ?? leniently(bytes, marked)
  return whole(bytes, 'utf-8') ?? wide(bytes) ?? nearlyUtf8(bytes) ?? byStatistics(bytes)
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

/** Every byte must mean something, and what it means must be something that is written. */
function whole(bytes: Uint8Array, encoding: string): DecodedText | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return encoding === 'big5' && text.includes(strayByte) ? null : written(text, encoding, false)
  } catch {
    return null // not in this encoding, or not all of it
  }
}

/** COMPAT: Node 24: what its decoder makes of the byte 0xFF in Big5, which means nothing there, instead of failing. */
const strayByte = '\uf8f8'

/** Bytes that mean nothing are left out, where they are few. */
function leniently(bytes: Uint8Array, encoding: string): DecodedText | null {
  const text = new TextDecoder(encoding).decode(bytes)
  const { all, lost } = censusOf(text, 'gb18030')
  return lost <= 1 + all / 5 ? written(text, encoding, true) : null
}

function written(text: string, encoding: string, isDamaged: boolean): DecodedText | null {
  if (!isWritten(text) && !(encoding === 'utf-8' && !isDamaged && isUtf8(text))) return null
  return { text: text.replaceAll('\0', '\ufffd'), encoding, isDamaged: isDamaged || text.includes('\0') }
}

function controlsIn(text: string): number {
  return text.match(/(?![\t\n\v\f\r\u0085])\p{Cc}|[\ufffe\uffff]/gu)?.length ?? 0
}

/** Of a program or a picture nearly every line holds control characters. */
function isWritten(text: string): boolean {
  const head = text.slice(0, 100_000)
  const controls = controlsIn(head)
  const zeros = head.match(/\0/g)?.length ?? 0
  return controls <= head.length / 200 + 2 && zeros <= head.length / 20
}

/** Nothing but UTF-8 is UTF-8 where long characters are in it, whatever stands between them: in a short text a few control characters are many. */
function isUtf8(text: string): boolean {
  const head = text.slice(0, 100_000)
  const long = head.match(/[\u0800-\ufffc]/g)?.length ?? 0
  return long >= 4 && controlsIn(head) <= long
}

/** UTF-16 without a mark: where nearly all of it are letters that Chinese and English texts have. */
function wide(bytes: Uint8Array): DecodedText | null {
  const [best] = ['utf-16le', 'utf-16be']
    .flatMap((encoding) => whole(bytes, encoding) ?? leniently(bytes, encoding) ?? [])
    .map((one) => ({ one, share: familiarShare(one.text) }))
    .filter(({ share }) => share > 0.9)
    .toSorted((a, b) => b.share - a.share)
  return best?.one ?? null
}

function familiarShare(text: string): number {
  const head = text.slice(0, 20_000)
  const familiar = head.match(/[\t\n\r -~\u3000-\u303f\u4e00-\u9fa5\uff00-\uff5e“”‘’—…·]/g)?.length ?? 0
  // A text has lines, spaces or punctuation: bytes of another encoding taken by twos are rare characters only.
  return /[\n ，。、,.]/.test(head) ? familiar / head.length : 0
}

/**
 * UTF-8 in which some bytes were lost or changed: a character that is lost leaves three bytes at most. In another encoding hardly any
 * three bytes are a character of UTF-8 by chance, and fewer than every third two.
 */
function nearlyUtf8(bytes: Uint8Array): DecodedText | null {
  const text = new TextDecoder('utf-8').decode(bytes)
  const { all, lost } = censusOf(text, 'gb18030')
  const long = text.slice(0, 100_000).match(/[\u0800-\ufffc]/g)?.length ?? 0
  return lost <= all / 5 || lost <= long * 3 ? written(text, 'utf-8', true) : null
}

/** The Chinese encodings by what they make of the bytes, others by their statistics. */
function byStatistics(bytes: Uint8Array): DecodedText | null {
  const chinese = chineseReadings(bytes)
  const [best] = chinese
  if (best && isChinese(best)) return best.read
  const said = detect(String.fromCharCode(...bytes.subarray(0, 60_000))).encoding?.toLowerCase() ?? ''
  const other = labels[said] ?? said
  const asSaid = latin.has(other) ? null : (whole(bytes, other) ?? chinese.find(({ read }) => read.encoding === other)?.read)
  return asSaid ?? (best && best.score > 0.5 ? best.read : whole(bytes, 'windows-1252'))
}

/** Of Russian with bad bytes some Chinese can be made too, and none that anyone would write. A few letters say too little to the detector. */
function isChinese({ read, all, commonShare, score }: Reading): boolean {
  return (commonShare > 0.04 && (!read.isDamaged || score > 0.7)) || (all < 12 && score > 0.9)
}

/** What the detector says where it has little to go by. Of Western letters that are read as Chinese hardly one is a usual character. */
const latin = new Set(['', 'utf-8', 'windows-1252', 'iso-8859-1', 'iso-8859-2'])

interface Reading {
  readonly read: DecodedText
  /** How many characters beyond ASCII it has. */
  readonly all: number
  readonly commonShare: number
  /** The higher, the more usual a text. */
  readonly score: number
}

/** The most usual text first. One whose characters are lost in number is none. */
function chineseReadings(bytes: Uint8Array): Reading[] {
  return (['gb18030', 'big5'] as const)
    .flatMap((encoding) => {
      const read = whole(bytes, encoding) ?? written(mended(bytes, encoding), encoding, true)
      return read ? [{ read, census: censusOf(read.text, encoding) }] : []
    })
    .filter(({ census }) => census.lost <= 1 + census.all / 8)
    .map(({ read, census: { all, common, usual, lost } }) => ({ read, all, commonShare: common / all, score: (common * 2 + usual - lost * 3) / all }))
    .toSorted((a, b) => b.score - a.score)
}

/** What the detector names otherwise than the standard. */
const labels: Readonly<Record<string, string>> = {
  gb2312: 'gb18030',
  gbk: 'gb18030',
  cp936: 'gb18030',
  cp950: 'big5',
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  'utf-16': 'utf-16le',
  ascii: 'utf-8',
}
