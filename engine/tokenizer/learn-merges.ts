/**
 * Learning merges: the commonest pair of neighbouring tokens becomes a token, until there are enough.
 * Of equally common pairs the one with the smaller ids goes first, so the outcome depends on the counts
 * alone.
 *
 * Each pair knows the words (distinct pieces) it may occur in, so a merge touches only those. Within a
 * merge the counts that change are gathered per neighbour in plain arrays and applied at the end: the map
 * of pairs is asked once per neighbour, not once per occurrence.
 *
 * Most pairs are so rare that they never get their turn, and there are millions. Only those that occur at
 * least `floor` times are kept; when the commonest left falls below it, all are counted again with a lower
 * floor. Counts of a pair only fall, so none is missed.
 */
import { IntList } from './int-list.ts'
import { PairQueue, type Pair } from './pair-queue.ts'

/** Distinct pieces with their counts; `bytes` of all words one after the other, word i from starts[i] to starts[i + 1]. */
export interface Words {
  readonly bytes: Uint8Array
  readonly starts: Uint32Array
  readonly counts: Float64Array
}

/** How far learning is. */
export interface LearningProgress {
  readonly done: number
  readonly total: number
}

type Merge = readonly [left: number, right: number]

const BYTES = 256
const SLICE_MS = 50
const LEAST_COUNT = 2
/** How far the floor lies below the commonest pair: larger is more memory, smaller is more counting. */
const FLOOR_RATIO = 100
const LARGEST_SKETCH = 1 << 22

/**
 * At most `total` merges over the words; fewer where no pair occurs twice any more. Gives way to the event
 * loop between slices of work; throws the signal's reason once it is aborted. `total` is at most 65,000.
 */
export async function learnMerges(
  words: Words,
  total: number,
  options: { signal?: AbortSignal; onProgress?: (progress: LearningProgress) => void } = {},
): Promise<Merge[]> {
  const learner = new MergeLearner(words, total)
  const merges: Merge[] = []
  let sliceStart = performance.now()
  while (merges.length < total) {
    const merge = learner.next()
    if (!merge) break
    merges.push(merge)
    if (performance.now() - sliceStart < SLICE_MS) continue
    options.onProgress?.({ done: merges.length, total })
    await new Promise((resolve) => setImmediate(resolve))
    options.signal?.throwIfAborted()
    sliceStart = performance.now()
  }
  options.onProgress?.({ done: merges.length, total })
  return merges
}

class MergeLearner {
  readonly #symbols: Uint16Array
  readonly #starts: Uint32Array
  readonly #lengths: Uint32Array
  readonly #counts: Float64Array
  readonly #pairs = new Map<number, Pair>()
  #queue = new PairQueue()
  #floor = LEAST_COUNT
  readonly #onLeft: Neighbours
  readonly #onRight: Neighbours
  #made = BYTES

  constructor(words: Words, total: number) {
    this.#symbols = Uint16Array.from(words.bytes)
    this.#starts = words.starts
    this.#counts = words.counts
    this.#lengths = Uint32Array.from(words.counts, (_, word) => (words.starts[word + 1] ?? 0) - (words.starts[word] ?? 0))
    this.#onLeft = new Neighbours(BYTES + total)
    this.#onRight = new Neighbours(BYTES + total)
    this.#countPairs()
  }

  /** Performs the next merge and says which it was; undefined when no pair occurs twice. */
  next(): Merge | undefined {
    const pair = this.#commonest()
    if (!pair) return undefined
    const made = this.#made++
    const words = pair.words.values()
    for (let i = 0; i < words.length; i++) this.#mergeInWord(words[i] ?? 0, pair, made)
    this.#pairs.delete(keyOf(pair.left, pair.right))
    pair.words.clear()
    this.#applyChanges(pair, made)
    return [pair.left, pair.right]
  }

  /** The commonest pair, taken from the queue; undefined when none occurs twice. */
  #commonest(): Pair | undefined {
    const pair = this.#queue.take()
    if (pair && pair.count >= this.#floor) return pair
    if (this.#floor === LEAST_COUNT) return undefined
    this.#countPairs()
    return this.#queue.take()
  }

  /** Finds all pairs of at least a new, lower floor. */
  #countPairs(): void {
    const sketch = this.#sketchCounts()
    const most = sketch.reduce((largest, count) => Math.max(largest, count), 0)
    this.#floor = Math.max(LEAST_COUNT, Math.floor(most / FLOOR_RATIO))
    this.#pairs.clear()
    this.#queue = new PairQueue()
    this.#forEachPair((left, right, word) => {
      if ((sketch[hashOf(left, right) % sketch.length] ?? 0) < this.#floor) return
      const pair = this.#pairs.get(keyOf(left, right)) ?? this.#track({ left, right, count: 0, words: new IntList() })
      pair.count += this.#counts[word] ?? 0
      pair.words.pushNew(word)
    })
    for (const pair of this.#pairs.values()) this.#queueOrForget(pair)
  }

