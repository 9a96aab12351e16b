/** When to start the engine again after it died, and when to give up. Pure: time comes in with the calls. */

/** So many deaths within a minute, and the next start would not go better. */
const mostCrashes = 3
const windowMs = 60_000
const delaysMs = [200, 1000]
/** A card that fails twice within this time is given up. Longer than a large model takes to load, or it would be loaded onto it for ever. */
const cardWindowMs = 600_000

export class CrashRecord {
  #times: readonly number[] = []
  readonly #cards = new Map<string, number>()

  /** Notes a death; answers how long to wait before the next start, or null to give up. */
  crashed(nowMs: number): number | null {
    this.#times = [...this.#times.filter((time) => nowMs - time < windowMs), nowMs]
    if (this.#times.length >= mostCrashes) return null
    return delaysMs[this.#times.length - 1] ?? null
  }

  /** Notes that the engine died while it served on a card; answers whether that happened a while ago too, and the card is not to be tried again. */
  failedOn(card: string, nowMs: number): boolean {
    const before = this.#cards.get(card)
    this.#cards.set(card, nowMs)
    return before !== undefined && nowMs - before < cardWindowMs
  }

  /** Forgets everything: the author asked for another try. */
  clear(): void {
    this.#times = []
    this.#cards.clear()
  }
}
