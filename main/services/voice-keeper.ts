/** The run of an author's voice from its start to its adapter: how it is told and kept, and goes on after a pause, a restart, or without what was left out. */
import { problemOf } from '#main/compute/compute-problems.ts'
import type { KeptRun, RunNews } from '#main/compute/kept-run.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { isHolding, Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { HeldOutFigure } from '#preload/contract/runs.ts'
import type { VoiceRun, voice } from '#preload/contract/voice.ts'
import type { LearntWork } from './archive-learning.ts'
import { worksOfRun } from './run-works.ts'
import { guarded } from './store-problem.ts'
import type { VoiceKeeperOptions } from './voice-options.ts'
import { planOfRun } from './voice-plan.ts'
import { advanced, idle, paused, resting } from './voice-progress.ts'
import { Proofs } from './voice-proof.ts'
import type { VoiceFolder } from './voice-records.ts'
import { adoptResult, type Asked, askedOf, asIsBest, inputOf, newRecord, RunFile } from './voice-run.ts'
import { VoicePresence } from './voice-presence.ts'
import { VoiceSpeeds } from './voice-speeds.ts'
import { VoiceTelling } from './voice-telling.ts'
import { learningPieces, withAmounts } from './voice-texts.ts'
import { LearntWatch } from './voice-watch.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

const resumeAfterMs = 10_000

export class VoiceKeeper {
  readonly #options: VoiceKeeperOptions
  readonly #files: VoiceFolder
  readonly #file: RunFile
  readonly #telling: VoiceTelling
  readonly #now: () => number
  readonly #speeds: VoiceSpeeds
  readonly proofs: Proofs
  #run: KeptRun | null = null
  readonly #watch: LearntWatch
  /** A run is being prepared; aborted where its author cancels it. */
  #starting: AbortController | null = null
  #resuming: NodeJS.Timeout | undefined

  constructor(options: VoiceKeeperOptions, files: VoiceFolder) {
    this.#options = options
    this.#files = files
    this.#now = options.now ?? Date.now
    this.#speeds = new VoiceSpeeds({ ...options, now: this.#now })
    this.#file = new RunFile({ workspace: options.workspace, folder: options.folder, files, now: this.#now, masks: () => options.learning.chosenMasks() })
    this.#telling = new VoiceTelling(options.emit, () => this.proofs.state)
    this.proofs = new Proofs({
      ...options,
      files,
      isRunning: () => this.#starting !== null || this.#run?.isOver === false,
      proved: (id, proof) => this.#telling.proved(id, proof),
      hear: (isPrompt) => (isPrompt ? this.#telling.now() : this.#telling.soon()),
    })
    const presence = new VoicePresence({ ...options, files })
    this.#watch = new LearntWatch({
      learning: options.learning,
      whereabouts: () => presence.whereabouts(),
      run: () => this.#file.record,
      heed: (problem) => this.#heed(problem),
    })
    whenWritable(options.workspace, options.folder, () => this.#takeUp())
  }

