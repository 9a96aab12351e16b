/**
 * The author's voice: runs of the trainer and the adapters that come of them. A run goes on whatever becomes of windows; one that was
 * running when the studio was closed goes on by itself when it is opened again, because its author was told that it needs an hour and
 * not that they have to stay; one that was paused waits. Texts come from the archive's one function and from nowhere else.
 */
import { problemOf } from '#main/compute/compute-problems.ts'
import type { KeptRun, RunNews } from '#main/compute/kept-run.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { HeldOutFigure, TuningChoice } from '#preload/contract/runs.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { type VoiceRun, type VoiceState, type voice } from '#preload/contract/voice.ts'
import type { LearntWork } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import { guarded } from './store-problem.ts'
import { type AdapterHandlers, type AdaptersOptions, voiceAdapters } from './voice-adapters.ts'
import { chosenWorks, planOfRun, type PlanOptions } from './voice-plan.ts'
import { advanced, resting } from './voice-progress.ts'
import { Proofs } from './voice-proof.ts'
import { VoiceFolder } from './voice-records.ts'
import { adoptResult, newRecord, RunFile } from './voice-run.ts'
import { bundleHandler } from './voice-bundle.ts'
import { learntWorks, piecesOf, withAmounts } from './voice-texts.ts'
import { whenWritable } from './when-writable.ts'

export interface VoiceServiceOptions extends Omit<AdaptersOptions, 'files' | 'place' | 'forget'>, PlanOptions {
  readonly trainer: Pick<Trainer, 'plan' | 'recipe' | 'run' | 'prove' | 'close'>
  /** What is the same in every training bundle: `resources/bundle`. */
  readonly templates: string
  /** The file of general text, by which a proof tells what was forgotten. */
  readonly generalText: string
  /** The author's models: one that learnt as a whole is put there. */
  readonly modelsFolder: string
  readonly reportBug: (error: unknown, where: string) => string
  readonly now?: () => number
  /** Until a run that was under way goes on after the start: opening the studio comes first. */
  readonly resumeAfterMs?: number
}

export interface VoiceService {
  readonly handlers: Handlers<typeof voice>
  clientGone(client: string): void
  /** Ends what runs, with a checkpoint. */
  dispose(): Promise<void>
}

/** All but the proof. */
type RunState = Omit<VoiceState, 'proof'>

const tellEveryMs = 500
const resumeAfterMs = 10_000
const asIsBest: TuningChoice = { method: null, rank: null, passes: null }
const idle: RunState = { phase: 'idle', problem: null, run: null, result: null }

export function voiceService(options: VoiceServiceOptions): VoiceService {
  const files = new VoiceFolder(options.folder)
  const keeper = new VoiceKeeper(options, files)
  const adapters = voiceAdapters({ ...options, files, forget: (id) => keeper.proofs.forget(id) })
  const bundle = bundleHandler({ ...options, works: (signal) => learntWorks(options, signal) })
  const dispose = async () => {
    adapters.dispose()
    await keeper.dispose()
  }
  return { handlers: { ...adapters.handlers, ...keeper.handlers, ...keeper.proofs.handlers, bundle }, clientGone: adapters.clientGone, dispose }
}

class VoiceKeeper {
  readonly #options: VoiceServiceOptions
  readonly #files: VoiceFolder
  readonly #file: RunFile
  readonly #telling: { soon(): void; now(): void }
  readonly #now: () => number
  readonly proofs: Proofs
  #state: RunState = idle
  #run: KeptRun | null = null
  /** A run is being prepared. */
  #isStarting = false
  #resuming: NodeJS.Timeout | undefined

