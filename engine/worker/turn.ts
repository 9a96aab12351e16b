/** Whose turn it is: what was asked of a run while it computes, which it sees between two steps. */

/** What a run is to do: compute on, write its checkpoint and wait, finish with the best so far, or write its checkpoint and end. */
export type Wish = 'go' | 'pause' | 'stop' | 'leave'

export class Turn {
  #wish: Wish = 'go'
  #heldUntil = 0
  #control = new AbortController()
  /** Wakes whoever waits. */
  #wake: () => void = () => undefined

  get wish(): Wish {
    return this.#wish
  }

  /** Aborted where what takes long is not to be finished first. */
  get signal(): AbortSignal {
    return this.#control.signal
  }

  /** What was asked last counts; but once it has to leave, nothing else does. */
  ask(wish: Wish): void {
    if (this.#wish === 'leave') return
    this.#wish = wish
    if (wish === 'pause' || wish === 'leave') this.#control.abort()
    else if (this.#control.signal.aborted) this.#control = new AbortController()
    this.#wake()
  }

  /** Somebody needs the processor, for so long at most. */
  hold(ms: number): void {
    this.#heldUntil = performance.now() + ms
  }

  release(): void {
    this.#heldUntil = 0
    this.#wake()
  }

  /** Resolves once the processor is free, or something was asked. */
  async free(): Promise<void> {
    for (;;) {
      const ms = this.#heldUntil - performance.now()
      if (ms <= 0 || this.#wish !== 'go') return
      await this.#change(ms)
    }
  }

  /** Resolves once it is to do something else than to wait. */
  async resumed(): Promise<void> {
    while (this.#wish === 'pause') await this.#change()
  }

  #change(withinMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = withinMs === undefined ? undefined : setTimeout(resolve, withinMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}
