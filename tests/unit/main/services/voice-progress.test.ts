import { expect, test } from 'vitest'
import { advanced, newRun, paused, resting } from '#main/services/voice-progress.ts'
import { AdapterId, AdapterName } from '#preload/contract/adapters.ts'

const amounts = { learning: { works: 2, words: 100 }, heldOut: { works: 1, words: 10 } }
const run = newRun({
  id: AdapterId.parse('6f9619ff-8b86-4d01-b42d-00cf4fc964f0'),
  name: AdapterName.parse('我的笔风'),
  base: { id: 'starter', name: '入门模型' },
  startedAt: 1,
  ...amounts,
})
const softTargets = (share: number, secondsLeft: number) => ({ kind: 'soft-targets' as const, step: 0, share, secondsLeft })

test('while the base reads the works, how far it is and how long the run still takes are told, and then no more how far', () => {
  const reading = advanced(run, softTargets(0.25, 290))
  expect([reading.read, reading.secondsLeft]).toEqual([0.25, 300])
  expect(advanced(reading, softTargets(1, 200))).toMatchObject({ read: null, secondsLeft: 240 })
})

test('a run that waits while the base reads tells nothing of it', () => {
  expect(resting(advanced(run, softTargets(0.25, 290)))).toEqual(run)
})

test('a run that is to go on still says how far the base had read, and nothing of its pace', () => {
  const waiting = paused(advanced(run, softTargets(0.25, 290)))
  expect([waiting.read, waiting.secondsLeft, paused(run).read]).toEqual([0.25, null, null])
})
