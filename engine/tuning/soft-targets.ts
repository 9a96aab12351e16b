/**
 * Soft targets (Hinton et al. 2015): what the base, as the teacher, expects at each place of the texts, kept in a few tokens a place. To leave out what is unlikely would sharpen it: a small
 * base has a third of what it expects beyond its 64 likeliest tokens. So of those a few are drawn, each in the place of many, and on average
 * every token keeps its probability (optimal resampling, Fearnhead and Clifford 2003).
 */
import type { Batch, SoftBatch } from '#engine/training/index.ts'

/** How much a run listens to its teacher while it learns. */
export interface SoftOptions {
  /** The share of the loss that is against soft targets; the rest is against what stands in the text. */
  readonly weight: number
  /** Tokens that a soft target is kept in. */
  readonly tokens: number
}

/** Some tokens and their shares, which add up to 1. */
interface Thinned {
  readonly ids: Uint32Array
  readonly shares: Float32Array
}

/**
 * Probabilities in `count` tokens at most, no token twice. Those above a bound keep theirs; of the others each is drawn with a chance as large
 * as its probability is of the bound, and has the bound if it is. The bound is such that they come to `count`. `at`, from 0 to 1, says which.
 */
export function thinned(probabilities: Float32Array, count: number, at: number): Thinned {
  const [ids, shares] = [new Uint32Array(count), new Float32Array(count)]
  const bound = boundOf(probabilities, count)
  let [found, passed, next, total] = [0, 0, at * bound, 0]
  for (let id = 0; id < probabilities.length && found < count; id++) {
    const probability = probabilities[id]!
    let share = probability > bound ? probability : 0
    if (share === 0) {
      passed += probability
      if (passed > next) {
        share = bound
        next += bound
      }
    }
    if (share === 0) continue
    ids[found] = id
    shares[found++] = share
    total += share
  }
  for (let i = 0; i < found; i++) shares[i]! /= total
  return { ids: ids.subarray(0, found), shares: shares.subarray(0, found) }
}

/** The bound with which so many tokens are left: what is below it, shared among as many as are not above it. */
function boundOf(probabilities: Float32Array, count: number): number {
  const largest = new Float64Array(count)
  let rest = 0
  for (const probability of probabilities) {
    rest += probability
    if (probability <= largest[count - 1]!) continue
    let i = count - 1
    for (; i > 0 && largest[i - 1]! < probability; i--) largest[i] = largest[i - 1]!
    largest[i] = probability
  }
  for (const [above, probability] of largest.entries()) {
    const bound = rest / (count - above)
    if (probability <= bound) return bound
    rest -= probability
  }
  return 0
}

/** Bytes that it takes to remember what a base expects of so many tokens. */
export function softTargetBytes(tokens: number, vocabulary: number, { tokens: width }: SoftOptions): number {
  return tokens * width * (idBytes(vocabulary) + Float32Array.BYTES_PER_ELEMENT)
}

function idBytes(vocabulary: number): number {
  return vocabulary <= 2 ** 16 ? Uint16Array.BYTES_PER_ELEMENT : Uint32Array.BYTES_PER_ELEMENT
}

/** What is expected at some places, as bytes. */
export interface SoftPiece {
  readonly from: number
  readonly to: number
  readonly ids: Uint8Array
  readonly shares: Uint8Array
}

/** Those of all places of a corpus. */
export class SoftTargets {
  readonly #width: number
  readonly #ids: Uint16Array | Uint32Array
  readonly #shares: Float32Array

  constructor(places: number, vocabulary: number, { tokens: width }: SoftOptions) {
    this.#width = width
    this.#ids = idBytes(vocabulary) === 2 ? new Uint16Array(places * width) : new Uint32Array(places * width)
    this.#shares = new Float32Array(places * width)
  }

  /** Remembers what is expected at a place; which of the unlikely tokens are drawn depends on the place alone. */
  keep(place: number, probabilities: Float32Array): void {
    const { ids, shares } = thinned(probabilities, this.#width, (place * GOLDEN) % 1)
    this.#ids.set(ids, place * this.#width)
    this.#shares.set(shares, place * this.#width)
  }

  /** What is remembered of the places from one on, up to another. */
  piece(from: number, to: number): SoftPiece {
    const bytes = ({ buffer, BYTES_PER_ELEMENT: each }: Uint16Array | Uint32Array | Float32Array) =>
      new Uint8Array(buffer, from * this.#width * each, (to - from) * this.#width * each)
    return { from, to, ids: bytes(this.#ids), shares: bytes(this.#shares) }
  }

  /** Takes up what was remembered of as many tokens a place. Whether it is of such places. */
  takeUp({ from, to, ids, shares }: SoftPiece): boolean {
    const own = (to - from) * this.#width * Float32Array.BYTES_PER_ELEMENT
    if (shares.byteLength !== own || (from + 1) * this.#width > this.#shares.length || to * this.#width > this.#shares.length) return false
    const place = this.piece(from, to)
    if (place.ids.byteLength !== ids.byteLength) return false
    place.ids.set(ids)
    place.shares.set(shares)
    return true
  }

  /** The same windows with what is expected as a part of what they are to learn. */
  soften(batch: Batch, weight: number): Batch & { readonly soft: SoftBatch } {
    const { targets, places } = batch
    if (places === undefined) throw new Error('windows that are softened say where they stand')
    const width = this.#width + 1
    const [ids, shares] = [new BigInt64Array(targets.length * width), new Float32Array(targets.length * width)]
    for (const [i, target] of targets.entries()) this.#aim(Number(target), places[i]!, weight, ids.subarray(i * width), shares.subarray(i * width))
    return { ...batch, soft: { width, ids, shares } }
  }

  /** What the text says, what is expected, and whatever else fills the row up: no token twice. */
  #aim(target: number, place: number, weight: number, ids: BigInt64Array, shares: Float32Array): void {
    const from = place * this.#width
    const taken = new Set([target])
    ids[0] = BigInt(target)
    shares[0] = 1
    let filled = 1
    for (let i = from; i < from + this.#width; i++) {
      const [id, share] = [this.#ids[i]!, weight * this.#shares[i]!]
      if (share === 0 || id === target) continue
      shares[0] -= share
      taken.add(id)
      ids[filled] = BigInt(id)
      shares[filled++] = share
    }
    for (let id = 0; filled <= this.#width; id++) {
      if (taken.has(id)) continue
      ids[filled++] = BigInt(id)
    }
  }
}

/** Its multiples spread evenly over 0 to 1, whatever their number. */
const GOLDEN = (Math.sqrt(5) - 1) / 2
