/** Typesetting that gets nowhere or takes too much, with Typst itself: it is ended, told, and leaves nothing half-written. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { Typesetter, typesetAt } from '#main/publishing/pdf/typesetter.ts'
import { newFolder } from '../e2e/launch.ts'
import { exportTo } from '../fixtures/publish/exported.ts'
import { filesBelow } from '../fixtures/publish/outside.ts'
import { courseOf } from '../unit/main/publishing/published.ts'

const place = { nodePath: process.execPath, entry: fileURLToPath(new URL('../../main/publishing/pictures/picture-process.ts', import.meta.url)) }
const folder = newFolder()
afterAll(() => {
  typesetAt(place)
  folder.discard()
})

test('a source that takes more memory than it may is stopped, and a later one is set', { timeout: 60_000 }, async () => {
  const desk = new Typesetter({ ...place, bounds: { mostMb: 500 } })
  // It doubles a text until there is no room for it.
  const growing = desk.ask({ kind: 'typst-drawn', source: '#{ let much = "aaaaaaaa"; for _ in range(31) { much += much }; much.len() }' })
  await expect(growing).rejects.toMatchObject({ name: 'TypesetterStopped', why: 'large' })
  expect(await desk.ask({ kind: 'typst-drawn', source: '字' })).toMatchObject({ count: 1 })
  desk.close()
})

test('a lesson that can’t be set in time is named, no file of the book is left, and other targets are written', { timeout: 90_000 }, async () => {
  typesetAt({ ...place, bounds: { longestMs: (signs) => (signs > 100_000 ? 1000 : 60_000) } })
  // As pasted with the bytes of a picture in it: each sign may be the last of its line.
  const course: PublishedCourse = courseOf({ 选鱼: '先看鳃。', 附录: `前面。\n\n${'QUJD'.repeat(150_000)}` })
  await expect(exportTo(folder.path, course, () => Promise.resolve(null), ['pdf'])).rejects.toMatchObject({ name: 'TypesetterStopped', lesson: '附录' })
  const left = filesBelow(join(folder.path, 'pdf')).map((file) => file.slice(folder.path.length + 5))
  expect([left.filter((name) => name.endsWith('.pdf')), left.some((name) => name.startsWith('未完成'))]).toEqual([[], true])
  const { markdown } = await exportTo(folder.path, course, () => Promise.resolve(null), ['markdown'])
  expect(markdown?.written).toBe(3)
})

test('a process at work ends with whoever asked it', { timeout: 60_000 }, async () => {
  const endless = '#{ for a in range(100000) { for b in range(100000) { } } }'
  const typesetterUrl = JSON.stringify(import.meta.resolve('#main/publishing/pdf/typesetter.ts'))
  const host = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { Typesetter } from ${typesetterUrl}\nconst desk = new Typesetter(${JSON.stringify(place)})\nawait desk.ask({ kind: 'typst-drawn', source: '字' })\nvoid desk.ask({ kind: 'typst-drawn', source: ${JSON.stringify(endless)} })\nsetTimeout(() => console.log('asked'), 200)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: fileURLToPath(new URL('../..', import.meta.url)) },
  )
  await new Promise((resolve) => host.stdout.once('data', resolve))
  const [child] = (await import('../bench/processes.ts')).childrenOf(host.pid ?? 0)
  expect(child !== undefined && existsSync(`/proc/${child}`)).toBe(true)
  host.kill('SIGKILL')
  await vi.waitFor(() => expect(existsSync(`/proc/${child}`)).toBe(false), 30_000)
})
