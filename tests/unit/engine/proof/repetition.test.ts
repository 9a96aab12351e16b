import { describe, expect, test } from 'vitest'
import { repetitionOf } from '#engine/proof/repetition.ts'
import { repeatedShare } from '#preload/document/repeated.ts'

describe('what a text says again', () => {
  test.each<[text: string, share: number | null]>([
    ['山色空蒙雨亦奇', 0],
    // Five rows, of which two differ.
    ['关系关系关系关系', 0.6],
    // Marks, blanks and line ends are no part of it.
    ['关系，关系。\n关系 关系', 0.6],
    ['The cat sat on the mat; the cat sat on', 1 / 7],
    ['慢慢来', null],
    ['', null],
  ])('%j: %d', (text, share) => {
    if (share === null) expect(repeatedShare(text)).toBeNull()
    else expect(repeatedShare(text)).toBeCloseTo(share)
  })
  test('a word of letters counts as one, as a character does', () => {
    expect(repeatedShare('用 React 写页面 用 React 写页面')).toBeCloseTo(2 / 7)
  })
})

describe('what continuations say again', () => {
  const place = (before: string, after: string, truth = '都在等一句话') => ({ before, after, truth })

  test('is told of each side and of the author, place by place', () => {
    const told = repetitionOf([place('山色空蒙雨亦奇', '关系关系关系关系'), place('水光潋滟晴方好', '水光潋滟晴方好')])
    expect(told).toEqual({ before: 0, after: 0.3, author: 0, error: expect.closeTo(0.3), places: 2 })
  })
  test('is of the places alone at which both said enough, and the author too', () => {
    const circles = '关系关系关系关系'
    expect(repetitionOf([place('好', circles, circles), place('山色空蒙', circles, '慢'), place('山色空蒙', '山色空蒙', circles)])).toEqual({
      before: 0,
      after: 0,
      author: expect.closeTo(0.6),
      error: null,
      places: 1,
    })
  })
  test('is nothing where nobody said enough', () => expect([repetitionOf([]), repetitionOf([place('好', '坏')])]).toEqual([null, null]))
})
