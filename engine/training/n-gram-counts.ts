/**
 * Counts of character n-grams, as Kneser–Ney smoothing wants them, from a corpus of any size that fits in memory
 * as one number a character: all positions are sorted by the characters that follow, so that equal n-grams of every
 * length lie together and one pass in that order counts them. No hash table, no strings.
 */
import { setImmediate } from 'node:timers/promises'

/** Symbols stand for characters, numbered as they first occur, and for these. */
export const SYMBOLS = {
  /** Between documents; in no n-gram. In a context it is a character never counted. */
  nothing: 0,
  /** Before a document's first character: in contexts only. */
  begin: 1,
  /** After a document's last character: predicted like one. */
  end: 2,
  firstCharacter: 3,
} as const

/**
 * The n-grams of one length, in order of their symbols: those that continue the same shorter n-gram lie together.
 * The level of length 0 holds the empty n-gram.
 */
export interface NGramLevel {
  /** The last symbol of each n-gram. */
  readonly symbols: Uint32Array
  /**
   * How often it occurs, where it is of full length or begins a document; otherwise after how many different symbols
   * (Kneser and Ney's continuation count). 0 for what is never predicted.
   */
  readonly counts: Uint32Array
  /** Where its continuations begin in the next level; one entry more than n-grams. Empty in the last level. */
  readonly children: Uint32Array
}

/** All n-grams up to a length. */
export interface NGramCounts {
  readonly order: number
  /** Characters that were counted. */
  readonly characters: number
  /** The symbol of each character (code point) that occurs. */
  readonly alphabet: ReadonlyMap<number, number>
  /** By length, 0 to `order`. */
  readonly levels: readonly NGramLevel[]
}

/** How counting is watched (`share` goes from 0 to 1) and stopped. */
export interface CountingOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((share: number) => void) | undefined
}

/** Positions dealt with between two looks at the signal: some tenths of a second. */
const SLICE = 1 << 21

/** Takes texts one by one, then counts them all. Memory: about 25 bytes a character of Chinese prose at order 5. */
export class NGramCounter {
  readonly #order: number
  readonly #alphabet = new Map<number, number>()
  #stream = new Uint32Array(1 << 16)
  #length = 0
  #documents = 0

  /** n-grams of up to `order` characters. Throws RangeError unless it is 1 to 255. */
  constructor(order: number) {
    if (!Number.isInteger(order) || order < 1 || order > 255) throw new RangeError(`an order is 1 to 255, not ${order}`)
    this.#order = order
  }

  /** Adds a document. Half a surrogate pair counts as U+FFFD, as it does for tokenizers. */
  add(text: string): void {
    const atLeast = this.#length + text.length + 1 + this.#order
    if (atLeast > this.#stream.length) this.#grow(atLeast)
    this.#stream[this.#length++] = SYMBOLS.begin
    for (const character of text.toWellFormed()) this.#stream[this.#length++] = this.#symbol(character.codePointAt(0) ?? 0)
    this.#stream[this.#length++] = SYMBOLS.end
    // So many that no n-gram reaches from one document into the next.
    this.#length += this.#order - 1
    this.#documents++
  }

  #symbol(codePoint: number): number {
    const known = this.#alphabet.get(codePoint)
    if (known !== undefined) return known
    const symbol = SYMBOLS.firstCharacter + this.#alphabet.size
    this.#alphabet.set(codePoint, symbol)
    return symbol
  }

