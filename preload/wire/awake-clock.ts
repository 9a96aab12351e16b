/**
 * A clock that stands still while the computer sleeps. What the system gives as time that passes differs: on some computers a night asleep
 * is in it. Whoever has it looks at it every few seconds, or computes; a gap in which they did neither is none of its time. Keeps no timer.
 */
export interface AwakeClockOptions {
  /** Milliseconds from anywhere. */
  readonly clock: () => number
  /** Milliseconds for which this process has kept processors busy; left out by those whom nothing keeps from looking. */
  readonly computedMs?: () => number
}

/** How often it is to be looked at. */
export const lookEveryMs = 5000

/** A shorter gap is no sleep: a busy computer is late. */
const mostMs = 60_000
/** A step that keeps a process from looking computes for more of its time. */
const leastComputed = 0.05

export class AwakeClock {
  readonly #clock: () => number
  readonly #computedMs: () => number
  #seen: { readonly at: number; readonly computed: number }
  #asleepMs = 0

  constructor({ clock, computedMs = () => 0 }: AwakeClockOptions) {
    this.#clock = clock
    this.#computedMs = computedMs
    this.#seen = { at: clock(), computed: computedMs() }
  }

  /** Looks. Milliseconds, awake; a clock that was set back counts as nothing. */
  now(): number {
    const [at, computed] = [this.#clock(), this.#computedMs()]
    const gap = at - this.#seen.at
    const wasAsleep = gap > mostMs && computed - this.#seen.computed < gap * leastComputed
    if (gap < 0 || wasAsleep) this.#asleepMs += gap
    this.#seen = { at, computed }
    return at - this.#asleepMs
  }
}
