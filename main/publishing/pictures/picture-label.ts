/**
 * The label of a model's work in a picture's file. GB 45438-2025 names no place for one: programs write it as XMP, as JSON into what a camera
 * notes or a comment, or as a text of PNG that is called AIGC. Wherever it was, it can be had as XMP with the same values.
 */
import { inflateSync } from 'node:zlib'
import { startsWith } from '#main/images/raster.ts'

const NAMESPACE = 'http://www.tc260.org.cn/ns/AIGC/'
const KEY = '"AIGC"'
/** As EXIF writes a comment in Unicode, in either order of its bytes. */
const WIDE_KEY = Buffer.from(KEY, 'utf16le')

export function isLabel(part: Buffer): boolean {
  return [NAMESPACE, KEY, WIDE_KEY].some((mark) => part.includes(mark))
}

/** The label as XMP for a file that is made of this one; null where it has none. `xmp`: what is known of it already. */
export function labelOfPicture(bytes: Buffer, xmp?: string): string | null {
  if (xmp?.includes(NAMESPACE)) return xmp
  const texts = startsWith(bytes, '\x89PNG') ? pngTexts(bytes) : startsWith(bytes, 'GIF8') ? gifTexts(bytes) : []
  for (const part of [bytes, ...texts]) {
    const found = packetIn(part) ?? labelAsXmp(part)
    if (found !== null) return found
  }
  // A text that is called so and says it in another way goes on as it is.
  const [other] = texts
  return other === undefined || !startsWith(bytes, '\x89PNG') ? null : labelXmp(other.toString('utf8'))
}

/** A label that some part holds as JSON, as XMP. */
export function labelAsXmp(part: Buffer): string | null {
  const json = jsonIn(part)
  return json === null ? null : labelXmp(json)
}

const [META, META_END] = ['<x:xmpmeta', '</x:xmpmeta>']

function packetIn(bytes: Buffer): string | null {
  const at = bytes.indexOf(NAMESPACE)
  const [start, end] = at === -1 ? [-1, -1] : [bytes.lastIndexOf(META, at), bytes.indexOf(META_END, at)]
  return start === -1 || end === -1 ? null : bytes.toString('utf8', start, end + META_END.length)
}

/** Seven short texts; nobody writes more. */
const LONGEST = 2 ** 15

/** What is behind the name: an object as it is written, or one that is written within a text. */
const NAMED = /^"AIGC"\s*:\s*(?:(\{(?:[^{}"]|"(?:[^"\\]|\\.)*")*\})|("(?:[^"\\]|\\.)*"))/s

function jsonIn(part: Buffer): string | null {
  for (const [key, encoding] of [
    [Buffer.from(KEY), 'utf8'],
    [WIDE_KEY, 'utf16le'],
  ] as const) {
    for (let at = part.indexOf(key); at !== -1; at = part.indexOf(key, at + 1)) {
      const [, object, text] = NAMED.exec(part.toString(encoding, at, at + LONGEST)) ?? []
      const said = object ?? (text === undefined ? null : within(text))
      if (said !== null) return said
    }
  }
  return null
}

function within(text: string): string | null {
  try {
    return String(JSON.parse(text))
  } catch {
    return null
  }
}

/** Quotation marks stay what they are: there are readers that look for them. */
function labelXmp(said: string): string {
  const inner = said.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:TC260="${NAMESPACE}1.0/">`,
    `<TC260:AIGC>${inner}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>`,
    '<?xpacket end="r"?>',
  ].join('')
}

/** What a text of a PNG says, where that is a label by what it is called or by what it says. */
export function pngLabel(name: string, text: Buffer): Buffer | null {
  if (!/^[tiz][ET]Xt$/.test(name)) return null
  const said = saidIn(name, text)
  return startsWith(text, 'AIGC\0') || isLabel(text) || isLabel(said) ? said : null
}

function pngTexts(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const said = pngLabel(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)))
    if (said !== null) found.push(said)
  }
  return found
}

/** Behind its name `zTXt` has a byte; `iTXt` two, a language, and the name in that. */
function saidIn(name: string, text: Buffer): Buffer {
  const named = text.indexOf(0)
  if (named === -1) return Buffer.alloc(0)
  if (name === 'tEXt') return text.subarray(named + 1)
  if (name === 'zTXt') return unpackedFrom(text.subarray(named + 2))
  const behind = text.indexOf(0, text.indexOf(0, named + 3) + 1)
  if (behind === -1) return Buffer.alloc(0)
  return text[named + 1] === 1 ? unpackedFrom(text.subarray(behind + 1)) : text.subarray(behind + 1)
}

const MOST_UNPACKED = 2 ** 20

/** Nothing where it can't be unpacked, or is too much. */
function unpackedFrom(bytes: Buffer): Buffer {
  try {
    return inflateSync(bytes, { maxOutputLength: MOST_UNPACKED })
  } catch {
    return Buffer.alloc(0)
  }
}

/** What a part of a GIF that begins here says: it is parted after each 255 bytes. */
export function gifText(bytes: Buffer, from: number): Buffer {
  const parts: Buffer[] = []
  for (let at = from + 2; at < bytes.length;) {
    const length = bytes[at] ?? 0
    if (length === 0) break
    parts.push(bytes.subarray(at + 1, at + 1 + length))
    at += 1 + length
  }
  return Buffer.concat(parts)
}

/** Wherever a comment may begin: what is none says nothing of the kind. */
function gifTexts(bytes: Buffer): Buffer[] {
  const found: Buffer[] = []
  for (const mark of ['!\xfe', '!\xff'])
    for (let at = bytes.indexOf(mark, 0, 'latin1'); at !== -1; at = bytes.indexOf(mark, at + 1, 'latin1')) {
      const text = gifText(bytes, at)
      if (isLabel(text)) found.push(text)
    }
  return found
}
