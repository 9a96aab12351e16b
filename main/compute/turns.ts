import { orAborted } from './watch.ts'

/** One after another of what makes a model in a folder: each takes away what is left unfinished there, and the name that is free. */
export class Turns {
  #last: Promise<void> = Promise.resolve()

  /** Begins `work` once what came before is over, however it ended. Throws `cancelled` where the request is given up until then. */
  async *inTurn<T>(signal: AbortSignal, work: () => AsyncIterable<T>): AsyncGenerator<T> {
    const before = this.#last
    const { promise: over, resolve } = Promise.withResolvers<void>()
    this.#last = before.then(() => over)
    try {
      await orAborted(before, signal)
      yield* work()
    } finally {
      resolve()
    }
  }
}
