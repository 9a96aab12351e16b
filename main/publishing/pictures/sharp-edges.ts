/**
 * Whether a picture has sharp edges and few colours, as what is taken off a screen has: PNG packs that well and JPEG smears it. Told by some of its
 * rows, for a photograph takes seconds to pack.
 */
import type { Sharp } from 'sharp'
import sharp from 'sharp'

/** Bits of a pixel, packed. Screens of text take 0.4 to 1.2, with photographs among it up to 7; photographs take 11 to 21. */
const [FEW, MANY] = [1.5, 8]
/**
 * Of all steps from one pixel to the next, those of an edge: a jump of at least so much of red, green and blue together, with a plain ground at one
 * of its sides. Screens of text have 1 to 5 in a hundred, photographs hardly any, the status bar of a telephone above one less than 0.1.
 */
const [JUMP, EDGES] = [96, 0.005]
const MOST_ROWS = 256

/** `packedBytes`: how many it takes as a PNG, where it is one. */
export async function hasSharpEdges(
  picture: Sharp,
  { width, height }: { readonly width: number; readonly height: number },
  packedBytes = Infinity,
): Promise<boolean> {
  const bits = (packedBytes * 8) / (width * height)
  if (bits <= FEW) return true
  const { data, info } = await picture
    .clone()
    .removeAlpha()
    // Whole rows as they are, and none between them.
    .resize(width, Math.min(height, MOST_ROWS), { fit: 'fill', kernel: 'nearest' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const sample = sharp(data, { raw: info }).png({ compressionLevel: 1 })
  const fewest = Math.min(bits, ((await sample.toBuffer()).length * 8) / (info.width * info.height))
  return fewest <= FEW || (fewest <= MANY && edgesIn(data, info.width, info.channels) >= EDGES)
}

/** Of rows of so many pixels: which part of the steps within them is an edge. */
function edgesIn(data: Buffer, width: number, channels: number): number {
  let edges = 0
  const step = (at: number): number => {
    let sum = 0
    for (let of = 0; of < channels; of++) sum += Math.abs((data[at + of] ?? 0) - (data[at + of + channels] ?? 0))
    return sum
  }
  const row = width * channels
  for (let begin = 0; begin < data.length; begin += row)
    for (let at = begin + channels; at < begin + row - 2 * channels; at += channels)
      if (step(at) >= JUMP && (step(at - channels) === 0 || step(at + channels) === 0)) edges += 1
  return edges / (data.length / channels)
}
