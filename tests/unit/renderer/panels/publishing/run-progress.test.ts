import { expect, test } from 'vitest'
import type { RunTarget } from '#preload/contract/ledger.ts'
import { runningOf, secondsLeft, shareOf } from '#renderer/panels/publishing/run-progress.ts'

const target = (phase: RunTarget['phase'], done = 0, total = 0): RunTarget => ({ target: 'epub', phase, done, total, record: null, problem: null })

test('how far several are together, as soon as it is known', () => {
  expect(shareOf({ targets: [target('done', 3, 3), target('running', 1, 2), target('waiting')] })).toBe(0.5)
  expect(shareOf({ targets: [target('running')] })).toBeNull()
  expect(shareOf({ targets: [target('failed'), target('cancelled')] })).toBe(1)
  expect(shareOf({ targets: [] })).toBeNull()
})

test('the time that is left is told by the pace until now, and not too soon', () => {
  const run = { startedAt: 1000, targets: [target('running', 1, 4)] }
  expect(secondsLeft(run, 2000)).toBeNull()
  expect(secondsLeft(run, 11_000)).toBe(30)
  expect(secondsLeft({ startedAt: 1000, targets: [target('running')] }, 11_000)).toBeNull()
})

test('which one is written now', () => {
  expect(runningOf({ targets: [target('done'), target('running', 2, 3)] })?.done).toBe(2)
  expect(runningOf({ targets: [target('waiting')] })).toBeNull()
  expect(runningOf(null)).toBeNull()
})
