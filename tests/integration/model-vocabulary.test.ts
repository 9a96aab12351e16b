/** The vocabulary of a GGUF, asked of llama.cpp without the model: what is learnt is divided into the tokens that complete. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ModelVocabulary } from '#engine/completion/index.ts'
import { openGguf } from '#engine/formats/index.ts'
import { Tokenizer, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
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

test('a file that is no model is refused before llama.cpp sees it', async () => {
  const path = join(folder, 'text.gguf')
  await writeFile(path, '这不是模型')
  await expect(ModelVocabulary.open(path)).rejects.toMatchObject({ name: 'CompletionError', code: 'model-foreign' })
})
