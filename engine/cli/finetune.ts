/** `moke finetune`: teaches a base an author's voice, or goes on with a run. */
import { appendFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Base, identify, openBase } from '#engine/bases/index.ts'
import { makeFolders, memoryOfComputer } from '#engine/computer/index.ts'
import { DeviceError, type SessionOptions } from '#engine/graph/index.ts'
import {
  alphaFor,
  defaultSettings,
  isLora,
  measureSpeed,
  METHODS,
  planOf,
  ReadingFile,
  readTuning,
  SOFT_TARGETS,
  Tuner,
  type TuningMaterial,
  type TuningReport,
  type TuningSettings,
  writeTuning,
} from '#engine/tuning/index.ts'
import { type CommandContext, CommandError, defineCommand } from './command.ts'
import { deviceFrom } from './device.ts'
import { FINETUNE_OPTIONS, type FinetuneValues } from './finetune-options.ts'
import { gainOf, type TaughtFile, taughtIn, writeResult } from './finetune-result.ts'
import { encodeWorks, worksOf } from './finetune-works.ts'
import { gigabytes, memoryTold } from './memory-told.ts'
import { formatDuration } from './progress.ts'
import type { DividedWorks } from './works.ts'

/** All that a run needs beside the texts. */
type Settings = Omit<FinetuneValues, 'data' | 'valid'>
type Context = CommandContext<Settings>

export const finetune = defineCommand({
  details: `What is best on held-out works is kept: adapter.gguf and the folder peft
(for llama.cpp and for Transformers), or model.gguf with full and continue. Ctrl-C or SIGTERM ends the run after the step under way
and writes a checkpoint; --resume goes on with the same figures as if nothing had happened.`,
  options: FINETUNE_OPTIONS,
  run: async (context) => teach(context, await worksOf(context.options, context.progress)),
})

/** Teaches the base these works, or goes on with a run that did; proves it where that was asked for. Throws CommandError before it learns where that can't be proved. */
export async function teach(context: Context, works: DividedWorks): Promise<void> {
  const { options, progress } = context
  if (!options.resume) mustBeFree(options.out)
  const taught = await learn(context, works)
  if (taught === null || !options.proof) return
  const { proveTaught } = await import('./proof-run.ts')
  const { proofLines } = await import('./proof-text.ts')
  const proven = await proveTaught({ ...options, taught }, works, context)
  await record(context, { event: 'proof', date: new Date().toISOString(), ...proven })
  progress.note(proofLines(proven))
}

/** What says that a run was here: its checkpoint, from its first minutes on, or its record. */
const leftOfRuns = ['checkpoint.safetensors', 'checkpoint.previous.safetensors', 'tuning.json']

/** Throws CommandError where a run lies in the folder: beginning another one there would write over it. */
function mustBeFree(folder: string): void {
  if (!leftOfRuns.some((name) => existsSync(join(folder, name)))) return
  throw new CommandError(`There is a run in ${folder} already. Add --resume to go on with it, or give another folder as --out.`)
}

/** Answers what it left; null where it was stopped before its end. */
async function learn(context: Context, divided: DividedWorks): Promise<TaughtFile | null> {
  const { options, progress } = context
  await using base = await openBase(options.base)
  if (options.proof) (await import('./proof-run.ts')).checkProvable(base)
  const device = await deviceFrom(options.device, options.threads, progress)
  const session = { device, threads: options.threads }
  makeFolders(options.out)
  const works = await encodeWorks(divided, base, progress)
  const identity = await identify(base)
  const material = { base: { id: identity.numbers, config: base.config, read: (name: string) => base.read(name) }, ...works.corpora }
  const reading = new ReadingFile(options.out)
  await using tuner = options.resume
    ? await Tuner.resume(await readTuning(options.out), material, session, reading)
    : await Tuner.begin(await settingsFrom(context, base, material, session), material, session, reading)
  if (!(await follow(tuner, context))) return null
  await reading.remove()
  const result = await writeResult(options.out, tuner, base, identity, works.names)
  await record(context, { event: 'done', date: new Date().toISOString(), step: tuner.step, ...gainOf(tuner), ...result })
  const { before, after, gain } = gainOf(tuner)
  progress.note(`held-out works: ${before.toFixed(3)} bits per character before, ${after.toFixed(3)} after (${(100 * gain).toFixed(1)} % less)`)
  return taughtIn(options.out, tuner.settings.lora)
}

/** What the options ask for, the rest by default; made smaller where the memory asks for it, unless the options said how large. */
async function settingsFrom({ options, given, progress }: Context, base: Base, material: TuningMaterial, session: SessionOptions): Promise<TuningSettings> {
  const wanted = changed(defaultSettings(METHODS.find((method) => method === options.method) ?? 'lora', base.config, amountOf(material)), options)
  const { free } = await memoryOfComputer()
  const machine = { freeBytes: free, operationsPerSecond: await measureSpeed(session) }
  const plan = planOf(base.config, wanted, { learning: material.learning.tokens.length, heldOut: material.heldOut.tokens.length }, machine)
  const isChosen = ['batch', 'recompute', 'bits', 'context'].some((name) => given.has(name))
  const taken = plan.fits || isChosen ? plan : (plan.remedy ?? plan)
  progress.note(memoryTold({ ...taken, freeBytes: free, device: session.device ?? 'cpu' }))
  if (!plan.fits && taken === plan && !isChosen) {
    throw new CommandError(`Tuning ${base.name} takes at least ${gigabytes(plan.memoryBytes)}; close other programs, or choose a smaller base.`)
  }
  if (taken !== plan) progress.note(`(with ${describe(taken.settings)}; as it would be by default it takes ${gigabytes(plan.memoryBytes)})`)
  return taken.settings
}

