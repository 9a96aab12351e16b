/** `moke pretrain`: trains a decoder from nothing or from a model’s weights, or goes on with a run. */
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { parameterCount } from '#engine/model/index.ts'
import { parseVocabulary, serializeVocabulary, Tokenizer } from '#engine/tokenizer/index.ts'
import {
  encodeDocuments,
  type Evaluation,
  readCheckpoint,
  readDocuments,
  readModel,
  sampleDocuments,
  type StepReport,
  type TextEncoder,
  type TokenCorpus,
  tokensOfStep,
  type TrainedModel,
  Trainer,
  writeCheckpoint,
  writeGgufModel,
} from '#engine/training/index.ts'
import { type CommandContext, defineCommand, UsageError } from './command.ts'
import { changeOnResume, configFrom, deviceFrom, PRETRAIN_OPTIONS, type PretrainValues, settingsFrom } from './pretrain-options.ts'
import { formatDuration, type Progress } from './progress.ts'

type Context = CommandContext<PretrainValues>

export const pretrain = defineCommand({
  details: `Ctrl-C or SIGTERM ends the run after the step under way and writes a checkpoint; --resume goes on with the same
losses as if nothing had happened. What --json prints is also kept in log.jsonl in --out.`,
  options: PRETRAIN_OPTIONS,
  async run(context) {
    const { options, progress } = context
    await mkdir(options.out, { recursive: true })
    const model = await modelToBeginWith(options)
    const checkpoint = options.resume ? await readCheckpoint(options.out) : undefined
    const vocabulary = checkpoint?.tokenizer ?? (model ? serializeVocabulary(model.vocabulary) : await readFile(tokenizerFile(options), 'utf8'))
    const tokenizer = new Tokenizer(parseVocabulary(vocabulary))
    const encoder = { vocabularySize: tokenizer.size, endOfText: tokenizer.endOfText, encode: (text: string) => tokenizer.encode(text) }
    const corpus = await encodeFiles(options.data, encoder, progress)
    const heldOut = options.valid.length === 0 ? undefined : await encodeFiles(options.valid, encoder, progress)
    const session = { device: deviceFrom(options), threads: options.threads, spinning: options.spinning }
    await using trainer = checkpoint
      ? await Trainer.resume(checkpoint, corpus, session, changeOnResume(options, checkpoint, corpus))
      : await Trainer.begin(
          settingsFrom(options, model?.config ?? configFrom(options, encoder.vocabularySize), corpus),
          corpus,
          vocabulary,
          session,
          model?.weights,
        )
    await train(trainer, heldOut, encoder.endOfText, context)
    if (trainer.done) await finish(trainer, heldOut, tokenizer, context)
  },
})

async function modelToBeginWith({ from, resume, tokenizer }: PretrainValues): Promise<TrainedModel | undefined> {
  if (from === undefined) return undefined
  if (resume) throw new UsageError('--resume goes on with its own weights; --from is for a new run.')
  if (tokenizer !== undefined) throw new UsageError('--from has its own vocabulary; leave --tokenizer out.')
  return readModel(from)
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

/** Steps until the run is done or told to stop; then, and from time to time, a checkpoint. */
async function train(trainer: Trainer, heldOut: TokenCorpus | undefined, endOfText: number, context: Context): Promise<void> {
  const { options, signal, progress } = context
  const { settings } = trainer
  const sample = heldOut && sampleDocuments(heldOut, options['valid-tokens'], 0)
  const date = (): string => new Date().toISOString()
  await record(context, {
    event: trainer.step === 0 ? 'begin' : 'resume',
    date: date(),
    step: trainer.step,
    parameters: parameterCount(settings.config),
    ...settings,
  })
  const report = reporter(trainer, context)
  let saved = performance.now()
  while (!trainer.done && trainer.step < (options.until ?? Infinity) && !signal.aborted) {
    await report(await trainer.advance())
    if (sample && trainer.step % options['valid-steps'] === 0 && !trainer.done) {
      const { bitsPerCharacter } = (await trainer.evaluate(sample, endOfText)).all
      await record(context, { event: 'held-out', step: trainer.step, sample: true, bitsPerCharacter })
      progress.note(`step ${trainer.step}: ${bitsPerCharacter.toFixed(3)} bits per character on a held-out sample`)
    }
    if (performance.now() - saved >= options['checkpoint-minutes'] * 60_000) {
      await writeCheckpoint(options.out, trainer.checkpoint())
      saved = performance.now()
    }
  }
  const file = await writeCheckpoint(options.out, trainer.checkpoint())
  const event = trainer.done ? 'done' : 'stopped'
  await record(context, { event, date: date(), step: trainer.step, tokens: trainer.tokens, checkpoint: file })
  progress.note(`${event} at step ${trainer.step}: ${file}`)
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
    const evaluation = await trainer.evaluate(heldOut, vocabulary.endOfText, signal)
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
