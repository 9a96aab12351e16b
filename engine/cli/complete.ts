/** `moke complete`: how a text goes on, by a model on this computer. */
import { text as readAll } from 'node:stream/consumers'
import { type Completer, type CompletionPart, type CompletionSettings, openCompleter } from '#engine/completion/index.ts'
import { ADAPTER_OPTIONS, adapterFor } from './adapter-option.ts'
import { ARCHIVE_OPTION, noCourse, readArchive } from './archive.ts'
import { defineCommand, UsageError } from './command.ts'
import { starterModel } from './model-folders.ts'

const devices = ['auto', 'cpu', 'cuda', 'vulkan', 'metal'] as const
type DeviceChoice = (typeof devices)[number]

export const complete = defineCommand({
  details: `The suggestion is what the studio would show: to the end of the clause, and nothing where the model is not sure.
With --always it is shown however unlikely it is. Under --json: the tokens with their probabilities among the twenty
likeliest, the tokens evaluated, and milliseconds for loading and for completing.`,
  operands: { value: 'TEXT', help: 'The text before the caret; - reads it from standard input.', count: 'one' },
  options: {
    model: { type: 'string', value: 'FILE', help: 'The model, a GGUF file; the starter if not given.' },
    ...ADAPTER_OPTIONS,
    title: { type: 'string', value: 'TITLE', help: 'The title of the lesson.' },
    course: { type: 'string', value: 'TITLE', help: 'The title of the course.' },
    after: { type: 'string', value: 'TEXT', help: 'The text after the caret, which is not said again.' },
    device: { type: 'string', value: 'NAME', help: 'Where it runs; auto takes a graphics card for a large model.', default: 'auto', choices: devices },
    threads: { type: 'number', value: 'N', help: 'Threads of the processor; measured if not given.', integer: true, minimum: 1 },
    sentence: { type: 'boolean', help: 'Go on to the end of the sentence.' },
    heading: { type: 'boolean', help: 'The text is a heading, which ends without a mark.' },
    candidate: {
      type: 'number',
      value: 'N',
      help: 'Which suggestion: 0 is the likeliest, others begin with other words.',
      integer: true,
      minimum: 0,
      maximum: 7,
      default: 0,
    },
    archive: ARCHIVE_OPTION,
    always: { type: 'boolean', help: 'Suggest even what is unlikely.' },
  },
  async run({ options, operands, given, signal, progress, output }) {
    if (given.has('strength') && options.adapter === undefined) throw new UsageError('--strength belongs to --adapter.')
    const before = operands[0] === '-' ? (await readAll(process.stdin)).replace(/\n$/, '') : (operands[0] ?? '')
    const { threads } = options
    const memory = await readArchive(options.archive, signal)
    const model = options.model ?? starterModel
    const adapter = await adapterFor(model, options)
    const started = performance.now()
    await using completer = await openCompleter({
      path: model,
      adapter,
      device: deviceFrom(options.device),
      threads: threads === undefined ? null : { writing: threads, reading: threads },
      memory,
      settings: settingsFrom(options.sentence, options.always),
    })
    const opened = performance.now()
    const place = {
      course: options.course ?? '',
      chapter: '',
      lesson: options.title ?? '',
      headings: [],
      before,
      after: options.after ?? '',
      block: options.heading ? 'heading' : 'paragraph',
      candidate: options.candidate,
      ...(memory && { recall: noCourse }),
    } as const
    const part = await lastPart(completer, place, signal)
    const { device, deviceName, threads: used, fellBack } = completer.model
    const ms = { loading: opened - started, completing: performance.now() - opened }
    if (part.text === '') progress.note('The model has nothing to suggest here; --always shows what is unlikely too.')
    output({ ...part, model: completer.model.name, device, deviceName, threads: used, fellBack, ms }, part.text === '' ? undefined : part.text)
  },
})

/** The option's own check has let through nothing else. */
function deviceFrom(name: string): DeviceChoice {
  return devices.find((device) => device === name) ?? 'auto'
}

function settingsFrom(sentence: boolean, always: boolean): Partial<CompletionSettings> {
  return {
    ...(sentence ? { reach: 'sentence', characters: 80, tokens: 48 } : {}),
    ...(always ? { calibration: null, speakAbove: 0, offerAbove: 0, continueAbove: 0 } : {}),
  }
}

async function lastPart(
  completer: Completer,
  place: Parameters<Completer['complete']>[0],
  signal: AbortSignal,
): Promise<Pick<CompletionPart, 'text' | 'tokens' | 'promptTokens' | 'evaluatedTokens'>> {
  let last: CompletionPart | undefined
  for await (const part of completer.complete(place, signal)) last = part
  const { text = '', tokens = [], promptTokens = 0, evaluatedTokens = 0 } = last ?? {}
  return { text, tokens, promptTokens, evaluatedTokens }
}
