/** `moke pretrain`: trains a decoder from nothing, or goes on with a run. */
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { checkConfig, type DecoderConfig, parameterCount } from '#engine/model/index.ts'
import { parseVocabulary, Tokenizer } from '#engine/tokenizer/index.ts'
import {
  type Checkpoint,
  type ClassWeights,
  corpusFingerprint,
  DEFAULT_OPTIMISER,
  encodeDocuments,
  type Evaluation,
  readCheckpoint,
  readDocuments,
  type RunChange,
  type RunSettings,
  sampleDocuments,
  type TextEncoder,
  type TokenCorpus,
  Trainer,
  writeCheckpoint,
} from '#engine/training/index.ts'
import { type CommandContext, defineCommand, type OptionValues, UsageError } from './command.ts'
import { formatDuration, type Progress } from './progress.ts'

const DEFAULT_CONTEXT = 1024
const DEFAULT_BATCH = 4

const OPTIONS = {
  data: {
    type: 'string',
    value: 'FILE',
    help: 'Training documents (.jsonl or .jsonl.xz with text, title, lang, class); may be repeated.',
    required: true,
    multiple: true,
  },
  valid: { type: 'string', value: 'FILE', help: 'Held-out documents for bits per character; may be repeated.', multiple: true },
  tokenizer: { type: 'string', value: 'FILE', help: 'The vocabulary (moke tokenizer train). Not with --resume, which has its own.' },
  out: { type: 'string', value: 'FOLDER', help: 'Where checkpoints and the log (log.jsonl) go.', required: true },
  resume: {
    type: 'boolean',
    help: 'Go on from the newest checkpoint in --out; shape, seed, optimiser and class weights are the checkpoint’s.',
  },
  width: { type: 'number', value: 'N', help: 'Width of the model.', default: 256, integer: true, minimum: 2 },
  layers: { type: 'number', value: 'N', help: 'Layers.', default: 4, integer: true, minimum: 1 },
  heads: { type: 'number', value: 'N', help: 'Query heads.', default: 4, integer: true, minimum: 1 },
  'key-heads': { type: 'number', value: 'N', help: 'Key and value heads; as many as query heads if not given.', integer: true, minimum: 1 },
  'head-width': { type: 'number', value: 'N', help: 'Width of a head; width / heads if not given.', integer: true, minimum: 2 },
  'feed-forward': {
    type: 'number',
    value: 'N',
    help: 'Width of the feed-forward layer; three times the width if not given.',
    integer: true,
    minimum: 1,
  },
  untied: { type: 'boolean', help: 'Give the output its own matrix instead of the embedding.' },
  context: {
    type: 'number',
    value: 'N',
    help: 'Tokens of one window; 1024 if not given. May change on --resume.',
    integer: true,
    minimum: 2,
  },
  'context-length': {
    type: 'number',
    value: 'N',
    help: 'The context the model is said to have; --context if not given. For runs that end with longer windows.',
    integer: true,
    minimum: 2,
  },
  batch: { type: 'number', value: 'N', help: 'Windows of one step; 4 if not given. May change on --resume.', integer: true, minimum: 1 },
  steps: {
    type: 'number',
    value: 'N',
    help: 'Steps of the whole run. May change on --resume: the decay then follows the new number.',
    integer: true,
    minimum: 1,
  },
  until: {
    type: 'number',
    value: 'N',
    help: 'Stop after this step with a checkpoint, whatever the steps of the whole run.',
    integer: true,
    minimum: 1,
  },
  warmup: { type: 'number', value: 'N', help: 'Steps of the warm-up.', default: 100, integer: true, minimum: 0 },
  decay: {
    type: 'number',
    value: 'SHARE',
    help: 'Share of the steps, at the end, over which the rate falls.',
    default: 0.4,
    minimum: 0,
    maximum: 1,
  },
  optimiser: {
    type: 'string',
    value: 'NAME',
    help: 'muon (AdamW for embeddings and norms) or adamw.',
    default: 'muon',
    choices: ['muon', 'adamw'],
  },
  'adam-rate': { type: 'number', value: 'RATE', help: 'Learning rate of AdamW.', default: DEFAULT_OPTIMISER.adamRate, minimum: 0 },
  'muon-rate': { type: 'number', value: 'RATE', help: 'Learning rate of Muon.', default: DEFAULT_OPTIMISER.muonRate, minimum: 0 },
  'class-weight': {
    type: 'string',
    value: 'CLASS=W',
    help: 'How often a class of text is seen, relative to its share; may be repeated.',
    multiple: true,
  },
  seed: { type: 'number', value: 'N', help: 'Decides the first weights and the order of the data.', default: 1, integer: true, minimum: 0 },
  threads: { type: 'number', value: 'N', help: 'Threads of the processor.', default: 2, integer: true, minimum: 1 },
  spinning: { type: 'boolean', help: 'Let idle threads wait in a loop: faster on a machine with nothing else to do.' },
  device: { type: 'string', value: 'NAME', help: 'cpu or webgpu.', default: 'cpu', choices: ['cpu', 'webgpu'] },
  'checkpoint-minutes': { type: 'number', value: 'N', help: 'Minutes between checkpoints.', default: 5, minimum: 0 },
  'valid-steps': { type: 'number', value: 'N', help: 'Steps between held-out figures.', default: 250, integer: true, minimum: 1 },
  'valid-tokens': {
    type: 'number',
    value: 'N',
    help: 'Held-out tokens for the figures on the way (whole documents); the last figure takes all.',
    default: 65536,
    integer: true,
    minimum: 1,
  },
} as const

