import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { relay, watch, watchLoading } from '#main/compute/watch.ts'
import type { LoadProgress } from '#preload/contract/engine.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'

const context: EngineQuestion = { course: '', chapter: '', lesson: '', headings: [], before: '今天', after: '', block: 'paragraph', candidate: 0, leanings: [] }
const item = (text: string, done = false): Suggestion => ({ id: 's', text, tokens: [], done, model: 'starter', ms: 1, evaluatedTokens: 1, reason: null })
const never = new AbortController().signal
const forever = new Promise<never>(() => undefined)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** An engine whose answers the test decides. */
function engine(answers: {
  ping?: () => Promise<{ residentBytes: number; evaluatedTokens: number }>
  complete?: () => AsyncIterable<Suggestion>
  prepare?: () => Promise<object>
}) {
  const kill = vi.fn()
  const ended = Promise.withResolvers<string>()
  const hearing = new Set<(progress: LoadProgress) => void>()
  const process: EngineProcess = {
    pid: 1,
    lost: forever,
    ended: ended.promise,
    kill,
    stop: async () => undefined,
    engine: {
      load: () => forever,
      adapt: () => forever,
      identity: () => forever,
      takeAdapter: () => forever,
      giveAdapter: () => forever,
      sameAdapter: () => forever,
      merge: async function* () {},
      merged: async () => ({}),
      remember: async () => ({}),
      forget: async () => ({}),
      names: () => forever,
      size: () => forever,
      inspect: () => forever,
      memory: () => forever,
      copy: async function* () {},
      why: async function* () {},
      completeBy: async function* () {},
      tryServer: () => forever,
      remove: () => forever,
      ping: answers.ping ?? (async () => ({ residentBytes: 1, evaluatedTokens: 1 })),
      prepare: answers.prepare ?? (async () => ({})),
      complete: answers.complete ?? (() => (async function* () {})()),
      progress: (listener) => {
        hearing.add(listener)
        return () => void hearing.delete(listener)
      },
    },
  }
  const progress = (value: LoadProgress) => hearing.forEach((listener) => listener(value))
  return { process, kill, hearing, progress, end: () => ended.resolve('SIGKILL') }
}

const limits = { silenceMs: 1000, mostBytes: 100 }

describe('watching the engine', () => {
  test('it lets an engine be that answers', async () => {
    const { process, kill } = engine({})
    watch(process, 500, () => limits)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(kill).not.toHaveBeenCalled()
  })

  test('it ends one that stays silent, as long as it may at that moment', async () => {
    const { process, kill } = engine({ ping: () => forever })
    watch(process, 500, () => ({ ...limits, silenceMs: 5000 }))
    await vi.advanceTimersByTimeAsync(4999)
    expect(kill).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(kill).toHaveBeenCalledOnce()
  })

  test('it ends one that grew too large', async () => {
    let residentBytes = 99
    const { process, kill } = engine({ ping: async () => ({ residentBytes, evaluatedTokens: 1 }) })
    watch(process, 500, () => limits)
    await vi.advanceTimersByTimeAsync(2000)
    expect(kill).not.toHaveBeenCalled()
    residentBytes = 101
    await vi.advanceTimersByTimeAsync(500)
    expect(kill).toHaveBeenCalledOnce()
  })

  test('it leaves nothing behind when the engine has ended', async () => {
    const { process, end } = engine({ ping: () => forever })
    watch(process, 500, () => limits)
    end()
    await vi.advanceTimersByTimeAsync(0)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('watching an engine that loads', () => {
  const minute = 60_000

  test('it says once that one gets no further, whose memory stays as it is but for what answering takes', async () => {
    let residentBytes = 1e8
    const { process } = engine({ ping: async () => ({ residentBytes: (residentBytes += 1000), evaluatedTokens: 0 }) })
    const stalled = vi.fn()
    watchLoading(process, 1000, () => minute, stalled)
    await vi.advanceTimersByTimeAsync(minute - 1)
    expect(stalled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect([stalled.mock.calls.length, vi.getTimerCount()]).toEqual([1, 0])
  })

  test('it waits as long as the file goes into memory, however slowly', async () => {
    let residentBytes = 1e8
    const { process } = engine({ ping: async () => ({ residentBytes: (residentBytes += 2 ** 20), evaluatedTokens: 0 }) })
    const stalled = vi.fn()
    watchLoading(process, 5000, () => minute, stalled)
    await vi.advanceTimersByTimeAsync(60 * minute)
    expect(stalled).not.toHaveBeenCalled()
  })

  test('it begins to wait anew with each step that is named, and waits longer where it may', async () => {
    const { process, progress } = engine({})
    const stalled = vi.fn()
    let limitMs = minute
    watchLoading(process, 1000, () => limitMs, stalled)
    await vi.advanceTimersByTimeAsync(minute - 1)
    progress({ phase: 'loading', device: 'cpu', share: null })
    await vi.advanceTimersByTimeAsync(minute - 1000)
    limitMs = 3 * minute
    await vi.advanceTimersByTimeAsync(2 * minute - 1000)
    expect(stalled).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(3000)
    expect(stalled).toHaveBeenCalledOnce()
  })

  test('it leaves one alone that does not answer yet, and leaves nothing behind', async () => {
    const { process, hearing } = engine({ ping: () => forever })
    const stalled = vi.fn()
    const stop = watchLoading(process, 1000, () => minute, stalled)
    await vi.advanceTimersByTimeAsync(10 * minute)
    stop()
    expect([stalled.mock.calls.length, hearing.size, vi.getTimerCount()]).toEqual([0, 0, 0])
  })
})

async function texts(items: AsyncIterable<Suggestion>): Promise<string[]> {
  const found: string[] = []
  for await (const { text } of items) found.push(text)
  return found
}

describe('passing on a suggestion', () => {
  test('it passes on what comes and leaves no timer', async () => {
    const { process } = engine({
      complete: async function* () {
        yield* [item('天'), item('天气', true)]
      },
    })
    expect(await texts(relay(process, context, never, 1000))).toEqual(['天', '天气'])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('it says engine-down where the engine ended in the middle', async () => {
    const { process } = engine({
      complete: async function* () {
        yield item('天')
        throw new Problem('unavailable', 'the connection closed')
      },
    })
    await expect(texts(relay(process, context, never, 1000))).rejects.toMatchObject({ code: 'engine-down' })
  })

  test('it ends an engine that gets no further', async () => {
    const { process, kill } = engine({
      complete: async function* () {
        yield await forever
      },
    })
    void texts(relay(process, context, never, 1000))
    await vi.advanceTimersByTimeAsync(1500)
    expect(kill).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(500)
    expect(kill).toHaveBeenCalledOnce()
  })

  test('it waits for an engine that is only slow', async () => {
    let evaluatedTokens = 0
    const { process, kill } = engine({
      ping: async () => ({ residentBytes: 1, evaluatedTokens: evaluatedTokens++ }),
      complete: async function* () {
        yield await forever
      },
    })
    void texts(relay(process, context, never, 1000))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(kill).not.toHaveBeenCalled()
  })

  test('it asks nothing more of an engine once the reader has left', async () => {
    const { process } = engine({
      complete: async function* () {
        for (;;) yield item('天')
      },
    })
    for await (const { text } of relay(process, context, never, 1000)) if (text) break
    expect(vi.getTimerCount()).toBe(0)
  })
})
