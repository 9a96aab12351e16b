/**
 * The page while a large course goes out: the torture course (`tests/fixtures/publish`: 30 lessons, 200,000 characters, 400 formulas, 200 pictures)
 * in a library of the built studio, exported to every target from the desk in a real Chromium, and meanwhile an author who types into one of
 * its lessons, a key every 150 ms.
 *
 * `desk.key_ms`: the slowest key from its event to the end of the frame that shows it; `desk.task_ms`: the longest task that kept the page's
 * thread meanwhile; beside both what it was before the export. `desk.told`: how often the page was told of progress; `desk.told_gap_s`: the longest time
 * between two of these.
 * `desk.again_s`: from the press of 导出 after one more word to the word that all targets but books are written; `desk.again_books_s`: books.
 * `desk.cancel_s`: from the press of 取消 to the desk's word that it is cancelled, the slowest of several moments of an
 * export; `desk.cancel_whole`: folders that are not whole and don't say so.
 */
import { globSync, mkdirSync, readdirSync } from 'node:fs'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { opened as openedTarget, targetIds } from '../../main/publishing/targets.ts'
import { UNFINISHED } from '../../main/publishing/desk/unfinished.ts'
import type { ExportRun } from '../../preload/contract/ledger.ts'
import type { LessonId } from '../../preload/contract/library.ts'
import { pieceBytes } from '../../preload/contract/uploads.ts'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, openPage, startHost } from '../e2e/launch.ts'
import { tortureCourse, tortureSizes } from '../fixtures/publish/torture.ts'
import { makeLesson } from './long-lesson.ts'
import { figure, quantile, table } from './report.ts'

const msBetween = 150
/** Seconds after an export was begun at which it is cancelled: while platforms are written, while books are. */
const cancelAt = [1, 3, 6]
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const [folder, exports] = [newFolder(), newFolder()]
const host = await startHost(folder.path)
const client = await openClient(host.address, await admit(host.address))
const first = await bringCourse()
await client.settings.set({ lastLesson: first })
const { page, close } = await openPage(host.nextAddress())
await page.locator('.page-text').waitFor()
await page.evaluate(watch)

/** The studio tells every page alike. */
let told: { readonly at: number; readonly what: string }[] = []
let run: ExportRun | null = null
/** When an export was begun last, and when it was over. */
let [pressedAt, overAt] = [0, 0]
client.publishing.changed((state) => {
  if (state.run?.isOver && !isOver()) overAt = performance.now()
  run = state.run
  const { target, done, total } = run?.targets.find(({ phase }) => phase === 'running') ?? { target: 'none', done: 0, total: 0 }
  told.push({ at: performance.now(), what: `${target} ${done}/${total}` })
})

await typeUntil((keys) => keys >= 100)
const alone = await seenInPage()

const began = performance.now()
await exportTo('whole', targetIds)
const opened = await seenInPage()
await typeUntil(isOver)
const seconds = (performance.now() - began) / 1000
const meanwhile = await seenInPage()
const failed = targetsOf().filter(({ phase }) => phase !== 'done')
if (failed.length > 0) throw new Error(`not exported: ${JSON.stringify(failed.map(({ target, problem }) => [target, problem?.code]))}`)
const most = (values: readonly number[]) =>
  `${values
    .toSorted((a, b) => b - a)
    .slice(0, 4)
    .map((ms) => Math.round(ms))
    .join(', ')} of ${values.length}`
figure(
  'desk.key_ms',
  Math.max(...meanwhile.keys),
  `p95 ${quantile(meanwhile.keys, 0.95).toFixed(0)}, slowest ${most(meanwhile.keys)}; before the export p95 ${quantile(alone.keys, 0.95).toFixed(0)}, slowest ${most(alone.keys)}; load average ${loadavg()[0]?.toFixed(0)}`,
)
figure(
  'desk.task_ms',
  Math.max(0, ...meanwhile.tasks),
  `${most(meanwhile.tasks)}; from the desk to the export ${most(opened.tasks)}; before it ${most(alone.tasks)}`,
)
const gaps = told.slice(1).map(({ at }, index) => ({ ms: at - (told[index]?.at ?? at), from: told[index]?.what ?? '' }))
figure('desk.told', told.length, `in ${seconds.toFixed(0)} s`)
const longest = gaps.toSorted((a, b) => b.ms - a.ms).slice(0, 5)
figure('desk.told_gap_s', (longest[0]?.ms ?? 0) / 1000, longest.map(({ ms, from }) => `${(ms / 1000).toFixed(1)} s after ${from}`).join(', '))

