/** Which of the works that say the same are copies of one another, and so one source: versions of one work, and a work within another. In whatever order they come. */
import { isAlike, sketchOf } from '#preload/document/sketch.ts'

/** So many works are held against one another at most: where more say the same and these are all copies, it is one work in many versions. */
const mostCompared = 64

interface Source {
  readonly id: string
  readonly sketch: Uint32Array
}

/** Works, told by the number in which they came; of each only its sketch is kept. */
export class Sources {
  readonly #sources: Source[] = []
  readonly #copies = new Map<string, boolean>()
  readonly #counts = new Map<string, number>()

  /** The number of the next one. */
  get next(): number {
    return this.#sources.length
  }

  add(id: string, text: string): void {
    this.#sources.push({ id, sketch: sketchOf(text) })
  }

  /**
   * How many of these works there are of which none is a copy of another, up to `most`. A preamble that lies in all of them, or a book that
   * has all of them in it, joins nothing: those that are copies of fewest others are taken first.
   */
  independent(works: readonly number[], most: number): number {
    const idOf = (one: number) => this.#sources[one]?.id ?? ''
    const compared = works.toSorted((a, b) => (idOf(a) < idOf(b) ? -1 : 1)).slice(0, mostCompared)
    const key = compared.join()
    const known = this.#counts.get(key)
    if (known !== undefined) return known
    const left = new Set(compared)
    let count = 0
    for (; left.size > 0 && count < most; count++) {
      const copies = [...left].map((one) => [...left].filter((other) => other === one || this.#areCopies(one, other)))
      for (const one of copies.reduce((fewest, own) => (own.length < fewest.length ? own : fewest))) left.delete(one)
    }
    this.#counts.set(key, count)
    return count
  }

  #areCopies(a: number, b: number): boolean {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`
    const [one, other] = [this.#sources[a], this.#sources[b]]
    const known = this.#copies.get(key) ?? (one !== undefined && other !== undefined && isAlike(one.sketch, other.sketch))
    this.#copies.set(key, known)
    return known
  }
}