function amountOf({ learning }: TuningMaterial): { tokens: number; characters: number } {
  return { tokens: learning.tokens.length, characters: learning.characters.reduce((sum, count) => sum + count, 0) }
}

function changed({ soft, ...settings }: TuningSettings, options: Settings): TuningSettings {
  const { lora, optimiser, schedule } = settings
  const weight = options.soft ?? soft?.weight ?? 0
  const rank = options.rank ?? lora?.rank ?? 1
  const steps = options.steps ?? schedule.steps
  return {
    ...settings,
    ...(lora && {
      lora: {
        rank,
        alpha: options.alpha ?? (options.rank === undefined ? lora.alpha : alphaFor(rank)),
        stabilised: options.stabilised || lora.stabilised,
        targets: options.targets.length > 0 ? options.targets : lora.targets,
      },
    }),
    ...(weight > 0 && { soft: { ...SOFT_TARGETS, ...soft, weight } }),
    ...(isLora(settings.method) && options.bits !== undefined && { bits: options.bits === '4' ? 4 : 8 }),
    optimiser: { ...optimiser, adamRate: options.rate ?? optimiser.adamRate, muonRate: options['muon-rate'] ?? optimiser.muonRate },
    schedule: { ...schedule, steps, warmupSteps: Math.min(schedule.warmupSteps, Math.ceil(steps / 10)) },
    heldOutSteps: Math.min(settings.heldOutSteps, Math.ceil(steps / 2)),
    length: options.context ?? settings.length,
    batch: options.batch ?? settings.batch,
    accumulate: options.accumulate ?? settings.accumulate,
    recompute: options.recompute || settings.recompute,
    patience: options.patience ?? settings.patience,
    seed: options.seed,
  }
}

function describe({ batch, recompute, bits, length }: TuningSettings): string {
  return `--batch ${batch}${recompute ? ' --recompute' : ''}${bits < 32 ? ` --method qlora --bits ${bits}` : ''} --context ${length}`
}

/** Until the run is done or told to stop; then, and from time to time, a checkpoint. Answers whether it is done. */
async function follow(tuner: Tuner, context: Context): Promise<boolean> {
  const { options, signal, progress } = context
  await record(context, { event: options.resume ? 'resume' : 'begin', date: new Date().toISOString(), step: tuner.step, ...tuner.settings })
  const report = reporter(tuner, context)
  let saved = performance.now()
  while (!tuner.done && !signal.aborted) {
    const done = await tuner.advance(signal).catch((error: unknown) => stopped(error, signal, tuner, options.out))
    if (done !== undefined) await report(done)
    if (performance.now() - saved >= options['checkpoint-minutes'] * 60_000) {
      await writeTuning(options.out, tuner.checkpoint())
      saved = performance.now()
    }
  }
  const file = await writeTuning(options.out, tuner.checkpoint())
  if (tuner.done) return true
  await record(context, { event: 'stopped', date: new Date().toISOString(), step: tuner.step, checkpoint: file })
  progress.note(`stopped at step ${tuner.step}: ${file}`)
  return false
}

/** A figure that was being measured is measured again when the run goes on. */
async function stopped(error: unknown, signal: AbortSignal, tuner: Tuner, out: string): Promise<undefined> {
  if (signal.aborted && error === signal.reason) return undefined
  if (!(error instanceof DeviceError)) throw error
  const file = await writeTuning(out, tuner.checkpoint())
  throw new CommandError(`${error.message}, after step ${tuner.step}. ${file} is whole; the same command with --resume --device cpu goes on from it.`)
}

/** Says what each thing did, with a running mean of the loss and the time that is left. */
function reporter(tuner: Tuner, context: Context): (report: TuningReport) => Promise<void> {
  const { steps } = tuner.settings.schedule
  const from = tuner.step
  let [last, learningMs] = [performance.now(), 0]
  let [average, tokens, batch]: [number | undefined, number, number] = [undefined, 0, tuner.settings.batch]
  return async (report) => {
    const passed = performance.now() - last
    last += passed
    if (report.kind === 'soft-targets') {
      // It is read once, before the first step: counted among the steps it made them take hours.
      context.progress.update(`step ${report.step}: the base reads what it is to be taught, ${Math.floor((100 * report.tokens) / report.of)} %`)
      return
    }
    learningMs += passed
    if (report.kind !== 'step') {
      await record(context, { event: report.kind, ...report })
      context.progress.note(
        report.kind === 'held-out'
          ? `step ${report.step}: ${report.bitsPerCharacter.toFixed(3)} bits per held-out character`
          : `step ${report.step}: ${report.why}; back to the best weights, with rates half as high`,
      )
      return
    }
    if (report.batch < batch) context.progress.note(`step ${report.step}: too little memory for ${batch} windows at once, on with ${report.batch}`)
    batch = report.batch
    tokens += report.tokens
    average = average === undefined ? report.loss : 0.95 * average + 0.05 * report.loss
    const seconds = learningMs / 1000
    const [speed, left] = [Math.round(tokens / seconds), ((steps - report.step) * seconds) / (report.step - from)]
    await record(context, { event: report.kind, ...report, tokensPerSecond: speed })
    context.progress.update(`step ${report.step}/${steps}  loss ${average.toFixed(3)}  ${speed} tokens/s  ${formatDuration(left)} left`)
  }
}

async function record({ options, output }: Context, entry: object): Promise<void> {
  output(entry)
  await appendFile(join(options.out, 'log.jsonl'), `${JSON.stringify(entry)}\n`)
}
