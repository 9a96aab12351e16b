import { expect, test } from 'vitest'
import type { DecoderConfig } from '#engine/model/index.ts'
import { fittingSettings, lightened, runPlan, setupOf } from '#engine/worker/run-setup.ts'
import { Problem } from '#preload/contract/problem.ts'

const starter: DecoderConfig = {
  ...{ vocabulary: 8000, width: 256, layers: 4, feedForward: 1536, keyHeads: 4, heads: 4, headWidth: 64 },
  ...{ tied: true, ropeTheta: 10_000, normEpsilon: 1e-6, contextLength: 1024 },
}
const amount = { tokens: 400_000, characters: 600_000, heldOutTokens: 40_000 }
const machine = { freeBytes: 8e9, operationsPerSecond: 100e9 }
const settings = runPlan({ method: null, rank: null, passes: null }, starter, amount, machine).settings

test('each time over it takes less memory and learns the very same windows, until it can’t take less', () => {
  const steps = [0, 1, 2, 3, 9].map((times) => lightened(settings, times))
  expect(steps.map(({ batch, accumulate, recompute }) => [batch, accumulate, recompute])).toEqual([
    [4, 1, false],
    [2, 2, false],
    [1, 4, false],
    [1, 4, true],
    [1, 4, true],
  ])
  const odd = lightened({ ...settings, batch: 3 }, 1)
  expect(odd.batch * odd.accumulate).toBe(3)
})

test('a run that goes on from a checkpoint is no lighter than it was asked to be, however often it goes on', () => {
  const once = lightened(settings, 1)
  expect([once.batch, lightened(once, 1), lightened(lightened(once, 1), 0)]).toEqual([2, once, once])
  expect(lightened(lightened(once, 2), 2)).toEqual(lightened(settings, 2))
  // One that halved its batches by itself goes on from there.
  expect(lightened({ ...once, batch: 1, accumulate: 4 }, 2)).toMatchObject({ batch: 1, recompute: true })
})

test('a rank that is chosen counts as the one that is taken by itself', () => {
  const { rank = 0, alpha = 0 } = settings.lora ?? {}
  const chosen = runPlan({ method: null, rank: 8, passes: null }, starter, amount, machine).settings
  expect([chosen.lora?.rank, (chosen.lora?.alpha ?? 0) / 8]).toEqual([8, alpha / rank])
  expect(setupOf(chosen)).toMatchObject({ method: 'lora', rank: 8 })
})

test('where nothing fits, it says how much is needed', () => {
  const tiny = { ...machine, freeBytes: 1e6 }
  const plan = runPlan({ method: null, rank: null, passes: null }, starter, amount, tiny)
  expect(() => fittingSettings(plan, tiny)).toThrow(
    expect.objectContaining({ code: 'memory-short', detail: { needed: expect.stringMatching(/^\d\.\d$/), free: '0.0' } }) as Problem,
  )
})
