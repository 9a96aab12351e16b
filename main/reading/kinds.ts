/** What a file is: its bytes say, and its name only where they leave it open. */
import { decodeText, type DecodedText } from '#main/interchange/encoding.ts'
import { isSubtitles } from './subtitles.ts'
import { partNames } from './unzip.ts'
import type { ReadingLimits } from './limits.ts'
import { isWebArchive, pageOfWebArchive } from './web-archive.ts'
import { ReadingError, type WorkKind } from './work.ts'

/** A file's kind, with its text where it is all text. */
export type Known =
  | { readonly kind: Extract<WorkKind, 'docx' | 'epub' | 'pdf'> }
  | { readonly kind: Exclude<WorkKind, 'docx' | 'epub' | 'pdf'>; readonly decoded: DecodedText }

/** Says what the bytes are. Throws `ReadingError` for what is not read. */
export function kindOf(name: string, bytes: Uint8Array, limits: ReadingLimits): Known {
  if (bytes.length === 0) throw new ReadingError('empty')
  if (bytes.length > limits.mostBytes) throw new ReadingError('too-large')
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { kind: packedKind(bytes) }
  if (startsWith(bytes, oldOffice)) throw new ReadingError(oldOfficeCode(name, bytes))
  const head = latin(bytes.subarray(0, 1024))
  if (isPdf(name, head)) return { kind: 'pdf' }
  if (isOther(head)) throw new ReadingError('kind')
  if (bytes.length > limits.mostTextBytes) throw new ReadingError('too-large')
  const decoded = decodeText(bytes)
  if (!decoded) throw new ReadingError(isCalledDocument(name) ? 'broken' : 'binary')
  if (!isWebArchive(decoded.text)) return { kind: textKind(name, decoded.text), decoded }
  const page = decodeText(pageOfWebArchive(decoded.text) ?? new Uint8Array())
  if (!page?.text) throw new ReadingError('broken', 'a page in one file, without the page')
  return { kind: 'html', decoded: page }
}

/** Word, EPUB; other archives are none of them. */
function packedKind(bytes: Uint8Array): 'docx' | 'epub' {
  const names = new Set(partNames(bytes))
  if (names.has('META-INF/container.xml')) return 'epub'
  if (names.has('[Content_Types].xml') && names.has('word/document.xml')) return 'docx'
  throw new ReadingError('kind')
}

const oldOffice = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/** Names of streams are UTF-16. A new Office file that asks for a password is wrapped in an old one. What is called old Word and damaged is best saved anew, too. */
function oldOfficeCode(name: string, bytes: Uint8Array): 'encrypted' | 'old-word' | 'kind' {
  const has = (stream: string) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from(stream, 'utf16le'))
  if (has('EncryptedPackage')) return 'encrypted'
  return has('WordDocument') || /\.(?:doc|dot|wps|wpt)$/i.test(name) ? 'old-word' : 'kind'
}

/**
 * Some programs write a few bytes before its sign: https://www.iso.org/standard/75839.html, annex I. An article may speak of it: a PDF has
 * bytes that no text has, or begins with what it is made of.
 */
function isPdf(name: string, head: string): boolean {
  const at = head.indexOf('%PDF-')
  if (at < 0) return false
  return /\.pdf$/i.test(name) || hasControls(head) || /^%PDF-\d\.\d\s*(?:%[^\r\n]*[\r\n]+)*\d+ \d+ obj\b/.test(head.slice(at))
}

/** How files begin that are no works: pictures, sounds, archives, programs, other documents. */
const others = [
  '\x89PNG',
  '\xff\xd8\xff',
  'II*\0',
  'MM\0*',
  '7z\xbc\xaf',
  '\x1f\x8b',
  '\xfd7zXZ',
  '\x7fELF',
  '\xcf\xfa\xed\xfe',
  '{\\rtf',
  '%!PS-',
  'PK\x05\x06',
]
/** Letters that a text may begin with too, which has no signs of control: `BMI 指数`, `GGUF 格式`. */
const lettered = ['GIF8', 'BM', 'RIFF', 'ID3', 'OggS', 'fLaC', 'Rar!', 'BZh', 'MZ', 'SQLite format 3', 'GGUF', 'wOFF', '%!PS']

function isOther(head: string): boolean {
  if (others.some((sign) => head.startsWith(sign))) return true
  return hasControls(head) && (lettered.some((sign) => head.startsWith(sign)) || head.slice(4, 8) === 'ftyp')
}

/** Whether there is what no text has, in any encoding of one byte or more. */
function hasControls(head: string): boolean {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(head)
}

/** HTML and subtitles show what they are; of the others the name says whether marks of Markdown mean something. */
function textKind(name: string, text: string): 'html' | 'subtitles' | 'markdown' | 'text' {
  const head = text.slice(0, 4096)
  if (/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:!doctype\s+html|html|head|body)\b/i.test(head)) return 'html'
  if (/\.x?html?$/i.test(name) && /<(?:p|div|span|article|section|h[1-6]|br|table|meta|title)\b[^>]*>/i.test(head)) return 'html'
  if (isSubtitles(name, text)) return 'subtitles'
  if (/^\s*(?:<\?xml|<svg|\{\s*"|\[\s*\{\s*")/i.test(head) && !/\.(?:md|markdown|mdown|mkd|txt|text)$/i.test(name)) throw new ReadingError('kind')
  if (isCalledDocument(name)) throw new ReadingError('broken')
  return /\.(?:md|markdown|mdown|mkd)$/i.test(name) ? 'markdown' : 'text'
}

/** Of a name that promises a document, whatever else the bytes are, they are a damaged one. */
function isCalledDocument(name: string): boolean {
  return /\.(?:docx|epub|pdf)$/i.test(name)
}

function startsWith(bytes: Uint8Array, signs: readonly number[]): boolean {
  return signs.every((sign, at) => bytes[at] === sign)
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}
