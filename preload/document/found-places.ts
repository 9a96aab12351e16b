/** Places found in a lesson: from what matched in its passages to what a reader sees of them and what an edit needs. */
import { objectSign } from './blocks.ts'
import { type Match, replacementOf, type Span } from './matching.ts'
import type { PlacedPassage } from './passages.ts'
import type { Edit } from './replacing.ts'

export interface TextPlace {
  readonly passage: PlacedPassage
  readonly match: Match
}

/** The places of what matched, passage by passage. A formula or a footnote's mark among the text is part of none: it would go with it. */
export function placesOf(passages: readonly PlacedPassage[], matches: readonly (readonly Match[])[]): TextPlace[] {
  return passages.flatMap((passage, at) =>
    (matches[at] ?? []).filter(({ from, to }) => !passage.text.slice(from, to).includes(objectSign)).map((match) => ({ passage, match })),
  )
}

/** What puts a text in the place of one found. */
export function editAt({ passage, match }: TextPlace, replacement: string): Edit {
  const { block, path, isFormula } = passage
  return { path: [block, ...path], isFormula, from: match.from, to: match.to, text: replacementOf(match, replacement) }
}

/** A piece of a text around what was found in it, with the places in that piece. */
export interface Excerpt {
  readonly text: string
  readonly marks: readonly Span[]
}

const shownBefore = 14
const shownInAll = 72

/** What a reader needs to see of a text to know the place: a little before the first span, more behind it, one line. */
export function excerptOf(text: string, spans: readonly Span[]): Excerpt {
  const [first] = spans
  if (!first) return { text: '', marks: [] }
  const from = whole(text, Math.max(0, first[0] - shownBefore))
  const to = whole(text, Math.min(text.length, Math.max(from + shownInAll, first[1])))
  const [start, end] = [from > 0 ? '…' : '', to < text.length ? '…' : '']
  const marks = spans.filter((span) => span[0] >= from && span[1] <= to).map((span): Span => [span[0] - from + start.length, span[1] - from + start.length])
  return {
    text: `${start}${text
      .slice(from, to)
      .replaceAll(/[\n\t]/g, ' ')
      .replaceAll(objectSign, '◦')}${end}`,
    marks,
  }
}

/** Not within a character of two code units. */
function whole(text: string, at: number): number {
  const isInside = /[\udc00-\udfff]/.test(text.charAt(at)) && /[\ud800-\udbff]/.test(text.charAt(at - 1))
  return isInside ? at - 1 : at
}
