/**
 * The author's voice: runs of the trainer and the adapters that come of them. A run goes on whatever becomes of windows; one that was
 * running when the studio was closed goes on by itself when it is opened again, because its author was told that it needs an hour and
 * not that they have to stay; one that was paused waits. Texts come from the archive's one function and from nowhere else.
 */
import type { KeptRun, RunNews } from '#main/compute/kept-run.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import type { Enough } from '#preload/contract/archive.ts'
import type { Handlers } from '#preload/contract/member.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { type VoiceRun, type VoiceState, type voice } from '#preload/contract/voice.ts'
import type { ArchiveLearning, LearntWork } from './archive-learning.ts'
import { atMostEvery } from './at-most-every.ts'
import { guarded } from './store-problem.ts'
import { adapterHandlers, type AdaptersOptions } from './voice-adapters.ts'
import { advanced, newRun, resting } from './voice-progress.ts'
import { amountOf, VoiceFolder } from './voice-records.ts'
import { RunFile } from './voice-run.ts'
import { bundleHandler } from './voice-bundle.ts'
import { fewWorks, learntWorks, piecesOf, sampleOf } from './voice-texts.ts'
import { whenWritable } from './when-writable.ts'

export interface VoiceServiceOptions extends Omit<AdaptersOptions, 'files' | 'place'> {
  readonly learning: Pick<ArchiveLearning, 'works'>
  /** Whether there is enough to learn from. */
  readonly enough: () => Enough
  readonly trainer: Pick<Trainer, 'plan' | 'recipe' | 'run' | 'close'>
  /** Where a model lies, and what it is called. */
  readonly place: (model: string) => { readonly path: string; readonly name: string }
  /** What is the same in every training bundle: `resources/bundle`. */
  readonly templates: string
  readonly reportBug: (error: unknown, where: string) => string
  readonly now?: () => number
  /** Until a run that was under way goes on after the start: opening the studio comes first. */
  readonly resumeAfterMs?: number
}

export interface VoiceService {
  readonly handlers: Handlers<typeof voice>
  /** Ends what runs, with a checkpoint. */
  dispose(): Promise<void>
}

const tellEveryMs = 500
const resumeAfterMs = 10_000
const asIsBest: TuningChoice = { method: null, rank: null, passes: null }
const idle: VoiceState = { phase: 'idle', problem: null, run: null, result: null, proof: null }

export function voiceService(options: VoiceServiceOptions): VoiceService {
  const files = new VoiceFolder(options.folder)
  const keeper = new VoiceKeeper(options, files)
  const bundle = bundleHandler({ ...options, works: (signal) => learntWorks(options, signal) })
  return { handlers: { ...keeper.handlers, ...adapterHandlers({ ...options, files }), bundle }, dispose: () => keeper.dispose() }
}

/** The works that are learnt, as a record keeps them. Throws `works-few`. */
async function worksWithSides(options: VoiceServiceOptions, signal: AbortSignal): Promise<(LearntWork & { readonly heldOut: boolean })[]> {
  return (await learntWorks(options, signal)).map((work) => ({ ...work, heldOut: work.split === 'held-out' }))
}

class VoiceKeeper {
  readonly #options: VoiceServiceOptions
  readonly #files: VoiceFolder
  readonly #file: RunFile
  readonly #telling: { soon(): void; now(): void }
  readonly #now: () => number
  #state: VoiceState = idle
  #run: KeptRun | null = null
  /** A run is being prepared. */
  #isStarting = false
  #resuming: NodeJS.Timeout | undefined

  constructor(options: VoiceServiceOptions, files: VoiceFolder) {
    this.#options = options
    this.#files = files
    this.#now = options.now ?? Date.now
    this.#file = new RunFile({ workspace: options.workspace, folder: options.folder, files, now: this.#now })
    this.#telling = atMostEvery(tellEveryMs, () => options.emit('changed', this.#state), { isPrompt: true })
    whenWritable(options.workspace, options.folder, () => this.#takeUp())
  }

  readonly handlers: Omit<Handlers<typeof voice>, keyof ReturnType<typeof adapterHandlers> | 'bundle'> = {
    state: () => this.#state,
    plan: ({ base, choice }, { signal }) => this.#plan(base, choice ?? asIsBest, signal),
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
      this.#change(idle)
      return {}
    },
  }

