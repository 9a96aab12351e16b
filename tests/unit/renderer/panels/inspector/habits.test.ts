import { expect, test } from 'vitest'
import type { Habit, SuggestionPlace } from '#preload/contract/habits.ts'
import { changeOf, learntOf, placeText } from '#renderer/panels/inspector/habits.ts'
import { translator } from '#renderer/ui/translate.ts'

const place: SuggestionPlace = { position: 'start', block: 'paragraph', writing: 'han' }
const habit = (shift: number): Habit => ({ place, seen: 20, accepted: 3, shift })

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

test('a place is told in the author’s language', () => {
  const texts = (changed: Partial<SuggestionPlace>) => [
    placeText(translator('zh-CN'), { ...place, ...changed }),
    placeText(translator('en'), { ...place, ...changed }),
  ]
  expect(texts({})).toEqual(['段首 · 中文', 'Start of a paragraph · Chinese'])
  expect(texts({ block: 'item', writing: 'letters' })).toEqual(['列表项开头 · 西文', 'Start of a list item · Western'])
  expect(texts({ position: 'word', block: 'quote' })).toEqual(['两个词之间 · 引用 · 中文', 'Between two words · quotation · Chinese'])
})
