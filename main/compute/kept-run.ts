/**
 * A run of the trainer, whatever becomes of its process: one that dies is started again and goes on from its checkpoint. A run that
 * waits has no process, unless it holds what the disk did not take.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { RunEvent, RunInput, TextPiece } from '#preload/contract/trainer.ts'
import { problemOf, report } from './compute-problems.ts'
import type { TrainerProcess } from './engine-process.ts'
import { watchTrainer } from './watch-trainer.ts'

/** What is heard of a run. After `failed`, `done`, or a pause without a problem nothing more comes. */
export type RunNews =
  | RunEvent
  /** Its process died, and another one goes on. `onProcessor`: because its graphics card is gone. */
  | { readonly kind: 'restarting'; readonly onProcessor: boolean }
  | { readonly kind: 'failed'; readonly problem: ProblemReport }

export interface KeptRunOptions {
  readonly start: () => TrainerProcess
  readonly input: Omit<RunInput, 'device' | 'lighter'>
  /** The texts to send, where the run's folder has none yet; asked again where a process dies over it. */
  readonly texts: (() => AsyncIterable<readonly TextPiece[]>) | null
  readonly hear: (news: RunNews) => void
  readonly reportBug: (error: unknown, where: string) => string
  readonly log?: (text: string) => void
  /** Between a death and the next start. */
  readonly restMs?: number
}

/** Deaths in a row, without a checkpoint in between, after which it is given up; and from which on each has it take less memory. */
const [mostDeaths, deathsForLighter] = [6, 2]
const restMs = 500

export class KeptRun {
  readonly #options: KeptRunOptions
  readonly #ended: Promise<void>
  #process: TrainerProcess | null = null
  #texts: KeptRunOptions['texts']
  #device: RunInput['device'] = 'auto'
  #isOver = false
  #lighter = 0
  #deaths = 0
  #saved = -1
  #wish: 'go' | 'pause' | 'stop'

  constructor(options: KeptRunOptions) {
    this.#options = options
    this.#texts = options.texts
    this.#wish = options.input.stop ? 'stop' : 'go'
    this.#ended = this.#follow()
  }

  /** Whether nothing more comes of it. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Writes a checkpoint after the step under way; then the process ends. */
  pause(): void {
    this.#ask('pause')
  }

  /** Goes on where the disk refused something. */
  goOn(): void {
    this.#ask(this.#wish === 'stop' ? 'stop' : 'go')
  }

  /** Finishes with the best so far. */
  stop(): void {
    this.#ask('stop')
  }

  hold(ms: number): void {
    this.#process?.trainer.hold({ ms }).catch(() => undefined) // a dying process gives way by itself
  }

  release(): void {
    this.#process?.trainer.release({}).catch(() => undefined)
  }

  /** Has it write a checkpoint, and waits for its end. */
  async close(): Promise<void> {
    this.#isOver = true
    await this.#process?.stop()
    await this.#ended
  }

  /** Ends it at once: nothing of it is wanted. */
  async cancel(): Promise<void> {
    this.#isOver = true
    this.#process?.kill()
    await this.#ended
  }

  #ask(wish: 'go' | 'pause' | 'stop'): void {
    this.#wish = wish
    const member = wish === 'go' ? 'goOn' : wish
    // Where it has just died, the next one is told how it stands.
    this.#process?.trainer[member]({}).catch(() => undefined)
  }

  async #follow(): Promise<void> {
    while (!this.#isOver) {
      const started = this.#options.start()
      this.#process = started
      watchTrainer(started)
      const news = await this.#attempt(started)
      // Whoever hears that it is over may take its folder away.
      if (this.#isOver) started.kill()
      await started.stop()
      this.#process = null
      if (news) this.#options.hear(news)
      if (!this.#isOver) await wait(this.#options.restMs ?? restMs)
    }
  }

  /** One process's part of the run; answers what is to be told once it has ended. */
  async #attempt({ trainer, ended }: TrainerProcess): Promise<RunNews | null> {
    const { input } = this.#options
    try {
      await this.#send(trainer, input.folder)
      const events = trainer.run({ ...input, device: this.#device, lighter: this.#lighter, stop: this.#wish === 'stop' })
      for await (const event of events) {
        if (event.kind === 'began') this.#began(event)
        if (event.kind === 'saved') this.#progressed(event.step)
        if (event.kind === 'done' || (event.kind === 'paused' && event.problem === null)) {
          this.#isOver = true
          return event
        }
        if (!this.#isOver) this.#options.hear(event)
      }
      return null // it was closed
    } catch (error) {
      if (this.#isOver) return null
      return this.#broken(error, ended)
    }
  }

  async #send(trainer: TrainerProcess['trainer'], folder: string): Promise<void> {
    if (this.#texts === null) return
    let isFirst = true
    for await (const pieces of this.#texts()) {
      await trainer.receive({ folder, pieces: [...pieces], isFirst, isLast: false })
      isFirst = false
    }
    await trainer.receive({ folder, pieces: [], isFirst, isLast: true })
    this.#texts = null
  }

  #began({ lighter }: RunEvent & { readonly kind: 'began' }): void {
    // It may have been made lighter before this studio was opened.
    this.#lighter = Math.max(this.#lighter, lighter)
    if (this.#wish === 'pause') this.pause()
  }

  #progressed(step: number): void {
    if (step <= this.#saved) return
    this.#saved = step
    this.#deaths = 0
  }

  async #broken(error: unknown, ended: Promise<string>): Promise<RunNews> {
    const isGone = error instanceof Problem && error.code === 'unavailable'
    const isDeviceGone = error instanceof Problem && error.code === 'device-missing' && this.#device !== 'cpu'
    if (isDeviceGone) this.#device = 'cpu'
    if (isDeviceGone) return { kind: 'restarting', onProcessor: true }
    if (!isGone) return this.#failed(problemOf(error, this.#options.reportBug))
    const how = await ended
    this.#deaths += 1
    this.#options.log?.(`the trainer ended (${how}), ${this.#deaths} times since its last checkpoint\n`)
    // A system that has no memory left ends whoever has most of it, and says no more than this.
    const code = how === 'SIGKILL' ? 'memory-short' : 'trainer-down'
    if (this.#deaths >= mostDeaths) return this.#failed(report(new Problem(code, `the trainer ended again and again (${how})`)))
    if (this.#deaths >= deathsForLighter) this.#lighter += 1
    return { kind: 'restarting', onProcessor: false }
  }

  #failed(problem: ProblemReport): RunNews {
    this.#isOver = true
    return { kind: 'failed', problem }
  }
}
