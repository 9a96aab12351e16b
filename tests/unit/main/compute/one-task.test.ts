/** A process for one task: ended where it is silent, never before, and gone afterwards. */
import { expect, test, vi } from 'vitest'
import type { EngineProcess } from '#main/compute/engine-process.ts'
import { answerOf, itemsOf } from '#main/compute/one-task.ts'
import { Problem } from '#preload/contract/problem.ts'

const silenceMs = 1000

/** A process of which is noted what becomes of it; once killed, whoever waits for it hears that it is gone. */
function tasks(signal?: AbortSignal) {
  const told: string[] = []
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => undefined)
  const kill = () => {
    told.push('killed')
    gone.reject(new Problem('unavailable', 'the process is gone'))
  }
  const stop = async () => void told.push('stopped')
  const running = { pid: 1, kill, stop, engine: {} } as unknown as EngineProcess
  const task = {
    ...{ start: () => running, silenceMs, ended: () => new Problem('engine-down', 'over it') },
    ...{ leave: async () => void told.push('left'), ...(signal && { signal }) },
  }
  /** As long as that, unless it is killed. */
  const takes = (ms: number) => Promise.race([gone.promise, new Promise<void>((resolve) => setTimeout(resolve, ms))])
  return { told, task, takes }
}

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )
}

test('one that says something in time is not ended, however long it takes in all, and is stopped at its end', async () => {
  vi.useFakeTimers()
  const { told, task, takes } = tasks()
  const items = allOf(
    itemsOf(task, async function* () {
      for (const item of [1, 2, 3]) {
        await takes(silenceMs - 1)
        yield item
      }
    }),
  )
  await vi.advanceTimersByTimeAsync(3 * silenceMs)
  expect([await items, told]).toEqual([
    [1, 2, 3],
    ['left', 'stopped'],
  ])
  await vi.advanceTimersByTimeAsync(3 * silenceMs)
  expect(told).toEqual(['left', 'stopped'])
  vi.useRealTimers()
})

test('one that is silent is ended, and what that means is told; whoever gave it up is told no such thing', async () => {
  vi.useFakeTimers()
  const [silent, left] = [tasks(), new AbortController()]
  const code = codeOf(answerOf(silent.task, () => silent.takes(silenceMs + 1)))
  await vi.advanceTimersByTimeAsync(silenceMs)
  expect([await code, silent.told]).toEqual(['engine-down', ['killed', 'left', 'stopped']])
  const given = tasks(left.signal)
  left.abort()
  const same = codeOf(answerOf(given.task, () => given.takes(silenceMs + 1)))
  await vi.advanceTimersByTimeAsync(silenceMs)
  expect(await same).toBe('unavailable')
  vi.useRealTimers()
})

test('what it answers is answered, what it refuses is refused as it is, and it is gone either way', async () => {
  const [answering, refusing, leaving] = [tasks(), tasks(), tasks()]
  expect(await answerOf(answering.task, async () => 7)).toBe(7)
  expect(await codeOf(answerOf(refusing.task, () => Promise.reject(new Problem('disk-full', 'no room'))))).toBe('disk-full')
  const endless = async function* () {
    for (;;) yield 1
  }
  for await (const item of itemsOf(leaving.task, endless)) if (item === 1) break
  expect([answering, refusing, leaving].map(({ told }) => told)).toEqual([
    ['left', 'stopped'],
    ['left', 'stopped'],
    ['left', 'stopped'],
  ])
})
