/** Whether a run may go on with what it learns from: a work that its author leaves out or removes is out of it, too, and so is what they mask. */
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { ArchiveLearning } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import type { AskedSince } from './newly-masked.ts'
import type { RunRecord } from './run-record.ts'
import { isOut } from './voice-presence.ts'
import type { Whereabouts } from './whereabouts.ts'

export interface LearntWatchOptions {
  readonly learning: Pick<ArchiveLearning, 'listen' | 'newlyMasked' | 'readAhead'>
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
  readonly #over = new AbortController()

  constructor(options: LearntWatchOptions) {
    this.#options = options
    const looking = atMostEvery(lookEveryMs, () => void this.#lookInTurns(), { isPrompt: true })
    this.#leave = options.learning.listen(() => looking.soon())
  }

  /** Looks, and has what it sees heeded. Where nothing can be told, what was known stays. */
  look(): void {
    if (this.#looksForLeftOut()) this.#looksForMasked()
  }

  /** Reads in turns what looking takes; false where nobody is to look any more. */
  async readAhead(): Promise<boolean> {
    const run = this.#options.run()
    if (run !== null) await this.#options.learning.readAhead([askedOf(run)], this.#over.signal)
    return !this.#over.signal.aborted
  }

  /** What was left out is told at once, whatever else there is to read. */
  async #lookInTurns(): Promise<void> {
    if (this.#looksForLeftOut() && (await this.readAhead())) this.look()
  }

  /** Whether nothing that the run learns from is left out, and that can be told. */
  #looksForLeftOut(): boolean {
    const run = this.#options.run()
    const whereabouts = run && this.#options.whereabouts()
    if (!whereabouts) return false
    const out = run.works.filter((work) => isOut(whereabouts.of(work))).length
    if (out > 0) this.#options.heed({ code: 'run-left-out', message: 'works that it learns from were left out', detail: { count: out } })
    return out === 0
  }

  #looksForMasked(): void {
    const run = this.#options.run()
    if (run === null) return
    const { before, works } = askedOf(run)
    const count = this.#options.learning.newlyMasked(before, works)?.size
    if (count !== undefined)
      this.#options.heed(count === 0 ? null : { code: 'run-masked', message: 'names or values in what it learns from were masked', detail: { count } })
  }

  dispose(): void {
    this.#leave()
    this.#over.abort()
  }
}

/** Also of what was changed since: what it learns from was sent, and the run may be begun anew. */
function askedOf(run: Pick<RunRecord, 'works' | 'masks'>): AskedSince {
  return { before: run.masks ?? { words: [], released: null }, works: run.works.map(({ id }) => ({ id })) }
}
