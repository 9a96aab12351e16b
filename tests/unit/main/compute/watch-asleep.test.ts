/** An engine that stays silent is ended; a computer that slept is not taken for one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { relay, watch } from '#main/compute/watch.ts'

let at = 0
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(performance, 'now').mockImplementation(() => at)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** Timers are due when the computer wakes, as their clock went on. */
async function pass(ms: number, asleepMs = 0): Promise<void> {
  at += ms + asleepMs
  await vi.advanceTimersByTimeAsync(ms)
}
const [silenceMs, night] = [10_000, 8 * 3_600_000]
type Running = Parameters<typeof relay>[0]

test('one that does not answer is ended, and one that could not while the computer slept has its time again', async () => {
  const kill = vi.fn()
  const never = new Promise<never>(() => {})
  watch({ engine: { ping: () => never }, ended: never, kill } as unknown as Running, 1000, () => ({ silenceMs, mostBytes: Infinity }))
  await pass(silenceMs, night)
  expect(kill).not.toHaveBeenCalled()
  await pass(silenceMs)
  expect(kill).toHaveBeenCalledOnce()
})

test('one that evaluated nothing while the computer slept goes on, and one that is stuck is ended', async () => {
  const kill = vi.fn()
  let evaluatedTokens = 5
  const complete = async function* () {
    await new Promise(() => {})
    yield null
  }
  const running = { engine: { ping: async () => ({ evaluatedTokens }), complete }, kill } as unknown as Running
  void relay(running, {} as Parameters<typeof relay>[1], new AbortController().signal, silenceMs).next()
  await pass(silenceMs)
  await pass(silenceMs, night)
  expect(kill).not.toHaveBeenCalled()
  evaluatedTokens = 6
  await pass(silenceMs)
  expect(kill).not.toHaveBeenCalled()
  await pass(silenceMs)
  expect(kill).toHaveBeenCalledOnce()
})
