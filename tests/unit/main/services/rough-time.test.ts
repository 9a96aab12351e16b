import { describe, expect, test } from 'vitest'
import { between, roughly, timeLeft } from '#main/services/rough-time.ts'

const minutes = (seconds: number) => seconds / 60

describe('a time as a person says it', () => {
  test.each([
    [5, 1],
    [100, 2],
    [171, 3],
    [9.4 * 60, 10],
    [13 * 60, 12],
    [23 * 60, 25],
    [68 * 60, 75],
    [170 * 60, 180],
    [5.3 * 3600, 300],
  ])('%d seconds are %d minutes', (seconds, said) => expect(minutes(roughly(seconds))).toBe(said))

  test('is one where it is known, and two where it is not', () => {
    expect(between(178, 1.1)).toEqual({ least: 180, most: 180 })
    expect(between(720, 1.3)).toEqual({ least: 600, most: 900 })
  })
})

describe('what is left', () => {
  /** What is told of so many minutes one after the other. */
  const told = (...left: number[]) => {
    let now: number | null = null
    return left.map((each) => minutes((now = timeLeft(now, each * 60))))
  }

  test('counts down', () => expect(told(10, 9, 8.2, 7, 6.2, 5, 3.9, 3, 2.1, 1.1, 0.4)).toEqual([10, 10, 8, 8, 6, 5, 4, 3, 2, 1, 1]))
  test('does not leap while the computer is used for a moment', () => expect(told(10, 12.5, 9, 12.9, 9.4, 11, 8.9)).toEqual([10, 10, 10, 10, 10, 10, 10]))
  test('says so where it takes longer by far', () => expect(told(10, 22)).toEqual([10, 20]))
  test('never says more where it takes less', () => {
    const all = Array.from({ length: 400 }, (_, at) => 200 - at / 2)
    const said = told(...all)
    expect(said.every((one, at) => at === 0 || one <= (said[at - 1] ?? 0))).toBe(true)
    expect(said.every((one, at) => Math.abs(one - Math.max(1, all[at] ?? 0)) <= Math.max(1, 0.25 * (all[at] ?? 0)))).toBe(true)
  })
})
