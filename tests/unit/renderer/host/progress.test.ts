import { expect, test } from 'vitest'
import { progressOf } from '#renderer/host/progress.ts'
import { lessonEntry } from '../../../fixtures/lesson-entry.ts'

const lesson = (words: number, target: { words: number | null; minutes: number | null }) => lessonEntry('a', { words, narrated: words, target })
const pace = 200

test('there is none without a target', () => {
  expect([progressOf([], pace), progressOf([lesson(500, { words: null, minutes: null })], pace)]).toEqual([null, null])
})

test('a lesson has reached what it has of its words or minutes, of both the one further off, and no more than all', () => {
  const share = (words: number, target: { words: number | null; minutes: number | null }) => progressOf([lesson(words, target)], pace)?.share
  expect([
    share(300, { words: 600, minutes: null }),
    share(300, { words: null, minutes: 6 }),
    share(300, { words: 300, minutes: 6 }),
    share(900, { words: 600, minutes: null }),
  ]).toEqual([0.5, 0.25, 0.25, 1])
})

test('several are summed, each by the length it aims at; too much in one makes up for nothing in another', () => {
  const several = [
    lesson(900, { words: 300, minutes: null }),
    lesson(0, { words: 300, minutes: null }),
    lesson(600, { words: null, minutes: 3 }),
    lesson(77, { words: null, minutes: null }),
  ]
  expect(progressOf(several, pace)).toEqual({ words: { done: 900, target: 600 }, minutes: { done: 3, target: 3 }, share: 0.75 })
})
