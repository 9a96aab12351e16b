import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { openBase, openTokenizer } from '#engine/bases/index.ts'
import { initialWeights } from '#engine/model/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { writeModelFolder } from '#engine/training/index.ts'
import { tinyBases } from './tiny-bases.ts'
import { TINY } from '../training/tiny-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-tokenizer-'))
afterAll(() => rmSync(folder, { recursive: true }))

const noLlama = () => Promise.reject(new Error('llama.cpp is not asked'))

test('a folder of Transformers is read with its own tokenizer, one of ours with ours', async () => {
  const theirs = join(folder, 'theirs')
  cpSync(join(tinyBases, 'qwen2'), theirs, { recursive: true })
  cpSync(fileURLToPath(new URL('../../../fixtures/tokenizers/qwen2/tokenizer.json', import.meta.url)), join(theirs, 'tokenizer.json'))
  await using base = await openBase(theirs)
  await using tokenizer = await openTokenizer(base, noLlama)
  expect([tokenizer.endOfText, Array.from(await tokenizer.encode('<|endoftext|>')).slice(0, 2)]).toEqual([0, [28, 92]])
  const ours = join(folder, 'ours')
  await writeModelFolder(ours, { config: TINY, weights: initialWeights(TINY, 1), vocabulary: vocabularyFromMerges([]) }, 'F32')
  await using own = await openBase(ours)
  await using bytes = await openTokenizer(own, noLlama)
  expect([bytes.vocabularySize, bytes.endOfText, Array.from(await bytes.encode('ab'))]).toEqual([257, 256, [97, 98]])
})

test('of a GGUF with a vocabulary like ours none of its numbers are read; of another llama.cpp is asked', async () => {
  await using starter = await openBase(fileURLToPath(new URL('../../../../resources/models/moke-starter-q8_0.gguf', import.meta.url)))
  await using own = await openTokenizer(starter, noLlama)
  expect(Array.from(await own.encode('写作')).length).toBeGreaterThan(0)
  const metadata = new Map([...starter.metadata, ['tokenizer.ggml.pre', { type: 'string' as const, value: 'llama-bpe' }] as const])
  const asked: string[] = []
  await using other = await openTokenizer({ ...starter, metadata }, async (path) => {
    asked.push(path)
    return own
  })
  expect([other, asked]).toEqual([own, [starter.path]])
})