  async dispose(): Promise<void> {
    this.#options.use.dispose()
    clearTimeout(this.#resuming)
    await this.#options.trainer.close()
    this.#file.keep()
  }

  /** What an earlier studio left. */
  #takeUp(): void {
    this.#files.tidy()
    const record = this.#files.readRun()
    if (record === null || this.#file.record !== null || this.#isStarting) return
    // Nothing was made ready yet when it ended: its works may be others now, so it is for the author to begin it.
    if (!this.#files.hasTexts()) return this.#files.removeRun()
    this.#file.takeUp(record)
    this.#change({ phase: 'paused', problem: null, run: resting(record.run), result: null })
    if (record.phase === 'paused') return
    this.#resuming = setTimeout(() => this.#launch(null), this.#options.resumeAfterMs ?? resumeAfterMs).unref()
  }

  async #plan(model: string | null, choice: TuningChoice, signal: AbortSignal) {
    const works = await worksWithSides(this.#options, signal)
    const { place, trainer } = this.#options
    const id = model ?? this.#options.model()
    const { path, name } = place(id)
    const [learning, heldOut] = [amountOf(works, false), amountOf(works, true)]
    const characters = { learning: learning.words, heldOut: heldOut.words }
    const plan = await trainer.plan({ base: path, choice, sample: await sampleOf(works), characters }, signal)
    return { base: { id, name }, learning, heldOut, plan }
  }

  async #start(model: string | null, choice: TuningChoice, name: string | null, signal: AbortSignal): Promise<void> {
    const works = await worksWithSides(this.#options, signal)
    this.#mustBeFree(true)
    const id = AdapterId.parse(crypto.randomUUID())
    const base = model ?? this.#options.model()
    const startedAt = this.#now()
    const run = newRun({
      id,
      name: name ?? new Date(startedAt).toISOString().slice(0, 10),
      base: { id: base, name: this.#options.place(base).name },
      startedAt,
      learning: amountOf(works, false),
      heldOut: amountOf(works, true),
    })
    const kept = works.map(({ id: work, title, words, heldOut }) => ({ id: work, title, words, heldOut }))
    this.#file.begin({ version: 1, run, choice, works: kept, phase: 'running', seconds: 0, identity: null })
    this.#launch(works)
  }

  #mustBeFree(isStarting = false): void {
    if (!this.#options.workspace.isWritable()) throw new Problem('read-only', 'another studio has this workspace open')
    if (this.#file.record !== null || (this.#isStarting && !isStarting)) throw new Problem('run-busy', 'a run is under way, or waits')
  }

  #goOn(phase: 'running' | 'finishing'): Record<never, never> {
    clearTimeout(this.#resuming)
    if (this.#file.record === null) throw new Problem('not-found', 'there is no run to go on with')
    if (!this.#options.workspace.isWritable()) throw new Problem('read-only', 'another studio has this workspace open')
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
      const told = error instanceof Problem ? error : null
      const bug = told ? '' : this.#options.reportBug(error, 'voice')
      this.#halt('failed', told ? { code: told.code, message: told.message, detail: { ...told.detail } } : { code: 'bug', message: bug, detail: { bug } })
    }
  }

  #take(news: RunNews): void {
    const { record } = this.#file
    if (record === null) return
    switch (news.kind) {
      case 'failed':
        // Masked and without quotations there may be less than was counted.
        return this.#halt(
          'failed',
          news.problem.code === 'works-few' ? { ...news.problem, detail: { ...fewWorks(this.#options.enough()).detail } } : news.problem,
        )
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

  #finish(base: { step: number; bitsPerCharacter: number }, best: { step: number; bitsPerCharacter: number }): void {
    const record = this.#file.timed()
    if (record === null) return
    const { run, identity, choice, works, seconds } = record
    const isBetter = best.step > 0
    if (isBetter && run.setup && identity) {
      const made = { version: 1 as const, id: run.id, name: run.name, base: run.base, identity, madeAt: this.#now(), setup: run.setup, choice, works, seconds }
      const adapter = { ...made, figures: run.figures, before: base, after: best, proof: null }
      guarded(this.#options.folder, () => this.#files.adopt(adapter))
    } else guarded(this.#options.folder, () => this.#files.removeRun())
    this.#file.forget()
    this.#run = null
    const result = { adapter: isBetter ? run.id : null, before: base.bitsPerCharacter, after: best.bitsPerCharacter, proved: null }
    this.#change({ phase: 'done', problem: null, run: resting(run), result })
    if (isBetter) this.#options.emit('adaptersChanged', {})
  }

  #change(part: Partial<VoiceState>): void {
    this.#state = { ...this.#state, ...part }
    this.#telling.now()
  }
}