  #grow(atLeast: number): void {
    const larger = new Uint32Array(Math.max(atLeast, Math.ceil(this.#stream.length * 1.5)))
    larger.set(this.#stream.subarray(0, this.#length))
    this.#stream = larger
  }

  /** Counts what was added; takes a few tenths of a second a million characters. */
  async count(options: CountingOptions = {}): Promise<NGramCounts> {
    const stream = this.#stream.subarray(0, this.#length)
    const size = SYMBOLS.firstCharacter + this.#alphabet.size
    const count = this.#length - this.#documents * (this.#order - 1)
    const work = new SlicedWork(options, (this.#order + 2) * count)
    const positions = await sortedPositions(stream, count, this.#order, size, work)
    const { shared, nodes } = await sharedBeginnings(stream, positions, this.#order, work)
    const builder = new LevelBuilder(stream, this.#order, size, nodes)
    await work.over(positions.length, (from, to) => {
      for (let i = from; i < to; i++) builder.take(positions[i]!, shared[i]!)
    })
    return { order: this.#order, characters: count - 2 * this.#documents, alphabet: this.#alphabet, levels: builder.finish() }
  }
}

/** Long loops in slices, between which the process hears signals and says how far it is. */
class SlicedWork {
  readonly #options: CountingOptions
  readonly #total: number
  #done = 0

  constructor(options: CountingOptions, total: number) {
    this.#options = options
    this.#total = total
  }

  async over(length: number, loop: (from: number, to: number) => void): Promise<void> {
    for (let from = 0; from < length; from += SLICE) {
      const to = Math.min(from + SLICE, length)
      loop(from, to)
      this.#done += to - from
      this.#options.onProgress?.(this.#done / this.#total)
      await setImmediate()
      this.#options.signal?.throwIfAborted()
    }
  }
}

/** The positions of all symbols (`count`), sorted by the `order` symbols from there on: radix sort, the last symbol first. */
async function sortedPositions(stream: Uint32Array, count: number, order: number, size: number, work: SlicedWork): Promise<Uint32Array> {
  let from = new Uint32Array(count)
  let to = new Uint32Array(count)
  for (let i = 0, at = 0; i < stream.length; i++) if (stream[i] !== SYMBOLS.nothing) from[at++] = i
  for (let offset = order - 1; offset >= 0; offset--) {
    const next = new Uint32Array(size + 1)
    for (const position of from) next[stream[position + offset]! + 1]!++
    for (let symbol = 1; symbol <= size; symbol++) next[symbol]! += next[symbol - 1]!
    const [source, target] = [from, to]
    await work.over(count, (begin, end) => {
      for (let i = begin; i < end; i++) {
        const position = source[i]!
        target[next[stream[position + offset]!]!++] = position
      }
    })
    ;[from, to] = [to, from]
  }
  return from
}

/** How many symbols each sorted position shares with the one before, and how many n-grams of each length that makes. */
async function sharedBeginnings(
  stream: Uint32Array,
  positions: Uint32Array,
  order: number,
  work: SlicedWork,
): Promise<{ shared: Uint8Array; nodes: number[] }> {
  const shared = new Uint8Array(positions.length)
  const nodes = [1, ...new Array<number>(order).fill(0)]
  await work.over(positions.length, (from, to) => {
    for (let i = from; i < to; i++) {
      const position = positions[i]!
      const before = positions[i - 1]
      let length = 0
      if (before !== undefined) while (length < order && stream[position + length] !== 0 && stream[position + length] === stream[before + length]) length++
      shared[i] = length
      for (let k = length; k < order && stream[position + k] !== SYMBOLS.nothing; k++) nodes[k + 1]!++
    }
  })
  return { shared, nodes }
}

/** Builds all levels at once from positions in sorted order. */
class LevelBuilder {
  readonly #stream: Uint32Array
  readonly #order: number
  readonly #levels: readonly NGramLevel[]
  /** n-grams of each length so far; the newest is the one under way. */
  readonly #made: number[]
  /** By length, then by symbol: the n-gram (one added) in whose count that symbol before it is already. */
  readonly #seen: readonly Uint32Array[]

  constructor(stream: Uint32Array, order: number, size: number, nodes: readonly number[]) {
    this.#stream = stream
    this.#order = order
    this.#levels = nodes.map((count, length) => ({
      symbols: new Uint32Array(count),
      counts: new Uint32Array(count),
      children: new Uint32Array(length < order ? count + 1 : 0),
    }))
    this.#made = [1, ...new Array<number>(order).fill(0)]
    this.#seen = nodes.map((_, length) => new Uint32Array(length < order ? size : 0))
  }

  /** The next position, whose first `shared` symbols are those of the one before. */
  take(position: number, shared: number): void {
    const begins = this.#stream[position] === SYMBOLS.begin
    const before = begins ? SYMBOLS.nothing : this.#stream[position - 1]!
    for (let length = 1; length <= this.#order; length++) {
      const symbol = this.#stream[position + length - 1]!
      if (symbol === SYMBOLS.nothing) return
      if (length > shared) this.#add(length, symbol)
      const node = this.#made[length]! - 1
      if (length < this.#order && !begins) {
        const seen = this.#seen[length]!
        if (seen[before] === node + 1) continue
        seen[before] = node + 1
      }
      // The begin alone is no prediction.
      if (symbol !== SYMBOLS.begin) this.#levels[length]!.counts[node]!++
    }
  }

  #add(length: number, symbol: number): void {
    const node = this.#made[length]!++
    const { symbols, children } = this.#levels[length]!
    symbols[node] = symbol
    if (length < this.#order) children[node] = this.#made[length + 1]!
  }

  finish(): readonly NGramLevel[] {
    for (const [length, { children }] of this.#levels.entries()) if (length < this.#order) children[children.length - 1] = this.#made[length + 1]!
    return this.#levels
  }
}
