/** Reads one thing of the host as often as it may have changed: of several questions under way only the newest is told of. */
import { Problem } from '#preload/contract/problem.ts'

export interface ReadingPorts<T> {
  readonly read: (value: T) => void
  /** It could not be read; what was read before may stay. */
  readonly failed: (problem: Problem) => void
}

export class Reading<T> {
  private readonly ports: ReadingPorts<T>
  private newest: { readonly over: AbortController; readonly done: Promise<void> } | null = null

  constructor(ports: ReadingPorts<T>) {
    this.ports = ports
  }

  /** Asks anew, and gives up what was asked before. Answers once the newest answer was told, or nothing more is to be. Bugs are thrown on. */
  async again(ask: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.stop()
    const over = new AbortController()
    const newest = { over, done: this.answered(ask, over.signal) }
    this.newest = newest
    await newest.done
    if (this.newest !== newest) await this.newest?.done
  }

  /** Nothing more is told. */
  stop(): void {
    this.newest?.over.abort()
    this.newest = null
  }

  private async answered(ask: (signal: AbortSignal) => Promise<T>, signal: AbortSignal): Promise<void> {
    try {
      const value = await ask(signal)
      if (!signal.aborted) this.ports.read(value)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      if (!signal.aborted) this.ports.failed(error)
    }
  }
}
