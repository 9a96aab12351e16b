/**
 * What of a text is context: a model reads it and is not taught to say it, as the question that somebody else asked before the author
 * answered. It is told by places in the text, so that whoever knows nothing of it still has the whole text, as a model reads it.
 */
import type { TextEncoder } from './token-corpus.ts'

/** From where to where in a text, in UTF-16 units. */
export type Span = readonly [from: number, to: number]

/** The same places in order, those that touch or overlap as one, what lies outside the text left out. */
export function joined(spans: readonly Span[], length: number): Span[] {
  const all: [number, number][] = []
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0])) {
    const [from, to] = [Math.max(0, start), Math.min(length, end)]
    const last = all.at(-1)
    if (to <= from) continue
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}

/** A text without its context. */
export function withoutContext(text: string, context: readonly Span[]): string {
  let [left, at] = ['', 0]
  for (const [from, to] of joined(context, text.length)) {
    left += text.slice(at, from)
    at = to
  }
  return left + text.slice(at)
}

/** A text, and what of it is context. */
interface PartlyLearnt {
  readonly text: string
  readonly context?: readonly Span[] | undefined
}

/** The parts of a text that are learnt, by their places in it. */
export function learntParts({ text, context = [] }: PartlyLearnt): Span[] {
  const ends = [...joined(context, text.length), [text.length, text.length] as const]
  return ends.flatMap(([to], at): Span[] => {
    const from = ends[at - 1]?.[1] ?? 0
    return to > from ? [[from, to]] : []
  })
}

/** Characters of a text that are learnt, and that figures are of: all but its context. */
export function learntCharacters({ text, context = [] }: PartlyLearnt): number {
  return withoutContext(text, context).length
}

type Encode = Pick<TextEncoder, 'encode'>

/**
 * For each token of a text, 1 where it is context. Tokens are those of the whole text, as a model reads it; which of them lie in a part is
 * told by encoding the parts by themselves, or, where a tokenizer joins letters across their border, all that comes before it. A token in
 * which context ends and something else begins is learnt.
 */
export async function contextTokens(text: string, ids: ArrayLike<number>, context: readonly Span[], encoder: Encode): Promise<Uint8Array> {
  const marks = new Uint8Array(ids.length)
  const spans = joined(context, text.length)
  const borders = spans.flat()
  const places = (await placesByParts(text, ids, borders, encoder)) ?? (await placesByBeginnings(text, ids, borders, encoder))
  for (const at of spans.keys()) marks.fill(1, places[2 * at], places[2 * at + 1])
  return marks
}

/** Before which token each border lies; undefined where the parts have other tokens than the whole. */
async function placesByParts(text: string, ids: ArrayLike<number>, borders: readonly number[], encoder: Encode): Promise<number[] | undefined> {
  const places: number[] = []
  let [from, done] = [0, 0]
  for (const border of [...borders, text.length]) {
    const part = from === border ? [] : await encoder.encode(text.slice(from, border))
    for (let i = 0; i < part.length; i++) if (part[i] !== ids[done + i]) return undefined
    done += part.length
    places.push(done)
    from = border
  }
  return done === ids.length ? places : undefined
}

async function placesByBeginnings(text: string, ids: ArrayLike<number>, borders: readonly number[], encoder: Encode): Promise<number[]> {
  const places: number[] = []
  for (const border of borders) {
    const beginning = border === 0 ? [] : await encoder.encode(text.slice(0, border))
    let same = 0
    while (same < beginning.length && beginning[same] === ids[same]) same++
    places.push(same)
  }
  return places
}
