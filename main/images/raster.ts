/** PNG, JPEG, GIF, WebP: each reader walks the file's parts to their end and answers the size, or null where the file is not whole. */
import { crc32 } from 'node:zlib'
import type { ImageSize } from './examine.ts'
import { orientationOf } from './orientation.ts'

/** Whether a file has these characters (one a byte) at a place. */
export function startsWith(bytes: Buffer, text: string, at = 0): boolean {
  return bytes.length >= at + text.length && bytes.toString('latin1', at, at + text.length) === text
}

/** Chunks of length, name, content and checksum, from IHDR to IEND. */
export function readPng(bytes: Buffer): ImageSize | null {
  let size: ImageSize | null = null
  let hasPixels = false
  for (let at = 8; at + 12 <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    const end = at + 12 + length
    if (end > bytes.length || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (name === 'IHDR' && length === 13) size = { width: bytes.readUInt32BE(at + 8), height: bytes.readUInt32BE(at + 12) }
    if (name === 'IDAT') hasPixels = true
    if (name === 'IEND') return hasPixels ? size : null
    at = end
  }
  return null
}

/** Segments up to the pixels, which end by a marker of their own. A camera may have written more behind that. */
export function readJpeg(bytes: Buffer): ImageSize | null {
  let size: ImageSize | null = null
  let isTurned = false
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a filler byte
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4) return null
    if (isFrame(marker) && end >= at + 9) size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    if (marker === 0xe1) isTurned = orientationOf(bytes.subarray(at + 4, end)) >= 5
    if (marker === 0xda) return size && bytes.lastIndexOf('\xff\xd9', undefined, 'latin1') >= end ? turned(size, isTurned) : null
    at = end
  }
  return null
}

/** Markers that begin a frame: all of C0 to CF but tables and an extension that nobody uses. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

/** The size as it is shown, for a camera that was held upright. */
export function turned({ width, height }: ImageSize, isTurned: boolean): ImageSize {
  return isTurned ? { width: height, height: width } : { width, height }
}

/** Blocks, each of parts that say their length; the trailer that ends them is missing in some that all browsers show. */
export function readGif(bytes: Buffer): ImageSize | null {
  if (bytes.length < 14) return null
  const size = { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }
  let at = 13 + colourBytes(bytes[10] ?? 0)
  let pictures = 0
  while (at < bytes.length) {
    const kind = bytes[at]
    if (kind === 0x3b) break
    if (kind === 0x2c) {
      pictures += 1
      at += 10 + colourBytes(bytes[at + 9] ?? 0) + 1
    } else if (kind === 0x21) at += 2
    else return null
    const end = endOfParts(bytes, at)
    if (end === null) return null
    at = end
  }
  return pictures > 0 && at <= bytes.length ? size : null
}

function colourBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0
}

function endOfParts(bytes: Buffer, from: number): number | null {
  let at = from
  while (at < bytes.length) {
    const length = bytes[at] ?? 0
    at += 1 + length
    if (length === 0) return at
  }
  return null
}

/** A RIFF file says its own length; the first chunk says the size, in three ways. */
export function readWebp(bytes: Buffer): ImageSize | null {
  if (bytes.length < 30 || bytes.readUInt32LE(4) + 8 > bytes.length) return null
  if (startsWith(bytes, 'VP8X', 12)) return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 }
  if (bytes.readUInt32LE(16) + 20 > bytes.length) return null
  if (startsWith(bytes, 'VP8L', 12) && bytes[20] === 0x2f) {
    const both = bytes.readUInt32LE(21)
    return { width: (both & 0x3fff) + 1, height: ((both >>> 14) & 0x3fff) + 1 }
  }
  if (startsWith(bytes, 'VP8 ', 12) && startsWith(bytes, '\x9d\x01\x2a', 23))
    return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff }
  return null
}
