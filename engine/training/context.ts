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
 * For each token of a text, 1 where all of it is context. Tokens are those of the whole text, as a model reads it. One in which context and
 * something else meet is learnt, whichever of them comes first.
 */
export async function contextTokens(text: string, ids: ArrayLike<number>, context: readonly Span[], encoder: Encode): Promise<Uint8Array> {
  const marks = new Uint8Array(ids.length)
  const tokens = new TokenPlaces(text, ids, encoder)
  for (const [from, to] of joined(context, text.length)) {
    const first = await tokens.at(from, 1)
    marks.fill(1, first, await tokens.at(to, -1))
  }
  return marks
}

/** Characters before a place that are read again with what follows, so that it is divided as within the text; and the longest token that is looked past. */
const [leadLength, longestToken] = [64, 16]

/**
 * Which token of a text begins at a place, for places in order. A beginning of the text with the very tokens of the whole ends between two of
 * them; from there on only what lies between is encoded, so that many places do not cost many times the text.
 */
class TokenPlaces {
  readonly #text: string
  readonly #ids: ArrayLike<number>
  readonly #encoder: Encode
  /** The last place that is known to lie between two tokens, which of them begins there, and what stands before it, as it is encoded by itself. */
  #known: { readonly place: number; readonly token: number; readonly lead: string; readonly led: ArrayLike<number> } = { place: 0, token: 0, lead: '', led: [] }

  constructor(text: string, ids: ArrayLike<number>, encoder: Encode) {
    this.#text = text
    this.#ids = ids
    this.#encoder = encoder
  }

  /** The token that begins at a place; where one lies across it, the one that begins next (1), or that one (-1). */
  async at(place: number, step: 1 | -1): Promise<number> {
    // The token before reaches over this place as well.
    if (place < this.#known.place) return this.#known.token
    for (let near = place; Math.abs(near - place) < longestToken && near >= this.#known.place && near <= this.#text.length; near += step) {
      const token = await this.#beginningAt(near)
      if (token !== undefined) return this.#learn(near, token)
    }
    return this.#byBeginning(place, step)
  }

  async #beginningAt(place: number): Promise<number | undefined> {
    const { place: from, token, lead, led } = this.#known
    if (place === from) return token
    if (place === this.#text.length) return this.#ids.length
    const said = await this.#encoder.encode(lead + this.#text.slice(from, place))
    for (let i = 0; i < led.length; i++) if (said[i] !== led[i]) return undefined
    const first = token - led.length
    for (let i = led.length; i < said.length; i++) if (said[i] !== this.#ids[first + i]) return undefined
    return first + said.length
  }

  async #learn(place: number, token: number): Promise<number> {
    const lead = this.#text.slice(Math.max(0, place - leadLength), place)
    if (place !== this.#known.place) this.#known = { place, token, lead, led: lead === '' ? [] : await this.#encoder.encode(lead) }
    return token
  }

  /** By all of the text before the place, where what stands right before it is divided in another way than within the text. */
  async #byBeginning(place: number, step: 1 | -1): Promise<number> {
    const said = place === 0 ? [] : await this.#encoder.encode(this.#text.slice(0, place))
    let same = 0
    while (same < said.length && said[same] === this.#ids[same]) same++
    if (same === said.length) return this.#learn(place, same)
    return step === 1 ? Math.min(this.#ids.length, same + 1) : same
  }
}
