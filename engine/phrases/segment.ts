/**
 * A part of what is remembered, and where everything stands in it: positions sorted by the three characters before them, the nearest
 * counting most, so that the places behind one character, behind two and behind three are each one range of them. Never changed once it is built.
 */

/** A text with its name. */
export interface Remembered {
  readonly source: string
  /** What it is a part of, such as a course; '' for none. */
  readonly group: string
  /** Its characters; once it is built, a part of its segment's. */
  units: Uint16Array
}

/** A place at which the end of a context stands. */
export interface Hit {
  readonly segment: Segment
  /** Where what follows begins, in the segment's text. */
  readonly at: number
  /** Characters before it that are the context's, the beginning of a paragraph counting as one. */
  readonly matched: number
}

/** More say nothing more. */
export const mostMatched = 32
/** Places are sorted by so many characters; those that are alike in as many are compared further. */
const sortedBy = 3
/** Of those, so many are compared, the latest. */
const mostCompared = 4096
/** What is built at a time, so that whoever waits meanwhile does not wait long. */
const piece = 1 << 14
const lineEnd = 10
/** Stands between two texts. No text contains it. */
const textEnd = 0

export class Segment {
  /** UTF-16 units of all its texts: each stands behind a line's end, and before a text's. */
  readonly #units: Uint16Array
  readonly #positions: Uint32Array
  readonly #sources: readonly Remembered[]
  /** Where each text begins. */
  readonly #starts: readonly number[]
  readonly #dead = new Set<number>()

  private constructor(sources: readonly Remembered[], starts: readonly number[], units: Uint16Array, positions: Uint32Array) {
    this.#sources = sources
    this.#starts = starts
    this.#units = units
    this.#positions = positions
  }

  /** Builds one in pieces: each `next` of it takes about a millisecond. */
  static *build(sources: readonly Remembered[]): Generator<undefined, Segment, undefined> {
    const starts: number[] = []
    const units = new Uint16Array(sources.reduce((sum, text) => sum + text.units.length + 2, 0))
    let at = 0
    for (const { units: own } of sources) {
      units[at++] = lineEnd
      starts.push(at)
      units.set(own, at)
      at += own.length
      units[at++] = textEnd
    }
    const positions = yield* sorted(units)
    for (const [which, text] of sources.entries()) text.units = units.subarray(starts[which] ?? 0, (starts[which] ?? 0) + text.units.length)
    return new Segment(sources, starts, units, positions)
  }

  /** Characters of all its texts, also of those that are forgotten. */
  get length(): number {
    return this.#units.length
  }

