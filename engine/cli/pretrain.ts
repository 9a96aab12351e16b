/** `moke pretrain`: trains a decoder from nothing or from a model’s weights, or goes on with a run. */
import { appendFile, readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { type Device, DeviceError } from '#engine/graph/index.ts'
import { grow, parameterCount } from '#engine/model/index.ts'
import { parseVocabulary, serializeVocabulary, Tokenizer } from '#engine/tokenizer/index.ts'
import {
  beginning,
  type Checkpoint,
  encodeDocuments,
  type Evaluation,
  nextRun,
  readCheckpoint,
  readDocuments,
  readModel,
  type RunChange,
  sampleDocuments,
  type StepReport,
  type TextEncoder,
  type TokenCorpus,
  tokensOfStep,
  Trainer,
  writeCheckpoint,
  writeGgufModel,
} from '#engine/training/index.ts'
import { type CommandContext, CommandError, defineCommand, UsageError } from './command.ts'
import { deviceFrom } from './device.ts'
import { PRETRAIN_OPTIONS, type PretrainValues } from './pretrain-options.ts'
import { changeOnResume, configFrom, grownConfig, settingsFrom } from './run-settings.ts'
import { readRecipe, runFrom } from './recipe.ts'
import { formatDuration, type Progress } from './progress.ts'

type Context = CommandContext<PretrainValues>

export const pretrain = defineCommand({
  details: `Ctrl-C or SIGTERM ends the run after the step under way and writes a checkpoint; --resume goes on with the same
losses as if nothing had happened. What --json prints is also kept in log.jsonl in --out.

--recipe FILE runs several stages in one go and keeps them in the checkpoints, so that --resume needs nothing more:
  {"seed": 1, "width": 256, "layers": 4, "steps": 4000, "decay": 0.4, "class-weight": {"course": 2},
   "stages": [{"until": 3000, "context": 256, "batch": 16}, {"context": 1024, "batch": 4}]}
Its names are those of the options. What stands beside "stages" holds for all; a stage keeps what the one before it had,
and the last one ends with "steps". Several such runs in {"runs": […]} follow one another: each begins with the weights of
the one before as with --from, may be larger in "layers" and "feed-forward", and with "round": "q8_0" begins as if from
its exported file.`,
  options: PRETRAIN_OPTIONS,
  async run(context) {
    const { options, given, progress } = context
    checkOptions(options)
    const recipe = options.recipe === undefined ? undefined : await readRecipe(options.recipe, given)
    const device = await deviceFrom(options.device, options.threads, progress)
    makeFolders(options.out)
    const model = options.from === undefined ? undefined : await readModel(options.from)
    const checkpoint = options.resume ? await readCheckpoint(options.out) : undefined
    const vocabulary = checkpoint?.tokenizer ?? (model ? serializeVocabulary(model.vocabulary) : await readFile(tokenizerFile(options), 'utf8'))
    const tokenizer = new Tokenizer(parseVocabulary(vocabulary))
    const encoder = { vocabularySize: tokenizer.size, endOfText: tokenizer.endOfText, encode: (text: string) => tokenizer.encode(text) }
    const corpus = await encodeFiles(options.data, encoder, progress)
    const heldOut = options.valid.length === 0 ? undefined : await encodeFiles(options.valid, encoder, progress)
    if (checkpoint) return follow(checkpoint, changeOnResume(options, given, checkpoint, corpus), { corpus, heldOut, tokenizer, device }, context)
    const shape = { vocabulary: tokenizer.size, config: model?.config }
    const { settings, ...later } = recipe
      ? runFrom(recipe, options, corpus, shape)
      : { settings: settingsFrom(options, model ? grownConfig(model.config, options) : configFrom(options, shape.vocabulary), corpus) }
    const weights = model && grow(model, settings.config, settings.seed).weights
    await follow(beginning(settings, vocabulary, { weights, ...later }), {}, { corpus, heldOut, tokenizer, device }, context)
  },
})

interface Material {
  readonly corpus: TokenCorpus
  readonly heldOut: TokenCorpus | undefined
  readonly tokenizer: Tokenizer
  readonly device: Device
}

/** Stage after stage and run after run, until all is done or told to stop. */
async function follow(checkpoint: Checkpoint, change: RunChange, { corpus, heldOut, tokenizer, device }: Material, context: Context): Promise<void> {
  const { options } = context
  const session = { device, threads: options.threads, spinning: options.spinning }
  let [from, event] = [checkpoint, checkpoint.step === 0 ? 'begin' : 'resume']
  for (;;) {
    await using trainer = await Trainer.resume(from, corpus, session, from === checkpoint ? change : {})
    const outcome = await train(trainer, event, heldOut, context)
    if (outcome === 'stopped') return
    if (outcome === 'done' && trainer.settle()) await writeCheckpoint(options.out, trainer.checkpoint())
    const next = outcome === 'stage' ? trainer.checkpoint() : nextRun(trainer.checkpoint())
    if (next === undefined) return await finish(trainer, heldOut, tokenizer, context)
    ;[from, event] = [next, outcome === 'stage' ? 'stage' : 'begin']
  }
}

function checkOptions({ blend, from, recipe, resume, tokenizer }: PretrainValues): void {
  if (resume && from !== undefined) throw new UsageError('--resume goes on with its own weights; --from is for a new run.')
  if (resume && recipe !== undefined) throw new UsageError('--resume goes on with the recipe in the checkpoint; --recipe is for a new run.')
  if (blend !== undefined && from === undefined) throw new UsageError('--blend is for a run that begins with a model (--from).')
  if (from !== undefined && tokenizer !== undefined) throw new UsageError('--from has its own vocabulary; leave --tokenizer out.')
}

function tokenizerFile({ tokenizer }: PretrainValues): string {
  if (tokenizer === undefined) throw new UsageError('--tokenizer FILE is required (or --from, or --resume).')
  return tokenizer
}

async function encodeFiles(files: readonly string[], encoder: TextEncoder, progress: Progress): Promise<TokenCorpus> {
  async function* documents() {
    for (const file of files) yield* readDocuments(file)
  }
  return encodeDocuments(documents(), encoder, (characters) => progress.update(`encoding: ${(characters / 1e6).toFixed(1)} M characters`))
}

/** Steps until the stage is done or told to stop; then, and from time to time, a checkpoint. */
async function train(trainer: Trainer, begun: string, heldOut: TokenCorpus | undefined, context: Context): Promise<'done' | 'stopped' | 'stage'> {
  const { options, signal, progress } = context
  const { settings, stageEnd } = trainer
  const sample = heldOut && sampleDocuments(heldOut, options['valid-tokens'], 0)
  const date = (): string => new Date().toISOString()
  await record(context, { event: begun, date: date(), step: trainer.step, stageEnd, parameters: parameterCount(settings.config), ...settings })
  const report = reporter(trainer, context)
  let saved = performance.now()
  while (trainer.step < Math.min(stageEnd, options.until ?? Infinity) && !signal.aborted) {
    await report(await trainer.advance().catch((error: unknown) => afterDeviceError(error, trainer.step, options.out)))
    if (sample && trainer.step % options['valid-steps'] === 0 && !trainer.done) {
      const { bitsPerCharacter } = (await trainer.evaluate(sample)).all
      await record(context, { event: 'held-out', step: trainer.step, sample: true, bitsPerCharacter })
      progress.note(`step ${trainer.step}: ${bitsPerCharacter.toFixed(3)} bits per character on a held-out sample`)
    }
    if (performance.now() - saved >= options['checkpoint-minutes'] * 60_000) {
      await writeCheckpoint(options.out, trainer.checkpoint())
      saved = performance.now()
    }
  }
  const file = await writeCheckpoint(options.out, trainer.checkpoint())
  const isStage = !trainer.done && trainer.step === stageEnd && trainer.step !== options.until && !signal.aborted
  if (isStage) return 'stage'
  const event = trainer.done ? 'done' : 'stopped'
  await record(context, { event, date: date(), step: trainer.step, tokens: trainer.tokens, checkpoint: file })
  progress.note(`${event} at step ${trainer.step}: ${file}`)
  return event
}

/** A GPU that went away took nothing along: what was learnt since the last checkpoint is learnt again. */
async function afterDeviceError(error: unknown, step: number, out: string): Promise<never> {
  if (!(error instanceof DeviceError)) throw error
  const kept = await readCheckpoint(out).catch(() => undefined)
  const rest = kept
    ? `The checkpoint of step ${kept.step} in ${out} is whole; the same command with --resume --device cpu goes on from it.`
    : `There is no checkpoint in ${out} yet; begin again with --device cpu.`
  throw new CommandError(`${error.message}, after step ${step}. ${rest}`)
}

/** Says what each step did, with a running mean of the loss and the time that is left. */
function reporter(trainer: Trainer, context: Context): (report: StepReport) => Promise<void> {
  const { steps } = trainer.settings.schedule
  const [begun, tokensBefore] = [performance.now(), trainer.tokens]
  let average: number | undefined
  return async (report) => {
    average = average === undefined ? report.loss : 0.95 * average + 0.05 * report.loss
    const speed = (trainer.tokens - tokensBefore) / ((performance.now() - begun) / 1000)
    const left = ((steps - report.step) * tokensOfStep(trainer.settings)) / speed
    await record(context, { event: 'step', ...report, tokens: trainer.tokens, tokensPerSecond: Math.round(speed) })
    const figures = `loss ${average.toFixed(3)}  norm ${report.gradientNorm.toFixed(2)}  ${Math.round(speed)} tokens/s`
    context.progress.update(`step ${report.step}/${steps}  ${figures}  ${formatDuration(left)} left`)
  }
}

/** What is due at the end of a whole run: held-out figures over everything, and the model as a file. */
async function finish(trainer: Trainer, heldOut: TokenCorpus | undefined, { vocabulary }: Tokenizer, context: Context): Promise<void> {
  const { options, signal, progress } = context
  if (heldOut) {
    progress.update('measuring held-out text')
    const evaluation = await trainer.evaluate(heldOut, signal)
    await writeCheckpoint(options.out, trainer.checkpoint())
    await record(context, { event: 'held-out', step: trainer.step, sample: false, ...figures(evaluation) })
    progress.note(`${evaluation.all.bitsPerCharacter.toFixed(3)} bits per held-out character`)
  }
  if (options.export !== undefined) {
    const { settings, weights } = trainer.checkpoint()
    const precision = options['export-type'] === 'f32' || options['export-type'] === 'f16' ? options['export-type'] : 'q8_0'
    const name = basename(options.export, extname(options.export))
    await writeGgufModel(options.export, { config: settings.config, weights, vocabulary }, name, precision, signal)
    await record(context, { event: 'export', path: options.export, type: precision })
    progress.note(`exported: ${options.export}`)
  }
}

async function record({ options, output }: Context, entry: object): Promise<void> {
  output(entry)
  await appendFile(join(options.out, 'log.jsonl'), `${JSON.stringify(entry)}\n`)
}

function figures({ all, byClass }: Evaluation): object {
  const classes = [...byClass].map(([name, { bitsPerCharacter }]) => [name, bitsPerCharacter] as const)
  return { bitsPerCharacter: all.bitsPerCharacter, byClass: Object.fromEntries(classes) }
}
