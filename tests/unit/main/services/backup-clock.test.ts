import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { BackupClock, type BackupClockOptions } from '#main/services/backup-clock.ts'

const minute = 60_000
const hour = 60 * minute
const start = Date.UTC(2026, 10, 24, 8)
const rhythm = { first: 2 * minute, every: hour, again: 5 * minute, beat: minute }

beforeEach(() => void vi.useFakeTimers({ now: start, toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

/** A clock and the minutes after the start, by the wall, at which it made one. */
function running(options: Partial<BackupClockOptions> = {}) {
  const made: number[] = []
  const attempt = async () => {
    made.push(Math.round((Date.now() - start) / minute))
    return true
  }
  const clock = new BackupClock({ rhythm, now: Date.now, isReady: () => true, attempt, ...options })
  onTestFinished(() => clock.stop())
  return { clock, made }
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)
/** The computer sleeps: the wall goes on, timers and the steady clock stand still. */
const sleep = (ms: number) => void vi.setSystemTime(Date.now() + ms)

describe('the clock of the backups', () => {
  test('it makes one two minutes after the start and each hour after, for days', async () => {
    const { made } = running()
    await pass(72 * hour)
    expect(made).toEqual(Array.from({ length: 72 }, (_, index) => 2 + index * 60))
  })

  test('what came due in a sleep is made within a minute of waking', async () => {
    const { made } = running()
    await pass(10 * minute)
    sleep(9 * hour)
    await pass(minute)
    expect(made).toEqual([2, 9 * 60 + 11])
    sleep(50 * minute)
    await pass(10 * minute)
    expect(made).toHaveLength(3)
  })

  test('a clock that is set back by a day, or ahead by one, stops nothing', async () => {
    const { made } = running()
    await pass(10 * minute)
    vi.setSystemTime(Date.now() - 24 * hour)
    await pass(3 * hour)
    expect(made).toEqual([2, -1378, -1318, -1258])
    vi.setSystemTime(Date.now() + 24 * hour)
    await pass(3 * hour)
    expect(made.slice(4)).toEqual([191, 251, 311])
  })

  test('one that fails is tried again in five minutes, until one is made', async () => {
    const tries: number[] = []
    running({
      attempt: async () => {
        tries.push((Date.now() - start) / minute)
        return tries.length > 3
      },
    })
    await pass(2 * hour)
    expect(tries).toEqual([2, 7, 12, 17, 77])
  })

  test('what is due while none can be made waits, and is made once it can', async () => {
    let isReady = false
    const { made } = running({ isReady: () => isReady })
    await pass(30 * minute)
    isReady = true
    await pass(minute)
    expect(made).toEqual([31])
  })

  test('one that is wanted now is made now, after one that is under way, and never put off', async () => {
    const { clock, made } = running()
    clock.soon(0)
    await pass(0)
    clock.soon(2 * hour)
    await pass(hour)
    expect(made).toEqual([0, 60])

    let finish = (_: boolean) => {}
    let tries = 0
    const other = running({
      attempt: () => {
        tries++
        return new Promise((resolve) => {
          finish = resolve
        })
      },
    })
    other.clock.soon(0)
    other.clock.soon(0)
    expect(tries).toBe(1)
    finish(false)
    await pass(0)
    expect(tries).toBe(2)
  })

  test('stopped, it makes no more, and what is under way is given up', async () => {
    let given: AbortSignal | undefined
    const { clock } = running({
      attempt: async (signal) => {
        given = signal
        return true
      },
    })
    await pass(2 * minute)
    clock.stop()
    expect(given?.aborted).toBe(true)
    given = undefined
    await pass(10 * hour)
    expect(given).toBeUndefined()
  })
})
