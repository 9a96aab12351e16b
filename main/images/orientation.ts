/** How a camera was held, as it noted in the EXIF part of a JPEG: 1 to 8; 5 and above are a quarter turn. */

const unknown = 1
const tag = 0x0112

/** `part` is what an APP1 segment holds. */
export function orientationOf(part: Buffer): number {
  if (part.length < 14 || part.toString('latin1', 0, 6) !== 'Exif\0\0') return unknown
  const tiff = part.subarray(6)
  const isLittle = tiff.toString('latin1', 0, 2) === 'II'
  const two = (at: number) => (at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const four = (at: number) => (at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const entries = four(4)
  const count = two(entries)
  for (let at = entries + 2; at < entries + 2 + count * 12 && at + 12 <= tiff.length; at += 12) {
    const value = two(at + 8)
    if (two(at) === tag) return value >= 1 && value <= 8 ? value : unknown
  }
  return unknown
}
