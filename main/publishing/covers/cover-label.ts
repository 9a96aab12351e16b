/**
 * The words of a label on a cover that shows a picture of a model's. Templates cut and cover the picture, and with it whatever stood on it; GB
 * 45438-2025 asks for letters of a twentieth of the shorter side. Here they stand in a corner, within the margin that every template leaves.
 */
import type { Findings } from '../desk/finding.ts'
import { labelOfPicture } from '../pictures/picture-label.ts'
import type { CoverGround } from './cover-ground.ts'
import { at, points, written } from './type.ts'

type Sides = Pick<CoverGround, 'width' | 'height'>

/** In shorter sides: the letters, the room within their ground, and how far from the corner it is. */
const [LETTERS, WITHIN, AWAY] = [0.052, 0.004, 0.008]

/** As the label says it: it is a model's, it may be, it is suspected to be. */
const WORDS = { 1: 'AI 生成', 2: '可能为 AI 生成', 3: '疑似 AI 生成' } as const

/** In whichever of its spellings. */
const MAY = /Label(?:"|&quot;)?\s*[:=]\s*(?:"|'|&quot;)([23])/

/** On a page of such sides, as code; null for a picture without a label. */
export function coverLabel(picture: Uint8Array | null, { width, height }: Sides): string | null {
  const label = labelOn(picture)
  if (label === null) return null
  const unit = Math.min(width, height)
  const words = WORDS[MAY.exec(label)?.[1] === '2' ? 2 : MAY.exec(label)?.[1] === '3' ? 3 : 1]
  const letters = written(words, { size: unit * LETTERS, weight: 600, fill: 'cover-paper' })
  const ground = `box(fill: cover-ink.transparentize(35%), radius: ${points(unit * LETTERS * 0.2)}, inset: (x: ${points(unit * LETTERS * 0.35)}, y: ${points(unit * WITHIN)}), box(height: ${points(unit * LETTERS)}, align(horizon, ${letters})))`
  return at(0, 0, `box(width: ${points(width - unit * AWAY)}, height: ${points(height - unit * AWAY)}, align(bottom + right, ${ground}))`)
}

/** The label of a picture's file, or of what was made of it; null where it has none. */
export function labelOn(picture: Uint8Array | null): string | null {
  return picture === null ? null : labelOfPicture(Buffer.from(picture.buffer, picture.byteOffset, picture.byteLength))
}

/** `picture`: the author's, or the cover that was made of it. */
export function tellLabel(told: Findings, picture: Uint8Array, title: string): void {
  if (labelOn(picture) !== null) told.add('changed', 'cover-labelled', title)
}
