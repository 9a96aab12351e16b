import { expect, test } from 'vitest'
import { planOfRun, type PlanOptions } from '#main/services/voice-plan.ts'
import type { VoiceSpeeds } from '#main/services/voice-speeds.ts'
import type { RunPlan } from '#preload/contract/runs.ts'

const work = (id: string, words: number, split: 'train' | 'held-out') => ({
  id,
  title: `题${id}`,
  words,
  split,
  stamp: '',
  read: () => ({ text: '正文', context: [] }),
})
const works = [work('a', 9000, 'train'), work('b', 300, 'held-out'), work('c', 8000, 'train'), work('d', 1200, 'held-out')]
const enough = { kind: 'enough' as const, have: { words: 18_500, works: 4 }, need: { words: 10_000, works: 3 } }

test('a plan names the works of which nothing will be learnt, the longest first', async () => {
  const options: PlanOptions & { speeds: Pick<VoiceSpeeds, 'timeOf'> } = {
    speeds: { timeOf: () => ({ least: 60, most: 90 }) },
    learning: { works: async () => works },
    enough: () => enough,
    trainer: { plan: async () => ({}) as RunPlan },
    model: () => 'starter',
    place: () => ({ path: '/models/starter.gguf', name: '入门' }),
  }
  const planned = await planOfRun(options, null, { method: null, rank: null, passes: null }, new AbortController().signal)
  expect(planned.time).toEqual({ least: 60, most: 90 })
  expect([planned.heldOut, planned.heldOutWorks]).toEqual([
    { works: 2, words: 1500 },
    [
      { id: 'd', title: '题d', words: 1200, presence: 'here' },
      { id: 'b', title: '题b', words: 300, presence: 'here' },
    ],
  ])
})
