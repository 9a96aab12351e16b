/**
 * An exported GGUF in llama.cpp against this engine's own forward, on the same tokens: checks names,
 * matrix orientation, RoPE layout, norms, grouped-query heads, the writer and the vocabulary at once.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama } from 'node-llama-cpp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type DecoderConfig, initialWeights, type Weights } from '#engine/model/index.ts'
import { Tokenizer, trainVocabulary, type Vocabulary } from '#engine/tokenizer/index.ts'
import { type GgufPrecision, readGgufModel, writeGgufModel } from '#engine/training/index.ts'
import { llamaProbabilities, ownLogProbabilities } from './both-forwards.ts'

const TEXT = '开课之前，先想清楚三件事：谁来听，听完能做什么，为什么是你来讲。A course is a promise: keep it short, keep it true. '.repeat(3)

let folder: string
let llama: Llama
let vocabulary: Vocabulary

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-logits-'))
  llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1 })
  vocabulary = await trainVocabulary([TEXT], { size: 320 })
})

afterAll(async () => {
  await llama.dispose()
  await rm(folder, { recursive: true })
})

function configOf(tied: boolean): DecoderConfig {
  return {
    vocabulary: vocabulary.tokens.length,
    width: 64,
    layers: 2,
    heads: 4,
    keyHeads: 2,
    headWidth: 32,
    feedForward: 96,
    tied,
    ropeTheta: 10_000,
    normEpsilon: 1e-6,
    contextLength: 256,
  }
}

/** Weights far from their start, so that the probabilities are far from uniform. */
function strongWeights(config: DecoderConfig): Weights {
  return new Map([...initialWeights(config, 5)].map(([name, w]) => [name, w.map((x, i) => (name.includes('norm') ? 1 + 0.3 * Math.sin(i) : x * 4))]))
}

async function largestDifference(precision: GgufPrecision, tied: boolean): Promise<{ difference: number; probabilities: number; spread: number }> {
  const config = configOf(tied)
  const weights = strongWeights(config)
  const path = join(folder, `${precision}-${tied}.gguf`)
  await writeGgufModel(path, { config, weights, vocabulary }, 'tiny', precision)
  const tokens = new Tokenizer(vocabulary).encode(TEXT).slice(0, 64)
  const own = await ownLogProbabilities(config, weights, tokens)
  const theirs = await llamaProbabilities(llama, path, tokens)
  let difference = 0
  let probabilities = 0
  let spread = 0
  for (const [t, row] of theirs.entries()) {
    for (const [token, probability] of row) {
      probabilities++
      difference = Math.max(difference, Math.abs(Math.log(probability) - own[t]![token]!))
    }
    spread = Math.max(spread, Math.max(...own[t]!) - Math.min(...own[t]!))
  }
  return { difference, probabilities, spread }
}

describe.each([true, false])('a decoder with tied embeddings: %s', (tied) => {
  // In nats of a token's log-probability, the largest over 64 positions and the whole vocabulary. llama.cpp keeps
  // keys and values in half precision, and rounds what it multiplies with a Q8_0 matrix to 8 bits.
  test.each([
    ['f32', 5e-3],
    ['f16', 0.02],
    ['q8_0', 0.3],
  ] as const)('gives the log-probabilities of llama.cpp when exported as %s, within %d nats', async (precision, tolerance) => {
    const { difference, probabilities, spread } = await largestDifference(precision, tied)
    expect(probabilities).toBe(64 * vocabulary.tokens.length)
    expect(spread).toBeGreaterThan(3)
    expect(difference).toBeLessThan(tolerance)
  })

  test.each(['f32', 'f16', 'q8_0'] as const)(
    'comes back from a GGUF of %s with the same sizes and vocabulary, and weights within its precision',
    async (precision) => {
      const config = configOf(tied)
      const weights = strongWeights(config)
      const path = join(folder, `again-${precision}-${tied}.gguf`)
      await writeGgufModel(path, { config, weights, vocabulary }, 'tiny', precision)
      const again = await readGgufModel(path)
      expect({ ...again.config, normEpsilon: 1e-6 }).toEqual(config)
      expect(again.vocabulary).toEqual(vocabulary)
      const relative = { f32: 0, f16: 2 ** -11, q8_0: 0.51 / 127 }[precision]
      for (const [name, w] of weights) {
        const largest = w.reduce((a, x) => Math.max(a, Math.abs(x)), 0)
        const worst = w.reduce((a, x, i) => Math.max(a, Math.abs(x - again.weights.get(name)![i]!)), 0)
        expect(worst / largest, name).toBeLessThanOrEqual(relative)
      }
    },
  )
})
