import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { openBase } from '#engine/bases/index.ts'
import { openTokenizer } from '#engine/cli/base-tokenizer.ts'
import { initialWeights } from '#engine/model/index.ts'
import { vocabularyFromMerges } from '#engine/tokenizer/vocabulary.ts'
import { writeModelFolder } from '#engine/training/index.ts'
import { tinyBases } from '../bases/tiny-bases.ts'
import { TINY } from '../training/tiny-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-tokenizer-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a folder of Transformers is read with its own tokenizer, one of ours with ours', async () => {
  const theirs = join(folder, 'theirs')
  cpSync(join(tinyBases, 'qwen2'), theirs, { recursive: true })
  cpSync(fileURLToPath(new URL('../../../fixtures/tokenizers/qwen2/tokenizer.json', import.meta.url)), join(theirs, 'tokenizer.json'))
  await using base = await openBase(theirs)
  await using tokenizer = await openTokenizer(base)
  expect([tokenizer.endOfText, Array.from(await tokenizer.encode('<|endoftext|>')).slice(0, 2)]).toEqual([0, [28, 92]])
  const ours = join(folder, 'ours')
  await writeModelFolder(ours, { config: TINY, weights: initialWeights(TINY, 1), vocabulary: vocabularyFromMerges([]) }, 'F32')
  await using own = await openBase(ours)
  await using bytes = await openTokenizer(own)
  expect([bytes.vocabularySize, bytes.endOfText, Array.from(await bytes.encode('ab'))]).toEqual([257, 256, [97, 98]])
})
