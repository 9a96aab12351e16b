/**
 * When the next backup is due, for as long as the studio runs. By two clocks, whichever comes first: that of the wall
 * goes on while the computer sleeps, the steady one when somebody sets the other back. Asked by a beat, for a long
 * timer stands still in a sleep.
 */
export interface Rhythm {
  /** After the start, in ms: the start is left to what the author waits for. */
  readonly first: number
  readonly every: number
  /** After one that failed. */
  readonly again: number
  /** Between looks at the clocks. */
  readonly beat: number
}

export interface BackupClockOptions {
  readonly rhythm: Rhythm
  /** The clock of the wall, in ms since 1970. */
  readonly now: () => number
  /** Whether one can be made; what is due waits until it can. */
  readonly isReady: () => boolean
  /** Makes one; answers whether it could. Never throws. */
  readonly attempt: (signal: AbortSignal) => Promise<boolean>
}

interface Due {
  readonly wall: number
  readonly steady: number
}

export class BackupClock {
  readonly #options: BackupClockOptions
  readonly #over = new AbortController()
  readonly #timer: NodeJS.Timeout
  #due: Due
  #isAttempting = false

  constructor(options: BackupClockOptions) {
    this.#options = options
    this.#due = this.#in(options.rhythm.first)
    this.#timer = setInterval(() => void this.#look(), options.rhythm.beat).unref()
  }

  /** One is due in so many ms, or before that where it was already. After one that is under way, at the soonest. */
  soon(ms: number): void {
    this.#sooner(ms)
    void this.#look()
  }

  stop(): void {
    this.#over.abort()
    clearInterval(this.#timer)
  }

  async #look(): Promise<void> {
    if (this.#isAttempting) return
    this.#isAttempting = true
    const { rhythm, isReady, attempt } = this.#options
    while (!this.#over.signal.aborted && this.#isDue() && isReady()) {
      this.#due = this.#in(rhythm.every)
      if (!(await attempt(this.#over.signal))) this.#sooner(rhythm.again)
    }
    this.#isAttempting = false
  }

  #sooner(ms: number): void {
    const due = this.#in(ms)
    this.#due = { wall: Math.min(due.wall, this.#due.wall), steady: Math.min(due.steady, this.#due.steady) }
  }

  #isDue(): boolean {
    const now = this.#in(0)
    return now.wall >= this.#due.wall || now.steady >= this.#due.steady
  }

  #in(ms: number): Due {
    return { wall: this.#options.now() + ms, steady: performance.now() + ms }
  }
}
