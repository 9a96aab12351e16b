import { expect, test } from 'vitest'
import { rateFactor } from '#engine/training/schedule.ts'

test('rises over the warm-up, stays, and falls linearly to its floor', () => {
  const schedule = { steps: 100, warmupSteps: 10, decayShare: 0.4 }
  const at = (step: number): number => Math.round(rateFactor(schedule, step) * 1000) / 1000
  expect([1, 5, 10, 11, 60].map(at)).toEqual([0.1, 0.5, 1, 1, 1])
  expect([70, 80, 90, 99, 100, 120].map(at)).toEqual([0.75, 0.5, 0.25, 0.025, 0.02, 0.02])
})

test('may do without warm-up and without decay', () => {
  const schedule = { steps: 100, warmupSteps: 0, decayShare: 0 }
  expect([1, 50, 100].map((step) => rateFactor(schedule, step))).toEqual([1, 1, 1])
})
