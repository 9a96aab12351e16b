import fc from 'fast-check'
import { expect, test } from 'vitest'
import { brainFromNumber, halfFromNumber, numberFromBrain, numberFromHalf } from '#engine/formats/half.ts'

/** JavaScript's own rounding to binary16, which TypeScript's library does not declare yet. */
const f16round = (Math as Math & { f16round(value: number): number }).f16round
const float32 = fc.integer({ min: 0, max: 0xffffffff }).map((bits) => new Float32Array(Uint32Array.of(bits).buffer)[0] ?? 0)

test('every binary16 comes back as it was', () => {
  for (let half = 0; half < 65_536; half++) {
    const number = numberFromHalf(half)
    expect(number).toBe(f16round(number))
    if (!Number.isNaN(number) && halfFromNumber(number) !== half)
      throw new Error(`0x${half.toString(16)} came back as 0x${halfFromNumber(number).toString(16)}`)
  }
})

test('numbers become the binary16 that JavaScript rounds them to', () => {
  const round = (value: number) => numberFromHalf(halfFromNumber(value))
  fc.assert(
    fc.property(float32, (value) => Object.is(round(value), f16round(value))),
    { numRuns: 20_000 },
  )
  // Ties, the border to infinity, the border to zero, and subnormal numbers.
  for (const value of [
    2049,
    2051,
    65_504,
    65_519,
    65_520,
    2 ** -24,
    2 ** -25,
    3 * 2 ** -26,
    1.5 * 2 ** -24,
    2 ** -14,
    1023.5 * 2 ** -24,
    -0,
    Infinity,
    -Infinity,
    Number.NaN,
  ])
    expect(round(Math.fround(value))).toBe(f16round(Math.fround(value)))
})

test('numbers become the nearest bfloat16, ties to even', () => {
  expect([1, -2, 3.140625].map((value) => numberFromBrain(brainFromNumber(value)))).toEqual([1, -2, 3.140625])
  expect(numberFromBrain(brainFromNumber(1 + 2 ** -8))).toBe(1)
  expect(numberFromBrain(brainFromNumber(1 + 3 * 2 ** -8))).toBe(1 + 2 ** -6)
  expect(numberFromBrain(brainFromNumber(3.4e38))).toBe(Infinity)
  expect(numberFromBrain(brainFromNumber(Number.NaN))).toBeNaN()
  fc.assert(
    fc.property(
      float32.filter(Number.isFinite),
      (value) =>
        Math.abs(numberFromBrain(brainFromNumber(value)) - value) <= Math.abs(value) * 2 ** -8 || Math.abs(value) > 3.38e38 || Math.abs(value) < 2 ** -120,
    ),
  )
})
