import { describe, expect, test } from 'vitest'
import { join } from 'node:path'
import { baseMemory, identify, kinship, openBase, readWeights } from '#engine/bases/index.ts'
import { expectedLogits, largestDifference, ownLogits, tinyBases, tinyTokens } from './tiny-bases.ts'

describe('a folder that Transformers wrote', () => {
  test.each(['llama', 'qwen2', 'qwen3', 'gemma3', 'gemma3-with-pictures'])('%s gives the logits of Transformers', async (name) => {
    await using base = await openBase(join(tinyBases, name))
    const own = await ownLogits(base.config, await readWeights(base), tinyTokens)
    const theirs = expectedLogits(name)
    expect(Math.max(...theirs) - Math.min(...theirs)).toBeGreaterThan(5)
    expect(largestDifference(own, theirs)).toBeLessThan(2e-4)
  })

  test('says what it takes in memory before it is read', async () => {
    await using base = await openBase(join(tinyBases, 'qwen3'))
    // 2 layers of 4 · 16 · 32 + 2 · 2 · 16 · 32 + 32 · 64 + 3 · 64 · 32 numbers in matrices, 96 · 32 in the embedding; 5 · 32 + 4 · 16 in norms.
    const [matrices, others] = [2 * 12_288 + 96 * 32, 5 * 32 + 4 * 16]
    expect(baseMemory(base.config)).toEqual({
      float32: 4 * (matrices + others),
      eightBit: 1.125 * matrices + 4 * others,
      fourBit: 0.625 * matrices + 4 * others,
    })
  })
})

test('a base is known by its tokens too, also where there are 262,144 of them', async () => {
  await using llama = await openBase(join(tinyBases, 'llama'))
  const withTokens = (value: string[]) =>
    identify({ ...llama, form: 'gguf', metadata: new Map([['tokenizer.ggml.tokens', { type: 'array' as const, of: 'string' as const, value }]]) })
  const many = Array.from({ length: 262_144 }, (_, id) => `字${id}`)
  const base = await withTokens(many)
  expect(kinship(base, await withTokens([...many]))).toBe('same')
  expect(kinship(base, await withTokens(many.with(-1, '别的')))).toBe('other')
})
