/**
 * A character n-gram model with interpolated modified Kneser–Ney smoothing (Chen and Goodman 1999): the baseline
 * that a trained model has to beat. It predicts Unicode characters and the end of the document, so that its bits
 * share out among the characters just as those of a model's tokens do.
 *
 *   P(w | h) = (max(c(hw) − D(c(hw)), 0) + (D1 N1(h) + D2 N2(h) + D3 N3(h)) P(w | h')) / Σ c(h·)
 *
 * c is the count of `n-gram-counts.ts`, Nr(h) how many symbols follow h with a count of r (three and more for N3),
 * h' the context without its first symbol. Below the single characters stands the same probability for every
 * character that Unicode can have, so there is none that costs infinitely many bits.
 */
import { type NGramCounts, type NGramLevel, SYMBOLS } from './n-gram-counts.ts'

/** What is taken off counts of 1, of 2, and of 3 and more. */
export type Discounts = readonly [number, number, number]

/** Every Unicode character (0x800 code points are surrogates), and the end of the document. */
const OUTCOMES = 0x110000 - 0x800 + 1

/** What is taken off where a text is too small or too odd to say: as KenLM does on request. */
const FALLBACK: Discounts = [0.5, 1, 1.5]

/** The probabilities of what follows n-grams of one length. */
interface Contexts {
  /** The sum of the counts of all that follows. */
  readonly totals: Uint32Array
  /** The discounts taken off them. */
  readonly freed: Float64Array
}

/** A model of the characters of documents. */
export class KneserNey {
  /** By length of the n-gram, from 1. */
  readonly discounts: readonly Discounts[]
  readonly #counts: NGramCounts
  readonly #contexts: readonly Contexts[]

  constructor(counts: NGramCounts) {
    this.#counts = counts
    this.discounts = counts.levels.slice(1).map((level) => discountsOf(level.counts))
    this.#contexts = this.discounts.map((discounts, length) => contextsOf(counts.levels[length]!, counts.levels[length + 1]!, discounts))
  }

  /** Characters that it was counted in. */
  get trainedCharacters(): number {
    return this.#counts.characters
  }

  /** The probability that a document which begins with `before` goes on with a character, or ends if it is undefined. */
  probability(before: string, next: string | undefined): number {
    const symbols = this.#symbols(before)
    symbols[symbols.length - 1] = next === undefined ? SYMBOLS.end : this.#symbol(next)
    return this.#probability(symbols, symbols.length - 1)
  }

  /** The bits of a whole document, its end included. */
  bits(text: string): number {
    const symbols = this.#symbols(text)
    let bits = 0
    for (let i = 1; i < symbols.length; i++) bits -= Math.log2(this.#probability(symbols, i))
    return bits
  }

  /** A document's symbols from begin to end. */
  #symbols(text: string): number[] {
    return [SYMBOLS.begin, ...Array.from(text.toWellFormed(), (character) => this.#symbol(character)), SYMBOLS.end]
  }

  #symbol(character: string): number {
    return this.#counts.alphabet.get(character.toWellFormed().codePointAt(0) ?? 0) ?? SYMBOLS.nothing
  }

  #probability(symbols: readonly number[], at: number): number {
    const { levels, order } = this.#counts
    let probability = 1 / OUTCOMES
    for (let length = 0; length < order && length <= at; length++) {
      const context = this.#find(symbols, at - length, length)
      const total = context < 0 ? 0 : this.#contexts[length]!.totals[context]!
      // What never followed here never followed in a longer context either.
      if (total === 0) break
      const node = child(levels, length, context, symbols[at]!)
      const count = node < 0 ? 0 : levels[length + 1]!.counts[node]!
      const kept = count - discount(this.discounts[length]!, count)
      probability = (kept + this.#contexts[length]!.freed[context]! * probability) / total
    }
    return probability
  }

  /** The n-gram of `length` symbols from a place on, or −1. */
  #find(symbols: readonly number[], from: number, length: number): number {
    let node = 0
    for (let i = 0; i < length && node >= 0; i++) node = child(this.#counts.levels, i, node, symbols[from + i]!)
    return node
  }
}

/** The n-gram (of `length` + 1 symbols) that continues one by a symbol, or −1. */
function child(levels: readonly NGramLevel[], length: number, node: number, symbol: number): number {
  const { children } = levels[length]!
  const { symbols } = levels[length + 1]!
  let [low, high] = [children[node]!, children[node + 1]!]
  const end = high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (symbols[middle]! < symbol) low = middle + 1
    else high = middle
  }
  return low < end && symbols[low] === symbol ? low : -1
}

function discount(discounts: Discounts, count: number): number {
  return count === 0 ? 0 : count === 1 ? discounts[0] : count === 2 ? discounts[1] : discounts[2]
}

/** Chen and Goodman's estimate from how many n-grams have the counts 1 to 4. */
function discountsOf(counts: Uint32Array): Discounts {
  let [n1, n2, n3, n4] = [0, 0, 0, 0]
  for (const count of counts) {
    if (count === 1) n1++
    else if (count === 2) n2++
    else if (count === 3) n3++
    else if (count === 4) n4++
  }
  const y = n1 / (n1 + 2 * n2)
  const discounts: Discounts = [1 - (2 * y * n2) / n1, 2 - (3 * y * n3) / n2, 3 - (4 * y * n4) / n3]
  return discounts.every((value, i) => value >= 0 && value <= i + 1) ? discounts : FALLBACK
}

function contextsOf(level: NGramLevel, next: NGramLevel, discounts: Discounts): Contexts {
  const count = level.symbols.length
  const [totals, freed] = [new Uint32Array(count), new Float64Array(count)]
  for (let node = 0; node < count; node++) {
    let [total, off] = [0, 0]
    for (let i = level.children[node]!; i < level.children[node + 1]!; i++) {
      total += next.counts[i]!
      off += discount(discounts, next.counts[i]!)
    }
    totals[node] = total
    freed[node] = off
  }
  return { totals, freed }
}
