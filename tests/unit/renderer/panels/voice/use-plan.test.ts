import { expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { planningOf } from '#renderer/panels/voice/use-plan.ts'

test('a trouble is told only of what is asked now: of what was chosen before it says nothing, and an estimate is on its way', () => {
  const problem = new Problem('works-few', '', { works: 0, words: 0 })
  const answered = { planned: null, problem, isAsking: false, of: 'none', asked: 'none' }
  expect(planningOf(answered, 'none')).toEqual({ planned: null, problem, isAsking: false, isOfOthers: false })
  expect(planningOf(answered, 'all')).toEqual({ planned: null, problem: null, isAsking: true, isOfOthers: true })
})
