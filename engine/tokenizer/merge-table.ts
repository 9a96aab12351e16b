/** The rank of a pair that does not merge: above all others. */
export const UNMERGED = 0x7fffffff

/**
 * From a pair of token ids to the rank of its merge and the token it makes: a hash table with open
 * addressing in typed arrays, because encoding asks it several times per byte.
 */
export class MergeTable {
  readonly #mask: number
  readonly #left: Int32Array
  readonly #right: Int32Array
  readonly #rank: Int32Array
  readonly #result: Int32Array

  /** For `count` merges to be added. */
  constructor(count: number) {
    let size = 16
    while (size < count * 2) size *= 2
    this.#mask = size - 1
    this.#left = new Int32Array(size).fill(-1)
    this.#right = new Int32Array(size)
    this.#rank = new Int32Array(size)
    this.#result = new Int32Array(size)
  }

  /** Adds a merge; false, and nothing changes, if the pair is there already. */
  add(left: number, right: number, rank: number, result: number): boolean {
    const slot = this.#slot(left, right)
    if (this.#left[slot] === left) return false
    this.#left[slot] = left
    this.#right[slot] = right
    this.#rank[slot] = rank
    this.#result[slot] = result
    return true
  }

  /** The rank of the pair's merge (the lower, the earlier it applies), or UNMERGED. */
  rankOf(left: number, right: number): number {
    const slot = this.#slot(left, right)
    return this.#left[slot] === left ? (this.#rank[slot] ?? UNMERGED) : UNMERGED
  }

  /** The token that a pair with a rank becomes. */
  resultOf(left: number, right: number): number {
    return this.#result[this.#slot(left, right)] ?? 0
  }

  #slot(left: number, right: number): number {
    let slot = (Math.imul(left, 0x9e3779b1) ^ Math.imul(right, 0x85ebca6b)) >>> 0
    slot = (slot ^ (slot >>> 15)) & this.#mask
    while (this.#left[slot] !== -1 && (this.#left[slot] !== left || this.#right[slot] !== right)) slot = (slot + 1) & this.#mask
    return slot
  }
}
