/**
 * What of a learning text is context: questions that somebody else asked, which a model reads and does not learn to say. Told by places in
 * the text, which are in order and apart.
 */
import type { Span } from '#preload/document/matching.ts'
import { byForm, type Masking } from './masking.ts'
import { masked, type PersonalPlace, placeholders } from './personal.ts'

/** A text, and what of it is context. */
export interface LearningText {
  readonly text: string
  readonly context: readonly Span[]
}

/** A text with its personal data masked; its context is at the places that it then has. */
export function maskedText({ text, context }: LearningText, masking: Masking = byForm): LearningText {
  const places = masking.placesIn(text)
  const moved = (at: number) => placeIn(places, at)
  return { text: masked(text, places), context: context.map(([from, to]): Span => [moved(from), moved(to)]) }
}

/** Where a place of a text is once it is masked; one within personal data is where that ends. */
function placeIn(places: readonly PersonalPlace[], at: number): number {
  let shift = 0
  for (const { kind, from, to } of places) {
    if (at <= from) break
    const { length } = placeholders[kind]
    if (at < to) return from + shift + length
    shift += length - (to - from)
  }
  return at + shift
}

/** The parts of a text that are learnt, each with where it begins; none is empty. */
export function learntParts({ text, context }: LearningText): (readonly [from: number, part: string])[] {
  const ends = [...context, [text.length, text.length] as const]
  return ends.flatMap(([to], at) => {
    const from = ends[at - 1]?.[1] ?? 0
    return to > from ? [[from, text.slice(from, to)] as const] : []
  })
}

/** The context of a part of a text, by places in the part. */
export function contextWithin(context: readonly Span[], start: number, end: number): [number, number][] {
  return context.flatMap(([from, to]) => {
    const [first, last] = [Math.max(from, start), Math.min(to, end)]
    return last > first ? [[first - start, last - start]] : []
  })
}
