import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mergeByHeap, mergeByScanning, mergeSymbols } from '#engine/tokenizer/merge.ts'
import { MergeTable, UNMERGED } from '#engine/tokenizer/merge-table.ts'

/** Merges over an alphabet of four symbols, each making a new one. */
const merges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), { maxLength: 12 })
const symbols = fc.array(fc.nat(3), { maxLength: 200 })

function tableOf(list: readonly (readonly [number, number])[]): MergeTable {
  const table = new MergeTable(list.length)
  for (const [rank, [left, right]] of list.entries()) table.add(left, right, rank, 4 + rank)
  return table
}

test('it comes to the same by scanning and by heap', () => {
  fc.assert(
    fc.property(merges, symbols, (list, sample) => {
      const table = tableOf(list)
      expect(mergeByHeap([...sample], table)).toEqual(mergeByScanning([...sample], table))
    }),
    { numRuns: 2000 },
  )
})

test('it applies the lowest rank first and the leftmost of equals', () => {
  const table = tableOf([
    [1, 2],
    [0, 1],
    [0, 0],
  ])
  expect(mergeSymbols([0, 1, 2], table)).toEqual([0, 4])
  expect(mergeSymbols([0, 0, 0], table)).toEqual([6, 0])
})

test('it merges hundreds of thousands of symbols', () => {
  const table = tableOf([
    [0, 0],
    [4, 4],
    [5, 5],
  ])
  expect(mergeSymbols(new Array<number>(200_003).fill(0), table)).toEqual([...new Array<number>(25_000).fill(6), 4, 0])
})

test('it keeps the first of two merges of one pair', () => {
  const table = new MergeTable(2)
  expect(table.add(1, 2, 0, 7)).toBe(true)
  expect(table.add(1, 2, 1, 8)).toBe(false)
  expect([table.rankOf(1, 2), table.resultOf(1, 2)]).toEqual([0, 7])
  expect(table.rankOf(2, 1)).toBe(UNMERGED)
})
