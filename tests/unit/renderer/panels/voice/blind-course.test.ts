import { expect, test } from 'vitest'
import { again, answered, compared, fresh, seenAnswers } from '#renderer/panels/voice/blind-course.ts'

test('answers stay while all is compared, and only those that come after it are not blind', () => {
  const two = answered(answered(fresh, 'after'), 'neither')
  expect([two.answers, two.isShown, seenAnswers(two)]).toEqual([['after', 'neither'], true, 0])
  const seen = compared(two)
  expect([seen.answers, seenAnswers(seen)]).toEqual([['after', 'neither'], 0])
  const three = answered(compared(answered(seen, 'before')), 'after')
  expect(seenAnswers(three)).toBe(2)
})

test('who chooses again has seen which was which', () => {
  expect(seenAnswers(answered(again(), 'after'))).toBe(1)
  expect(again().answers).toEqual([])
})
