/**
 * Proofs: what a base was taught is held against it on works that were not learnt, after every run and whenever it is asked for. What comes
 * of it is kept in the record of the adapter or the model; of a proof that breaks off nothing is kept, and it is done again. Works come from
 * the archive as it is now: one that was left out meanwhile is neither read nor recited from; what is left out of a proof under way has it
 * begin anew.
 */
import { setImmediate as nextTurn } from 'node:timers/promises'
import { problemOf } from '#main/compute/compute-problems.ts'
import type { Proving } from '#main/compute/proving.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Proof } from '#preload/contract/proofs.ts'
import type { TextPiece } from '#preload/contract/trainer.ts'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { ProofState, voice } from '#preload/contract/voice.ts'
import type { ArchiveLearning, LearntWork } from './archive-learning.ts'
import type { Workspace } from './open-workspace.ts'
import { timeLeft } from './rough-time.ts'
import { guarded } from './store-problem.ts'
import type { BaseFileOptions } from './voice-bases.ts'
import { adapterToProve, modelToProve, type Provable } from './voice-provable.ts'
import type { VoiceFolder } from './voice-records.ts'
import { learningPieces } from './voice-texts.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface ProofsOptions extends BaseFileOptions {
  readonly workspace: Workspace
  /** The author's folder. */
  readonly folder: string
  readonly files: VoiceFolder
  readonly learning: Pick<ArchiveLearning, 'works'>
  readonly trainer: Pick<Trainer, 'prove'>
  /** The file of general text. */
  readonly generalText: string
  readonly emit: Emit<typeof voice>
  /** Whether a run computes. */
  readonly isRunning: () => boolean
  readonly reportBug: (error: unknown, where: string) => string
  /** Hears of every proof that came to its end. */
  readonly proved: (id: AdapterId, proof: Proof) => void
  /** Hears of every change of the state; promptly where it is no mere progress. */
  readonly hear: (isPrompt: boolean) => void
}

/** A share from which on the rest can be told. */
const leastShare = 0.05

export class Proofs {
  readonly #options: ProofsOptions
  #state: ProofState | null = null
  #under: { readonly id: AdapterId; readonly over: Promise<Proof | null> } | null = null
  #proving: Proving | null = null
  /** The works that the proof under way reads. */
  #read: readonly string[] = []
  /** The works that are there, if that was told since it began to gather its own. */
  #known: ReadonlySet<string> | null = null
  /** One of them was left out. */
  #isToBeginAnew = false
  #isGivenUp = false
  #isClosed = false

  constructor(options: ProofsOptions) {
    this.#options = options
  }

  readonly handlers: Pick<Handlers<typeof voice>, 'prove' | 'cancelProof'> = {
    prove: ({ id }) => {
      this.start(id)
      return {}
    },
    cancelProof: async () => {
      await this.cancel()
      return {}
    },
  }

  /** The proof under way, or the last one where it failed. */
  get state(): ProofState | null {
    return this.#state
  }

  get isUnderWay(): boolean {
    return this.#under !== null
  }

