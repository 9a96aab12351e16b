import { expect, test } from 'vitest'
import { rowGoneTo, scrollTo } from '#renderer/panels/publishing/row-keys.ts'

test('arrow keys, Home and End go from row to row, and not beyond the last', () => {
  const rows = ['a', 'b', 'c']
  const from = (row: string) => ['ArrowUp', 'ArrowDown', 'Home', 'End', 'Tab', 'ArrowLeft'].map((key) => rowGoneTo(rows, row, key))
  expect(from('a')).toEqual([null, 'b', null, 'c', null, null])
  expect(from('b')).toEqual(['a', 'c', 'a', 'c', null, null])
  expect(from('c')).toEqual(['b', null, 'a', null, null, null])
  expect(from('x').every((each) => each === null)).toBe(true)
})

test('a list is scrolled as far as a row of it needs, and not where it is seen', () => {
  const list = { top: 100, bottom: 300 }
  const spans = [
    { top: 120, bottom: 148 },
    { top: 80, bottom: 108 },
    { top: 290, bottom: 318 },
    { top: 150, bottom: 450 },
  ]
  expect(spans.map((row) => scrollTo(row, list))).toEqual([0, -20, 18, 50])
})
