import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FormatError } from '#engine/formats/index.ts'
import { initialWeights } from '#engine/model/index.ts'
import { Tokenizer, trainVocabulary } from '#engine/tokenizer/index.ts'
import { readModel, type TrainedModel, writeGgufModel, writeModelFolder } from '#engine/training/index.ts'
import { faultsIn, hostileGgufs, hostileSafetensors, MUTATIONS } from '../formats/hostile-files.ts'
import { TINY } from './tiny-run.ts'

let folder: string
let model: TrainedModel
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-hostile-'))
  const vocabulary = await trainVocabulary(['开课了，开课了。'.repeat(4)], { size: 258 })
  const config = { ...TINY, vocabulary: vocabulary.tokens.length, tied: false }
  model = { config, weights: initialWeights(config, 4), vocabulary }
})
afterAll(() => rm(folder, { recursive: true }))

const isRefusal = (error: unknown) => error instanceof FormatError

/** Reads a model and has its tokenizer made. */
async function read(path: string): Promise<string | undefined> {
  const { weights, vocabulary } = await readModel(path)
  const tokenizer = new Tokenizer(vocabulary)
  return weights.size === model.weights.size && tokenizer.size > 0 ? undefined : `${weights.size} weights, ${tokenizer.size} tokens`
}

test('a thousand hostile GGUF models are read or refused in a clear sentence, in little memory', async () => {
  const path = join(folder, 'hostile.gguf')
  await writeGgufModel(path, model, 'tiny', 'q8_0')
  const { faults, refused } = await faultsIn(hostileGgufs(readFileSync(path), MUTATIONS), path, () => read(path), isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})

test('a thousand hostile folders of safetensors are read or refused in a clear sentence, in little memory', async () => {
  await writeModelFolder(folder, model, 'F16')
  const path = join(folder, 'model.safetensors')
  const { faults, refused } = await faultsIn(hostileSafetensors(readFileSync(path), MUTATIONS), path, () => read(folder), isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})
