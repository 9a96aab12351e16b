import { expect, test } from 'vitest'
import { defaultSettings, recipeOf } from '#engine/tuning/index.ts'

test('a recipe says in passes and windows what a run does in steps and batches, with the numbers that move it', () => {
  const amount = { tokens: 512_000, characters: 700_000 }
  const settings = defaultSettings('lora', { contextLength: 1024, tied: false, vocabulary: 8000 }, amount)
  const recipe = recipeOf({ ...settings, accumulate: 2, schedule: { ...settings.schedule, steps: settings.schedule.steps / 2 } }, amount.tokens)
  expect(recipe).toMatchObject({ length: settings.length, batch: 2 * settings.batch, patience: settings.patience })
  expect(recipe.passes).toBe(Math.round((settings.schedule.steps * settings.batch * settings.length) / amount.tokens))
  expect(recipe.optimiser).toMatchObject({ kind: 'muon', rate: settings.optimiser.muonRate, weightDecay: settings.optimiser.weightDecay })
  expect(recipeOf({ ...settings, optimiser: { ...settings.optimiser, kind: 'adamw' } }, amount.tokens).optimiser.rate).toBe(settings.optimiser.adamRate)
  expect(recipe.lora.targets).toContain('lm_head')
  expect(recipe.lora).toMatchObject({ rank: settings.lora?.rank, alpha: settings.lora?.alpha, targets: [...(settings.lora?.targets ?? [])] })
})

test.each([43_000, 290_000, 3_600_000])(
  'of %i tokens, the shares of warm-up and held-out figures come to the run’s own steps, and fit one of fewer',
  (tokens) => {
    const settings = defaultSettings('lora', { contextLength: 1024, tied: false, vocabulary: 8000 }, { tokens, characters: tokens })
    const { warmupShare, heldOutShare } = recipeOf(settings, tokens)
    const { steps, warmupSteps } = settings.schedule
    // As Transformers does it.
    const of = (share: number, all: number) => Math.ceil(all * share)
    expect([of(warmupShare, steps), of(heldOutShare, steps)]).toEqual([warmupSteps, settings.heldOutSteps])
    const fewer = Math.ceil(steps / 32)
    expect([of(warmupShare, fewer) < fewer / 2, fewer / of(heldOutShare, fewer) >= 2]).toEqual([true, true])
  },
)

test('of a run that trains all of a base there is none', () => {
  const amount = { tokens: 512_000, characters: 700_000 }
  expect(() => recipeOf(defaultSettings('full', { contextLength: 1024, tied: false, vocabulary: 8000 }, amount), amount.tokens)).toThrow('thin matrices')
})
