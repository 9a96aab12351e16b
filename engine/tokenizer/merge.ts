/**
 * Merging within a piece: again and again the pair of lowest rank, the leftmost of equals, until no pair
 * merges. Two ways with one result: looking through all pairs each time is fastest for the short pieces of
 * prose, a heap keeps an endless line from costing its square.
 */
import { type MergeTable, UNMERGED } from './merge-table.ts'

const SHORT = 48

/** The tokens of a piece, from those of its bytes. May change `symbols`. */
export function mergeSymbols(symbols: number[], table: MergeTable): number[] {
  return symbols.length <= SHORT ? mergeByScanning(symbols, table) : mergeByHeap(symbols, table)
}

/** Quadratic, but only in comparisons: a merge looks up just the two pairs that it makes. */
export function mergeByScanning(symbols: number[], table: MergeTable): number[] {
  const ranks: number[] = []
  for (let at = 0; at + 1 < symbols.length; at++) ranks.push(table.rankOf(symbols[at] ?? 0, symbols[at + 1] ?? 0))
  for (;;) {
    let best = 0
    for (let at = 1; at < ranks.length; at++) if ((ranks[at] ?? UNMERGED) < (ranks[best] ?? UNMERGED)) best = at
    if ((ranks[best] ?? UNMERGED) === UNMERGED) return symbols
    const made = table.resultOf(symbols[best] ?? 0, symbols[best + 1] ?? 0)
    symbols[best] = made
    remove(symbols, best + 1)
    remove(ranks, best)
    if (best > 0) ranks[best - 1] = table.rankOf(symbols[best - 1] ?? 0, made)
    if (best < ranks.length) ranks[best] = table.rankOf(made, symbols[best + 1] ?? 0)
  }
}

/** A splice makes a list of what it removes; here that shows. */
function remove(list: number[], at: number): void {
  for (let i = at + 1; i < list.length; i++) list[i - 1] = list[i] ?? 0
  list.length--
}

/** O(n log n): symbols in a doubly linked list, candidate pairs in a heap, outdated candidates skipped. */
export function mergeByHeap(symbols: number[], table: MergeTable): number[] {
  const count = symbols.length
  const symbol = Int32Array.from(symbols)
  const next = Int32Array.from({ length: count }, (_, at) => at + 1)
  const previous = Int32Array.from({ length: count }, (_, at) => at - 1)
  const queue = new CandidateQueue()
  const offer = (at: number) => {
    const right = at < 0 ? count : (next[at] ?? count)
    if (right >= count) return
    const rank = table.rankOf(symbol[at] ?? 0, symbol[right] ?? 0)
    if (rank !== UNMERGED) queue.push(rank, at)
  }
  for (let at = 0; at + 1 < count; at++) offer(at)
  for (let at = queue.pop(); at >= 0; at = queue.pop()) {
    // Position `at` may have been merged away (-1) or have got another neighbour since it was queued.
    const right = next[at] ?? count
    if (symbol[at] === -1 || right >= count) continue
    if (table.rankOf(symbol[at] ?? 0, symbol[right] ?? 0) !== queue.poppedRank) continue
    symbol[at] = table.resultOf(symbol[at] ?? 0, symbol[right] ?? 0)
    symbol[right] = -1
    const after = next[right] ?? count
    next[at] = after
    if (after < count) previous[after] = at
    offer(previous[at] ?? -1)
    offer(at)
  }
  return Array.from(symbol.filter((id) => id !== -1))
}

/** A binary heap of (rank, position), least first. Both fit one number: ranks stay below 2^20, positions below 2^32. */
class CandidateQueue {
  /** The rank of what `pop` gave last. */
  poppedRank = 0
  readonly #keys: number[] = []

  push(rank: number, at: number): void {
    const keys = this.#keys
    const key = rank * 2 ** 32 + at
    let hole = keys.length
    keys.push(key)
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      const above = keys[parent] ?? 0
      if (above <= key) break
      keys[hole] = above
      hole = parent
    }
    keys[hole] = key
  }

  /** The position of the least candidate, -1 when there is none. */
  pop(): number {
    const keys = this.#keys
    const least = keys[0]
    const last = keys.pop()
    if (least === undefined || last === undefined) return -1
    if (keys.length > 0) this.#sink(last)
    this.poppedRank = Math.floor(least / 2 ** 32)
    return least % 2 ** 32
  }

  #sink(key: number): void {
    const keys = this.#keys
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      if (child >= keys.length) break
      if (child + 1 < keys.length && (keys[child + 1] ?? 0) < (keys[child] ?? 0)) child++
      const below = keys[child] ?? 0
      if (below >= key) break
      keys[hole] = below
      hole = child
    }
    keys[hole] = key
  }
}
