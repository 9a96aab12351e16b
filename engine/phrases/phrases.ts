/**
 * What an author says again and again: an index over texts that are added, replaced and removed at any time. Texts are built into
 * segments, in pieces, and segments are merged as they grow; what is not built yet is not found, and nobody waits for it.
 */
import { placesOf, type Reliability, reliabilityOf } from './reliability.ts'
import { Context, type Hit, type Range, type Remembered, Segment, unitsOf } from './segment.ts'

/** A place that ends as the text does, and what followed there. */
export interface Passage {
  readonly source: string
  /** What the source is a part of, such as a course; '' for none. */
  readonly group: string
  /** Where what followed begins in the source's text, in UTF-16 units. */
  readonly offset: number
  /** Characters before it that are alike; the beginning of a paragraph counts as one. */
  readonly matched: number
  /** What followed, within its paragraph; '' where that ended. */
  readonly text: string
}

/** What followed the longest context that is known. */
export interface Followers {
  readonly matched: number
  /** The character that followed, '' for a paragraph's end, and how often; the most frequent first. */
  readonly followers: readonly { readonly text: string; readonly count: number }[]
}

/** No segment grows beyond this by merging: to build one takes a tenth of a second, in pieces. */
const largestCharacters = 1 << 21
/** A segment is merged with what comes where it is no more than so many times as long. */
const mergedBelow = 2
/** Passages that are told, the longest likenesses first. */
const mostPassages = 96
/** The same of those that are alike in two characters, and of those in one. */
const mostSpread = 96
/** Likenesses from so many characters on tell how a text goes on, shorter ones how a word does. */
const leastLong = 3
/** Characters of what followed that are told. */
const followingCharacters = 24
const shortCharacters = 8
/** What they tell of one another is found out again where there is so many times as much, or so many times less. */
const measuredAgain = 2
/** Fewer places that are alike tell nothing of it, nor do fewer characters: a few lessons seldom repeat one another, whoever writes them. */
const leastAlike = 60
const leastMeasured = 30_000

export class Phrases {
  readonly #known = new Map<string, Remembered>()
  /** Added, and in no segment yet. */
  readonly #waiting = new Set<Remembered>()
  #segments: readonly Segment[] = []
  #isBuilding = false
  /** What was found out of so many characters. */
  #measured: { readonly characters: number; readonly reliability: number | null } = { characters: 0, reliability: null }

  /** Adds a text, or puts it in the place of the one that its source had. It is found once it is built. */
  add(source: string, text: string, group = ''): void {
    this.remove(source)
    const remembered = { source, group, units: unitsOf(text) }
    this.#known.set(source, remembered)
    this.#waiting.add(remembered)
  }

