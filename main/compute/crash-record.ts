/** When to start the engine again after it died, and when to give up. Pure: time comes in with the calls. */

/** So many deaths within a minute, and the next start would not go better. */
const mostCrashes = 3
const windowMs = 60_000
const delaysMs = [200, 1000]

export class CrashRecord {
  #times: readonly number[] = []

  /** Notes a death; answers how long to wait before the next start, or null to give up. */
  crashed(nowMs: number): number | null {
    this.#times = [...this.#times.filter((time) => nowMs - time < windowMs), nowMs]
    if (this.#times.length >= mostCrashes) return null
    return delaysMs[this.#times.length - 1] ?? null
  }

  /** Forgets everything: the author asked for another try. */
  clear(): void {
    this.#times = []
  }
}
