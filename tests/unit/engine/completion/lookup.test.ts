import { describe, expect, test } from 'vitest'
import { lookUp } from '#engine/completion/lookup.ts'

describe('looking up what comes next in the text itself', () => {
  test('it is what followed the same tokens further up', () => {
    expect(lookUp([1, 2, 3, 4, 5, 9, 2, 3], 2)).toEqual([4, 5])
    expect(lookUp([1, 2, 3, 4, 5, 9, 2, 3], 9)).toEqual([4, 5, 9, 2, 3])
  })

  test('the longest likeness counts, and of two the later', () => {
    expect(lookUp([1, 2, 3, 40, 8, 2, 3, 50, 1, 2, 3], 1)).toEqual([40])
    expect(lookUp([2, 3, 40, 8, 2, 3, 50, 1, 2, 3], 1)).toEqual([50])
    expect(lookUp([7, 7, 7, 7], 3)).toEqual([7])
  })

  test('it is nothing where too little is alike, and where nothing is wanted', () => {
    expect(lookUp([1, 2, 3, 4, 3], 3)).toEqual([])
    expect(lookUp([], 3)).toEqual([])
    expect(lookUp([1], 3)).toEqual([])
    expect(lookUp([1, 2, 3, 4, 5, 9, 2, 3], 0)).toEqual([])
    expect(lookUp([1, 2, 3, 4, 5, 9, 2, 3], -5)).toEqual([])
  })
})
