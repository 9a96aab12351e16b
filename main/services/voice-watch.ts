/** Whether a run may go on with what it learns from: a work that its author leaves out or removes is out of it, too, and so is what they mask. */
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import type { RunRecord } from './run-record.ts'
import { isOut } from './voice-presence.ts'
import type { Whereabouts } from './whereabouts.ts'

export interface LearntWatchOptions {
  readonly learning: Pick<ArchiveLearning, 'listen' | 'newlyMasked'>
  /** Null where that can't be told just now. */
  readonly whereabouts: () => Whereabouts | null
  /** The works that the run learns from and is measured by, and what was masked in them; null where there is no run. */
  readonly run: () => Pick<RunRecord, 'works' | 'masks'> | null
  /** Hears what stands against the run, whenever that is looked at: null for nothing. */
  readonly heed: (problem: ProblemReport | null) => void
}

/** An import changes works many times. */
const lookEveryMs = 500

export class LearntWatch {
  readonly #options: LearntWatchOptions
  readonly #leave: () => void

  constructor(options: LearntWatchOptions) {
    this.#options = options
    const looking = atMostEvery(lookEveryMs, () => this.look(), { isPrompt: true })
    this.#leave = options.learning.listen(() => looking.soon())
  }

  /** Looks, and has what it sees heeded. Where nothing can be told, what was known stays. */
  look(): void {
    const run = this.#options.run()
    const whereabouts = run && this.#options.whereabouts()
    if (!whereabouts) return
    const out = run.works.filter((work) => isOut(whereabouts.of(work))).length
    if (out > 0) return this.#options.heed({ code: 'run-left-out', message: 'works that it learns from were left out', detail: { count: out } })
    // Also of what was changed since: what it learns from was sent, and the run may be begun anew.
    const works = run.works.map(({ id }) => ({ id }))
    const count = this.#options.learning.newlyMasked(run.masks ?? { words: [], released: null }, works)?.size
    if (count !== undefined)
      this.#options.heed(count === 0 ? null : { code: 'run-masked', message: 'names or values in what it learns from were masked', detail: { count } })
  }

  dispose(): void {
    this.#leave()
  }
}