  constructor(options: VoiceServiceOptions, files: VoiceFolder) {
    this.#options = options
    this.#files = files
    this.#now = options.now ?? Date.now
    this.#file = new RunFile({ workspace: options.workspace, folder: options.folder, files, now: this.#now })
    this.#telling = atMostEvery(tellEveryMs, () => options.emit('changed', this.#told()), { isPrompt: true })
    this.proofs = new Proofs({
      ...options,
      files,
      isRunning: () => this.#isStarting || this.#run?.isOver === false,
      hear: (isPrompt) => (isPrompt ? this.#telling.now() : this.#telling.soon()),
    })
    whenWritable(options.workspace, options.folder, () => this.#takeUp())
  }

  readonly handlers: Omit<Handlers<typeof voice>, 'bundle' | keyof AdapterHandlers | keyof Proofs['handlers']> = {
    state: () => this.#told(),
    plan: ({ base, choice }, { signal }) => planOfRun(this.#options, base, choice ?? asIsBest, signal),
    start: async ({ base, choice, name }, { signal }) => {
      this.#mustBeFree()
      this.#isStarting = true
      try {
        await this.#start(base, choice ?? asIsBest, name, signal)
      } finally {
        this.#isStarting = false
      }
      return {}
    },
    pause: () => {
      clearTimeout(this.#resuming)
      if (this.#run === null || this.#run.isOver) return {}
      this.#run.pause()
      this.#file.keep('paused')
      this.#change({ phase: 'pausing' })
      return {}
    },
    goOn: () => this.#goOn('running'),
    stop: () => {
      if (this.#run === null || this.#run.isOver) return this.#goOn('finishing')
      this.#run.stop()
      this.#file.keep('finishing')
      this.#change({ phase: 'finishing', problem: null })
      return {}
    },
    cancel: async () => {
      clearTimeout(this.#resuming)
      const run = this.#run
      this.#run = null
      await run?.cancel()
      this.#file.forget()
      guarded(this.#options.folder, () => this.#files.removeRun())
      if (this.#state.phase === 'proving') await this.proofs.cancel()
      this.#change(idle)
      return {}
    },
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#resuming)
    this.proofs.close()
    await this.#options.trainer.close()
    this.#file.keep()
  }

  #told(): VoiceState {
    return { ...this.#state, proof: this.proofs.state }
  }

  /** What an earlier studio left. */
  #takeUp(): void {
    this.#files.tidy()
    const record = this.#files.readRun()
    if (record === null && this.#file.record === null) this.#resumeWith(() => this.proofs.takeUp())
    if (record === null || this.#file.record !== null || this.#isStarting) return
    // Nothing was made ready yet when it ended: its works may be others now, so it is for the author to begin it.
    if (!this.#files.hasTexts()) return this.#files.removeRun()
    this.#file.takeUp(record)
    this.#change({ phase: 'paused', problem: null, run: resting(record.run), result: null })
    if (record.phase !== 'paused') this.#resumeWith(() => this.#launch(null))
  }

  #resumeWith(goOn: () => void): void {
    this.#resuming = setTimeout(goOn, this.#options.resumeAfterMs ?? resumeAfterMs).unref()
  }

  async #start(model: string | null, choice: TuningChoice, name: string | null, signal: AbortSignal): Promise<void> {
    const works = await chosenWorks(this.#options, signal)
    this.#mustBeFree(true)
    const base = model ?? this.#options.model()
    const baseName = this.#options.place(base).name
    this.#file.begin(newRecord(works, { base: { id: base, name: baseName }, choice, name, startedAt: this.#now() }))
    this.#launch(works)
  }

  #mustWrite(): void {
    if (!this.#options.workspace.isWritable()) throw new Problem('read-only', 'another studio has this workspace open')
  }

  #mustBeFree(isStarting = false): void {
    this.#mustWrite()
    if (this.#file.record !== null || this.proofs.isUnderWay || (this.#isStarting && !isStarting))
      throw new Problem('run-busy', 'a run or a proof is under way, or waits')
  }

  #goOn(phase: 'running' | 'finishing'): Record<never, never> {
    clearTimeout(this.#resuming)
    if (this.#file.record === null) throw new Problem('not-found', 'there is no run to go on with')
    this.#mustWrite()
    if (this.proofs.isUnderWay) throw new Problem('run-busy', 'a proof is under way')
    this.#file.keep(phase)
    if (this.#run === null || this.#run.isOver) this.#launch(null)
    else {
      this.#run.goOn()
      this.#change({ phase, problem: null })
    }
    return {}
  }

  /** Has the trainer begin the run that is in the record, or go on with it. */
  #launch(works: readonly LearntWork[] | null): void {
    const { record } = this.#file
    if (record === null) return
    const { run, choice, phase } = record
    const own: { run: KeptRun | null } = { run: null }
    this.#change({ phase: 'preparing', problem: null, run, result: null })
    own.run = this.#options.trainer.run({
      input: {
        folder: this.#files.run,
        base: this.#options.place(run.base.id).path,
        choice,
        adapter: { path: this.#files.runAdapter, name: run.name },
        stop: phase === 'finishing',
      },
      texts: works && (() => piecesOf(works)),
      hear: (news) => {
        // One that was cancelled has nothing more to say.
        if (own.run === this.#run) this.#hear(news)
      },
    })
    this.#run = own.run
  }

  /** An edge: what goes wrong here is told as the run's failure. */
  #hear(news: RunNews): void {
    try {
      this.#take(news)
    } catch (error) {
      this.#halt('failed', problemOf(error, this.#options.reportBug))
    }
  }

  #take(news: RunNews): void {
    const { record } = this.#file
    if (record === null) return
    switch (news.kind) {
      case 'failed':
        // Masked and without quotations there may be less than was counted.
        return this.#halt('failed', withAmounts(news.problem, this.#options.enough))
      case 'restarting':
        this.#updated({ ...record.run, onProcessor: record.run.onProcessor || news.onProcessor })
        return this.#change({ phase: 'preparing' })
      case 'paused':
        return this.#halt('paused', news.problem)
      case 'finishing':
        return this.#change({ phase: 'finishing' })
      case 'done':
        return this.#finish(news.base, news.best)
      default:
    }
    this.#updated(advanced(record.run, news))
    if (news.kind === 'began') this.#file.computes(news.base)
    if (news.kind === 'saved') this.#file.keep()
    // `pausing` and `finishing` stay until they are over.
    if (this.#state.phase !== 'preparing' || news.kind === 'reading') return this.#telling.soon()
    this.#change({ phase: record.phase === 'finishing' ? 'finishing' : record.phase === 'paused' ? 'pausing' : 'running' })
  }

  #updated(run: VoiceRun): void {
    this.#file.update(run)
    this.#state = { ...this.#state, run }
  }

  /** It waits, or failed. */
  #halt(phase: 'paused' | 'failed', problem: ProblemReport | null): void {
    const { record } = this.#file
    if (record) this.#updated(resting(record.run))
    this.#file.rests()
    this.#change({ phase, problem })
  }

  #finish(base: HeldOutFigure, best: HeldOutFigure): void {
    const record = this.#file.timed()
    if (record === null) return
    const figures = { before: base, after: best, madeAt: this.#now() }
    const { adapter, model } = guarded(this.#options.folder, () => adoptResult(this.#files, record, figures, this.#options.modelsFolder))
    this.#file.forget()
    this.#run = null
    const result = { adapter, model, before: base.bitsPerCharacter, after: best.bitsPerCharacter, proved: null }
    this.#change({ phase: adapter ? 'proving' : 'done', problem: null, run: resting(record.run), result })
    if (adapter) this.#options.emit('adaptersChanged', {})
    if (adapter) void this.#proveRun(adapter)
  }

  /** Holds what a run left against its base; whatever becomes of that, the run is done. */
  async #proveRun(id: AdapterId): Promise<void> {
    const proof = await this.proofs.startByItself(id)
    const { phase, result } = this.#state
    if (phase === 'proving')
      this.#change({ phase: 'done', result: result && { ...result, proved: proof && { verdict: proof.verdict, isWorthUsing: proof.isWorthUsing } } })
  }

  #change(part: Partial<RunState>): void {
    this.#state = { ...this.#state, ...part }
    this.#telling.now()
  }
}
