import { expect, test } from 'vitest'
import { changeInSaved, measured, type Tally } from '#engine/evaluation/index.ts'

/** A stretch of 200 characters of which so many were accepted. */
const tally = (accepted: number): Tally => ({
  typed: 200 - accepted,
  accepted,
  asked: 50,
  shown: 20,
  right: 10,
  shownCharacters: 60,
  keys: 200,
  plainKeys: 220,
})
/** Some stretches are far easier than others. */
const easy = [4, 10, 20, 34, 40, 50, 60, 72, 80, 90]

test('what makes a stretch hard both times is no chance between the two', () => {
  const [before, after] = [easy.map(tally), easy.map((accepted, at) => tally(Math.max(0, accepted - 10 + (at % 3))))]
  const change = changeInSaved(before, after)
  expect(change.value).toBeCloseTo(measured(after).saved - measured(before).saved, 10)
  expect(change.error).toBeLessThan((measured(before).errors?.saved ?? 0) / 5)
  expect(-change.value).toBeGreaterThan(2 * (change.error ?? Infinity))
  // By the error of one side a fall of this size would have been chance.
  expect(-change.value).toBeLessThan(2 * (measured(before).errors?.saved ?? 0))
})

test('of stretches that move this way and that the error is large', () => {
  const moved = easy.map((accepted, at) => tally(accepted + (at % 2 === 0 ? 40 : -40 + Math.max(0, 40 - accepted))))
  const { value, error } = changeInSaved(easy.map(tally), moved)
  expect(Math.abs(value)).toBeLessThan(2 * (error ?? 0))
})

test('a single stretch says nothing of others, and sides of other stretches are not compared', () => {
  expect(changeInSaved([tally(20)], [tally(10)])).toEqual({ value: expect.closeTo(-0.05), error: null })
  expect(() => changeInSaved([tally(20)], [])).toThrow('1 stretches were written before, and 0 after')
})
