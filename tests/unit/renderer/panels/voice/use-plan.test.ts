import { expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { samples } from '../../../../fixtures/contract/samples.ts'
import { type Planned, planningOf, startOf } from '#renderer/panels/voice/use-plan.ts'

test('a trouble is told only of what is asked now: of what was chosen before it says nothing, and an estimate is on its way', () => {
  const problem = new Problem('works-few', '', { works: 0, words: 0 })
  const answered = { planned: null, problem, isAsking: false, of: 'none', asked: 'none' }
  expect(planningOf(answered, 'none')).toEqual({ planned: null, problem, isAsking: false, isOfOthers: false })
  expect(planningOf(answered, 'all')).toEqual({ planned: null, problem: null, isAsking: true, isOfOthers: true })
})

test('a press before the estimate waits for it, and starts by itself only what was wanted; one that has read it starts what fits instead', () => {
  const plan = samples['voice']?.['plan']?.output as Planned
  const planned = (fits: boolean, remedy: Planned['plan']['remedy']): Planned => ({ ...plan, plan: { ...plan.plan, fits, remedy } })
  const said = (some: Planned | null, problem: Problem | null = null, isOfOthers = false) =>
    [false, true].map((isWaiting) => startOf({ planned: some, problem, isOfOthers }, isWaiting))
  const remedy = { setup: plan.plan.setup, memory: 1 } as Planned['plan']['remedy']
  expect([said(null), said(planned(true, null), null, true), said(planned(true, null))]).toEqual([
    ['later', 'later'],
    ['later', 'later'],
    ['now', 'now'],
  ])
  expect([said(planned(false, remedy)), said(planned(false, null)), said(null, new Problem('works-few', '', {}))]).toEqual([
    ['now', 'not'],
    ['not', 'not'],
    ['not', 'not'],
  ])
})