type Values = OptionValues<typeof OPTIONS>

export const pretrain = defineCommand({
  details: `Ctrl-C or SIGTERM ends the run after the step under way and writes a checkpoint; --resume goes on with the same
losses as if nothing had happened. A step is one line of log.jsonl in --out.`,
  options: OPTIONS,
  async run(context) {
    const { options, progress } = context
    await mkdir(options.out, { recursive: true })
    const checkpoint = options.resume ? await readCheckpoint(options.out) : undefined
    const vocabulary = checkpoint?.tokenizer ?? (await readFile(tokenizerFile(options), 'utf8'))
    const tokenizer = new Tokenizer(parseVocabulary(vocabulary))
    const encoder: TextEncoder = {
      vocabularySize: tokenizer.size,
      endOfText: tokenizer.endOfText,
      encode: (text) => tokenizer.encode(text),
    }
    const corpus = await encodeFiles(options.data, encoder, progress)
    const heldOut = options.valid.length === 0 ? undefined : await encodeFiles(options.valid, encoder, progress)
    const session = { device: deviceOf(options.device), threads: options.threads, spinning: options.spinning }
    const trainer = checkpoint
      ? await Trainer.resume(checkpoint, corpus, session, changeOnResume(options, checkpoint))
      : await Trainer.begin(settingsFrom(options, encoder, corpus), corpus, vocabulary, session)
    try {
      await train(trainer, heldOut, encoder.endOfText, context)
    } finally {
      await trainer.dispose()
    }
  },
})

function tokenizerFile({ tokenizer }: Values): string {
  if (tokenizer === undefined) throw new UsageError('--tokenizer FILE is required (or --resume).')
  return tokenizer
}

function deviceOf(name: string): 'cpu' | 'webgpu' {
  return name === 'webgpu' ? 'webgpu' : 'cpu'
}

async function encodeFiles(files: readonly string[], encoder: TextEncoder, progress: Progress): Promise<TokenCorpus> {
  async function* documents() {
    for (const file of files) yield* readDocuments(file)
  }
  return encodeDocuments(documents(), encoder, (characters) => progress.update(`encoding: ${(characters / 1e6).toFixed(1)} M characters`))
}

function settingsFrom(options: Values, encoder: TextEncoder, corpus: TokenCorpus): RunSettings {
  if (options.steps === undefined) throw new UsageError('--steps N is required (or --resume).')
  const config: DecoderConfig = checkConfig({
    vocabulary: encoder.vocabularySize,
    width: options.width,
    layers: options.layers,
    heads: options.heads,
    keyHeads: options['key-heads'] ?? options.heads,
    headWidth: options['head-width'] ?? Math.floor(options.width / options.heads),
    feedForward: options['feed-forward'] ?? 3 * options.width,
    tied: !options.untied,
    ropeTheta: 10_000,
    normEpsilon: 1e-6,
    contextLength: options['context-length'] ?? options.context ?? DEFAULT_CONTEXT,
  })
  return {
    config,
    batch: options.batch ?? DEFAULT_BATCH,
    length: options.context ?? DEFAULT_CONTEXT,
    seed: options.seed,
    classWeights: parseClassWeights(options['class-weight']),
    optimiser: {
      ...DEFAULT_OPTIMISER,
      kind: options.optimiser === 'adamw' ? 'adamw' : 'muon',
      adamRate: options['adam-rate'],
      muonRate: options['muon-rate'],
    },
    schedule: { steps: options.steps, warmupSteps: options.warmup, decayShare: options.decay },
    data: corpusFingerprint(corpus),
  }
}

