/** Since when works are gone. What is lost with them for good is taken away only of those that stayed away for a while: each is timed by itself, for what was removed last can be had back by a notice. */
export class Absences {
  readonly #graceMs: number
  readonly #onDue: () => void
  /** By the id of a work that is gone, when that was seen. A clock that stands still while the computer sleeps: nobody could take anything back. */
  readonly #since = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  /** `onDue`: the next of them has been gone long enough, if it still is. */
  constructor(graceMs: number, onDue: () => void) {
    this.#graceMs = graceMs
    this.#onDue = onDue
  }

  /** These are gone now; those that have been for the whole while are answered. */
  seen(gone: ReadonlySet<string>): ReadonlySet<string> {
    const now = performance.now()
    for (const id of [...this.#since.keys()]) if (!gone.has(id)) this.#since.delete(id)
    for (const id of gone) if (!this.#since.has(id)) this.#since.set(id, now)
    const over = new Set<string>()
    let nextMs = Infinity
    for (const [id, at] of this.#since) {
      const restMs = at + this.#graceMs - now
      if (restMs <= 0) over.add(id)
      else nextMs = Math.min(nextMs, restMs)
    }
    clearTimeout(this.#timer)
    if (nextMs < Infinity) this.#timer = setTimeout(this.#onDue, nextMs).unref()
    return over
  }

  dispose(): void {
    clearTimeout(this.#timer)
  }
}
