import { expect, test } from 'vitest'
import type { Habit, SuggestionPlace } from '#preload/contract/habits.ts'
import { agreedOf, changeOf, heededIn, learntOf, placeText, timesInTen } from '#renderer/panels/inspector/habits.ts'
import { translator } from '#renderer/ui/translate.ts'

const place: SuggestionPlace = { position: 'start', block: 'paragraph', writing: 'han' }
const habit = (shift: number): Habit => ({ place, seen: 20, accepted: 3, along: 2, shift })

test('a shift is told as it is felt', () => {
  expect([-2, -1.5, -1.49, -0.9, -0.4, -0.39, -0.1, -0.09, 0].map(changeOf)).toEqual([
    'hardly',
    'hardly',
    'far-fewer',
    'far-fewer',
    'fewer',
    'slightly-fewer',
    'slightly-fewer',
    'usual',
    'usual',
  ])
  expect([0.09, 0.1, 0.4, 0.74, 1].map(changeOf)).toEqual(['usual', 'slightly-more', 'more', 'more', 'far-more'])
})

test('those that change most come first, those without evidence enough not at all', () => {
  expect(learntOf([habit(0), habit(0.2), habit(-1), habit(0.5)]).map(({ shift }) => shift)).toEqual([-1, 0.5, 0.2])
  expect(learntOf(Array.from({ length: 40 }, (_, at) => habit((at + 1) / 40)))).toHaveLength(6)
})

test('what the author wrote as it was suggested is told as agreed with', () => {
  expect([agreedOf(habit(0)), agreedOf({ ...habit(0), accepted: 0, along: 7.6 })]).toEqual([5, 8])
})

test('a suggestion is told to be shown for a habit only as long as the habit is known', () => {
  const heeded = (kinds: readonly Habit[], shift: number) => heededIn(kinds, { place, chance: 0.5, shift })
  expect([heeded([habit(-1)], -1), heeded([habit(0.5)], 0.5)]).toEqual(['fewer', 'more'])
  expect([heeded([], -1), heeded([habit(0)], -1), heeded([habit(0.5)], -1)]).toEqual([null, null, null])
  expect(heeded([{ ...habit(-1), place: { ...place, block: 'quote' } }], -1)).toBeNull()
  expect(heeded([habit(-1)], -0.05)).toBeNull()
})

test('a chance is told in times of ten, and never in none', () => {
  expect([0, 0.04, 0.549, 0.55, 0.9, 1].map(timesInTen)).toEqual([1, 1, 5, 6, 9, 10])
})

test('a place is told in the author’s language', () => {
  const texts = (changed: Partial<SuggestionPlace>) => [
    placeText(translator('zh-CN'), { ...place, ...changed }),
    placeText(translator('en'), { ...place, ...changed }),
  ]
  expect(texts({})).toEqual(['段首 · 中文', 'Start of a paragraph · Chinese'])
  expect(texts({ block: 'item', writing: 'letters' })).toEqual(['列表项开头 · 西文', 'Start of a list item · Western'])
  expect(texts({ position: 'word', block: 'quote' })).toEqual(['两个词之间 · 引用 · 中文', 'Between two words · quotation · Chinese'])
})