function parseClassWeights(given: readonly string[]): ClassWeights {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.lastIndexOf('=')
      const weight = Number(text.slice(at + 1))
      if (at < 1 || !(weight >= 0))
        throw new UsageError(`--class-weight expects CLASS=W with a W of at least 0, not ${JSON.stringify(text)}.`)
      return [text.slice(0, at), weight] as const
    }),
  )
}

/** What is asked to be otherwise than in the checkpoint. */
function changeOnResume({ steps, context, batch }: Values, { settings }: Checkpoint): RunChange {
  return {
    schedule: { ...settings.schedule, steps: steps ?? settings.schedule.steps },
    length: context ?? settings.length,
    batch: batch ?? settings.batch,
  }
}

async function train(
  trainer: Trainer,
  heldOut: TokenCorpus | undefined,
  endOfText: number,
  context: CommandContext<Values>,
): Promise<void> {
  const { options, signal, progress, output } = context
  const { settings } = trainer
  const tokensPerStep = settings.batch * settings.length
  const sample = heldOut && sampleDocuments(heldOut, options['valid-tokens'], 0)
  const record = async (entry: object): Promise<void> => {
    output(entry)
    await appendFile(join(options.out, 'log.jsonl'), `${JSON.stringify(entry)}\n`)
  }
  await record({
    event: trainer.step === 0 ? 'begin' : 'resume',
    date: new Date().toISOString(),
    step: trainer.step,
    parameters: parameterCount(settings.config),
    ...settings,
  })
  const begun = performance.now()
  const first = trainer.step
  let saved = begun
  let average: number | undefined
  while (!trainer.done && trainer.step < (options.until ?? Infinity) && !signal.aborted) {
    const report = await trainer.advance()
    average = average === undefined ? report.loss : 0.95 * average + 0.05 * report.loss
    const speed = ((report.step - first) * tokensPerStep) / ((performance.now() - begun) / 1000)
    const left = ((settings.schedule.steps - report.step) * tokensPerStep) / speed
    await record({ event: 'step', ...report, tokens: report.step * tokensPerStep, tokensPerSecond: Math.round(speed) })
    progress.update(
      `step ${report.step}/${settings.schedule.steps}  loss ${average.toFixed(3)}  norm ${report.gradientNorm.toFixed(2)}  ${Math.round(speed)} tokens/s  ${formatDuration(left)} left`,
    )
    if (sample && report.step % options['valid-steps'] === 0 && !trainer.done) {
      const { all } = await trainer.evaluate(sample, endOfText)
      await record({ event: 'held-out', step: report.step, sample: true, bitsPerCharacter: all.bitsPerCharacter })
      progress.note(`step ${report.step}: ${all.bitsPerCharacter.toFixed(3)} bits per character on a held-out sample`)
    }
    if (performance.now() - saved >= options['checkpoint-minutes'] * 60_000) {
      await writeCheckpoint(options.out, trainer.checkpoint())
      saved = performance.now()
    }
  }
  const final = heldOut && trainer.done ? await trainer.evaluate(heldOut, endOfText, signal) : undefined
  const file = await writeCheckpoint(options.out, trainer.checkpoint())
  await record({
    event: trainer.done ? 'done' : 'stopped',
    date: new Date().toISOString(),
    step: trainer.step,
    checkpoint: file,
    ...(final && figures(final)),
  })
  progress.note(
    `${trainer.done ? 'done' : 'stopped'} at step ${trainer.step}: ${file}${final ? `, ${final.all.bitsPerCharacter.toFixed(3)} bits per held-out character` : ''}`,
  )
}

function figures({ all, byClass }: Evaluation): object {
  return {
    bitsPerCharacter: all.bitsPerCharacter,
    byClass: Object.fromEntries([...byClass].map(([name, { bitsPerCharacter }]) => [name, bitsPerCharacter])),
  }
}
