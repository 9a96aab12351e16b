import { expect, test } from 'vitest'
import { planOfRun, type PlanOptions } from '#main/services/voice-plan.ts'
import { sampledWorks } from '#main/services/voice-texts.ts'
import type { VoiceSpeeds } from '#main/services/voice-speeds.ts'
import type { RunPlan } from '#preload/contract/runs.ts'
import { countWords } from '#preload/document/counting.ts'

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

/** Of a course on programming: most of its words have several letters. A question that somebody else asked is read with each of its works, and counted in none. */
const said = '用 Promise.all 等所有 request 都 resolve，再 setState 一次；JavaScript 的 closure 记得 count。'
const question = '为什么 undefined 不是 function？'
const lesson = (id: string, times: number, split: 'train' | 'held-out') => {
  const answer = said.repeat(times)
  const read = () => ({ text: question + answer, context: [[0, question.length] as const] })
  return { id, title: id, words: countWords(answer), split, stamp: '', read }
}

test('what a trainer reckons by are characters, as its tokens are of characters, and not 字', async () => {
  const lessons = [...Array.from({ length: 8 }, (_, at) => lesson(`${at}`, 200 + at, 'train')), lesson('held', 150, 'held-out')]
  const { sample, characters } = await sampledWorks(lessons)
  const all = (split: string) => lessons.reduce((sum, work) => sum + (work.split === split ? work.read().text.length : 0), 0)
  expect(characters.learning / all('train')).toBeCloseTo(1, 1)
  expect(characters.heldOut / all('held-out')).toBeCloseTo(1, 1)
  const asked: unknown[] = []
  const plan: PlanOptions['trainer']['plan'] = async (question) => {
    asked.push(question)
    return {} as RunPlan
  }
  const options = {
    ...{ speeds: { timeOf: () => ({ least: 1, most: 2 }) }, learning: { works: async () => lessons }, enough: () => enough, trainer: { plan } },
    ...{ model: () => 'starter', place: () => ({ path: '/models/starter.gguf', name: '入门' }) },
  }
  await planOfRun(options, null, { method: null, rank: null, passes: null }, new AbortController().signal)
  expect(asked).toMatchObject([{ sample, characters }])
})
