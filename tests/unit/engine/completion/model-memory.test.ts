import { describe, expect, test } from 'vitest'
import { keptTexts, memoryOf } from '#engine/completion/model-memory.ts'
import type { GgufValue } from '#engine/formats/index.ts'

/** What a model takes whose one layer keeps so many numbers of a token. */
function cacheOf(numbers: number, contextTokens: number): number {
  const number = (value: number): GgufValue => ({ type: 'uint32', value })
  const metadata = new Map([
    ['m.block_count', number(1)],
    ['m.attention.head_count_kv', number(1)],
    ['m.attention.key_length', number(numbers / 2)],
    ['m.attention.value_length', number(numbers / 2)],
  ])
  return memoryOf({ metadata, tensors: new Map() }, 'm', contextTokens).cache
}

describe('the memory that a model takes', () => {
  test('a second text counts only where it is kept: up to 128 MB', () => {
    const most = 128 * 2 ** 20
    expect([keptTexts(most), keptTexts(most + 1)]).toEqual([2, 1])
    expect([cacheOf(2 ** 16, 1024), cacheOf(2 ** 16, 1025)]).toEqual([2 * most, most + 2 ** 17])
  })
})