  /** Begins a proof. Throws `read-only`, `run-busy` and `not-found`; whatever else goes wrong is told by the state. `over`: null where it came to nothing. */
  start(id: AdapterId): { readonly over: Promise<Proof | null> } {
    const { workspace, isRunning } = this.#options
    mustBeWritable(workspace)
    if (this.#under !== null || isRunning()) throw new Problem('run-busy', 'a run or a proof is under way')
    const provable = this.#provable(id)
    if (provable === null) throw new Problem('not-found', `there is no adapter or model ${id}`)
    this.#isGivenUp = false
    this.#change({ adapter: id, stage: 'texts', share: 0, secondsLeft: null, problem: null })
    const under = { id, over: this.#follow(provable) }
    this.#under = under
    return under
  }

  /** The same where nobody asked for it, and nobody is to be told why it can't be. */
  async startByItself(id: AdapterId): Promise<Proof | null> {
    try {
      return await this.start(id).over
    } catch (error) {
      if (error instanceof Problem) return null
      throw error
    }
  }

  /** Works are left out or gone, all but these: a proof that reads one of them begins anew without it, one that still gathers them passes it over. */
  async leaveOut(known: ReadonlySet<string>): Promise<void> {
    this.#known = known
    if (this.#proving === null || this.#read.every((id) => known.has(id))) return
    this.#isToBeginAnew = true
    await this.#proving.cancel()
  }

  /** Gives up what is under way, and shows what failed no more. */
  async cancel(): Promise<void> {
    this.#isGivenUp = true
    await this.#proving?.cancel()
    await this.#under?.over
    this.#change(null)
  }

  /** An adapter is to be deleted. */
  async forget(id: AdapterId): Promise<void> {
    if (this.#state?.adapter === id) await this.cancel()
  }

  /** Proves what an earlier studio was closed over. */
  takeUp(): void {
    const { folder, files } = this.#options
    const id = guarded(folder, () => files.proofUnderWay())
    if (id !== null && this.#provable(id) !== null) void this.startByItself(id)
    else if (this.#under === null) guarded(folder, () => files.endProof())
  }

  /** The studio is about to end; the proof is done when it is opened again. */
  close(): void {
    this.#isClosed = true
  }

  #provable(id: AdapterId): Provable | null {
    const { folder, files } = this.#options
    const [adapter, model] = guarded(folder, () => [files.record(id), files.model(id)] as const)
    return adapter ? adapterToProve(adapter, this.#options) : model && modelToProve(model, this.#options)
  }

  /** An edge: what goes wrong is told as the proof's failure. */
  async #follow(provable: Provable): Promise<Proof | null> {
    const { folder, files, reportBug } = this.#options
    try {
      // Whoever begins it hears of its end after its beginning.
      await nextTurn()
      this.#mustGoOn()
      guarded(folder, () => files.beginProof(provable.id))
      const proof = await this.#prove(provable)
      guarded(folder, () => files.keepProof(provable.id, proof))
      this.#options.emit('adaptersChanged', {})
      this.#state = null
      this.#options.proved(provable.id, proof)
      return proof
    } catch (error) {
      this.#state = this.#isGivenUp ? null : this.#state && { ...this.#state, secondsLeft: null, problem: problemOf(error, reportBug) }
      return null
    } finally {
      this.#under = null
      this.#proving = null
      if (!this.#isClosed) {
        guarded(folder, () => files.endProof())
        this.#options.hear(true)
      }
    }
  }

  async #prove(provable: Provable): Promise<Proof> {
    for (;;) {
      this.#isToBeginAnew = false
      try {
        return await this.#attempt(provable)
      } catch (error) {
        this.#mustGoOn()
        if (!this.#isToBeginAnew) throw error
        this.#change(this.#state && { ...this.#state, stage: 'texts', share: 0, secondsLeft: null, isAnew: true })
      }
    }
  }

  async #attempt(provable: Provable): Promise<Proof> {
    const { trainer, files, generalText } = this.#options
    this.#proving = null
    this.#known = null
    const base = await provable.base()
    const { works, others } = await this.#works(provable)
    this.#mustGoOn()
    this.#read = works.map(({ id }) => id)
    const start = performance.now()
    this.#proving = trainer.prove({
      input: {
        ...{ folder: files.proof, base, taught: provable.taught, bits: provable.bits, general: generalText },
        titles: Object.fromEntries(works.map(({ id, title }) => [id, title])),
      },
      texts: () => proofPieces(works, others),
      hear: ({ stage, share }) => {
        const seconds = (performance.now() - start) / 1000
        const secondsLeft = share < leastShare ? null : timeLeft(this.#state?.secondsLeft ?? null, (seconds / share) * (1 - share))
        if (this.#state) this.#state = { ...this.#state, stage, share, secondsLeft }
        this.#options.hear(false)
      },
    })
    return this.#proving.proof
  }

  /**
   * The works that were learnt or held out and are still there, each on the side it was on. `others`: of chosen ones the rest of the archive,
   * where the author may say the same. Throws `proof-no-works`.
   */
  async #works(provable: Provable): Promise<{ readonly works: LearntWork[]; readonly others: LearntWork[] }> {
    const sides = new Map(provable.works.map(({ id, heldOut }) => [id, heldOut ? ('held-out' as const) : ('train' as const)]))
    const all = await this.#options.learning.works(new AbortController().signal)
    const works = all.flatMap((work) => {
      const split = sides.get(work.id)
      return split && (this.#known?.has(work.id) ?? true) ? [{ ...work, split }] : []
    })
    const others = provable.isChosen ? all.filter(({ id }) => !sides.has(id)) : []
    if (works.some(({ split }) => split === 'held-out')) return { works, others }
    throw new Problem('proof-no-works', `none of the held-out works of ${provable.id} is there`)
  }

  #mustGoOn(): void {
    if (this.#isGivenUp || this.#isClosed) throw new Problem('cancelled', 'the proof was given up')
  }

  #change(state: ProofState | null): void {
    this.#state = state
    this.#options.hear(true)
  }
}

/** The texts of a proof: of what it is about, then what its author says elsewhere. */
async function* proofPieces(works: readonly LearntWork[], others: readonly LearntWork[]): AsyncGenerator<readonly TextPiece[]> {
  yield* learningPieces(works)
  for await (const pieces of learningPieces(others)) yield pieces.map((piece) => ({ ...piece, heldOut: false, isAside: true }))
}
