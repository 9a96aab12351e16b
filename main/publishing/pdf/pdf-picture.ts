/**
 * Pictures as a PDF holds them: a JPEG is in it the file that it is, and of a PNG the packed rows, unpacked by whoever shows the page. So few of
 * them have to be unpacked, none has to be drawn, and Typst sets a book without them.
 */
import { readJpeg, readPng, startsWith } from '#main/images/raster.ts'
import { JPEG_PROFILE, joinedProfile, packedProfile, suits } from './colour-profile.ts'
import { partedRows } from './parted-rows.ts'

/** What a PDF says of a picture, with its bytes. */
export interface PdfPicture {
  readonly width: number
  readonly height: number
  readonly bits: number
  readonly colours: 'DeviceGray' | 'DeviceRGB'
  /** Which colours of that kind they are; null where the file does not say. */
  readonly profile: Buffer | null
  /** Red, green and blue of each colour that the pixels name by a number; null where they say their colours. */
  readonly palette: Buffer | null
  readonly filter: 'DCTDecode' | 'FlateDecode'
  readonly bytes: Buffer
  /** How much shows through each pixel, as rows of grey; null where nothing does. */
  readonly mask: Buffer | null
}

/** Null where it needs more than its file: one that is finer, of a printer's colours, see-through by a list of colours, or that notes which way is up. */
export async function pdfPictureOf(bytes: Buffer): Promise<PdfPicture | null> {
  const picture = startsWith(bytes, '\x89PNG') ? await ofPng(bytes) : startsWith(bytes, '\xff\xd8') ? ofJpeg(bytes) : null
  return picture !== null && (picture.profile === null || suits(picture.profile, picture.colours)) ? picture : null
}

/** Kinds of pixels: how many numbers a colour has, and whether one more says how much shows through. */
const KINDS: ReadonlyMap<number, { readonly numbers: 1 | 3; readonly isClear: boolean }> = new Map([
  [0, { numbers: 1, isClear: false }],
  [2, { numbers: 3, isClear: false }],
  [3, { numbers: 1, isClear: false }],
  [4, { numbers: 1, isClear: true }],
  [6, { numbers: 3, isClear: true }],
])
const PALETTE = 3

async function ofPng(bytes: Buffer): Promise<PdfPicture | null> {
  if (readPng(bytes) === null) return null
  const chunks = chunksOf(bytes)
  const called = (wanted: string): Buffer[] => chunks.filter(({ name }) => name === wanted).map(({ data }) => data)
  const [head] = called('IHDR')
  if (head?.length !== 13 || chunks.some(({ name }) => name === 'tRNS' || name === 'eXIf')) return null
  const [width, height, bits = 0, kind = 0, packing, filters, parts] = [head.readUInt32BE(0), head.readUInt32BE(4), ...head.subarray(8)]
  const pixel = KINDS.get(kind)
  const palette = kind === PALETTE ? (called('PLTE')[0] ?? null) : null
  if (pixel === undefined || bits > 8 || packing !== 0 || filters !== 0 || parts !== 0 || (kind === PALETTE && palette === null)) return null
  const [named, ...others] = called('iCCP')
  const profile = named === undefined ? null : await packedProfile(named)
  if (named !== undefined && (profile === null || others.length > 0)) return null
  const rows = Buffer.concat(called('IDAT'))
  const parted = pixel.isClear ? await partedRows(rows, width, height, pixel.numbers) : { colours: rows, mask: null }
  const colours = kind === 0 || kind === 4 ? 'DeviceGray' : 'DeviceRGB'
  return parted && { width, height, bits, colours, profile, palette, filter: 'FlateDecode', bytes: parted.colours, mask: parted.mask }
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

/** Whoever reads a JPEG's front looks so far for which way is up. */
const NOTED_WITHIN = 2 ** 16

function ofJpeg(bytes: Buffer): PdfPicture | null {
  const size = readJpeg(bytes)
  const front = size === null ? null : frontOf(bytes)
  if (size === null || front === null || front.isNoted || bytes.subarray(0, NOTED_WITHIN).includes('Exif')) return null
  const { bits, numbers, profiles } = front
  if (bits !== 8 || (numbers !== 1 && numbers !== 3)) return null
  const profile = profiles.length === 0 ? null : joinedProfile(profiles)
  if (profile === null && profiles.length > 0) return null
  return { ...size, bits, colours: numbers === 1 ? 'DeviceGray' : 'DeviceRGB', profile, palette: null, filter: 'DCTDecode', bytes, mask: null }
}

interface JpegFront {
  readonly bits: number | undefined
  readonly numbers: number | undefined
  readonly profiles: readonly Buffer[]
  /** Whether a camera's notes are there. */
  readonly isNoted: boolean
}

/** What stands in front of the pixels; null for kinds of JPEG that no PDF may hold: those are baseline, extended and progressive. */
function frontOf(bytes: Buffer): JpegFront | null {
  const profiles: Buffer[] = []
  let frame: Pick<JpegFront, 'bits' | 'numbers'> | null = null
  let isNoted = false
  for (let at = 2; at + 10 <= bytes.length;) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1 // a filler byte
      continue
    }
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (marker >= 0xc0 && marker <= 0xc2) frame ??= { bits: bytes[at + 4], numbers: bytes[at + 9] }
    if (marker === 0xe1 && startsWith(bytes, 'Exif', at + 4)) isNoted = true
    if (marker === 0xe2 && startsWith(bytes, JPEG_PROFILE, at + 4)) profiles.push(bytes.subarray(at + 4, end))
    if (marker === 0xda) return frame && { ...frame, profiles, isNoted }
    at = end
  }
  return null
}