  /** Forgets a source at once: nothing of it is found any more. */
  remove(source: string): void {
    const known = this.#known.get(source)
    if (!known) return
    this.#known.delete(source)
    this.#waiting.delete(known)
    for (const segment of this.#segments) segment.forget(known)
  }

  /** Characters of all sources, and the bytes that they take. */
  get size(): { readonly sources: number; readonly characters: number; readonly bytes: number } {
    const texts = [...this.#known.values()]
    const waiting = [...this.#waiting].reduce((sum, { units }) => sum + units.byteLength, 0)
    return {
      sources: texts.length,
      characters: texts.reduce((sum, { units }) => sum + units.length, 0),
      bytes: this.#segments.reduce((sum, { bytes }) => sum + bytes, waiting),
    }
  }

  /**
   * Builds what was added, and takes out what is forgotten, in pieces: each `next` takes about a millisecond. Texts may be added and removed
   * in between. Only one builds at a time: another ends at once, and what it would have built is built by the first.
   */
  *build(): Generator<undefined, void, undefined> {
    if (this.#isBuilding) return
    this.#isBuilding = true
    try {
      do {
        for (let next = this.#next(); next !== null; next = this.#next()) yield* this.#buildOne(next)
        yield* this.#measure()
      } while (this.#waiting.size > 0)
    } finally {
      this.#isBuilding = false
    }
  }

  *#buildOne({ texts, replaced }: Building): Generator<undefined, void, undefined> {
    const segment = yield* Segment.build(texts)
    for (const text of texts) if (this.#known.get(text.source) !== text) segment.forget(text)
    for (const text of texts) this.#waiting.delete(text)
    this.#segments = [...this.#segments.filter((one) => !replaced.has(one)), ...(texts.length > 0 ? [segment] : [])]
  }

  /**
   * How often these texts tell of one another how it goes on, where they are alike in three characters or more: 0.2 of essays, 0.5 of cases
   * at law. Found out while building, anew where there is twice or half as much; null where there is too little to tell.
   */
  get reliability(): number | null {
    return this.#measured.reliability
  }

  /** Gives way to what is to be built. */
  *#measure(): Generator<undefined, void, undefined> {
    const { characters } = this.size
    const change = characters / Math.max(1, this.#measured.characters)
    if (characters < leastMeasured) this.#measured = { characters: 0, reliability: null }
    if (characters < leastMeasured || (change < measuredAgain && change > 1 / measuredAgain)) return
    const texts = [...this.#known.values()]
    const counts: Reliability = { alike: 0, right: 0 }
    for (const place of placesOf(texts)) {
      if (this.#waiting.size > 0) return
      reliabilityOf(place, this.recall(place.before), counts)
      yield
    }
    this.#measured = { characters, reliability: counts.alike < leastAlike ? null : counts.right / counts.alike }
  }

  #next(): Building | null {
    const worn = this.#segments.find((segment) => segment.deadLength * 2 > segment.length)
    const texts: Remembered[] = [...(worn?.sources ?? [])]
    let length = lengthOf(texts)
    for (const text of this.#waiting) {
      if (texts.length > 0 && length + text.units.length > largestCharacters) break
      texts.push(text)
      length += text.units.length
    }
    if (!worn && texts.length === 0) return null
    const replaced = new Set(worn && [worn])
    for (const segment of this.#segments.toSorted((a, b) => a.length - b.length)) {
      if (replaced.has(segment)) continue
      if (segment.length > length * mergedBelow || length + segment.length > largestCharacters) break
      replaced.add(segment)
      texts.push(...segment.sources)
      length += segment.length
    }
    return { texts, replaced }
  }

  /**
   * Places that end as `before` does, within its paragraph: the longest likenesses first. Those that are alike in three characters or more,
   * as far as these are not too many, and some of those that are in two, or in one.
   */
  recall(before: string): Passage[] {
    const context = new Context(before)
    const all = this.#segments.map((segment) => ({ segment, ranges: segment.ranges(context) }))
    const long = all.flatMap(({ segment, ranges }) => (ranges[2] ? segment.compared(ranges[2], context, mostPassages) : []))
    const short = [1, 0].flatMap((level) => spread(all, level))
    return [...long.sort((a, b) => b.matched - a.matched).slice(0, mostPassages), ...short].map(({ segment, at, matched }) => {
      const { remembered, offset } = segment.sourceAt(at)
      const { source, group } = remembered
      return { source, group, offset, matched, text: segment.following(at, matched < leastLong ? shortCharacters : followingCharacters) }
    })
  }

  /** What followed the longest context of `before` that is known. */
  next(before: string): Followers {
    const passages = this.recall(before)
    const matched = passages[0]?.matched ?? 0
    const counts = new Map<string, number>()
    for (const { text, matched: alike } of passages) {
      if (alike < matched) break
      const follower = String.fromCodePoint(...[text.codePointAt(0)].filter((point) => point !== undefined))
      counts.set(follower, (counts.get(follower) ?? 0) + 1)
    }
    const followers = [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
    return { matched, followers }
  }
}

/** What is to be built into one segment, and which are replaced by it. */
interface Building {
  readonly texts: readonly Remembered[]
  readonly replaced: ReadonlySet<Segment>
}

/** Of what is alike in so many characters and no more, some of each segment, as it has its share in all. */
function spread(all: readonly { readonly segment: Segment; readonly ranges: readonly Range[] }[], level: number): Hit[] {
  const found = all.flatMap(({ segment, ranges }) => {
    const range = ranges[level]
    return range ? [{ segment, range, without: ranges[level + 1] ?? { from: range.to, to: range.to } }] : []
  })
  const counts = found.map(({ range, without }) => range.to - range.from - (without.to - without.from))
  const total = counts.reduce((sum, count) => sum + count, 0)
  return found.flatMap(({ segment, range, without }, at) =>
    segment.spread(range, without, level + 1, Math.ceil((mostSpread * (counts[at] ?? 0)) / Math.max(1, total))),
  )
}

function lengthOf(texts: readonly Remembered[]): number {
  return texts.reduce((sum, { units }) => sum + units.length, 0)
}
