/** Whether a run may go on with what it learns from: a work that its author leaves out or removes is out of it, too. */
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import type { SidedWork } from './divided-works.ts'
import { isOut } from './voice-presence.ts'
import type { Whereabouts } from './whereabouts.ts'

export interface LearntWatchOptions {
  readonly learning: Pick<ArchiveLearning, 'listen'>
  /** Null where that can't be told just now. */
  readonly whereabouts: () => Whereabouts | null
  /** The works that the run learns from and is measured by; null where there is no run. */
  readonly learnt: () => readonly SidedWork[] | null
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
    const learnt = this.#options.learnt()
    const whereabouts = learnt && this.#options.whereabouts()
    if (!whereabouts) return
    const count = learnt.filter((work) => isOut(whereabouts.of(work))).length
    this.#options.heed(count === 0 ? null : { code: 'run-left-out', message: 'works that it learns from were left out', detail: { count } })
  }

  dispose(): void {
    this.#leave()
  }
}
