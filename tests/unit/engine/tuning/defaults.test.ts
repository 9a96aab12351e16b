import { describe, expect, test } from 'vitest'
import { LORA_TARGETS } from '#engine/model/index.ts'
import { DataError } from '#engine/training/index.ts'
import { defaultSettings, METHODS } from '#engine/tuning/index.ts'

const base = { contextLength: 1024, tied: false, vocabulary: 8000 }
const amount = (tokens: number) => ({ tokens, characters: Math.round(1.7 * tokens) })
const passes = (tokens: number): number => {
  const { schedule, batch, accumulate, length } = defaultSettings('lora', base, amount(tokens))
  return (schedule.steps * batch * accumulate * length) / tokens
}

describe('the settings where nobody chooses', () => {
  test('adapt a head that is a matrix of its own with the layers, and none that is the embedding', () => {
    expect(defaultSettings('lora', base, amount(50_000)).lora?.targets).toEqual([...LORA_TARGETS, 'lm_head'])
    expect(defaultSettings('qlora', { ...base, tied: true }, amount(50_000)).lora?.targets).toEqual(LORA_TARGETS)
  })

  test('read a small archive three times, and a large one twice', () => {
    expect([20_000, 43_000, 90_000].map((tokens) => Math.round(passes(tokens)))).toEqual([3, 3, 3])
    expect([120_000, 250_000, 1_000_000].map((tokens) => Math.round(passes(tokens)))).toEqual([2, 2, 2])
  })

  test('take small steps where large ones would be few, of one window for the smallest archives only, and windows that an epoch has several of', () => {
    expect([1_500, 5_000].map((tokens) => defaultSettings('lora', base, amount(tokens)).batch)).toEqual([1, 1])
    expect([30_000, 60_000, 90_000].map((tokens) => defaultSettings('lora', base, amount(tokens)).batch)).toEqual([2, 3, 4])
    expect([1_500, 5_000, 30_000].map((tokens) => defaultSettings('lora', base, amount(tokens)).length)).toEqual([64, 256, 512])
    expect(defaultSettings('lora', { ...base, contextLength: 128 }, amount(30_000)).length).toBe(128)
  })

  test.each(METHODS)('measure held-out works several times in a run by %s, and train by thin matrices or the base’s own', (method) => {
    const { schedule, heldOutSteps, lora, bits } = defaultSettings(method, base, amount(40_000))
    expect(schedule.steps / heldOutSteps).toBeGreaterThan(4)
    expect({ isThin: lora !== undefined, bits }).toEqual({ isThin: method.endsWith('lora'), bits: method === 'qlora' ? 8 : 32 })
  })

  test('listen to the base, except in continued pretraining, and where remembering what it expects would take too much memory', () => {
    const listens = (tokens: number, vocabulary = 8000) =>
      METHODS.map((method) => defaultSettings(method, { ...base, vocabulary }, amount(tokens)).soft?.tokens)
    expect(listens(40_000)).toEqual([32, 32, 32, undefined])
    expect([listens(2_500_000)[0], listens(2_500_000, 262_144)[0], listens(3_000_000)[0]]).toEqual([32, undefined, undefined])
  })

  test('are none for a text that is too short, which says how much is needed', () => {
    expect(() => defaultSettings('lora', base, { tokens: 1000, characters: 1700 })).toThrow(DataError)
    expect(() => defaultSettings('lora', base, { tokens: 1000, characters: 1700 })).toThrow(
      'there are 1700 characters to learn from, which is too little; about 2200',
    )
  })
})