  /** Counts summed by bucket, so never too low: enough to pass over the millions of rare pairs. */
  #sketchCounts(): Float64Array {
    const sketch = new Float64Array(Math.min(LARGEST_SKETCH, this.#symbols.length + 1))
    this.#forEachPair((left, right, word) => {
      const bucket = hashOf(left, right) % sketch.length
      sketch[bucket] = (sketch[bucket] ?? 0) + (this.#counts[word] ?? 0)
    })
    return sketch
  }

  #forEachPair(visit: (left: number, right: number, word: number) => void): void {
    for (let word = 0; word < this.#counts.length; word++) {
      const start = this.#starts[word] ?? 0
      const end = start + (this.#lengths[word] ?? 0)
      for (let at = start; at + 1 < end; at++) visit(this.#symbols[at] ?? 0, this.#symbols[at + 1] ?? 0, word)
    }
  }

  #track(pair: Pair): Pair {
    this.#pairs.set(keyOf(pair.left, pair.right), pair)
    return pair
  }

  /** Replaces the pair in one word, in place, and notes what its neighbours lose and gain. */
  #mergeInWord(word: number, pair: Pair, made: number): void {
    const { left, right } = pair
    const symbols = this.#symbols
    const start = this.#starts[word] ?? 0
    const end = start + (this.#lengths[word] ?? 0)
    const count = this.#counts[word] ?? 0
    let to = start
    for (let at = start; at < end; at++, to++) {
      const symbol = symbols[at] ?? 0
      if (symbol !== left || at + 1 >= end || symbols[at + 1] !== right) {
        symbols[to] = symbol
        continue
      }
      if (to > start) this.#onLeft.note(symbols[to - 1] ?? 0, count, word)
      if (at + 2 < end) this.#onRight.note(symbols[at + 2] ?? 0, count, word)
      symbols[to] = made
      at++
    }
    this.#lengths[word] = to - start
  }

  #applyChanges(merged: Pair, made: number): void {
    // Gains first: "aaaa" first makes (aa, a) and then loses it again to (aa, aa).
    const gained: Pair[] = []
    this.#onLeft.forEach((neighbour, count, words) => gained.push(this.#gain(neighbour, made, count, words)))
    this.#onRight.forEach((neighbour, count, words) => gained.push(this.#gain(made, neighbour, count, words)))
    this.#onLeft.forEach((neighbour, count) => this.#lose(neighbour, merged.left, count))
    this.#onRight.forEach((neighbour, count) => this.#lose(merged.right, neighbour, count))
    this.#onLeft.clear()
    this.#onRight.clear()
    for (const pair of gained) this.#queueOrForget(pair)
  }

  #queueOrForget(pair: Pair): void {
    if (pair.count >= this.#floor) this.#queue.add(pair)
    else this.#pairs.delete(keyOf(pair.left, pair.right))
  }

  #gain(left: number, right: number, count: number, words: IntList): Pair {
    return this.#track({ left, right, count, words })
  }

  #lose(left: number, right: number, count: number): void {
    // The pair just merged, as in "aaa", is gone from the map already; rare ones never were in it.
    const pair = this.#pairs.get(keyOf(left, right))
    if (!pair) return
    pair.count -= count
    if (pair.count >= this.#floor) return
    this.#pairs.delete(keyOf(left, right))
    pair.words.clear()
  }
}

function keyOf(left: number, right: number): number {
  return left * 65_536 + right
}

function hashOf(left: number, right: number): number {
  const mixed = Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)
  return (mixed ^ (mixed >>> 15)) >>> 0
}

/** What stood beside the occurrences of a pair: count and words, by symbol. */
class Neighbours {
  readonly #counts: Float64Array
  readonly #words: (IntList | undefined)[]
  #touched: number[] = []

  constructor(symbols: number) {
    this.#counts = new Float64Array(symbols)
    this.#words = new Array<IntList | undefined>(symbols)
  }

  note(symbol: number, count: number, word: number): void {
    let words = this.#words[symbol]
    if (!words) {
      words = this.#words[symbol] = new IntList()
      this.#touched.push(symbol)
    }
    this.#counts[symbol] = (this.#counts[symbol] ?? 0) + count
    words.pushNew(word)
  }

  forEach(visit: (symbol: number, count: number, words: IntList) => void): void {
    for (const symbol of this.#touched) {
      const words = this.#words[symbol]
      if (words) visit(symbol, this.#counts[symbol] ?? 0, words)
    }
  }

  clear(): void {
    for (const symbol of this.#touched) {
      this.#counts[symbol] = 0
      this.#words[symbol] = undefined
    }
    this.#touched = []
  }
}
