import { expect, test } from 'vitest'
import { headRows } from '#preload/document/table-head.ts'
import type { Table } from '#preload/document/schema.ts'

/** Rows of cells, each as `text` or `[columns, rows]`. */
const head = (...rows: readonly (readonly (readonly [number, number])[])[]) => {
  const children = rows.map((cells) => ({
    type: 'row',
    children: cells.map(([colspan, rowspan]) => ({ type: 'cell', id: 'c', colspan, rowspan, children: [{ text: '' }] })),
  })) as unknown as Table['children']
  return headRows({ hasHeader: true, children })
}
const one = [1, 1] as const

test('a head is as many rows as its first row reaches into', () => {
  expect(head([one, one], [one, one])).toBe(1)
  expect(head([[2, 1]], [one, one], [one, one])).toBe(1)
  expect(
    head(
      [
        [1, 2],
        [2, 1],
      ],
      [one, one],
      [one, one, one],
    ),
  ).toBe(2)
  // Its second row may reach further.
  expect(
    head(
      [
        [1, 2],
        [2, 1],
      ],
      [[1, 2], one],
      [one, one],
      [one, one, one],
    ),
  ).toBe(3)
})

test('what reaches to the end of a table, or far into it, names rows and is no head of several', () => {
  expect(head([[1, 2], one], [one])).toBe(1)
  expect(head([[1, 4], one], [one], [one], [one], [one, one])).toBe(1)
})
