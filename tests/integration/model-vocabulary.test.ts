/** The vocabulary of a GGUF, asked of llama.cpp without the model: what is learnt is divided into the tokens that complete. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Base, exportBase, folderVocabulary } from '#engine/bases/index.ts'
import { ModelVocabulary } from '#engine/completion/index.ts'
import { openGguf } from '#engine/formats/index.ts'
import { type DecoderConfig, initialWeights } from '#engine/model/index.ts'
import { Tokenizer, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { TINY } from '../unit/engine/training/tiny-run.ts'
import { nastyStrings } from '../fixtures/nasty-strings.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-vocabulary-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the starter’s has the ids, the texts and the end of text of our own tokenizer', async () => {
  await using file = await openGguf(starter)
  const own = new Tokenizer(vocabularyFromGgufMetadata(file.metadata))
  await using vocabulary = await ModelVocabulary.open(starter)
  expect([vocabulary.vocabularySize, vocabulary.endOfText]).toEqual([8000, 7999])
  const paragraphs = (await readFile(new URL('../fixtures/heldout-paragraphs.jsonl', import.meta.url), 'utf8')).trim().split('\n').slice(0, 200)
  for (const text of [...paragraphs.map((line): string => JSON.parse(line).text), ...Object.values(nastyStrings)].filter(
    (text) => text.isWellFormed() && !text.includes('\0'),
  )) {
    expect(vocabulary.encode(text), text).toEqual([...own.encode(text)])
    expect(vocabulary.decode(vocabulary.encode(text))).toBe(text)
  }
})

test.each(['qwen2', 'llama3'])('a folder’s tokenizer of the kind of %s, written into a GGUF, gives the ids of Transformers in llama.cpp', async (kind) => {
  const tokenizers = fileURLToPath(new URL('../fixtures/tokenizers', import.meta.url))
  const { expected, end, size }: { expected: { text: string; ids: number[] }[]; end: number; size: number } = JSON.parse(
    await readFile(join(tokenizers, kind, 'expected.json'), 'utf8'),
  )
  // Three rows more than tokens, as published models have.
  const config: DecoderConfig = { ...TINY, width: 32, vocabulary: size + 3, contextLength: 256 }
  const weights = initialWeights(config, 1)
  const path = join(folder, `${kind}.gguf`)
  const base = { path: kind, form: 'folder', name: kind, config, metadata: new Map(), read: async (name: string) => weights.get(name)! } as unknown as Base
  await exportBase(path, base, { name: kind, precision: 'f32', metadata: await folderVocabulary(join(tokenizers, kind), config.vocabulary) })
  await using vocabulary = await ModelVocabulary.open(path)
  expect([vocabulary.vocabularySize, vocabulary.endOfText]).toEqual([size + 3, end])
  for (const { text, ids } of expected) {
    // Composed letters stay as they are in llama.cpp; it takes no text with a null letter.
    if (text !== text.normalize('NFC') || text.includes('\0')) continue
    expect(vocabulary.encode(text), text).toEqual(ids)
  }
})

test('gemma’s is not guessed', async () => {
  const gemma = fileURLToPath(new URL('../fixtures/tokenizers/gemma', import.meta.url))
  await expect(folderVocabulary(gemma, 1000)).rejects.toThrow(
    'this tokenizer is not byte-level, and cannot be written into a GGUF here: fetch the model as GGUF.',
  )
})

test('a file that is no model is refused before llama.cpp sees it', async () => {
  const path = join(folder, 'text.gguf')
  await writeFile(path, '这不是模型')
  await expect(ModelVocabulary.open(path)).rejects.toMatchObject({ name: 'CompletionError', code: 'model-foreign' })
})
