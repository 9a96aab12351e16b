import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { PublishingDesk } from '#main/services/publishing-desk.ts'
import { courseOf } from '../publishing/published.ts'
import { png } from '../images/pictures.ts'

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

test('looks that were left before they began are dropped, and one that had begun ends no thread', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-desk-'))
  const entry = join(folder, 'thread.cjs')
  // What it has begun it goes on with; its answer is how many that were.
  writeFileSync(
    entry,
    `const { parentPort } = require('node:worker_threads')
    let begun = 0
    parentPort.on('message', ({ id, stop }) => {
      if (stop || id === 0) return
      begun += 1
      setTimeout(() => parentPort.postMessage({ id, value: [{ 'zh-CN': String(begun), en: '' }] }), 20)
    })`,
  )
  const desk = new PublishingDesk(entry, { nodePath: process.execPath, pictures: '', made: folder })
  const left = Array.from({ length: 5 }, () => {
    const leaving = new AbortController()
    const look = desk.steps(asked, task, leaving.signal).catch((error: unknown) => error)
    return { leaving, look }
  })
  for (const { leaving } of left) leaving.abort('left')
  expect(await Promise.all(left.map(({ look }) => look))).toEqual(left.map(() => 'left'))
  expect((await desk.steps(asked, task, new AbortController().signal))[0]?.['zh-CN']).toBe('2')
  await desk.close()
  rmSync(folder, { recursive: true })
})

test('a picture that is damaged after a look is seen by the next, though no path is another', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-desk-'))
  const file = join(folder, 'a.png')
  writeFileSync(file, png(4, 2))
  const course = courseOf({ 鱼: '![一条鱼](a.png)\n' })
  const shown = course.chapters.flatMap(({ lessons }) => lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : []))))
  const before = { kind: 'course', course, images: Object.fromEntries(shown.map((id) => [id, file])) } as const
  const desk = new PublishingDesk(resolve('main', 'services', 'publishing-thread.ts'), { nodePath: process.execPath, pictures: '', made: folder })
  onTestFinished(async () => {
    await desk.close()
    rmSync(folder, { recursive: true })
  })
  const glance = async (): Promise<string[]> => {
    const found: string[] = []
    const { signal } = new AbortController()
    await desk.check({ kind: 'check', target: 'docx', options: {}, lessons: null, isGlance: true }, before, signal, ({ findings }) => {
      found.push(...findings.map(({ kind }) => kind))
    })
    return found.filter((kind) => /^image-(?:broken|missing)$/.test(kind))
  }
  expect(await glance()).toEqual([])
  writeFileSync(file, 'damaged')
  expect(await glance()).toEqual(['image-broken'])
  rmSync(file)
  expect(await glance()).toEqual(['image-missing'])
  writeFileSync(file, png(4, 2))
  expect(await glance()).toEqual([])
})
