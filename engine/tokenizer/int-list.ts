/** A growing list of 32-bit integers, four bytes each. */
export class IntList {
  #items: Int32Array = EMPTY
  #length = 0

  /** Adds an item unless it equals the last one. */
  pushNew(item: number): void {
    if (this.#length > 0 && this.#items[this.#length - 1] === item) return
    if (this.#length === this.#items.length) this.#grow(this.#length + 1)
    this.#items[this.#length++] = item
  }

  append(other: IntList): void {
    if (this.#length === 0) {
      this.#items = other.#items.slice(0, other.#length)
      this.#length = other.#length
      return
    }
    if (this.#length + other.#length > this.#items.length) this.#grow(this.#length + other.#length)
    this.#items.set(other.values(), this.#length)
    this.#length += other.#length
  }

  /** The items, as a view that is good until the list changes. */
  values(): Int32Array {
    return this.#items.subarray(0, this.#length)
  }

  clear(): void {
    this.#items = EMPTY
    this.#length = 0
  }

  #grow(least: number): void {
    const grown = new Int32Array(Math.max(4, least, Math.ceil(this.#items.length * 1.5)))
    grown.set(this.#items)
    this.#items = grown
  }
}

const EMPTY = new Int32Array(0)
