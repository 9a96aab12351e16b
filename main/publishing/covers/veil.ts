/**
 * A veil of ink over the author's picture where words stand, so that the rest of it stays as it is. It is a column of pixels, drawn as wide as
 * the cover: Typst's PDF has no gradients that can be seen through, and of sheets over or beside one another one sees the edges.
 */
import type { CoverGround } from './cover-ground.ts'
import { at, points } from './type.ts'

export interface Veil {
  readonly from: 'top' | 'bottom'
  /** How far from there words stand. */
  readonly reach: number
  /** Behind them, until there is none. */
  readonly fade: number
}

/** So much ink, of 255, that paper-coloured words on a white picture have a contrast of more than 4.5. */
const INK = 170
const PIXELS = 256

export function veil({ width, height }: Pick<CoverGround, 'width' | 'height'>, veils: readonly Veil[]): string[] {
  if (veils.length === 0) return []
  // Where two leave a line between them, they lie over all.
  const isWhole = veils.length > 1 && veils.reduce((sum, { reach, fade }) => sum + reach + fade / 2, 0) >= height
  const inks = Array.from({ length: PIXELS }, (_, pixel) => {
    const y = ((pixel + 0.5) / PIXELS) * height
    return isWhole ? INK : Math.round(INK * Math.max(...veils.map(({ from, reach, fade }) => share((from === 'top' ? y : height - y) - reach, fade))))
  })
  const pixels = `bytes((${inks.join(', ')}).map(ink => (31, 35, 40, ink)).flatten())`
  const image = `image(${pixels}, format: (encoding: "rgba8", width: 1, height: ${PIXELS}), width: ${points(width)}, height: ${points(height)}, fit: "stretch")`
  return [at(0, 0, image)]
}

/** Slow at both ends, where a veil would show its edge. */
function share(beyond: number, fade: number): number {
  const part = Math.min(1, Math.max(0, beyond / fade))
  return 1 - part ** 2 * (3 - 2 * part)
}
