/** How far texts tell of one another how they go on: each is asked of at some places, as if it were not among them. */
import type { Passage } from './phrases.ts'
import type { Remembered } from './segment.ts'

/** Places with a likeness of three characters or more in another text, and those of them that go on as most of the longest do. */
export interface Reliability {
  alike: number
  right: number
}

/** A place within a text, and the character that follows there. */
export interface AskedPlace {
  readonly source: string
  readonly before: string
  readonly follower: string
}

/** As many places as are asked of, evenly spread. */
const mostPlaces = 600
/** What is looked up of the text before one. */
const contextCharacters = 40
const leastMatched = 3

/** Some places of all texts, always the same ones of the same texts. */
export function* placesOf(texts: readonly Remembered[]): Generator<AskedPlace> {
  const step = texts.reduce((sum, { units }) => sum + units.length, 0) / mostPlaces
  let next = step / 2
  for (const { source, units } of texts) {
    for (; next < units.length; next += step) {
      const at = Math.floor(next)
      const before = String.fromCharCode(...units.subarray(Math.max(0, at - contextCharacters), at))
      yield { source, before, follower: String.fromCharCode(...units.subarray(at, at + 1)) }
    }
    next -= units.length
  }
}

/** Counts one place in. The passages are what is known behind it, the longest likenesses first. */
export function reliabilityOf({ source, follower }: AskedPlace, passages: readonly Passage[], counts: Reliability): void {
  const others = passages.filter((passage) => passage.source !== source)
  const matched = others[0]?.matched ?? 0
  if (matched < leastMatched) return
  const said = others.filter((passage) => passage.matched === matched).map(({ text }) => text.charAt(0) || '\n')
  const counted = new Map<string, number>()
  for (const one of said) counted.set(one, (counted.get(one) ?? 0) + 1)
  const [first] = [...counted].reduce((best, one) => (one[1] > best[1] ? one : best))
  counts.alike++
  if (first === follower) counts.right++
}
