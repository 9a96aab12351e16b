/**
 * The pairs by count, commonest first; of equal counts the smaller ids first. Counts only fall after a
 * pair was added, so an entry found outdated when it is taken goes back with its present count.
 */
import type { IntList } from './int-list.ts'

/** Two neighbouring symbols, how often they occur, and the words in which they may. */
export interface Pair {
  readonly left: number
  readonly right: number
  count: number
  readonly words: IntList
}

interface Entry {
  readonly pair: Pair
  count: number
}

export class PairQueue {
  readonly #heap: Entry[] = []

  add(pair: Pair): void {
    this.#rise({ pair, count: pair.count })
  }

  /** Removes and gives the pair with the highest count; undefined when none is left. */
  take(): Pair | undefined {
    for (let entry = this.#pop(); entry; entry = this.#pop()) {
      if (entry.count === entry.pair.count) return entry.pair
      entry.count = entry.pair.count
      if (entry.count > 0) this.#rise(entry)
    }
    return undefined
  }

  #rise(entry: Entry): void {
    const heap = this.#heap
    let hole = heap.length
    heap.push(entry)
    while (hole > 0) {
      const parent = (hole - 1) >> 1
      const above = heap[parent]
      if (!above || !before(entry, above)) break
      heap[hole] = above
      hole = parent
    }
    heap[hole] = entry
  }

  #pop(): Entry | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (last && this.#heap.length > 0) this.#sink(last)
    return first
  }

  #sink(entry: Entry): void {
    const heap = this.#heap
    let hole = 0
    for (;;) {
      let child = 2 * hole + 1
      let below = heap[child]
      const other = heap[child + 1]
      if (!below) break
      if (other && before(other, below)) {
        below = other
        child++
      }
      if (!before(below, entry)) break
      heap[hole] = below
      hole = child
    }
    heap[hole] = entry
  }
}

function before(a: Entry, b: Entry): boolean {
  if (a.count !== b.count) return a.count > b.count
  return a.pair.left !== b.pair.left ? a.pair.left < b.pair.left : a.pair.right < b.pair.right
}
