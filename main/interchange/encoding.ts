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
  if (!isWritten(text)) return null
  return { text: text.replaceAll('\0', '\ufffd'), encoding, isDamaged: isDamaged || text.includes('\0') }
}

/** Of a program or a picture nearly every line holds control characters. */
function isWritten(text: string): boolean {
  const head = text.slice(0, 100_000)
  const controls = head.match(/(?![\t\n\v\f\r\u0085])\p{Cc}|[\ufffe\uffff]/gu)?.length ?? 0
  const zeros = head.match(/\0/g)?.length ?? 0
  return controls <= head.length / 1000 + 1 && zeros <= head.length / 20
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

/** UTF-8 in which some bytes were lost or changed. Of the characters of another encoding hardly every third is UTF-8 by chance. */
function nearlyUtf8(bytes: Uint8Array): DecodedText | null {
  const read = leniently(bytes, 'utf-8')
  if (!read) return null
  const { all, lost } = censusOf(read.text, 'gb18030')
  return lost <= all / 5 ? read : null
}

/** The Chinese encodings by what they make of the bytes, others by their statistics. */
function byStatistics(bytes: Uint8Array): DecodedText | null {
  const chinese = chineseReadings(bytes)
  const [best] = chinese
  if (best && best.commonShare > 0.04) return best.read
  const said = detect(String.fromCharCode(...bytes.subarray(0, 60_000))).encoding?.toLowerCase() ?? ''
  const other = labels[said] ?? said
  const asSaid = other === '' ? null : (whole(bytes, other) ?? chinese.find(({ read }) => read.encoding === other)?.read)
  return asSaid ?? (best && best.score > 0.5 ? best.read : whole(bytes, 'windows-1252'))
}

/** The most usual text first. One whose characters are lost in number is none. */
function chineseReadings(bytes: Uint8Array) {
  const utf8 = leniently(bytes, 'utf-8')
  const readings = (['gb18030', 'big5'] as const).flatMap((encoding) => {
    const read = whole(bytes, encoding) ?? written(mended(bytes, encoding), encoding, true)
    return [read, utf8].flatMap((one) => (one ? [{ read: one, census: censusOf(one.text, encoding) }] : []))
  })
  return readings
    .filter(({ census }) => census.lost <= 1 + census.all / 20)
    .map(({ read, census }) => ({ read, commonShare: census.common / census.all, score: (census.common * 2 + census.usual - census.lost * 3) / census.all }))
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
