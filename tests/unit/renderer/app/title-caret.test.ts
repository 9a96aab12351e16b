import { expect, test } from 'vitest'
import { chosenOfTitle } from '#renderer/app/title-caret.ts'

test('only a title that nobody gave is typed over', () => {
  expect(chosenOfTitle('未命名的一课')).toEqual([0, 6])
  expect(chosenOfTitle('Untitled lesson')).toEqual([0, 15])
  expect(chosenOfTitle('把清单写短')).toEqual([5, 5])
  expect(chosenOfTitle('')).toEqual([0, 0])
})
