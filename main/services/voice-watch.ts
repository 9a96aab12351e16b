/** Whether a run may go on with what it learns from: a work that its author leaves out or removes is out of it, too. */
import { Problem } from '#preload/contract/problem.ts'
import type { ArchiveLearning } from './archive-learning.ts'

export interface LearntWatchOptions {
  readonly learning: Pick<ArchiveLearning, 'works' | 'listen'>
  /** The works that the run learns from and is measured by; null where there is no run, or nothing can be read. */
  readonly learnt: () => readonly { readonly id: string }[] | null
  /** After a change, until it is looked at: what was removed can be had back by a notice, and what the run made of it can't. */
  readonly graceMs: number
  /** So many of them are not to be learnt any more. */
  readonly onLeftOut: (count: number) => void
}

export class LearntWatch {
  readonly #options: LearntWatchOptions
  readonly #leave: () => void
  readonly #ended = new AbortController()
  #soon: NodeJS.Timeout | undefined

  constructor(options: LearntWatchOptions) {
    this.#options = options
    this.#leave = options.learning.listen(() => {
      this.#soon ??= setTimeout(() => {
        this.#soon = undefined
        void this.look()
      }, options.graceMs).unref()
    })
  }

  /** Looks, and says so where works are gone; false then. An archive that cannot be read just now keeps what was known. */
  async look(): Promise<boolean> {
    const learnt = this.#options.learnt()
    if (learnt === null) return true
    const known = await this.#known()
    // Meanwhile it may have ended, or another begun.
    if (known === null || this.#options.learnt() !== learnt) return true
    const count = learnt.filter(({ id }) => !known.has(id)).length
    if (count > 0) this.#options.onLeftOut(count)
    return count === 0
  }

  dispose(): void {
    this.#leave()
    clearTimeout(this.#soon)
    this.#ended.abort()
  }

  async #known(): Promise<ReadonlySet<string> | null> {
    try {
      const works = await this.#options.learning.works(this.#ended.signal)
      return new Set(works.map(({ id }) => id))
    } catch (error) {
      if (error instanceof Problem || this.#ended.signal.aborted) return null
      throw error
    }
  }
}
