/**
 * GGUF files in the types that only others write, read here and run by this engine's own forward, against llama.cpp on
 * the same file and tokens: checks every block layout a second time, by the program that models are made for.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeNumbers, type ReadableType } from '#engine/formats/element-codec.ts'
import { GGML_TYPES } from '#engine/formats/ggml-types.ts'
import { halfFromNumber } from '#engine/formats/half.ts'
import { openGguf } from '#engine/formats/index.ts'
import { type DecoderConfig, initialWeights, parameterSpecs, Random } from '#engine/model/index.ts'
import { Tokenizer, trainVocabulary, type Vocabulary } from '#engine/tokenizer/index.ts'
import { ggufNames } from '#engine/training/gguf-model.ts'
import { readGgufModel, writeGgufModel } from '#engine/training/index.ts'
import { ggufBytes, type RawTensor } from '../unit/engine/formats/gguf-bytes.ts'
import { llamaProbabilities, ownLogProbabilities } from './both-forwards.ts'

const TEXT = '开课之前，先想清楚三件事：谁来听，听完能做什么，为什么是你来讲。A course is a promise: keep it short, keep it true. '.repeat(3)

let folder: string
let llama: Llama
let vocabulary: Vocabulary
let config: DecoderConfig

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-quants-'))
  llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1 })
  vocabulary = await trainVocabulary([TEXT], { size: 320 })
  const sizes = { width: 256, layers: 2, heads: 4, keyHeads: 2, headWidth: 64, feedForward: 256 }
  config = { ...sizes, vocabulary: vocabulary.tokens.length, tied: true, ropeTheta: 10_000, normEpsilon: 1e-6, contextLength: 256 }
})

afterAll(async () => {
  await llama.dispose()
  await rm(folder, { recursive: true })
})

interface Quant {
  readonly type: ReadableType
  /** Where a block's scale stands. */
  readonly scaleAt: number
  /** Where its offset stands, if it has one, and how much larger that must be for numbers around 0. */
  readonly offset?: { readonly at: number; readonly ratio: number }
}

const quants: readonly Quant[] = [
  { type: 'Q4_0', scaleAt: 0 },
  { type: 'Q4_1', scaleAt: 0, offset: { at: 2, ratio: -7.5 } },
  { type: 'Q5_0', scaleAt: 0 },
  { type: 'Q5_1', scaleAt: 0, offset: { at: 2, ratio: -15.5 } },
  { type: 'Q8_0', scaleAt: 0 },
  { type: 'Q2_K', scaleAt: 80, offset: { at: 82, ratio: 1.5 } },
  { type: 'Q3_K', scaleAt: 108 },
  { type: 'Q4_K', scaleAt: 0, offset: { at: 2, ratio: 7.5 } },
  { type: 'Q5_K', scaleAt: 0, offset: { at: 2, ratio: 15.5 } },
  { type: 'Q6_K', scaleAt: 208 },
]

/** Blocks of random bytes whose numbers have about the given spread. */
function randomBlocks({ type, scaleAt, offset }: Quant, count: number, spread: number, random: Random): Uint8Array {
  const { numbers, bytes } = GGML_TYPES[type]
  const blocks = Uint8Array.from({ length: (count / numbers) * bytes }, () => random.below(256))
  const view = new DataView(blocks.buffer)
  const setScale = (scale: number) => {
    for (let at = 0; at < blocks.length; at += bytes) {
      view.setUint16(at + scaleAt, halfFromNumber(scale), true)
      if (offset) view.setUint16(at + offset.at, halfFromNumber(scale * offset.ratio), true)
    }
  }
  const out = new Float32Array(count)
  setScale(1)
  decodeNumbers(type, blocks, out, 0)
  setScale(spread / Math.sqrt(out.reduce((sum, x) => sum + x * x, 0) / count))
  return blocks
}

/** A model whose matrices are all of one type; its sizes and vocabulary are written by ourselves. */
async function quantised(quant: Quant): Promise<string> {
  const path = join(folder, `${quant.type}.gguf`)
  await writeGgufModel(path, { config, weights: initialWeights(config, 5), vocabulary }, 'quantised', 'f32')
  await using file = await openGguf(path)
  const names = ggufNames(config)
  const random = new Random(7)
  const tensors = parameterSpecs(config).map(({ name, role, shape }): RawTensor => {
    const count = shape.reduce((a, b) => a * b, 1)
    const ggufName = names.get(name) ?? name
    if (role === 'norm')
      return { name: ggufName, shape, type: 'F32', blocks: new Uint8Array(Float32Array.from({ length: count }, (_, i) => 1 + 0.3 * Math.sin(i)).buffer) }
    return { name: ggufName, shape, type: quant.type, blocks: randomBlocks(quant, count, 0.08, random) }
  })
  await writeFile(path, ggufBytes(Object.fromEntries(file.metadata), tensors))
  return path
}

// In nats. llama.cpp rounds what it multiplies with a quantised matrix to 8 bits, in blocks of 32 or 256: that is the difference.
test.each(quants)('$type is read as llama.cpp reads it', async (quant) => {
  const path = await quantised(quant)
  const { weights } = await readGgufModel(path)
  const tokens = new Tokenizer(vocabulary).encode(TEXT).slice(0, 32)
  const own = await ownLogProbabilities(config, weights, tokens)
  const theirs = await llamaProbabilities(llama, path, tokens)
  const differences = theirs.flatMap((row, t) => [...row].map(([token, probability]) => Math.abs(Math.log(probability) - (own[t]?.[token] ?? Infinity))))
  const spread = Math.max(...own.map((row) => Math.max(...row) - Math.min(...row)))
  expect(differences.length).toBe(32 * config.vocabulary)
  expect(Math.max(...differences)).toBeLessThan(0.4)
  expect(differences.reduce((a, b) => a + b, 0) / differences.length).toBeLessThan(0.06)
  expect(spread).toBeGreaterThan(7)
})
