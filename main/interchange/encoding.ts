/** Which letters a file's bytes are. UTF-8 first and strictly: hardly a text in another encoding is UTF-8 by chance. */
import { detect } from 'jschardet'

export interface DecodedText {
  readonly text: string
  /** Its name, such as `gb18030`. */
  readonly encoding: string
}

/** The text of a file, without a mark of byte order; null where it is none. */
export function decodeText(bytes: Uint8Array): DecodedText | null {
  const marked = byMark(bytes)
  if (marked) return readable(bytes, marked)
  return readable(bytes, 'utf-8') ?? wide(bytes) ?? byStatistics(bytes)
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 'utf-8' : null
}

/** Every byte must mean something, and what it means must be something that is written. */
function readable(bytes: Uint8Array, encoding: string): DecodedText | null {
  const text = decoded(bytes, encoding)
  return text !== null && isWritten(text) ? { text, encoding } : null
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null // not in this encoding
  }
}

/** Of a program or a picture nearly every line holds control characters. */
function isWritten(text: string): boolean {
  const head = text.slice(0, 100_000)
  const controls = head.match(/(?![\t\n\v\f\r\u0085])\p{Cc}|[\ufffe\uffff]/gu)?.length ?? 0
  return controls <= head.length / 1000 + (head.includes('\0') ? -1 : 1)
}

/** UTF-16 without a mark: where nearly all of it are letters that Chinese and English texts have. */
function wide(bytes: Uint8Array): DecodedText | null {
  if (bytes.length % 2 !== 0 || bytes.length === 0) return null
  const [best] = ['utf-16le', 'utf-16be']
    .flatMap((encoding) => readable(bytes, encoding) ?? [])
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

/** Characters that make up a third of any Chinese text. */
const common = /[的一是不了在有人我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年過們個這國來時說會為對後發經學，。、：；？！“”]/g

/** The Chinese encodings by what they make of the bytes, others by their statistics. */
function byStatistics(bytes: Uint8Array): DecodedText | null {
  const head = String.fromCharCode(...bytes.subarray(0, 60_000))
  const said = detect(head).encoding?.toLowerCase() ?? ''
  const chinese = ['gb18030', 'big5']
    .flatMap((encoding) => readable(bytes, encoding) ?? [])
    .map((one) => ({ one, share: (one.text.match(common)?.length ?? 0) / [...one.text].length }))
    .toSorted((a, b) => b.share - a.share)[0]
  if (chinese && chinese.share > 0.04) return chinese.one
  const other = labels[said] ?? said
  return (other === '' ? null : readable(bytes, other)) ?? chinese?.one ?? readable(bytes, 'windows-1252')
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
