/**
 * The rows of a PNG that says of each pixel how much shows through it, as a PDF has them: the colours, and that apart, or not at all where
 * nothing does. A row tells each number by its difference from those of the same kind beside and above. So what is left of a row without some
 * kinds is a row again, nothing has to be counted back, and pixels through which nothing shows are known by differences that they alone have.
 */
import { promisify } from 'node:util'
import { deflate, inflate } from 'node:zlib'

interface PartedRows {
  readonly colours: Buffer
  /** Null where nothing shows through. */
  readonly mask: Buffer | null
}

/** Screens are within it, so that few need Typst; unpacked, so many are 70 MB, and what is made of them as much again. */
const MOST_PIXELS = 2 ** 24

const [unpacked, packed] = [promisify(inflate), promisify(deflate)]

/** The next better one takes half as long again for a twentieth less. */
const PACKING = { level: 5, chunkSize: 2 ** 18 }

/** Packed, as they were. `numbers`: those of a pixel's colour. Null where it is too large, or not as large as it says. */
export async function partedRows(rows: Buffer, width: number, height: number, numbers: 1 | 3): Promise<PartedRows | null> {
  const parts = await partsOf(rows, width, height, numbers)
  if (parts === null) return null
  const [colours, mask] = await Promise.all([packed(parts.colours, PACKING), parts.mask && packed(parts.mask, PACKING)])
  return { colours, mask }
}

/** The same, not packed; what it is taken from is not held any longer. */
async function partsOf(rows: Buffer, width: number, height: number, numbers: 1 | 3): Promise<PartedRows | null> {
  const kinds = numbers + 1
  const length = height * (1 + width * kinds)
  if (width * height > MOST_PIXELS || width === 0 || height === 0) return null
  // At once and not in small pieces; and no more of it than there may be.
  const whole = await unpacked(rows, { maxOutputLength: length, chunkSize: Math.max(length + 1, 64) }).catch(() => null)
  if (whole?.length !== length || !canBeTold(whole, width, kinds)) return null
  return { colours: onlySome(whole, width, kinds, 0, numbers), mask: isOpaque(whole, width, kinds) ? null : onlySome(whole, width, kinds, numbers, 1) }
}

/** By how a row is told: the difference of its first pixel, and of each other, where nothing shows through it nor through those before. */
const OPAQUE = {
  first: [
    [255, 255],
    [255, 0],
    [255, 255],
    [255, 128],
    [255, 0],
  ],
  below: [
    [255, 255],
    [255, 0],
    [0, 0],
    [128, 0],
    [0, 0],
  ],
} as const

/** There are so many ways of telling a row. */
function canBeTold(rows: Buffer, width: number, kinds: number): boolean {
  for (let at = 0; at < rows.length; at += 1 + width * kinds) if (rows[at]! >= OPAQUE.first.length) return false
  return true
}

function isOpaque(rows: Buffer, width: number, kinds: number): boolean {
  for (let from = 0; from < rows.length;) {
    const [first, other] = OPAQUE[from === 0 ? 'first' : 'below'][rows[from]!]!
    const end = from + 1 + width * kinds
    if (rows[from + kinds] !== first) return false
    for (let at = from + kinds * 2; at < end; at += kinds) if (rows[at] !== other) return false
    from = end
  }
  return true
}

/** Of each pixel so many numbers, from one of them on. */
function onlySome(rows: Buffer, width: number, kinds: number, from: number, count: 1 | 3): Buffer {
  const height = rows.length / (1 + width * kinds)
  const some = Buffer.allocUnsafe(height * (1 + width * count))
  for (let at = 0, to = 0; at < rows.length;) {
    some[to++] = rows[at++]!
    const end = at + width * kinds
    at += from
    if (count === 1) for (; at < end; at += kinds) some[to++] = rows[at]!
    else
      for (; at < end; at += kinds, to += count) {
        some[to] = rows[at]!
        some[to + 1] = rows[at + 1]!
        some[to + 2] = rows[at + 2]!
      }
    at = end
  }
  return some
}
