/** `moke eval`: held-out bits per character, of a model or of the n-gram baseline, over all and by class of text. */
import { Tokenizer } from '#engine/tokenizer/index.ts'
import {
  encodeDocuments,
  type Evaluation,
  evaluateBaseline,
  evaluateHeldOut,
  fitBaseline,
  type HeldOut,
  LossRows,
  readDocuments,
  readModel,
  type TrainingDocument,
} from '#engine/training/index.ts'
import { ADAPTER_OPTIONS, adapterFor } from './adapter-option.ts'
import { ARCHIVE_OPTION } from './archive.ts'
import { type CommandContext, CommandError, defineCommand, type OptionValues, UsageError } from './command.ts'
import { DEVICE_OPTION, deviceFrom } from './device.ts'
import { formatDuration } from './progress.ts'

/** A model that others made may read forty thousand tokens at once, whose logits no memory holds. */
const LONGEST_WINDOW = 1024

const OPTIONS = {
  data: {
    type: 'string',
    value: 'FILE',
    help: 'Documents (.jsonl or .jsonl.xz with text, title, lang, class).',
    required: true,
    multiple: true,
  },
  language: { type: 'string', value: 'LANG', help: 'Only the documents of this language (zh, en); all if not given.' },
  'five-gram': { type: 'boolean', help: 'Measure the 5-gram of the text given by --train instead of a model.' },
  writing: { type: 'boolean', help: 'Measure what suggestions save an author who writes the documents, on one thread.' },
  middle: { type: 'boolean', help: 'Measure what is suggested where a few words were taken out of a paragraph, on one thread.' },
  places: { type: 'number', value: 'N', help: 'With --middle: such places in each language.', default: 400, integer: true, minimum: 10 },
  characters: {
    type: 'number',
    value: 'N',
    help: 'With --writing: how much is written in each language.',
    default: 10_000,
    integer: true,
    minimum: 100,
  },
  typing: {
    type: 'string',
    value: 'HOW',
    help: 'With --writing: how Chinese is typed, letter by letter or a word at once.',
    default: 'letter',
    choices: ['letter', 'word'],
  },
  archive: ARCHIVE_OPTION,
  ...ADAPTER_OPTIONS,
  judge: { type: 'string', value: 'MODEL', help: 'With --middle: a larger model that says whether what follows goes on from what was suggested.' },
  seed: { type: 'number', value: 'N', help: 'With --writing or --middle: draws others.', default: 1, integer: true, minimum: 0 },
  train: { type: 'string', value: 'FILE', help: 'What the 5-gram is counted in: the documents that a model learnt from.', multiple: true },
  context: {
    type: 'number',
    value: 'N',
    help: `Tokens of one window; the model’s own context if not given, but no more than ${LONGEST_WINDOW}.`,
    integer: true,
    minimum: 2,
  },
  documents: {
    type: 'string',
    value: 'HOW',
    help: 'Whether a token sees only its own document (apart), as the studio has it and models are trained, or also the one before it in its window (joined).',
    default: 'apart',
    choices: ['apart', 'joined'],
  },
  batch: { type: 'number', value: 'N', help: 'Windows of one run; of no matter with --writing.', default: 4, integer: true, minimum: 1 },
  threads: { type: 'number', value: 'N', help: 'Threads of the processor; one with --writing.', default: 2, integer: true, minimum: 1 },
  device: DEVICE_OPTION,
} as const

type Context = CommandContext<OptionValues<typeof OPTIONS>>

const ORDER = 5

export const evaluateModel = defineCommand({
  details: `The model runs in this engine's own forward, whatever file it comes from. The documents follow one another and are
cut into windows that don't overlap; the bits of all tokens, end-of-text included, are shared among the characters.

With --five-gram the figure is that of the simplest model worth beating: a character 5-gram with interpolated modified
Kneser-Ney smoothing. It predicts the same characters and ends of the same documents, so both figures compare.

With --writing a simulated author writes stretches of the documents with the suggestions that the studio would show
(any GGUF that llama.cpp runs): accepts word by word what is exactly what comes next, and types on otherwise.
saved: share of the characters that came from accepting. precision: share of the suggestions shown whose first word was
right. coverage: share of the places asked at which one was shown. keys saved: of 2.5 key presses for a Chinese character,
one for any other, and one for an accepted word. Errors are by drawing the stretches again. Documents that
\`moke calibrate\` learns from are left out. With --archive the suggestions also draw on the author's other texts,
with --adapter the model completes with what it was taught.

With --middle one to five words are taken out of a paragraph, and the rest of it stands behind the caret: at how many places
something is shown, how often its first word is the one taken out, and how often it says again three characters or Latin words
in a row of the clause that follows. By itself and as the first of the others that an author asks for; where nothing was taken
out, so that the sentence is whole and no first word is the right one (–, null with --json); and the same where what follows is not weighed. --judge MODEL also says of how many what follows goes on:
it is as likely behind them as behind what was taken out, but for what that loses at one gap in twenty.`,
  operands: { value: 'MODEL', help: 'A GGUF (qwen3), a safetensors folder, a checkpoint or a run’s folder.', count: 'optional' },
  options: OPTIONS,
  async run(context) {
    const { operands, options, given } = context
    const [model] = operands
    for (const name of ['judge', 'places']) if (given.has(name) && !options.middle) throw new UsageError(`--${name} belongs to --middle.`)
    const asked = options.writing || options.middle
    for (const name of ['adapter', 'strength']) if (given.has(name) && !asked) throw new UsageError(`--${name} belongs to --writing and --middle.`)
    if (given.has('strength') && options.adapter === undefined) throw new UsageError('--strength belongs to --adapter.')
    if (options.archive.length > 0 && !options.writing) throw new UsageError('--archive belongs to --writing.')
    if (options.writing && options.middle) throw new UsageError('--writing and --middle: one figure at a time.')
    if (options.writing) return writing(context)
    if (options.middle) return middle(context)
    if (options['five-gram']) {
      if (model !== undefined) throw new UsageError('--five-gram takes no MODEL: one figure at a time.')
      if (options.train.length === 0) throw new UsageError('--five-gram needs --train FILE, the text that it is counted in.')
      return fiveGramFigures(context)
    }
    if (model === undefined) throw new UsageError('MODEL is required (or --five-gram).')
    if (options.train.length > 0) throw new UsageError('--train belongs to --five-gram; a model has learnt already.')
    return modelFigures(model, context)
  },
})

