import { describe, expect, test } from 'vitest'
import { priceOf, type Priced } from '#preload/document/price.ts'

const free = { general: null, circles: false }
const general = (after: number): Priced => ({ general: { before: 4, after } })
const repetition = (before: number, after: number, error: number | null, places = 16): Priced => ({
  ...general(4),
  repetition: { before, after, error, places },
})

describe('what general text costs', () => {
  test.each([3.9, 4, 4.199])('%d bits after 4 are no price', (after) => expect(priceOf(general(after))).toEqual(free))
  test.each([4.2, 4.6, 5])('%d bits after 4 are one', (after) => expect(priceOf(general(after))).toEqual({ general: after / 4 - 1, circles: false }))
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
  ])('from %d to %d ± %d: %s', (before, after, error, circles) => expect(priceOf(repetition(before, after, error))).toEqual({ general: null, circles }))
  test('is told of more than three continuations', () =>
    expect([3, 4].map((places) => priceOf(repetition(0.02, 0.2, 0.04, places)).circles)).toEqual([false, true]))
  test('is not told of a proof that did not measure it', () =>
    expect([priceOf(general(4)), priceOf({ ...general(4), repetition: null })]).toEqual([free, free]))
})
