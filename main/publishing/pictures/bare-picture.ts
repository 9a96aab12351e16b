/**
 * A picture's file without what cameras and programs noted in it — where it was taken, with what, by whom, small pictures of before it was
 * cut — and without whatever lies behind its end. Parts are left out by what they are called, so that no pixel changes: what is drawn
 * stays, with its colours, and which way is up; so does the label of a model's work, which nobody may take off. A part that no list
 * names is left out. No package does this for all types and keeps these (`exif-be-gone` takes colours and the way up with it).
 */
import { isAvif } from '#main/images/avif.ts'
import { orientationOf } from '#main/images/orientation.ts'
import { startsWith } from '#main/images/raster.ts'
import { bareAvif } from './bare-avif.ts'
import { gifText, isLabel, labelAsXmp, pngLabel } from './picture-label.ts'
import { pngChunk } from './png-rows.ts'

/** Counted up whenever the same picture would become other bytes. */
export const BARE_VERSION = 5

/** The same picture; files of other types as they are. */
export function barePicture(given: Uint8Array): Buffer {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
  if (startsWith(bytes, '\xff\xd8\xff')) return bareJpeg(bytes)
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return barePng(bytes)
  if (startsWith(bytes, 'GIF8')) return bareGif(bytes)
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return bareWebp(bytes)
  return isAvif(bytes) ? (bareAvif(bytes, isLabel) ?? bytes) : bytes
}

/** Whether it can be told which of a picture's parts are notes. One that nobody can read so, no browser shows. */
export function canBeBare(bytes: Buffer): boolean {
  return !isAvif(bytes) || bareAvif(bytes, isLabel) !== null
}

/** An EXIF part that says which way is up, and nothing else; null where a picture lies as it is shown. */
function turnOf(exif: Buffer): Buffer | null {
  const marked = startsWith(exif, 'Exif\0\0') ? exif : Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif])
  const orientation = orientationOf(marked)
  if (orientation === 1) return null
  return Buffer.from(`Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0${String.fromCharCode(orientation)}\0\0\0\0\0\0`, 'latin1')
}

const [TEM, FIRST_RESTART, START, END, SCAN, NOTED, LAST_APP, COMMENT] = [0x01, 0xd0, 0xd8, 0xd9, 0xda, 0xe1, 0xef, 0xfe]

/** Segments, and between some of them pixels, to the marker that ends the picture: phones put a second one behind it. */
function bareJpeg(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 2)]
  const label = new CarriedLabel()
  for (let at = 2; at + 1 < bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    // Fillers, and bytes between segments that every decoder passes over.
    if (bytes[at] !== 0xff || marker === 0xff || marker === 0) {
      at += 1
      continue
    }
    if (marker === TEM || (marker >= FIRST_RESTART && marker <= END)) {
      kept.push(bytes.subarray(at, at + 2))
      if (marker === END) break
      at += 2
      continue
    }
    const next = at + 4 > bytes.length ? bytes.length : Math.max(at + 4, at + 2 + bytes.readUInt16BE(at + 2))
    const end = marker === SCAN ? endOfPixels(bytes, next) : Math.min(next, bytes.length)
    const segment = bytes.subarray(at, end)
    const left = keptSegment(marker, segment)
    if (marker === NOTED && isLabel(left)) label.isKept()
    else if (left.length < segment.length) label.see(segment)
    kept.push(left)
    at = end
  }
  const carried = label.carried()
  // The size of a JFIF stands first.
  if (carried !== null) kept.splice(kept[1]?.[1] === 0xe0 ? 2 : 1, 0, jpegXmp(carried))
  return Buffer.concat(kept)
}

/** A label that stands among what goes, where none stands among what stays: it goes on as XMP. */
class CarriedLabel {
  #isThere = false
  #gone: string | null = null

  isKept(): void {
    this.#isThere = true
  }

  see(gone: Buffer): void {
    if (isLabel(gone)) this.#gone ??= labelAsXmp(gone)
  }

  carried(): string | null {
    return this.#isThere ? null : this.#gone
  }
}

function jpegXmp(xmp: string): Buffer {
  const content = Buffer.from(`http://ns.adobe.com/xap/1.0/\0${xmp}`)
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

/** Where a marker stands that is no part of the pixels. */
function endOfPixels(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1] ?? 0
    const isOfPixels = marker === 0 || marker === 0xff || (marker >= FIRST_RESTART && marker < START)
    if (!isOfPixels) return at
  }
  return bytes.length
}

/** Of the parts for applications: the sizes and colours by which it is decoded, and which way is up. */
function keptSegment(marker: number, segment: Buffer): Buffer {
  const content = segment.subarray(4)
  const isOwn = marker !== COMMENT && (marker < 0xe0 || marker > LAST_APP)
  const isDecoded =
    (marker === 0xe0 && startsWith(content, 'JFIF\0')) ||
    (marker === 0xe2 && startsWith(content, 'ICC_PROFILE\0')) ||
    (marker === 0xee && startsWith(content, 'Adobe'))
  if (isOwn || isDecoded) return segment
  if (marker === NOTED && startsWith(content, 'Exif\0\0')) {
    const turn = turnOf(content)
    return turn === null ? Buffer.alloc(0) : Buffer.concat([Buffer.from([0xff, 0xe1, 0, turn.length + 2]), turn])
  }
  return marker === NOTED && isLabel(content) ? segment : Buffer.alloc(0)
}

/** Chunks that a decoder may pass over, and that say what is seen. All that it may not begin with a capital letter. */
const SEEN = new Set('tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs acTL fcTL fdAT'.split(' '))