  readonly handlers: Pick<Handlers<typeof voice>, 'state' | 'plan' | 'start' | 'pause' | 'goOn' | 'stop' | 'cancel'> = {
    state: () => this.#telling.told(),
    plan: ({ base, choice }, { signal }) => planOfRun({ ...this.#options, speeds: this.#speeds }, base, choice ?? asIsBest, signal),
    start: ({ base, choice, name }, { signal }) => this.#start({ base, choice: choice ?? asIsBest, name, chosen: this.#options.chosen?.() ?? null }, signal),
    pause: () => {
      clearTimeout(this.#resuming)
      this.#file.keep('paused')
      if (this.#run === null || this.#run.isOver) return {}
      this.#run.pause()
      this.#telling.change({ phase: 'pausing' })
      return {}
    },
    goOn: async ({ isAnew = false }, { signal }) => {
      clearTimeout(this.#resuming)
      await this.#watch.readAhead()
      const unsent = this.#unsent()
      if (unsent) return this.#start(unsent, signal)
      const { record } = this.#file
      return isAnew && record !== null && this.#isHeldNow() ? this.#start(askedOf(record), signal, true) : this.#goOn('running')
    },
    stop: () => {
      if (this.#isHeldNow()) return {}
      if (this.#run === null || this.#run.isOver) return this.#goOn('finishing')
      this.#run.stop()
      this.#file.keep('finishing')
      this.#telling.change({ phase: 'finishing', problem: null })
      return {}
    },
    cancel: async () => {
      this.#starting?.abort()
      await this.#drop()
      if (this.#telling.state.phase === 'proving') await this.proofs.cancel()
      this.#telling.change(idle)
      return {}
    },
  }

  /** Of a voice that is to be deleted nothing more is told. */
  forget(id: string): void {
    if (this.#telling.state.result?.adapter === id) this.#telling.change(idle)
  }

  async dispose(): Promise<void> {
    clearTimeout(this.#resuming)
    this.#starting?.abort()
    this.#watch.dispose()
    this.proofs.close()
    await this.#options.trainer.close()
    this.#file.close()
  }

  /** What an earlier studio left. */
  #takeUp(): void {
    this.#files.tidy(this.#options.modelsFolder)
    this.#speeds.takeOver()
    const record = this.#files.readRun()
    if (record === null && this.#file.record === null) this.#resumeWith(() => this.proofs.takeUp())
    if (record === null || this.#file.record !== null || this.#starting) return
    // Nothing was made ready yet when it ended: its works may be others now, so it is for the author to begin it.
    if (!this.#files.hasTexts()) return this.#files.removeRun()
    this.#file.takeUp(record)
    this.#telling.change({ phase: 'paused', problem: null, run: paused(record.run), result: null })
    this.#resumeWith(async () => {
      if ((await this.#watch.readAhead()) && !this.#isHeldNow() && this.#file.record?.phase !== 'paused' && this.#run === null) this.#launch(null)
    })
  }

  #resumeWith(goOn: () => unknown): void {
    this.#resuming = setTimeout(() => void goOn(), this.#options.resumeAfterMs ?? resumeAfterMs).unref()
  }

  /** `isAnew`: in the place of the run that is there. */
  async #start(asked: Asked, signal: AbortSignal, isAnew = false): Promise<Record<never, never>> {
    mustBeWritable(this.#options.workspace)
    if ((this.#file.record !== null && !isAnew) || this.proofs.isUnderWay || this.#starting)
      throw new Problem('run-busy', 'a run or a proof is under way, or waits')
    const starting = new AbortController()
    this.#starting = starting
    try {
      await this.#begin(asked, AbortSignal.any([signal, starting.signal]))
    } finally {
      this.#starting = null
    }
    return {}
  }

  async #begin({ base: model, choice, name, chosen }: Asked, signal: AbortSignal): Promise<void> {
    await this.#file.dropped
    const { works, among } = await worksOfRun(this.#options, chosen, signal)
    // Only now: where there is too little left to learn from, the one that waits still does.
    if (this.#file.record !== null && !signal.aborted) await this.#drop()
    signal.throwIfAborted()
    mustBeWritable(this.#options.workspace)
    const base = model ?? this.#options.model()
    this.#file.begin(newRecord(works, { base: { id: base, name: this.#options.place(base).name }, choice, name, startedAt: this.#now(), among }))
    this.#launch(works)
  }

  /** What was asked of a run whose texts the disk did not take: it has nothing yet to go on from. */
  #unsent(): Asked | null {
    const { record } = this.#file
    const isOver = this.#run === null || this.#run.isOver
    if (record === null || !isOver || this.#files.hasTexts()) return null
    this.#file.forget()
    return askedOf(record)
  }

  /** Nothing of the run is left. */
  async #drop(): Promise<void> {
    clearTimeout(this.#resuming)
    const run = this.#run
    this.#run = null
    await this.#file.drop(run)
  }

  /** Nothing of a run is lost by what is left out: it waits at once, and goes on by itself where all of it came back. */
  #heed(problem: ProblemReport | null): void {
    const { record } = this.#file
    const isAtRest = this.#run === null || this.#run.isOver || this.#telling.state.phase === 'paused'
    // What only finishes reads nothing more of them: what comes of it says of what it was made.
    if (record === null || this.#starting || (!isAtRest && this.#telling.state.phase === 'finishing')) return
    if (problem !== null) {
      if (!isAtRest && this.#telling.state.phase !== 'pausing') this.#run?.pause()
      return this.#telling.change({ phase: isAtRest ? 'paused' : 'pausing', problem })
    }
    if (!this.#telling.isHeld) return
    this.#telling.change({ problem: null })
    if (record.phase !== 'paused' && this.#options.workspace.isWritable() && !this.proofs.isUnderWay) this.#resume(record.phase)
  }

  /** Whether it waits for what was left out, as it is now: that is told instead of going on. */
  #isHeldNow(): boolean {
    this.#watch.look()
    return this.#telling.isHeld
  }

  #goOn(phase: 'running' | 'finishing'): Record<never, never> {
    clearTimeout(this.#resuming)
    if (this.#file.record === null) throw new Problem('not-found', 'there is no run to go on with')
    mustBeWritable(this.#options.workspace)
    if (this.proofs.isUnderWay) throw new Problem('run-busy', 'a proof is under way')
    if (!this.#isHeldNow()) this.#resume(phase)
    return {}
  }

  #resume(phase: 'running' | 'finishing'): void {
    this.#file.keep(phase)
    if (this.#run === null || this.#run.isOver) this.#launch(null)
    else {
      this.#run.goOn()
      this.#telling.change({ phase, problem: null })
    }
  }

  /** Has the trainer begin the run that is in the record, or go on with it. */
  #launch(works: readonly LearntWork[] | null): void {
    const { record } = this.#file
    if (record === null) return
    const own: { run: KeptRun | null } = { run: null }
    this.#telling.change({ phase: 'preparing', problem: null, run: record.run, result: null })
    own.run = this.#options.trainer.run({
      input: inputOf(record, this.#files, this.#options.place(record.run.base.id).path),
      texts: works && (() => learningPieces(works)),
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
    this.#speeds.hear(news)
    switch (news.kind) {
      case 'failed':
        // Masked and without quotations there may be less than was counted.
        return this.#halt('failed', withAmounts(news.problem, record, this.#options.enough))
      case 'restarting':
        this.#updated({ ...record.run, onProcessor: record.run.onProcessor || news.onProcessor })
        return this.#telling.change({ phase: 'preparing' })
      case 'paused':
        return this.#halt('paused', news.problem ?? (this.#telling.isHeld ? this.#telling.state.problem : null))
      case 'finishing':
        return this.#telling.change({ phase: 'finishing' })
      case 'done':
        return this.#finish(news.base, news.best)
      default:
    }
    this.#updated(advanced(record.run, news))
    if (news.kind === 'began') this.#file.computes(news.base)
    if (news.kind === 'saved') this.#file.keep()
    // `pausing` and `finishing` stay until they are over.
    if (this.#telling.state.phase !== 'preparing' || news.kind === 'reading') return this.#telling.soon()
    this.#telling.change({ phase: record.phase === 'finishing' ? 'finishing' : record.phase === 'paused' || this.#telling.isHeld ? 'pausing' : 'running' })
  }

  #updated(run: VoiceRun): void {
    this.#file.update(run)
    this.#telling.update(run)
  }

  /** It waits, or failed. */
  #halt(phase: 'paused' | 'failed', problem: ProblemReport | null): void {
    const { record } = this.#file
    if (record) this.#updated(paused(record.run))
    this.#file.rests(isHolding(problem))
    this.#telling.change({ phase, problem })
  }

  #finish(base: HeldOutFigure, best: HeldOutFigure): void {
    const record = this.#file.timed()
    if (record === null) return
    const figures = { before: base, after: best, madeAt: this.#now() }
    const { adapter, model } = guarded(this.#options.folder, () => adoptResult(this.#files, record, figures, this.#options.modelsFolder))
    this.#file.forget()
    this.#run = null
    const result = { adapter, model, before: base.bitsPerCharacter, after: best.bitsPerCharacter, proved: null }
    this.#telling.change({ phase: (adapter ?? model) ? 'proving' : 'done', problem: null, run: resting(record.run), result })
    if ((adapter ?? model) === null) return
    this.#options.emit('adaptersChanged', {})
    // Whatever becomes of the proof, the run is done.
    void this.proofs.startByItself(record.run.id).then(() => this.#telling.state.phase === 'proving' && this.#telling.change({ phase: 'done' }))
  }
}
