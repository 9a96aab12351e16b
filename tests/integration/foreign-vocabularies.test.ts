/** Vocabularies that other models bring: SentencePiece with its leading spaces, and pieces that are marks of the model's own. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openCompleter } from '#engine/completion/index.ts'
import { type GgufValue, openGguf, writeGguf } from '#engine/formats/index.ts'
import { bytesOfSpelling } from '#engine/tokenizer/byte-alphabet.ts'
import { writeBigramModel } from './bigram-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-vocabularies-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** How SentencePiece spells a space; a piece of its own, too. */
const space = '▁'
const types = { text: 1, userDefined: 4, byte: 6 } as const

/** A model of which word follows which, its metadata as `change` leaves them. */
async function writeModel(name: string, words: readonly string[], change: (metadata: Map<string, GgufValue>, tokens: string[]) => void): Promise<string> {
  const [byteLevel, path] = [join(folder, `${name}-bytes.gguf`), join(folder, `${name}.gguf`)]
  await writeBigramModel(byteLevel, words)
  await using file = await openGguf(byteLevel)
  const metadata = new Map(file.metadata)
  const spelled = metadata.get('tokenizer.ggml.tokens')
  const tokens = spelled?.type === 'array' && spelled.of === 'string' ? [...spelled.value] : []
  change(metadata, tokens)
  const tensors = [...file.tensors.values()].map((tensor) => ({
    name: tensor.name,
    shape: tensor.shape,
    type: 'F32' as const,
    load: () => file.read(tensor.name),
  }))
  await writeGguf(path, { metadata: Object.fromEntries(metadata), tensors })
  return path
}

/** The same tokens as SentencePiece spells them; longer pieces are better ones. */
function asSentencePiece(metadata: Map<string, GgufValue>, tokens: readonly string[]): void {
  const decoder = new TextDecoder()
  const spelled = tokens.map((token, id) => {
    if (id < 256) return `<0x${(bytesOfSpelling(token)?.[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')}>`
    return id === tokens.length - 1 ? token : decoder.decode(Uint8Array.from(bytesOfSpelling(token) ?? [])).replaceAll(' ', space)
  })
  const typeOf = metadata.get('tokenizer.ggml.token_type')
  const kinds = typeOf?.type === 'array' && typeOf.of === 'int32' ? [...typeOf.value] : []
  metadata.set('tokenizer.ggml.model', { type: 'string', value: 'llama' })
  metadata.set('tokenizer.ggml.tokens', { type: 'array', of: 'string', value: spelled })
  metadata.set('tokenizer.ggml.scores', { type: 'array', of: 'float32', value: spelled.map((text) => text.length) })
  metadata.set('tokenizer.ggml.token_type', { type: 'array', of: 'int32', value: kinds.map((kind, id) => (id < 256 ? types.byte : kind)) })
  metadata.set('tokenizer.ggml.add_space_prefix', { type: 'bool', value: true })
  metadata.delete('tokenizer.ggml.merges')
}

async function suggestion(path: string, before: string): Promise<string> {
  await using completer = await openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 } })
  let shown = ''
  const place = { course: '', chapter: '', lesson: '', headings: [], after: '', block: 'paragraph', candidate: 0 } as const
  for await (const { text } of completer.complete({ ...place, before }, new AbortController().signal)) shown = text
  return shown
}

test('it keeps the spaces that SentencePiece puts before words, and finishes a word that is being typed', async () => {
  const path = await writeModel('spaces', [' the', ' loss', ' function', ' measures', ' how', ' far', space], asSentencePiece)
  expect(await suggestion(path, 'the')).toBe(' loss function measures')
  expect(await suggestion(path, 'the los')).toMatch(/^s function/)
  expect(await suggestion(path, 'the loss ')).toMatch(/^function measures/)
})

test('it does not take a piece without the space for the end of a word that was begun with one', async () => {
  const path = await writeModel('joined', [' the', 'loss', ' function', ' lo', space], asSentencePiece)
  expect(await suggestion(path, 'the lo')).toBe('')
})

test('it never writes a mark of the model’s own, and ends before it', async () => {
  const marked = '[multimodal]'
  const path = await writeModel('marks', ['春眠', '不', '觉晓', '处'], (metadata, tokens) => {
    const last = tokens.map((token) => new TextDecoder().decode(Uint8Array.from(bytesOfSpelling(token) ?? []))).lastIndexOf('觉晓')
    metadata.set('tokenizer.ggml.tokens', { type: 'array', of: 'string', value: tokens.with(last, marked) })
    const typeOf = metadata.get('tokenizer.ggml.token_type')
    if (typeOf?.type !== 'array' || typeOf.of !== 'int32') throw new Error('the file says no types')
    metadata.set('tokenizer.ggml.token_type', { ...typeOf, value: [...typeOf.value].with(last, types.userDefined) })
  })
  expect(await suggestion(path, '见[2]：春眠')).toBe('不')
})
