/** Work that says how far it is, as a stream: what is newest, not more often than an eye can follow, then what came of it. */

const everyMs = 100

export type Told<P, R> = { readonly work: P; readonly result: null } | { readonly work: null; readonly result: R }

/** Runs `work` to its end, whoever stops listening: it is given up by its own signal. Throws what it fails with. */
export async function* told<P, R>(work: (tell: (progress: P) => void) => Promise<R>): AsyncGenerator<Told<P, R>> {
  const newest: P[] = []
  let isOver = false
  let wake = () => {}
  const result = work((progress) => {
    newest[0] = progress
    wake()
  }).finally(() => {
    isOver = true
    wake()
  })
  result.catch(() => undefined) // thrown below, once what was told before is
  for (;;) {
    const [now] = newest.splice(0)
    if (now !== undefined) yield { work: now, result: null }
    if (isOver) break
    if (now !== undefined) await Promise.race([result, new Promise((resolve) => setTimeout(resolve, everyMs))]).catch(() => undefined)
    else
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  yield { work: null, result: await result }
}

/** One piece of work after another. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve()

  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(() => {
      signal.throwIfAborted()
      return work()
    })
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** Resolves when nothing is under way. */
  async over(): Promise<void> {
    await this.#last
  }
}

/** What is under way and may go on side by side. */
export class Pending {
  readonly #pending = new Set<Promise<unknown>>()

  of<T>(work: Promise<T>): Promise<T> {
    const mine = work.finally(() => this.#pending.delete(mine))
    this.#pending.add(mine)
    return mine
  }

  /** Resolves when all of it is over, however it ended. */
  async over(): Promise<void> {
    await Promise.allSettled(this.#pending)
  }
}

/** Tells a state when it has changed. */
export class Telling<S> {
  readonly #state: () => S
  readonly #tell: ((state: S) => void) | undefined
  #last = ''
  #sometimesAt = 0

  constructor(state: () => S, tell: ((state: S) => void) | undefined) {
    this.#state = state
    this.#tell = tell
  }

  tell(): void {
    const state = this.#state()
    const text = JSON.stringify(state)
    if (text === this.#last) return
    this.#last = text
    this.#tell?.(state)
  }

  /** Of what changes all the time: as often as an eye can follow. */
  tellSometimes(): void {
    const now = performance.now()
    if (now - this.#sometimesAt < everyMs) return
    this.#sometimesAt = now
    this.tell()
  }
}
