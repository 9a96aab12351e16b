/** What a run of kills counts. */
export interface KillReport {
  /** Kills in the middle of writing. */
  readonly runs: number
  /** Acknowledged batches, creations and renames that were not there again, or not as they were. */
  readonly lost: number
  /** What was there without having been asked for, or twice. */
  readonly invented: number
  readonly acknowledged: number
  /** Kills of a host that had acknowledged something in that life. */
  readonly writing: number
  /** Kills that came while a batch was on its way, and how many of those batches had been committed. */
  readonly inFlight: number
  readonly inFlightCommitted: number
  /** The first differences, for people. */
  readonly differences: readonly string[]
}

export class Tally {
  lost = 0
  invented = 0
  acknowledged = 0
  writing = 0
  inFlight = 0
  inFlightCommitted = 0
  readonly #differences: string[] = []
  #waiting: (() => void)[] = []

  /** Resolves with the next acknowledgement. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  acknowledge(): void {
    this.acknowledged += 1
    for (const resolve of this.#waiting.splice(0)) resolve()
  }

  differ(kind: 'lost' | 'invented', count: number, what: string): void {
    this[kind] += count
    if (this.#differences.length < 20) this.#differences.push(`${kind}: ${what}`)
  }

  report(runs: number): KillReport {
    const { lost, invented, acknowledged, writing, inFlight, inFlightCommitted } = this
    return { runs, lost, invented, acknowledged, writing, inFlight, inFlightCommitted, differences: this.#differences }
  }
}
