/**
 * Bases of every family as GGUF: what llama.cpp computes with them, what Transformers computed with the folder that they come from,
 * and what our own forward does when it reads them back. Checks names, llama's order of rows, biases, norms, windows and positions.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getLlama, type Llama } from 'node-llama-cpp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exportBase, openBase, readWeights } from '#engine/bases/index.ts'
import { letters } from '../unit/engine/bases/letters.ts'
import { expectedLogits, largestDifference, ownLogits, tinyBases, tinyTokens } from '../unit/engine/bases/tiny-bases.ts'
import { llamaProbabilities } from './both-forwards.ts'

let folder: string
let llama: Llama

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-bases-'))
  llama = await getLlama({ gpu: false, build: 'never', maxThreads: 1 })
})

afterAll(async () => {
  await llama.dispose()
  await rm(folder, { recursive: true })
})

/** Log-probabilities from logits (T, V) row-major. */
function logProbabilities(logits: Float32Array, vocabulary: number): Float64Array[] {
  return Array.from({ length: logits.length / vocabulary }, (_, t) => {
    const row = Float64Array.from(logits.subarray(t * vocabulary, (t + 1) * vocabulary))
    const total = row.reduce((sum, x) => sum + Math.exp(x), 0)
    return row.map((x) => x - Math.log(total))
  })
}

test.each(['llama', 'qwen2', 'qwen3', 'gemma3'])(
  '%s, written as GGUF, gives in llama.cpp what Transformers gave, and the same sizes and numbers again',
  async (name) => {
    await using base = await openBase(join(tinyBases, name))
    const path = join(folder, `${name}.gguf`)
    await exportBase(path, base, { name, precision: 'f32', metadata: letters(base.config.vocabulary) })
    const expected = logProbabilities(expectedLogits(name), base.config.vocabulary)
    let [largest, sum, probabilities] = [0, 0, 0]
    for (const [t, row] of (await llamaProbabilities(llama, path, tinyTokens)).entries())
      for (const [token, probability] of row) {
        probabilities++
        const difference = Math.abs(Math.log(probability) - expected[t]![token]!)
        largest = Math.max(largest, difference)
        sum += difference
      }
    expect(probabilities).toBe(tinyTokens.length * base.config.vocabulary)
    // llama.cpp keeps keys and values in half precision, and these random models double what is put into them from layer to layer.
    expect(sum / probabilities).toBeLessThan(5e-3)
    expect(largest).toBeLessThan(0.1)
    await using again = await openBase(path)
    const own = await ownLogits(again.config, await readWeights(again), tinyTokens)
    expect(largestDifference(own, expectedLogits(name))).toBeLessThan(2e-4)
  },
)
