/**
 * Pictures as a PDF holds them: a JPEG is in it the file that it is, and of a PNG the packed rows, unpacked by whoever shows the page. So nothing
 * of them has to be decoded, and Typst sets a book without them.
 */
import { readJpeg, readPng, startsWith } from '#main/images/raster.ts'

/** What a PDF says of a picture, with its bytes. */
export interface PdfPicture {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly colours: 'DeviceGray' | 'DeviceRGB'
  /** Red, green and blue of each colour that the pixels name by a number; null where they say their colours. */
  readonly palette: Buffer | null
  readonly filter: 'DCTDecode' | 'FlateDecode'
  readonly bytes: Buffer
}

/** Null where it needs more than its file: one that is transparent, of other colours than a screen's, or that notes which way is up. */
export function pdfPictureOf(bytes: Buffer): PdfPicture | null {
  if (startsWith(bytes, '\x89PNG')) return ofPng(bytes)
  return startsWith(bytes, '\xff\xd8') ? ofJpeg(bytes) : null
}

/** Of a kind of pixels: how many numbers one has. Others are transparent. */
const NUMBERS: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
])
const PALETTE = 3

function ofPng(bytes: Buffer): PdfPicture | null {
  if (readPng(bytes) === null) return null
  const chunks = chunksOf(bytes)
  const head = chunks.find(({ name }) => name === 'IHDR')?.data
  if (head === undefined || chunks.some(({ name }) => name === 'tRNS' || name === 'iCCP' || name === 'eXIf')) return null
  const [width, height, bits = 0, kind = 0, packing, filters, parts] = [head.readUInt32BE(0), head.readUInt32BE(4), ...head.subarray(8)]
  const palette = kind === PALETTE ? (chunks.find(({ name }) => name === 'PLTE')?.data ?? null) : null
  if (!NUMBERS.has(kind) || bits > 8 || packing !== 0 || filters !== 0 || parts !== 0 || (kind === PALETTE && palette === null)) return null
  const rows = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data))
  return { width, height, bits, colours: kind === 0 ? 'DeviceGray' : 'DeviceRGB', palette, filter: 'FlateDecode', bytes: rows }
}

function chunksOf(bytes: Buffer): { readonly name: string; readonly data: Buffer }[] {
  const found: { readonly name: string; readonly data: Buffer }[] = []
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at)
    const name = bytes.toString('latin1', at + 4, at + 8)
    found.push({ name, data: bytes.subarray(at + 8, end) })
    if (name === 'IEND') break
    at = end + 4
  }
  return found
}

/** Within the parts in front of the pixels of a JPEG: which way is up, and colours of another kind. */
const NOTED = ['Exif', 'ICC_PROFILE']

function ofJpeg(bytes: Buffer): PdfPicture | null {
  const size = readJpeg(bytes)
  const front = bytes.subarray(0, 2 ** 16)
  const frame = frameOf(bytes)
  if (size === null || frame === null || NOTED.some((name) => front.includes(name))) return null
  const { bits, numbers } = frame
  if (bits !== 8 || (numbers !== 1 && numbers !== 3)) return null
  return { ...size, bits, colours: numbers === 1 ? 'DeviceGray' : 'DeviceRGB', palette: null, filter: 'DCTDecode', bytes }
}

/** Of the kinds of JPEG those that a PDF may hold: baseline, extended and progressive. */
function frameOf(bytes: Buffer): { readonly bits: number | undefined; readonly numbers: number | undefined } | null {
  for (let at = 2; at + 10 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a filler byte
      continue
    }
    if (marker >= 0xc0 && marker <= 0xc2) return { bits: bytes[at + 4], numbers: bytes[at + 9] }
    if (marker === 0xda) return null
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return null
}