function barePng(bytes: Buffer): Buffer {
  const kept = [bytes.subarray(0, 8)]
  const label = new CarriedLabel()
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = Math.min(at + 12 + bytes.readUInt32BE(at), bytes.length)
    const [chunk, name] = [bytes.subarray(at, end), bytes.toString('latin1', at + 4, at + 8)]
    const isText = pngLabel(name, chunk.subarray(8, -4)) !== null
    if (/^[A-Z]/.test(name) || SEEN.has(name) || isText) kept.push(chunk)
    if (name === 'eXIf') kept.push(turnChunk(chunk.subarray(8, -4)))
    if (isText) label.isKept()
    else if (!/^[A-Z]/.test(name) && !SEEN.has(name)) label.see(chunk)
    if (name === 'IEND') break
    at = end
  }
  const carried = label.carried()
  if (carried !== null) kept.splice(2, 0, pngChunk(Buffer.from(`iTXtXML:com.adobe.xmp\0\0\0\0\0${carried}`)))
  return Buffer.concat(kept)
}

function turnChunk(exif: Buffer): Buffer {
  const turn = turnOf(exif)
  if (turn === null) return Buffer.alloc(0)
  return pngChunk(Buffer.concat([Buffer.from('eXIf', 'latin1'), turn.subarray(6)]))
}

/** Of parts that are no picture: how long the next one is seen, and what a program says. */
const [GIF_CONTROL, GIF_PROGRAM] = [0xf9, 0xff]
/** Programs that say how often a picture moves, and its colours. */
const GIF_PROGRAMS = ['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']

/** Blocks of parts that say their length, to the trailer. */
function bareGif(bytes: Buffer): Buffer {
  const first = 13 + colourBytes(bytes[10] ?? 0)
  const kept = [bytes.subarray(0, first)]
  for (let at = first; at < bytes.length;) {
    const kind = bytes[at]
    if (kind === 0x3b) {
      kept.push(bytes.subarray(at, at + 1))
      break
    }
    const end = endOfParts(bytes, kind === 0x2c ? at + 11 + colourBytes(bytes[at + 9] ?? 0) : at + 2)
    const block = bytes.subarray(at, end)
    const label = kind === 0x21 ? bytes[at + 1] : null
    const isSeen = label === null || label === GIF_CONTROL || (label === GIF_PROGRAM && GIF_PROGRAMS.some((name) => startsWith(block, name, 3)))
    if (isSeen || isLabel(block) || isLabel(gifText(block, 0))) kept.push(block)
    at = end
  }
  return Buffer.concat(kept)
}

function colourBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

function endOfParts(bytes: Buffer, from: number): number {
  let at = from
  for (let length = bytes[at] ?? 0; length > 0 && at < bytes.length; length = bytes[at] ?? 0) at += 1 + length
  return Math.min(at + 1, bytes.length)
}

const WEBP_SEEN = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ICCP', 'ANIM', 'ANMF'])
const [HAS_EXIF, HAS_XMP] = [0x08, 0x04]

/** Chunks of a RIFF file, each of an even length; the first says which others there are. */
function bareWebp(bytes: Buffer): Buffer {
  const kept: Buffer[] = []
  const label = new CarriedLabel()
  let has = 0
  const last = Math.min(bytes.length, bytes.readUInt32LE(4) + 8)
  for (let at = 12; at + 8 <= last;) {
    const length = bytes.readUInt32LE(at + 4)
    const [name, end] = [bytes.toString('latin1', at, at + 4), Math.min(at + 8 + length + (length % 2), last)]
    const chunk = bytes.subarray(at, end)
    const turn = name === 'EXIF' ? turnOf(chunk.subarray(8)) : null
    if (WEBP_SEEN.has(name)) kept.push(name === 'ANMF' ? bareFrame(chunk) : chunk)
    if (turn !== null) kept.push(riffChunk('EXIF', turn.subarray(6)))
    if (turn !== null) has |= HAS_EXIF
    if (name === 'XMP ' && isLabel(chunk)) {
      kept.push(chunk)
      label.isKept()
      has |= HAS_XMP
    } else if (!WEBP_SEEN.has(name)) label.see(chunk)
    at = end
  }
  const carried = label.carried()
  if (carried !== null) kept.push(riffChunk('XMP ', Buffer.from(carried)))
  if (carried !== null) has |= HAS_XMP
  const all = kept.map((chunk) => (startsWith(chunk, 'VP8X') ? withFlags(chunk, has) : chunk))
  return riffFile(all)
}

/** Behind where and how long it is seen, a picture of a moving one has chunks of its own. */
const [FRAME_HEAD, FRAME_SEEN] = [8 + 16, new Set(['ALPH', 'VP8 ', 'VP8L'])]

function bareFrame(frame: Buffer): Buffer {
  const kept = [frame.subarray(8, FRAME_HEAD)]
  for (let at = FRAME_HEAD; at + 8 <= frame.length;) {
    const length = frame.readUInt32LE(at + 4)
    const end = Math.min(at + 8 + length + (length % 2), frame.length)
    if (FRAME_SEEN.has(frame.toString('latin1', at, at + 4))) kept.push(frame.subarray(at, end))
    at = end
  }
  return riffChunk('ANMF', Buffer.concat(kept))
}

function withFlags(chunk: Buffer, has: number): Buffer {
  const made = Buffer.from(chunk)
  made[8] = ((made[8] ?? 0) & ~(HAS_EXIF | HAS_XMP)) | has
  return made
}

function riffChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content])
}

function riffFile(chunks: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WEBP', 'latin1'), ...chunks])
  return riffChunk('RIFF', body)
}
