import { expect, test, vi } from 'vitest'
import { newestOnly } from '#renderer/panels/voice/newest-only.ts'

test('one value is on its way at a time, and of those that come meanwhile only the newest', async () => {
  const passed: number[] = []
  const waits: (() => void)[] = []
  const onIdle = vi.fn()
  const pass = newestOnly((value: number) => {
    passed.push(value)
    return new Promise<void>((resolve) => waits.push(resolve))
  }, onIdle)
  const all = [1, 2, 3].map((value) => pass(value))
  expect(passed).toEqual([1])
  waits.shift()?.()
  await vi.waitFor(() => expect(passed).toEqual([1, 3]))
  expect(onIdle).not.toHaveBeenCalled()
  waits.shift()?.()
  await Promise.all(all)
  expect(onIdle).toHaveBeenCalledOnce()
})

test('it goes on after one that failed', async () => {
  const passed: number[] = []
  const onIdle = vi.fn()
  const pass = newestOnly((value: number) => {
    passed.push(value)
    return value === 1 ? Promise.reject(new Error('no')) : Promise.resolve()
  }, onIdle)
  await expect(pass(1)).rejects.toThrow('no')
  await pass(2)
  expect(passed).toEqual([1, 2])
  expect(onIdle).toHaveBeenCalledTimes(2)
})
