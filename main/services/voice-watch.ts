/** Whether a run may go on with what it learns from: a work that its author leaves out or removes is out of it, too. */
import { Problem } from '#preload/contract/problem.ts'
import { Absences } from './absences.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { atMostEvery, type Paced } from './at-most-every.ts'

export interface LearntWatchOptions {
  readonly learning: Pick<ArchiveLearning, 'works' | 'listen'>
  /** The works that the run learns from and is measured by; null where there is no run, or nothing can be read. */
  readonly learnt: () => readonly { readonly id: string }[] | null
  /** How long a work may be away: what was removed can be had back by a notice, and what the run made of it can't. */
  readonly graceMs: number
  /** So many of them are not to be learnt any more. */
  readonly onLeftOut: (count: number) => void
}

export class LearntWatch {
  readonly #options: LearntWatchOptions
  readonly #leave: () => void
  readonly #ended = new AbortController()
  readonly #absences: Absences
  readonly #looking: Paced

  constructor(options: LearntWatchOptions) {
    this.#options = options
    this.#absences = new Absences(options.graceMs, () => this.#looking.now())
    // Reading which works there are takes a moment, and an import changes them many times.
    this.#looking = atMostEvery(options.graceMs / 4, () => void this.#timed(), { isPrompt: true })
    this.#leave = options.learning.listen(() => this.#looking.soon())
  }

  /** Looks, and says so where works are gone, however short a time; false then. An archive that cannot be read just now keeps what was known. */
  async look(): Promise<boolean> {
    const gone = await this.#gone()
    if (gone.size > 0) this.#options.onLeftOut(gone.size)
    return gone.size === 0
  }

  dispose(): void {
    this.#leave()
    this.#absences.dispose()
    this.#ended.abort()
  }

  /** Says so where one of them has been gone long enough. */
  async #timed(): Promise<void> {
    const gone = await this.#gone()
    if (!this.#ended.signal.aborted && this.#absences.seen(gone).size > 0) this.#options.onLeftOut(gone.size)
  }

  /** Of the works that the run learns from. */
  async #gone(): Promise<ReadonlySet<string>> {
    const learnt = this.#options.learnt()
    const known = learnt && (await this.#known())
    // Meanwhile it may have ended, or another begun.
    if (!known || this.#options.learnt() !== learnt) return new Set()
    return new Set(learnt.flatMap(({ id }) => (known.has(id) ? [] : [id])))
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
