/** `moke tokenizer train` and `moke tokenizer check`. */
import { access, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { writeFileAtomically } from '#engine/formats/index.ts'
import { parseVocabulary, serializeVocabulary, Tokenizer, trainVocabulary, type TrainingProgress } from '#engine/tokenizer/index.ts'
import type { TrainingDocument } from '#engine/training/index.ts'
import { CommandError, defineCommand } from './command.ts'

const DATA = {
  type: 'string',
  value: 'FILE',
  help: 'Documents: JSON Lines with the field text and perhaps title, .jsonl or .jsonl.xz.',
  required: true,
  multiple: true,
} as const

export const tokenizerTrain = defineCommand({
  details: 'Byte-level BPE with the pre-tokeniser of Qwen 2. The same data in the same order give the same vocabulary.',
  options: {
    data: DATA,
    vocabulary: {
      type: 'number',
      value: 'N',
      help: 'How many ids, the 256 bytes and the end of text included.',
      default: 8000,
      integer: true,
      minimum: 257,
      maximum: 65_000,
    },
    out: { type: 'string', value: 'FILE', help: 'Where the vocabulary goes (JSON).', required: true },
  },
  async run({ options, signal, progress, output }) {
    // Better said now than after minutes of work.
    await access(dirname(options.out))
    const started = performance.now()
    let characters = 0
    const vocabulary = await trainVocabulary(texts(options.data), {
      size: options.vocabulary,
      signal,
      onProgress(state) {
        if (state.phase === 'counting') characters = state.characters
        progress.update(describe(state))
      },
    })
    await writeFileAtomically(options.out, (file) => file.writeFile(serializeVocabulary(vocabulary)))
    const size = vocabulary.tokens.length
    const seconds = Math.round((performance.now() - started) / 100) / 10
    if (size < options.vocabulary) progress.note(`The text gave only ${size} ids: no pair occurs twice any more.`)
    output({ file: options.out, size, merges: vocabulary.merges.length, characters, seconds }, `${options.out}: ${size} ids, learnt in ${seconds} s`)
  },
})

export const tokenizerCheck = defineCommand({
  details: 'Fails if a document does not come back exactly as it was.',
  options: {
    data: DATA,
    tokenizer: { type: 'string', value: 'FILE', help: 'The vocabulary.', required: true },
  },
  async run({ options, signal, progress, output }) {
    const tokenizer = new Tokenizer(parseVocabulary(await readFile(options.tokenizer, 'utf8')))
    let [documents, characters, tokens] = [0, 0, 0]
    for await (const text of texts(options.data)) {
      signal.throwIfAborted()
      const ids = tokenizer.encode(text)
      documents++
      if (tokenizer.decode(ids) !== text.toWellFormed()) throw new CommandError(`Document ${documents} does not come back as it was.`)
      characters += countCodePoints(text)
      tokens += ids.length
      progress.update(`${documents} documents, ${characters} characters`)
    }
    const charactersPerToken = tokens === 0 ? 0 : characters / tokens
    output(
      { documents, characters, tokens, charactersPerToken, roundTrip: true },
      `${documents} documents come back exactly; ${characters} characters in ${tokens} tokens: ${charactersPerToken.toFixed(3)} characters a token`,
    )
  },
})

async function* texts(files: readonly string[]): AsyncGenerator<string> {
  // The trainer brings ONNX Runtime with it, which neither the help nor a wrong option should wait for.
  const { readDocuments } = await import('#engine/training/index.ts')
  for (const file of files) for await (const document of readDocuments(file)) yield wholeText(document)
}

/** The title counts as well, unless the first line has it. The vocabularies that ship were learnt from just this. */
function wholeText({ title, text }: TrainingDocument): string {
  const opening = text.slice(0, text.indexOf('\n') >>> 0)
  return title === '' || opening.includes(title) ? text : `# ${title}\n\n${text}`
}

function describe(state: TrainingProgress): string {
  return state.phase === 'counting'
    ? `counting: ${(state.characters / 1e6).toFixed(1)} M characters, ${(state.distinct / 1e6).toFixed(2)} M distinct pieces`
    : `merging: ${state.done} of ${state.total}`
}

function countCodePoints(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}
