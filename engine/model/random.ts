/** A small seeded generator (sfc32 by Chris Doty-Humphrey): the same seed gives the same numbers everywhere. */
export class Random {
  #a = 0x9e3779b9
  #b = 0x243f6a88
  #c = 0xb7e15162
  #counter: number

  /** `stream` separates uses of one seed: initialisation, the order of epoch 3, … */
  constructor(seed: number, stream = 0) {
    this.#counter = 1
    this.#a ^= seed
    this.#b ^= Math.floor(seed / 2 ** 32)
    this.#c ^= stream
    for (let i = 0; i < 16; i++) this.#next()
  }

  #next(): number {
    const result = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + result) | 0
    return result >>> 0
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.#next() / 2 ** 32
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.uniform() * end)
  }

  /** From the standard normal distribution (Box–Muller). */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()))
    return radius * Math.cos(2 * Math.PI * this.uniform())
  }

  /** Reorders in place, every order equally likely. */
  shuffle(items: Uint32Array): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1)
      const moved = items[i] ?? 0
      items[i] = items[j] ?? 0
      items[j] = moved
    }
  }
}