  /** Characters of those that are forgotten. */
  get deadLength(): number {
    return [...this.#dead].reduce((sum, which) => sum + (this.#sources[which]?.units.length ?? 0), 0)
  }

  /** Memory that it takes, in bytes. */
  get bytes(): number {
    return this.#units.byteLength + this.#positions.byteLength
  }

  /** The texts that are not forgotten. */
  get sources(): readonly Remembered[] {
    return this.#sources.filter((_, which) => !this.#dead.has(which))
  }

  /** Forgets a text at once: nothing of it is found any more. */
  forget(remembered: Remembered): void {
    const which = this.#sources.indexOf(remembered)
    if (which >= 0) this.#dead.add(which)
  }

  /** The ranges of positions behind the last character of a context, behind its last two, and behind its last three, as far as it has them. */
  ranges(context: Context): Range[] {
    const found: Range[] = []
    let range: Range = { from: 0, to: this.#positions.length }
    for (let back = 0; back < Math.min(sortedBy, context.length); back++) {
      range = this.#within(range, back, context.back(back))
      found.push(range)
    }
    return found
  }

  /** Those positions of a range at which a character stands so far before. */
  #within({ from, to }: Range, back: number, unit: number): Range {
    const first = (least: number) => {
      let [low, high] = [from, to]
      while (low < high) {
        const middle = (low + high) >> 1
        if (keyAt(this.#units, this.#positions[middle] ?? 0, back) < least) low = middle + 1
        else high = middle
      }
      return low
    }
    const start = first(unit)
    return { from: start, to: start < to ? first(unit + 1) : to }
  }

  /** The latest places of a range behind three characters, compared further: of the longest likenesses `most`, and whatever else came before these. */
  compared({ from, to }: Range, context: Context, most: number): Hit[] {
    const hits: Hit[] = []
    // How many there are that are alike in so many characters, or more.
    const longer = new Uint16Array(mostMatched + 1)
    for (let entry = to - 1; entry >= Math.max(from, to - mostCompared); entry--) {
      const at = this.#positions[entry] ?? 0
      const matched = this.#matched(context, at)
      if ((longer[matched] ?? 0) >= most || this.#isDead(at)) continue
      hits.push({ segment: this, at, matched })
      for (let length = sortedBy; length <= matched; length++) longer[length] = (longer[length] ?? 0) + 1
    }
    return hits
  }

  /** Places of one range that are not in another within it: so many of them at most, evenly spread. */
  spread({ from, to }: Range, without: Range, matched: number, most: number): Hit[] {
    const hits: Hit[] = []
    const count = to - from - (without.to - without.from)
    const step = Math.max(1, count / Math.max(1, most))
    for (let which = 0; which < count; which += step) {
      const entry = from + Math.floor(which)
      const at = this.#positions[entry < without.from ? entry : entry + without.to - without.from] ?? 0
      if (!this.#isDead(at)) hits.push({ segment: this, at, matched })
    }
    return hits
  }

  #isDead(at: number): boolean {
    return this.#dead.size > 0 && this.#dead.has(this.#which(at))
  }

  #matched(context: Context, at: number): number {
    const most = Math.min(mostMatched, context.length, at)
    let matched = sortedBy
    while (matched < most && this.#units[at - 1 - matched] === context.back(matched)) matched++
    return matched
  }

  /** What follows a place, at most so many characters and never beyond the paragraph; '' where that ends. */
  following(at: number, most: number): string {
    let end = at
    while (end < at + most && (this.#units[end] ?? textEnd) !== lineEnd && this.#units[end] !== textEnd) end++
    return String.fromCharCode(...this.#units.subarray(at, end))
  }

  /** Of which text a place is, and where in it. */
  sourceAt(at: number): { readonly remembered: Remembered; readonly offset: number } {
    const which = this.#which(at)
    const remembered = this.#sources[which]
    if (!remembered) throw new RangeError(`no text has a place ${at}`)
    return { remembered, offset: at - (this.#starts[which] ?? 0) }
  }

  #which(at: number): number {
    let [low, high] = [0, this.#starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= at) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Positions from one to another, the second not included, in their order. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** The end of what is written in a paragraph, read backwards. */
export class Context {
  readonly length: number
  readonly #text: string

  constructor(before: string) {
    const paragraph = before.slice(Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1)
    // The end of the line before counts as a character: the beginning of a paragraph is known by it. Alone it tells nothing.
    this.#text = paragraph === '' ? '' : `\n${paragraph}`
    this.length = this.#text.length
  }

  /** The last unit, the one before it, … */
  back(count: number): number {
    return this.#text.charCodeAt(this.length - 1 - count)
  }
}

/** A text's characters as they are kept: every line's end is one. */
export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    units[at] = unit === 13 || unit === textEnd ? lineEnd : unit
  }
  return units
}

/** The unit by which a position is sorted: so many before the last one. Beyond the beginning of its paragraph there is none. */
function keyAt(units: Uint16Array, at: number, back: number): number {
  for (let nearer = 0; nearer < back; nearer++) if (units[at - 1 - nearer] === lineEnd) return textEnd
  return units[at - 1 - back] ?? textEnd
}

/** All positions behind a character of a paragraph, sorted by the last of these, then by the one before it, …: a counting sort for each. */
function* sorted(units: Uint16Array): Generator<undefined, Uint32Array, undefined> {
  let positions: Uint32Array = new Uint32Array(units.length)
  let count = 0
  for (let at = 1; at < units.length; at++) {
    if (units[at - 1] !== lineEnd && units[at - 1] !== textEnd) positions[count++] = at
    if (at % piece === 0) yield
  }
  positions = positions.slice(0, count)
  for (let back = sortedBy - 1; back >= 0; back--) positions = yield* sortedByUnit(units, positions, back)
  return positions
}

function* sortedByUnit(units: Uint16Array, positions: Uint32Array, back: number): Generator<undefined, Uint32Array, undefined> {
  const starts = new Uint32Array(2 ** 16 + 1)
  for (let entry = 0; entry < positions.length; entry++) {
    const key = keyAt(units, positions[entry] ?? 0, back) + 1
    starts[key] = (starts[key] ?? 0) + 1
    if (entry % piece === 0) yield
  }
  for (let key = 0; key < 2 ** 16; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0)
  const ordered = new Uint32Array(positions.length)
  for (let entry = 0; entry < positions.length; entry++) {
    const at = positions[entry] ?? 0
    const key = keyAt(units, at, back)
    const place = starts[key] ?? 0
    starts[key] = place + 1
    ordered[place] = at
    if (entry % piece === 0) yield
  }
  return ordered
}
