/** Adapters in llama.cpp: written by us, applied by it, against our own forward; for llama, whose rows it turns, against PEFT too. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getLlama, type Llama, LlamaLogLevel } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { exportBase, openBase, readWeights } from '#engine/bases/index.ts'
import { Tokenizer, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { randomAdapter } from '../unit/engine/adapters/random-adapter.ts'
import { letters } from '../unit/engine/bases/letters.ts'
import { tinyBases, tinyTokens } from '../unit/engine/bases/tiny-bases.ts'
import { adapterParity } from './adapter-parity.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
let folder: string
let llama: Llama

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-adapters-'))
  llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1, logLevel: LlamaLogLevel.error })
})

afterAll(async () => {
  await llama.dispose()
  await rm(folder, { recursive: true })
})

test.each(['llama', 'gemma3'])('llama.cpp applies to %s what PEFT wrote, at any strength, as PEFT and we do', async (name) => {
  await using base = await openBase(join(tinyBases, name))
  const [model, adapterFile] = [join(folder, `${name}.gguf`), join(folder, `${name}-adapter.gguf`)]
  await exportBase(model, base, { name, precision: 'f32', metadata: letters(base.config.vocabulary) })
  // The very adapter whose logits tests/unit/engine/adapters holds against PEFT's.
  const adapter = await readAdapter(join(tinyBases, `${name}-adapter`), base.config)
  await writeGgufAdapter(adapterFile, adapter, base.config)
  for (const strength of [1, 0.5]) {
    const one = { model, adapterFile, config: base.config, weights: await readWeights(base), adapter, strength }
    const { top1, logProbability, effect } = await adapterParity(llama, one, [tinyTokens])
    expect(effect).toBeGreaterThan(0.3)
    expect(logProbability).toBeLessThan(0.02)
    expect(top1).toBeGreaterThan(0.95)
  }
})

test('llama.cpp applies an adapter to the starter as our own forward does', async () => {
  await using base = await openBase(starter)
  const weights = await readWeights(base)
  const adapter = randomAdapter(base.config, 8, 0.15)
  const adapterFile = join(folder, 'starter-adapter.gguf')
  await writeGgufAdapter(adapterFile, adapter, base.config)
  const tokenizer = new Tokenizer(vocabularyFromGgufMetadata(base.metadata))
  const paragraphs = (await readFile(new URL('../fixtures/heldout-paragraphs.jsonl', import.meta.url), 'utf8')).trim().split('\n')
  const tokens = [
    ...tokenizer.encode(
      paragraphs
        .slice(0, 20)
        .map((line) => JSON.parse(line).text ?? JSON.parse(line))
        .join('\n'),
    ),
  ].slice(0, 200)
  // As shipped it is of 8 bits, and llama.cpp rounds what it multiplies with such matrices to as many: that would be all of the difference.
  const model = join(folder, 'starter.gguf')
  await exportBase(model, base, { name: 'starter', precision: 'f16' })
  const { positions, top1, logProbability, effect } = await adapterParity(llama, { model, adapterFile, config: base.config, weights, adapter }, [tokens])
  expect(positions).toBe(199)
  expect(effect).toBeGreaterThan(0.1)
  expect(top1).toBeGreaterThanOrEqual(0.99)
  expect(logProbability).toBeLessThan(0.01)
})
