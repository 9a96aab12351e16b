import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { looking } from '#renderer/ui/looking.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('it looks at once, then no more often than that, and never while nothing changes', () => {
  const look = vi.fn<() => void>()
  const { soon } = looking(look, 250)
  soon()
  expect(look).toHaveBeenCalledTimes(1)
  for (let at = 0; at < 20; at++) soon()
  expect(look).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(250)
  expect(look).toHaveBeenCalledTimes(2)
  vi.advanceTimersByTime(60_000)
  expect([look.mock.calls.length, vi.getTimerCount()]).toEqual([2, 0])
})

test('it looks no more once it is stopped', () => {
  const look = vi.fn<() => void>()
  const { soon, stop } = looking(look, 250)
  soon()
  soon()
  stop()
  vi.advanceTimersByTime(1000)
  expect([look.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
})
