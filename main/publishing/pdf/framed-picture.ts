/**
 * Pictures as Typst gets them for a whole book: each within a drawing of its size. A picture by itself is taken apart into its pixels, all of them
 * held until the book is done, a gigabyte and a half for two hundred; one in a drawing goes into the PDF as the file that it is.
 */
import { readJpeg, readPng, startsWith } from '#main/images/raster.ts'

/** Behind the path of a picture: the drawing that it stands in. */
const FRAME = '.svg'

/** Within the parts in front of the pixels: which way is up, and colours other than a screen's. */
const NOTED = ['Exif', 'ICC_PROFILE', 'iCCP']

/** The path by which a book shows a picture. One that notes of itself how it is seen is left to Typst, which heeds it; so is what says no size. */
export function framedPath(path: string, bytes: Buffer): string {
  const front = bytes.subarray(0, 2 ** 16)
  const isPlain = /\.(?:png|jpg)$/.test(path) && !NOTED.some((name) => front.includes(name)) && sizeOf(bytes) !== null
  return isPlain ? path + FRAME : path
}

/** What lies at such a path; files of others as they are. */
export function framed(path: string, bytes: Buffer): Buffer {
  const size = /\.(?:png|jpg)\.svg$/.test(path) ? sizeOf(bytes) : null
  if (size === null) return bytes
  const { width, height } = size
  const data = `data:image/${isPng(bytes) ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="${data}"/></svg>`,
  )
}

function isPng(bytes: Buffer): boolean {
  return startsWith(bytes, '\x89PNG')
}

function sizeOf(bytes: Buffer) {
  return isPng(bytes) ? readPng(bytes) : startsWith(bytes, '\xff\xd8') ? readJpeg(bytes) : null
}
