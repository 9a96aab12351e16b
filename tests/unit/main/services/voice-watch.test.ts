/** A run is dropped for a work that its author removed, and only once there was time to take that work back. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { LearntWatch } from '#main/services/voice-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const graceMs = 20_000

function watched() {
  const there = new Set(['a', 'b', 'c'])
  const learnt = [...there].map((id) => ({ id }))
  const heard: (() => void)[] = []
  const dropped: number[] = []
  const works = async () => [...there].map((id) => ({ id, title: id, words: 1, stamp: '', split: 'train' as const, read: () => ({ text: '', context: [] }) }))
  const listen = (listener: () => void) => {
    heard.push(listener)
    return () => undefined
  }
  const watch = new LearntWatch({ learning: { works, listen }, learnt: () => learnt, graceMs, onLeftOut: (count) => dropped.push(count) })
  const change = (work: () => void) => {
    work()
    for (const listener of heard) listener()
  }
  return { there, watch, dropped, change }
}

test('a work that is removed soon after another change, and taken back, costs nothing', async () => {
  const { there, dropped, change } = watched()
  change(() => there.add('new'))
  await vi.advanceTimersByTimeAsync(graceMs - 1000)
  change(() => there.delete('a'))
  await vi.advanceTimersByTimeAsync(5000)
  expect(dropped).toEqual([])
  change(() => there.add('a'))
  await vi.advanceTimersByTimeAsync(3 * graceMs)
  expect(dropped).toEqual([])
})

test('each is timed by itself: one that stays away drops the run when its own time is over', async () => {
  const { there, dropped, change } = watched()
  change(() => there.delete('a'))
  await vi.advanceTimersByTimeAsync(graceMs / 2)
  change(() => there.add('a'))
  await vi.advanceTimersByTimeAsync(graceMs / 4)
  change(() => there.delete('b'))
  await vi.advanceTimersByTimeAsync(graceMs / 2)
  expect(dropped).toEqual([])
  await vi.advanceTimersByTimeAsync(graceMs)
  expect(dropped[0]).toBe(1)
})

test('who asks by themselves is told at once', async () => {
  const { there, watch, dropped } = watched()
  there.delete('c')
  expect([await watch.look(), dropped]).toEqual([false, [1]])
  watch.dispose()
})
