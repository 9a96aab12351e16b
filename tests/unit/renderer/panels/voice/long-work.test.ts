import { expect, test, vi } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { createLongWork, wholeFile } from '#renderer/panels/voice/long-work.ts'

test('how far a work is can be seen while it is done, and nothing afterwards', async () => {
  const work = createLongWork()
  const seen: unknown[] = []
  work.state.subscribe(() => seen.push(work.state.get()))
  const done = await work.run('export', async (_signal, tell) => tell(1, 4))
  expect(done).toBe(true)
  expect(seen).toEqual([{ kind: 'export', share: null }, { kind: 'export', share: 0.25 }, null])
})

test('there is one at a time', async () => {
  const work = createLongWork()
  const first = Promise.withResolvers<void>()
  const running = work.run('merge', () => first.promise)
  const second = vi.fn()
  expect(await work.run('export', second)).toBe(false)
  expect(second).not.toHaveBeenCalled()
  first.resolve()
  expect(await running).toBe(true)
})

test('one that is given up is not done, and its cancelling is no failure', async () => {
  const work = createLongWork()
  const running = work.run(
    'bundle',
    (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Problem('cancelled', 'given up')))),
  )
  work.stop()
  expect(await running).toBe(false)
  expect(work.state.get()).toBeNull()
})

test('what goes wrong is thrown, and another can be begun', async () => {
  const work = createLongWork()
  await expect(work.run('merge', () => Promise.reject(new Problem('disk-full', 'full')))).rejects.toThrow('full')
  expect(await work.run('merge', () => Promise.resolve())).toBe(true)
})

test('a file is put together of its pieces, in order', async () => {
  async function* pieces() {
    yield { name: '包.zip', done: 0, total: 2, data: '' }
    yield { name: '包.zip', done: 1, total: 2, data: btoa('ab') }
    yield { name: '包.zip', done: 2, total: 2, data: btoa('c') }
  }
  const tell = vi.fn()
  const file = await wholeFile(pieces(), tell)
  expect(file?.name).toBe('包.zip')
  expect(await file?.content.text()).toBe('abc')
  expect(tell.mock.calls).toEqual([
    [0, 2],
    [1, 2],
    [2, 2],
  ])
})

test('where no piece came there is no file', async () => {
  expect(await wholeFile((async function* () {})(), () => undefined)).toBeNull()
})
