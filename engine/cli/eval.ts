/** `moke eval`: held-out bits per character, over all and by class of text. */
import { Tokenizer } from '#engine/tokenizer/index.ts'
import { encodeDocuments, evaluateHeldOut, type HeldOut, LossRows, readDocuments, readModel } from '#engine/training/index.ts'
import { defineCommand } from './command.ts'

export const evaluateModel = defineCommand({
  details: `The model runs in this engine's own forward, whatever file it comes from. The documents follow one another and are
cut into windows that don't overlap; the bits of all tokens, end-of-text included, are shared among the characters.`,
  operands: { value: 'MODEL', help: 'A GGUF (qwen3), a safetensors folder, a checkpoint or a run’s folder.', count: 'one' },
  options: {
    data: {
      type: 'string',
      value: 'FILE',
      help: 'Documents (.jsonl or .jsonl.xz with text, title, lang, class).',
      required: true,
      multiple: true,
    },
    context: { type: 'number', value: 'N', help: 'Tokens of one window; the model’s own context if not given.', integer: true, minimum: 2 },
    batch: { type: 'number', value: 'N', help: 'Windows of one run.', default: 4, integer: true, minimum: 1 },
    threads: { type: 'number', value: 'N', help: 'Threads of the processor.', default: 2, integer: true, minimum: 1 },
    device: { type: 'string', value: 'NAME', help: 'cpu or webgpu.', default: 'cpu', choices: ['cpu', 'webgpu'] },
  },
  async run({ operands, options, signal, progress, output }) {
    const { config, weights, vocabulary } = await readModel(operands[0] ?? '')
    const tokenizer = new Tokenizer(vocabulary)
    async function* documents() {
      for (const file of options.data) yield* readDocuments(file)
    }
    const encoder = { vocabularySize: tokenizer.size, endOfText: tokenizer.endOfText, encode: (text: string) => tokenizer.encode(text) }
    const corpus = await encodeDocuments(documents(), encoder)
    const shape = { batch: options.batch, length: options.context ?? config.contextLength }
    const session = { device: options.device === 'webgpu' ? 'webgpu' : 'cpu', threads: options.threads } as const
    await using loss = await LossRows.compile(config, shape, session)
    const { all, byClass } = await evaluateHeldOut(corpus, tokenizer.endOfText, weights, loss, {
      signal,
      onProgress: (done) => progress.update(`${done} of ${corpus.tokens.length} tokens`),
    })
    const classes = [...byClass].sort(([a], [b]) => (a < b ? -1 : 1))
    output(
      {
        bitsPerCharacter: all.bitsPerCharacter,
        characters: all.characters,
        tokens: corpus.tokens.length,
        window: shape.length,
        byClass: Object.fromEntries(classes),
      },
      [...classes, ['all', all] as const].map(([name, heldOut]) => line(name, heldOut)).join('\n'),
    )
  },
})

function line(name: string, { bitsPerCharacter, characters }: HeldOut): string {
  return `${bitsPerCharacter.toFixed(3)} bits per character  ${String(characters).padStart(9)} characters  ${name}`
}
