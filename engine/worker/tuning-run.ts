/**
 * A run of the trainer in its folder: it goes on from its checkpoint where there is one, writes another from time to time, and ends
 * with an adapter. Between two steps it looks whose turn it is. What the disk refuses is held in memory until it takes it.
 */
import { readFile, stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { learntAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { exportTuned } from '#engine/bases/index.ts'
import { writeFileAtomically } from '#engine/formats/index.ts'
import { memoryOfComputer } from '#engine/computer/index.ts'
import { chooseDevice, type Device, DEVICES, type SessionOptions } from '#engine/graph/index.ts'
import { CheckpointError, DivergedError } from '#engine/training/index.ts'
import {
  type Extent,
  ReadingFile,
  readTuning,
  Tuner,
  type TuningCheckpoint,
  type TuningMaterial,
  type TuningReport,
  type TuningSettings,
  type Work,
  workOf,
  writeTuning,
} from '#engine/tuning/index.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { RunEvent, RunInput } from '#preload/contract/trainer.ts'
import { z } from '#preload/document/zod.ts'
import { type Awake, awake } from './awake.ts'
import { Pace } from './pace.ts'
import { fittingSettings, lightened, runPlan, setupOf } from './run-setup.ts'
import { readTexts } from './run-texts.ts'
import { openTrainerBase, type TrainerBase } from './trainer-base.ts'
import { diskProblem, isDisks } from './trainer-problems.ts'
import type { Turn } from './turn.ts'

/** Follows a run to its end, or until it has to leave; then it has written a checkpoint. Throws Problems and what `runProblem` makes such of. */
export async function* followRun(input: RunInput, turn: Turn): AsyncGenerator<RunEvent, void, undefined> {
  yield { kind: 'reading', what: 'base' }
  await using base = await openTrainerBase(input.base)
  yield { kind: 'reading', what: 'texts' }
  const material = { base: base.base, ...(await readTexts(input.folder, base.encoder)) }
  const session = await sessionOf(input)
  const reading = new ReadingFile(input.folder)
  await using tuner = await openTuner(input, material, session, reading)
  const { step, settings, heldOut } = tuner
  const known = { base: base.identity, device: session.device, charactersPerToken: charactersPerToken(material.learning) }
  yield { kind: 'began', step, setup: setupOf(settings), lighter: settings.lightened ?? 0, heldOut: [...heldOut], ...known }
  if (input.stop) turn.ask('stop')
  using clock = awake()
  const run = new Run(tuner, input, turn, clock, (settings) => workOf(material.base.config, settings, extentOf(material)))
  if (!(yield* run.learn())) return
  await reading.remove()
  yield* run.finish(base)
}

function extentOf({ learning, heldOut }: TuningMaterial): Extent {
  return { learning: learning.tokens.length, heldOut: heldOut.tokens.length }
}

function charactersPerToken({ tokens, characters }: TuningMaterial['learning']): number {
  return characters.reduce((sum, count) => sum + count, 0) / Math.max(1, tokens.length)
}

const Kept = z.strictObject({ device: z.enum(['cpu', 'webgpu', 'cuda', 'directml', 'coreml']), threads: z.number().int().min(1) })
const MOST_THREADS = 16

/** Where a run computes. It goes on as it began, because its figures depend on it; on the processor where the device it began on is gone. */
async function sessionOf({ folder, device: wanted }: RunInput): Promise<SessionOptions & { readonly device: Device }> {
  const file = join(folder, 'session.json')
  const written = await readFile(file, 'utf8').catch(() => '')
  const kept = keptSession(written)
  const threads = kept?.threads ?? Math.min(MOST_THREADS, availableParallelism())
  const device = wanted === 'cpu' ? 'cpu' : (DEVICES.find((one) => one === kept?.device) ?? (await chooseDevice('auto', threads)).device)
  const session = JSON.stringify({ device, threads })
  if (session !== written) await writeFileAtomically(file, (handle) => handle.writeFile(session))
  // Whoever writes meanwhile needs the cores.
  return { device, threads, spinning: false }
}

/** Where a run was computed; undefined where that was never written, or cut short. */
function keptSession(written: string): z.infer<typeof Kept> | undefined {
  try {
    return Kept.safeParse(JSON.parse(written)).data
  } catch {
    return undefined
  }
}

async function openTuner(input: RunInput, material: TuningMaterial, session: SessionOptions, reading: ReadingFile): Promise<Tuner> {
  const checkpoint = await newestCheckpoint(input.folder)
  const lighter = (settings: TuningSettings): TuningSettings => lightened(settings, input.lighter)
  if (checkpoint === null) return Tuner.begin(lighter(await settingsFor(input, material)), material, session, reading)
  if (checkpoint.sources.base !== material.base.id) throw new Problem('base-changed', 'the base is not the one that the run was begun with')
  return Tuner.resume({ ...checkpoint, settings: lighter(checkpoint.settings) }, material, session, reading)
}

async function settingsFor({ choice }: RunInput, { base, learning, heldOut }: TuningMaterial): Promise<TuningSettings> {
  const { free } = await memoryOfComputer()
  const characters = learning.characters.reduce((sum, count) => sum + count, 0)
  const amount = { tokens: learning.tokens.length, characters, heldOutTokens: heldOut.tokens.length }
  const machine = { freeBytes: free, operationsPerSecond: Infinity } // nobody asks how long it takes
  return fittingSettings(runPlan(choice, base.config, amount, machine), machine)
}

const CHECKPOINTS = ['checkpoint.safetensors', 'checkpoint.previous.safetensors'] as const

/** The newest checkpoint that is whole; null where none was ever written. */
async function newestCheckpoint(folder: string): Promise<TuningCheckpoint | null> {
  let damaged: CheckpointError | null = null
  for (const name of CHECKPOINTS) {
    if (!(await stat(join(folder, name)).catch(() => undefined))?.isFile()) continue
    try {
      return await readTuning(join(folder, name))
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error
      damaged = error
    }
  }
  if (damaged) throw damaged
  return null
}

class Run {
  readonly #tuner: Tuner
  readonly #input: RunInput
  readonly #turn: Turn
  readonly #work: (settings: TuningSettings) => Work
  readonly #pace = new Pace()
  /** A night asleep tells nothing of how fast it is. */
  readonly #clock: Pick<Awake, 'now'>
  #savedAt = performance.now()
  #savedStep: number

  constructor(tuner: Tuner, input: RunInput, turn: Turn, clock: Pick<Awake, 'now'>, work: (settings: TuningSettings) => Work) {
    this.#clock = clock
    this.#tuner = tuner
    this.#input = input
    this.#turn = turn
    this.#work = work
    this.#savedStep = tuner.step
  }

  /** Until it is done; false where it had to leave before. */
  async *learn(): AsyncGenerator<RunEvent, boolean, undefined> {
    const [tuner, turn] = [this.#tuner, this.#turn]
    while (!tuner.done && turn.wish !== 'stop') {
      const freeFrom = this.#clock.now()
      await turn.free()
      this.#pace.waited(this.#clock.now() - freeFrom)
      if (turn.wish === 'leave') {
        yield* this.#save()
        return false
      }
      if (turn.wish === 'pause') {
        yield* this.#pause()
        continue
      }
      const report = await this.#advance()
      if (report === 'diverged') break
      if (report === null) continue
      yield this.#told(report)
      if (report.kind === 'held-out' || performance.now() - this.#savedAt >= this.#input.saveEveryMs) yield* this.#save()
    }
    // Somebody who stops at once has to be told what the base makes of held-out works all the same.
    if (tuner.bestFigure === undefined) yield this.#told(await tuner.advance())
    if (this.#savedStep !== tuner.step) yield* this.#save()
    return true
  }

  /** The next thing to do; null where it was broken off, to be done again, or was done before. */
  async #advance(): Promise<TuningReport | 'diverged' | null> {
    const start = this.#clock.now()
    const { signal } = this.#turn
    try {
      const report = await this.#tuner.advance(signal)
      const ms = this.#clock.now() - start
      const work = this.#work(this.#tuner.settings)
      if (report.kind === 'step') this.#pace.stepped(ms, report.tokens, work)
      if (report.kind === 'held-out') this.#pace.measured(ms, work)
      if (report.kind === 'soft-targets' && report.isKept) {
        this.#pace.readBefore(report.tokens / report.of)
        return null // it is told by what is read next
      }
      if (report.kind === 'soft-targets') this.#pace.read(ms, report.tokens / report.of, work)
      return report
    } catch (error) {
      if (signal.aborted && error === signal.reason) return null
      // What was learnt before it got worse is still good.
      if (error instanceof DivergedError && (this.#tuner.bestFigure?.step ?? 0) > 0) return 'diverged'
      throw error
    }
  }

  #told(report: TuningReport): RunEvent {
    switch (report.kind) {
      case 'step':
        return {
          kind: 'step',
          step: report.step,
          loss: report.loss,
          tokensPerSecond: this.#pace.tokensPerSecond,
          secondsLeft: this.#pace.secondsLeft(report.step, this.#tuner.settings),
          batch: report.batch,
          residentBytes: process.memoryUsage.rss(),
        }
      case 'held-out':
        return { kind: 'held-out', step: report.step, bitsPerCharacter: report.bitsPerCharacter }
      case 'soft-targets':
        return {
          kind: 'soft-targets',
          step: report.step,
          share: report.tokens / report.of,
          secondsLeft: this.#pace.secondsFromReading(report.step, this.#tuner.settings, this.#work(this.#tuner.settings)),
        }
      case 'restart':
        return { kind: 'restart', step: report.step }
      default:
        return report satisfies never
    }
  }

  async *#pause(): AsyncGenerator<RunEvent, void, undefined> {
    yield* this.#save()
    if (this.#turn.wish !== 'pause') return
    yield { kind: 'paused', step: this.#tuner.step, problem: null }
    await this.#turn.resumed()
  }

  async *#save(): AsyncGenerator<RunEvent, void, undefined> {
    const saved = yield* this.#written(() => writeTuning(this.#input.folder, this.#tuner.checkpoint()))
    if (!saved) return
    this.#savedAt = performance.now()
    this.#savedStep = this.#tuner.step
    const { operationsPerSecond, freeOperationsPerSecond } = this.#pace
    const speed = operationsPerSecond !== undefined && { operationsPerSecond, freeOperationsPerSecond }
    yield { kind: 'saved', step: this.#tuner.step, ...speed }
  }

  /** Writes something, as often as it takes: what the disk refuses is told, and the run waits. False where it has to leave before it could be. */
  async *#written(write: () => Promise<unknown>): AsyncGenerator<RunEvent, boolean, undefined> {
    for (;;) {
      try {
        await write()
        return true
      } catch (error) {
        if (!isDisks(error)) throw error
        if (this.#turn.wish === 'leave') return false
        const { code, message, detail } = diskProblem(error)
        this.#turn.ask('pause')
        yield { kind: 'paused', step: this.#tuner.step, problem: { code, message, detail: { ...detail } } }
        await this.#turn.resumed()
      }
    }
  }

  /** Writes the adapter or the model, where something was learnt. */
  async *finish(base: TrainerBase): AsyncGenerator<RunEvent, void, undefined> {
    const { bestFigure, heldOut } = this.#tuner
    const [before] = heldOut
    if (!bestFigure || !before) throw new Error('a run ended without figures')
    yield { kind: 'finishing', step: this.#tuner.step }
    if (bestFigure.step > 0 && !(yield* this.#written(() => this.#writeResult(base)))) return
    yield { kind: 'done', step: this.#tuner.step, base: before, best: bestFigure }
  }

  async #writeResult(base: TrainerBase): Promise<void> {
    const { settings, best } = this.#tuner
    const { path, name } = this.#input.adapter
    const { lora } = settings
    if (lora === undefined) return exportTuned(path, base.file, name, best)
    await writeGgufAdapter(path, learntAdapter({ name, base, lora, best }), base.config)
  }
}