const books = targetIds.filter((id) => openedTarget(id).about.isAnew)
for (const [name, targets] of [
  ['again', targetIds.filter((id) => !books.includes(id))],
  ['again_books', books],
] as const) {
  await typeUntil((keys) => keys >= 2)
  await wait(3000)
  await exportTo('whole', targets)
  for (let tries = 0; tries < 1200 && !isOver(); tries += 1) await wait(50)
  const written = targetsOf().map(({ target: id, phase, record }) => `${id} ${record?.written ?? phase}`)
  figure(`desk.${name}_s`, (overAt - pressedAt) / 1000, `files written: ${written.join(', ')}`)
}

const cancelled: { readonly ms: number; readonly at: string; readonly halves: readonly string[] }[] = []
for (const after of cancelAt) cancelled.push(await cancelOne(after))
figure('desk.cancel_s', Math.max(...cancelled.map(({ ms }) => ms)) / 1000, cancelled.map(({ ms, at }) => `${(ms / 1000).toFixed(2)} s ${at}`).join('; '))
figure(
  'desk.cancel_whole',
  cancelled.reduce((sum, { halves }) => sum + halves.length, 0),
  cancelled.flatMap(({ halves }) => halves).join(', '),
)

client.close()
await close()
await host.stop()
folder.discard()
exports.discard()
table()
process.exit(0)

/** What its page does is kept in the page. */
function watch(): void {
  const watched = { keys: [] as number[], tasks: [] as number[] }
  Object.assign(window, { watched })
  const channel = new MessageChannel()
  const waiting: number[] = []
  channel.port1.onmessage = () => watched.keys.push(performance.now() - waiting.shift()!)
  addEventListener(
    'keydown',
    (event) => {
      if (event.key.length > 1 || event.ctrlKey) return
      requestAnimationFrame(() => {
        waiting.push(event.timeStamp)
        channel.port2.postMessage(null)
      })
    },
    true,
  )
  new PerformanceObserver((list) => watched.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
}

/** The torture course in the library; pictures that it refuses are missing, as those that a library has lost. Answers its first lesson. */
async function bringCourse(): Promise<LessonId> {
  const { course, bytesOf } = tortureCourse(tortureSizes.whole)
  const pictures = new Set(
    course.chapters.flatMap(({ lessons }) => lessons.flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))),
  )
  for (const id of pictures) {
    const bytes = await bytesOf(id)
    if (bytes) await bring(bytes).catch(() => undefined)
  }
  const made = await client.library.createCourse({ title: course.title, chapterTitle: '第一章', lessonTitle: '引子' })
  let last: LessonId | null = null
  for (const { title, doc } of course.chapters.flatMap(({ lessons }) => lessons))
    last = await makeLesson(client, made.chapter, [...title].slice(0, 20).join('') || '没有标题', doc)
  if (last === null) throw new Error('the course has no lessons')
  return last
}

async function bring(bytes: Buffer): Promise<void> {
  const { upload } = await client.images.begin({ bytes: bytes.length, name: 'picture' })
  for (let at = 0; at < bytes.length; at += pieceBytes) await client.images.piece({ upload, at, data: bytes.subarray(at, at + pieceBytes).toString('base64') })
  await client.images.finish({ upload })
}

