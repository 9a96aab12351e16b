/** AVIF: boxes within boxes. Only those on the way to the sizes are opened, each once. */
import type { ImageSize } from './examine.ts'
import { startsWith, turned } from './raster.ts'

interface Box {
  readonly name: string
  readonly content: Buffer
}

export function isAvif(bytes: Buffer): boolean {
  if (!startsWith(bytes, 'ftyp', 4)) return false
  const brands = bytes.toString('latin1', 8, Math.min(bytes.readUInt32BE(0), bytes.length, 256))
  return /avi[fs]/.test(brands)
}

/** The largest of the sizes that it names: a picture in tiles names theirs too. */
export function readAvif(bytes: Buffer): ImageSize | null {
  const boxes = boxesIn(bytes)
  const meta = boxes?.find(({ name }) => name === 'meta')
  if (!boxes?.some(({ name }) => name === 'mdat') || !meta) return null
  const properties = inside(inside(boxesIn(meta.content.subarray(4)), 'iprp'), 'ipco') ?? []
  const sizes = properties.filter(({ name, content }) => name === 'ispe' && content.length >= 12).map(sizeIn)
  const largest = sizes.toSorted((a, b) => b.width * b.height - a.width * a.height)[0]
  const isTurned = properties.some(({ name, content }) => name === 'irot' && ((content[0] ?? 0) & 1) === 1)
  return largest ? turned(largest, isTurned) : null
}

function sizeIn({ content }: Box): ImageSize {
  return { width: content.readUInt32BE(4), height: content.readUInt32BE(8) }
}

function inside(boxes: Box[] | null, name: string): Box[] | null {
  const box = boxes?.find((one) => one.name === name)
  return box ? boxesIn(box.content) : null
}

/** The boxes that follow one another to the end, or null where one is longer than what is there. */
function boxesIn(bytes: Buffer): Box[] | null {
  const boxes: Box[] = []
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length) return null
    const short = bytes.readUInt32BE(at)
    const header = short === 1 ? 16 : 8
    if (at + header > bytes.length) return null
    const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short === 0 ? bytes.length - at : short
    if (length < header || at + length > bytes.length) return null
    boxes.push({ name: bytes.toString('latin1', at + 4, at + 8), content: bytes.subarray(at + header, at + length) })
    at += length
  }
  return boxes
}
