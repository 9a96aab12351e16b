import { describe, expect, test } from 'vitest'
import { priceOf, type Priced } from '#preload/document/price.ts'

const free = { general: null, circles: false, stillCircles: false }
const general = (after: number): Priced => ({ general: { before: 4, after } })
const repetition = (before: number, after: number, error: number | null, places = 16, author: number | null = null): Priced => ({
  ...general(4),
  repetition: { before, after, author, error, places },
})

describe('what general text costs', () => {
  test.each([3.9, 4, 4.199])('%d bits after 4 are no price', (after) => expect(priceOf(general(after))).toEqual(free))
  test.each([4.2, 4.6, 5])('%d bits after 4 are one', (after) => expect(priceOf(general(after))).toEqual({ ...free, general: after / 4 - 1 }))
})

describe('what goes round in circles', () => {
  test.each<[before: number, after: number, error: number | null, circles: boolean]>([
    [0.02, 0.2, 0.04, true],
    // Nobody knows how much is chance.
    [0.02, 0.2, null, false],
    [0.02, 0.06, 0.001, false],
    // May be chance.
    [0.02, 0.2, 0.1, false],
    [0.3, 0.1, 0.01, false],
  ])('from %d to %d ± %d: %s', (before, after, error, circles) => expect(priceOf(repetition(before, after, error))).toEqual({ ...free, circles }))
  test('is told of more than three continuations', () =>
    expect([3, 4].map((places) => priceOf(repetition(0.02, 0.2, 0.04, places)).circles)).toEqual([false, true]))
  test('is not told of a proof that did not measure it', () =>
    expect([priceOf(general(4)), priceOf({ ...general(4), repetition: null })]).toEqual([free, free]))
})

describe('what goes round in circles as before, by far more than its author', () => {
  const told = (after: number, author: number | null, places = 16) => priceOf(repetition(0.26, after, 0.085, places, author)).stillCircles
  test('is told, though it fell', () => expect(priceOf(repetition(0.26, 0.19, 0.085, 16, 0.034))).toEqual({ ...free, stillCircles: true }))
  test('is more than three times the author’s own, and more than a tenth', () =>
    expect([told(0.15, 0.05), told(0.151, 0.05), told(0.1, 0.01), told(0.101, 0)]).toEqual([false, true, false, true]))
  test('is not told of few places, nor beside an author of whom nothing is known', () =>
    expect([told(0.19, 0.034, 3), told(0.19, 0.034, 4), told(0.19, null)]).toEqual([false, true, false]))
  test('is told once: as a price where it rose', () => expect(priceOf(repetition(0.02, 0.2, 0.04, 16, 0.03))).toEqual({ ...free, circles: true }))
})