async function writing({ operands, options, signal, progress, output }: Context): Promise<void> {
  const [model] = operands
  if (model === undefined || options['five-gram']) throw new UsageError('--writing needs a MODEL, and is a figure of its own.')
  if (options.context !== undefined || options.train.length > 0)
    throw new UsageError('--writing asks as the studio does: it takes no --context and no --train.')
  const { writingFigures } = await import('./eval-writing.ts')
  const { data, language, characters, seed, archive } = options
  const typing = options.typing === 'word' ? 'word' : 'letter'
  const adapter = await adapterFor(model, options)
  await writingFigures({ model, adapter, data, language, characters, seed, archive, typing, threads: 1, signal, progress }, output)
}

async function middle({ operands, options, signal, progress, output }: Context): Promise<void> {
  const [model] = operands
  if (model === undefined || options['five-gram']) throw new UsageError('--middle needs a MODEL, and is a figure of its own.')
  if (options.context !== undefined || options.train.length > 0) throw new UsageError('--middle asks as the studio does: it takes no --context and no --train.')
  const { middleFigures } = await import('./eval-middle.ts')
  const { data, language, places, seed, judge } = options
  const adapter = await adapterFor(model, options)
  await middleFigures({ model, adapter, judge, data, language, places, seed, threads: 1, signal, progress }, output)
}

async function modelFigures(model: string, { options, signal, progress, output }: Context): Promise<void> {
  const { config, weights, vocabulary } = await readModel(model)
  const tokenizer = new Tokenizer(vocabulary)
  const encoder = { vocabularySize: tokenizer.size, endOfText: tokenizer.endOfText, encode: (text: string) => tokenizer.encode(text) }
  const corpus = await encodeDocuments(documents(options.data, signal, options.language), encoder)
  const shape = { batch: options.batch, length: options.context ?? Math.min(config.contextLength, LONGEST_WINDOW), apart: options.documents === 'apart' }
  const session = { device: await deviceFrom(options.device, options.threads, progress), threads: options.threads }
  await using loss = await LossRows.compile(config, shape, session)
  const evaluation = await evaluateHeldOut(corpus, weights, loss, {
    signal,
    onProgress: (done) => progress.update(`${done} of ${corpus.tokens.length} tokens`),
  })
  output({ ...record(evaluation), tokens: corpus.tokens.length, window: shape.length, documents: options.documents }, table(evaluation))
}

async function fiveGramFigures({ options, signal, progress, output }: Context): Promise<void> {
  const begun = performance.now()
  const model = await fitBaseline(documents(options.train, signal), ORDER, {
    signal,
    onProgress: (state) =>
      progress.update(state.phase === 'reading' ? `reading: ${millions(state.characters)}` : `counting: ${Math.floor(state.share * 100)} %`),
  })
  progress.note(`counted ${millions(model.trainedCharacters)} in ${formatDuration((performance.now() - begun) / 1000)}`)
  const evaluation = await evaluateBaseline(model, documents(options.data, signal, options.language), {
    signal,
    onProgress: (characters) => progress.update(`measuring: ${millions(characters)}`),
  })
  output({ ...record(evaluation), order: ORDER, trainedCharacters: model.trainedCharacters, discounts: model.discounts }, table(evaluation))
}

/** Throws CommandError if there is none of the language: a figure of no text would be a number that means nothing. */
async function* documents(files: readonly string[], signal: AbortSignal, language?: string): AsyncGenerator<TrainingDocument> {
  const others = new Set<string>()
  let any = false
  for (const file of files) {
    for await (const document of readDocuments(file)) {
      signal.throwIfAborted()
      if (language !== undefined && document.language !== language) {
        others.add(document.language || 'none')
        continue
      }
      yield document
      any = true
    }
  }
  if (!any) throw new CommandError(`No document is of the language ${JSON.stringify(language)}; there are ${[...others].sort().join(', ')}.`)
}

function sorted({ byClass }: Evaluation): [string, HeldOut][] {
  return [...byClass].sort(([a], [b]) => (a < b ? -1 : 1))
}

function record(evaluation: Evaluation): object {
  return { ...evaluation.all, byClass: Object.fromEntries(sorted(evaluation)) }
}

function table(evaluation: Evaluation): string {
  return [...sorted(evaluation), ['all', evaluation.all] as const].map(([name, heldOut]) => line(name, heldOut)).join('\n')
}

function line(name: string, { bitsPerCharacter, characters }: HeldOut): string {
  return `${bitsPerCharacter.toFixed(3)} bits per character  ${String(characters).padStart(9)} characters  ${name}`
}

function millions(characters: number): string {
  return `${(characters / 1e6).toFixed(1)} M characters`
}
