import { describe, expect, test } from 'vitest'
import type { DecoderConfig } from '#engine/model/index.ts'
import { DataError } from '#engine/training/index.ts'
import { defaultSettings, memoryOf, METHODS, planOf, type TuningSettings } from '#engine/tuning/index.ts'

const decoder = (width: number, layers: number, feedForward: number, vocabulary: number, keyHeads: number): DecoderConfig => ({
  ...{ vocabulary, width, layers, feedForward, keyHeads, heads: width / 64, headWidth: 64 },
  ...{ tied: true, ropeTheta: 10_000, normEpsilon: 1e-6, contextLength: 1024 },
})
const starter = decoder(256, 4, 1536, 8000, 4)
const larger = decoder(640, 8, 2048, 32_000, 1)
const amount = { tokens: 70_000, characters: 100_000 }
const lora = { ...defaultSettings('lora', starter, amount), batch: 4 }
const small = { ...lora, lora: { ...lora.lora!, rank: 16, alpha: 16 } }
const full = { ...defaultSettings('full', starter, amount), batch: 4 }
const extent = { learning: 70_000, heldOut: 9000 }
const machine = { freeBytes: 8e9, operationsPerSecond: 100e9 }

describe('what a run takes in memory', () => {
  // Peaks of resident memory as they were measured (engine/LOG.md), in MB.
  test.each([
    ['the starter by LoRA', starter, { ...small, batch: 4 }, 659],
    ['the starter by LoRA, layers computed again', starter, { ...small, batch: 4, recompute: true }, 454],
    ['the starter as a whole', starter, { ...full, batch: 4 }, 931],
    ['59 M parameters by LoRA', larger, { ...small, batch: 4 }, 1918],
    ['59 M parameters by LoRA, layers computed again', larger, { ...small, batch: 4, recompute: true }, 1045],
    ['59 M parameters in 8 bits', larger, { ...small, bits: 8, batch: 1, recompute: true }, 539],
  ] as const)('is about what was measured: %s', (_, config, settings, measured) => {
    const told = memoryOf(config, { ...settings, length: 512 }) / 2 ** 20
    expect(told / measured).toBeGreaterThan(0.8)
    expect(told / measured).toBeLessThan(1.25)
  })
})

describe('a plan', () => {
  test('fits where there is enough, and then needs no remedy', () => {
    expect(planOf(starter, lora, extent, machine)).toEqual({
      settings: lora,
      memoryBytes: memoryOf(starter, lora, extent.learning),
      seconds: expect.any(Number),
      fits: true,
    })
  })

  test('offers smaller batches first, then what costs more, and each step keeps its windows', () => {
    const needed = memoryOf(larger, small)
    const remedies = [0.9, 0.55, 0.4, 0.25, 0.2].map(
      (share) => planOf(larger, small, { ...extent, heldOut: 0 }, { ...machine, freeBytes: needed * share }).remedy?.settings,
    )
    expect(remedies.map((settings) => settings && [settings.batch, settings.accumulate, settings.recompute, settings.bits, settings.length])).toEqual([
      [2, 2, false, 32, 512],
      [1, 4, false, 32, 512],
      [1, 4, true, 32, 512],
      [1, 8, true, 4, 256],
      [1, 16, true, 4, 128],
    ])
    for (const settings of remedies) if (settings) expect(settings.batch * settings.accumulate * settings.length).toBe(small.batch * small.length)
  })

  test('has no remedy where nothing would fit', () => {
    const { fits, remedy } = planOf(larger, lora, { ...extent, heldOut: 0 }, { ...machine, freeBytes: 1e8 })
    expect([fits, remedy]).toEqual([false, undefined])
  })

  test('takes twice the time at half the speed, and less for an adapter than for all of it', () => {
    const seconds = (operationsPerSecond: number, settings: TuningSettings = small) =>
      planOf(starter, settings, extent, { ...machine, operationsPerSecond }).seconds
    expect(seconds(50e9) / seconds(100e9)).toBeCloseTo(2, 6)
    expect(seconds(1e9, { ...full, schedule: lora.schedule, heldOutSteps: lora.heldOutSteps }) / seconds(1e9)).toBeGreaterThan(1.25)
  })
})

describe('a run that listens to its base', () => {
  const { soft: _, ...deaf } = lora
  const listening = { ...deaf, soft: { weight: 0.3, tokens: 32 } }

  test('takes the memory of what it remembers, and the time of one reading, however many steps there are', () => {
    const [without, with_] = [planOf(starter, deaf, extent, machine), planOf(starter, listening, extent, machine)]
    expect(with_.memoryBytes - without.memoryBytes).toBe(70_000 * 32 * 6)
    const longer = { schedule: { ...lora.schedule, steps: 1000 } }
    const reading = with_.seconds - without.seconds
    expect(
      planOf(starter, { ...listening, ...longer }, extent, machine).seconds - planOf(starter, { ...deaf, ...longer }, extent, machine).seconds,
    ).toBeCloseTo(reading, 6)
    expect(reading / without.seconds).toBeGreaterThan(0.05)
    expect(reading / without.seconds).toBeLessThan(0.3)
  })
})

describe('settings by default', () => {
  test.each(METHODS)('are whole for %s, whatever the amount', (method) => {
    for (const tokens of [1500, 5000, 70_000, 5_000_000]) {
      const settings = defaultSettings(method, starter, { tokens, characters: tokens })
      expect(settings.schedule.steps).toBeGreaterThanOrEqual(20)
      expect(settings.length).toBeLessThanOrEqual(512)
      expect(tokens).toBeGreaterThan(2 * settings.length)
      expect(settings.heldOutSteps).toBeLessThanOrEqual(settings.schedule.steps)
    }
  })

  test('refuse too little text, and say how much is needed', () => {
    const few = () => defaultSettings('lora', starter, { tokens: 400, characters: 600 })
    expect(few).toThrow(DataError)
    expect(few).toThrow('there are 600 characters to learn from, which is too little; about 2000 are needed at least, many times as many are better')
  })
})
