import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { PublishingDesk } from '#main/services/publishing-desk.ts'

const task = { kind: 'course', course: { title: '', author: '', chapters: [] }, images: {} } as const

const asked = { kind: 'steps', target: 'zhihu', lesson: 'l1', options: {} } as const

/** A desk whose thread lays its fonts down, and answers where. */
function deskIn(folder: string): { readonly desk: PublishingDesk; scratchOf(): Promise<string> } {
  const entry = join(folder, 'thread.cjs')
  writeFileSync(
    entry,
    `const { parentPort, workerData } = require('node:worker_threads')
    require('node:fs').mkdirSync(require('node:path').join(workerData.scratch, 'fonts'), { recursive: true })
    parentPort.on('message', ({ id }) => parentPort.postMessage({ id, value: [{ 'zh-CN': workerData.scratch, en: '' }] }))`,
  )
  const desk = new PublishingDesk(entry, { nodePath: process.execPath, pictures: '', made: folder })
  return { desk, scratchOf: async () => (await desk.steps(asked, task, new AbortController().signal))[0]?.['zh-CN'] ?? '' }
}

test('what a thread lays down for its fonts goes with the desk, however the thread ends', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-desk-'))
  const { desk, scratchOf } = deskIn(folder)
  const scratch = await scratchOf()
  expect(existsSync(join(scratch, 'fonts'))).toBe(true)
  await desk.close()
  expect(existsSync(scratch)).toBe(false)
  rmSync(folder, { recursive: true })
})

test('who asks while a thread is at its end, for nobody had asked for a while, has its fonts', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-desk-'))
  const { desk, scratchOf } = deskIn(folder)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const first = await scratchOf()
  vi.advanceTimersByTime(3 * 60_000)
  vi.useRealTimers()
  const second = await scratchOf()
  // The first goes when its thread has come to its end, at whatever moment.
  expect(second).not.toBe(first)
  await expect.poll(() => existsSync(first)).toBe(false)
  expect(existsSync(join(second, 'fonts'))).toBe(true)
  await desk.close()
  expect([first, second].map((path) => existsSync(path))).toEqual([false, false])
  rmSync(folder, { recursive: true })
})