/** Types into a paragraph of the lesson until it is enough. */
async function typeUntil(isEnough: (keys: number) => boolean): Promise<void> {
  const text = page.locator('.lesson-session:not([hidden]) .page-text')
  if (!(await text.isVisible())) await page.keyboard.press('Escape')
  // The lesson ends with a line between parts, which takes no text.
  await text.locator('p').last().click()
  await page.keyboard.press('End')
  await wait(500)
  await seenInPage()
  const before = (await text.textContent())?.length ?? 0
  let at = 0
  for (; !isEnough(at); at += 1) {
    await page.keyboard.press('abcdefghijklmnop'.charAt(at % 16))
    await wait(msBetween)
  }
  const typed = ((await text.textContent())?.length ?? 0) - before
  if (typed < at) throw new Error(`of ${at} keys ${typed} are in the text`)
}

/** What the page has noted since it was asked last. */
function seenInPage(): Promise<{ keys: number[]; tasks: number[] }> {
  return page.evaluate(() => {
    const { watched } = window as unknown as { watched: { keys: number[]; tasks: number[] } }
    return { keys: watched.keys.splice(0), tasks: watched.tasks.splice(0) }
  })
}

function isOver(): boolean {
  return run?.isOver ?? false
}

function targetsOf(): ExportRun['targets'] {
  return run?.targets ?? []
}

/** From the desk, as an author does it: several kinds, whatever would be refused. */
async function exportTo(into: string, targets: readonly string[]): Promise<void> {
  const to = join(exports.path, into)
  mkdirSync(to, { recursive: true })
  await client.publishing.choose({ folder: to })
  if (!(await page.locator('.publishing-lead').isVisible())) await page.keyboard.press('Control+Alt+Shift+b')
  await page.getByRole('button', { name: '一起导出几种…' }).click()
  const dialog = page.getByRole('dialog')
  for (const id of targetIds) await dialog.getByRole('checkbox', { name: openedTarget(id).about.name['zh-CN'], exact: true }).setChecked(targets.includes(id))
  run = null
  told = []
  pressedAt = performance.now()
  await dialog.getByRole('button', { name: /^导出 \d+ 种$/ }).click()
  for (let tries = 0; tries < 2400 && (run === null || isOver()); tries += 1) {
    const past = dialog.getByRole('button', { name: /仍然导出|不等了/ })
    if (await past.isVisible()) {
      pressedAt = performance.now()
      await past.click({ timeout: 1000 }).catch(() => undefined)
    }
    await wait(50)
  }
  if (run === null) throw new Error('the export did not begin')
}

/** Cancels an export that has run for so many seconds. */
async function cancelOne(after: number): Promise<{ ms: number; at: string; halves: string[] }> {
  await exportTo(`cancelled-${after}`, targetIds)
  await wait(after * 1000)
  const { target = 'none' } = targetsOf().find(({ phase }) => phase === 'running') ?? {}
  const ms = await page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const button = document.querySelector<HTMLElement>('.run-progress button')
        if (!button) return reject(new Error('nothing can be cancelled'))
        const pressed = performance.now()
        const look = () =>
          document.querySelector('#run-title')?.textContent.includes('取消了') ? resolve(performance.now() - pressed) : requestAnimationFrame(look)
        button.click()
        look()
      }),
  )
  for (let tries = 0; tries < 400 && !isOver(); tries += 1) await wait(50)
  const halves = targetsOf().flatMap(({ target: id, phase }) => {
    const [whole, now] = ['whole', `cancelled-${after}`].map((into) => filesOf(into, id))
    // What had not begun has no file, and what was written to its end has all.
    const isHalf = phase !== 'done' && now !== '' && now !== whole && !now?.includes(UNFINISHED)
    return isHalf ? [`${id} after ${after} s: ${now?.split('\n').length} of ${whole?.split('\n').length} files`] : []
  })
  return { ms, at: `after ${after} s, at ${target}`, halves }
}

/** The files of a target that an author sees, by their ways; none where it has no folder. */
function filesOf(into: string, target: string): string {
  const [at] = globSync(`*/${target}`, { cwd: join(exports.path, into) }).map((found) => join(exports.path, into, found))
  return at === undefined
    ? ''
    : readdirSync(at, { recursive: true, encoding: 'utf8' })
        .filter((file) => !/(^|[\\/])\.moke|moke-export\.json/.test(file))
        .toSorted()
        .join('\n')
}
