/** How many threads the publishing desk starts: one that is ended forgets what it knows of a course, and begins from nothing. */
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { PublishingDesk } from '#main/services/publishing-desk.ts'
import type { CourseTask } from '#main/services/told-course.ts'
import { temporaryFolder } from '../unit/main/store/temporary.ts'
import { tortureCourse, tortureSizes } from '../fixtures/publish/torture.ts'

const started = vi.hoisted(() => ({ count: 0 }))
vi.mock(import('node:worker_threads'), async (original) => {
  const threads = await original()
  return {
    ...threads,
    Worker: class extends threads.Worker {
      constructor(...given: ConstructorParameters<typeof threads.Worker>) {
        super(...given)
        started.count += 1
      }
    },
  }
})

const main = join(import.meta.dirname, '../../main')

test('a check that nobody waits for any more is left by its thread, which knows at the next what it knew', async () => {
  const pictures = join(main, 'publishing/pictures/picture-process.ts')
  const desk = new PublishingDesk(join(main, 'services/publishing-thread.ts'), { nodePath: process.execPath, pictures, made: temporaryFolder() })
  const course = { ...tortureCourse(tortureSizes.whole).course, id: 'course' }
  const task: CourseTask = { kind: 'course', course, images: {} }
  const check = (signal: AbortSignal, onTold: () => void): Promise<void> =>
    desk.check({ kind: 'check', target: 'ximalaya', options: {}, lessons: null, isGlance: false }, task, signal, onTold)
  const leave = new AbortController()
  await expect(check(leave.signal, () => leave.abort(new Error('left')))).rejects.toThrow('left')
  let parts = 0
  const done = new AbortController()
  await check(done.signal, () => (++parts === 3 ? done.abort(new Error('enough')) : undefined)).catch(() => undefined)
  expect([parts >= 3, started.count]).toEqual([true, 1])
  await desk.close()
})
