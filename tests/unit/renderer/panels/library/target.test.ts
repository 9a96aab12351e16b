import { expect, test } from 'vitest'
import { commonTarget, writtenMinutes, writtenWords } from '#renderer/panels/library/target.ts'

test.each([
  ['1200', 1200],
  [' 1,200 ', 1200],
  ['１２００字', 1200],
  ['1.2万', 12_000],
  ['3 千', 3000],
  ['800 words', 800],
  ['', null],
  ['  ', null],
  ['0', undefined],
  ['-5', undefined],
  ['12.5', undefined],
  ['1e9', undefined],
  ['2000000', undefined],
  ['一千', undefined],
  ['很多', undefined],
  ['字', null],
])('words written as “%s” are %s', (text, words) => {
  expect(writtenWords(text)).toBe(words)
})

test('what lessons aim at together is told apart from what they differ in, and from none', () => {
  const each = { words: 900, minutes: null }
  expect(commonTarget([each, each])).toEqual({ words: 900, minutes: null })
  expect(commonTarget([each, { words: 2000, minutes: null }])).toEqual({ words: undefined, minutes: null })
  expect(commonTarget([each, { words: null, minutes: 4 }])).toEqual({ words: undefined, minutes: undefined })
  expect(commonTarget([{ words: null, minutes: 0.5 }, each])).toEqual({ words: undefined, minutes: undefined })
})

test.each([
  ['9', 9],
  ['4.5', 4.5],
  ['4:30', 4.5],
  ['４：３０', 4.5],
  ['５分钟', 5],
  ['12 min', 12],
  ['', null],
  ['0', undefined],
  ['4:75', undefined],
  ['abc', undefined],
  ['99999', undefined],
])('minutes written as “%s” are %s', (text, minutes) => {
  expect(writtenMinutes(text)).toBe(minutes)
})
