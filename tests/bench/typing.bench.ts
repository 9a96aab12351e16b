/**
 * Typing in long lessons of the built studio, in a real Chromium, ghost text on: from a keydown event to the end of the frame that
 * shows what it typed. 200 keys, one every 150 ms, in the middle of the text; in an empty lesson, one of 20,000 字 and one of
 * 100,000 字 (headings, lists, 40 images, 60 formulas, 10 tables), taken in turns of fifty keys, so that what else the machine does
 * falls on all of them. `typing.p95_ms` and `typing.long_p95_ms` are what the long ones take above the empty one.
 *
 * `open.long_ms`: from the first click of two on the lesson of 100,000 字 in the tree (the second gives the page the keys) to the frame in
 * which a typed key is there; median of five.
 *
 * `typing.ime_wrong`: 500 compositions through the DevTools protocol at places that are hard: an empty block, behind bold, before an
 * image, in its caption, in a cell, beside a formula, beside ghost text, in a lesson of 100,000 字. Counted are wrong texts on the
 * screen and wrong carets after each, and wrong texts in the log at the end.
 */
import type { Page } from 'playwright-core'
import type { LessonId } from '../../preload/contract/library.ts'
import { blockText, linesOf, lineText } from '../../preload/document/lines.ts'
import { Block, type BlockId, type Doc } from '../../preload/document/schema.ts'
import { compose } from '../e2e/composing.ts'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, openPage, startHost } from '../e2e/launch.ts'
import { bringImage, longLesson, makeLesson } from './long-lesson.ts'
import { figure, quantile, table } from './report.ts'

const keys = Number(process.env['MOKE_KEYS'] ?? 200)
const turn = 50
const msBetween = 150
const compositions = Number(process.env['MOKE_COMPOSITIONS'] ?? 500)
const openings = 5
const besideGhost = 'beside ghost text'

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const folder = newFolder()
const host = await startHost(folder.path)
const client = await openClient(host.address, await admit(host.address))
const image = await bringImage(client)
const empty: Doc = [Block.parse({ type: 'paragraph', id: 'only', children: [{ text: '' }] })]
const docs = { 空: empty, 长: longLesson(20_000, image), 很长: longLesson(100_000, image) } as const
type Title = keyof typeof docs
const { chapter } = await client.library.createCourse({ title: '量一量', chapterTitle: '第一章', lessonTitle: '不用的一课' })
const lessons = {} as Record<Title, LessonId>
for (const title of Object.keys(docs) as Title[]) lessons[title] = await makeLesson(client, chapter, title, docs[title])
await client.settings.set({ lastLesson: lessons.空 })

const { page, cdp, close } = await openPage(host.nextAddress())
await page.locator('.page-text').waitFor()
await page.waitForFunction(() => document.querySelector('[data-engine-phase="ready"]') !== null, null, { timeout: 60_000 })
await page.evaluate(() => {
  const times: number[] = []
  Object.assign(window, { keyTimes: times })
  const channel = new MessageChannel()
  const waiting: number[] = []
  channel.port1.onmessage = () => times.push(performance.now() - waiting.shift()!)
  addEventListener(
    'keydown',
    (event) => {
      if (event.key.length > 1) return
      requestAnimationFrame(() => {
        waiting.push(event.timeStamp)
        channel.port2.postMessage(null)
      })
    },
    true,
  )
})

const rowOf = (title: Title) => page.locator('.tree-title', { hasText: new RegExp(`^${title}$`) }).last()

/** A click alone leaves the keys in the tree. */
async function go(title: Title): Promise<void> {
  await rowOf(title).dblclick()
  await page.locator(`.lesson-session[data-lesson="${lessons[title]}"]:not([hidden]) .page-text`).waitFor()
}

/** The line of a block, or of a cell, in the page. */
const lineOf = (id: string) => `.lesson-session:not([hidden]) :is([data-block="${id}"], [data-cell="${id}"])`

/** Puts the caret at an offset of a line's text and answers whether it is there. */
async function caretAt(at: Page, id: string, offset: number): Promise<void> {
  await at.evaluate(
    ([selector, wanted]) => {
      const line = document.querySelector(selector)!
      line.scrollIntoView({ block: 'center' })
      const leaves = [...line.querySelectorAll('[data-slate-string], [data-slate-zero-width]')].filter((leaf) => !leaf.closest('[data-slate-void]'))
      let rest = wanted
      for (const leaf of leaves) {
        const length = leaf.hasAttribute('data-slate-string') ? leaf.textContent.length : 0
        if (rest <= length) {
          const text = document.createTreeWalker(leaf, NodeFilter.SHOW_TEXT).nextNode()!
          leaf.closest<HTMLElement>('[data-slate-editor]')!.focus({ preventScroll: true })
          getSelection()!.collapse(text, length === 0 ? 0 : rest)
          return
        }
        rest -= length
      }
    },
    [lineOf(id), offset] as const,
  )
  await wait(60)
}

/** Types keys in the middle of a lesson; each one's time from its event to the end of its frame. */
async function type(title: Title, count: number): Promise<number[]> {
  await go(title)
  const doc = docs[title]
  const middle = doc.slice(Math.floor(doc.length / 2)).find((block) => block.type === 'paragraph') ?? doc[0]!
  await caretAt(page, middle.id, title === '空' ? 0 : 20)
  await wait(400)
  await page.evaluate(() => {
    ;(window as unknown as { keyTimes: number[] }).keyTimes.length = 0
  })
  for (let at = 0; at < count; at += 1) {
    await page.keyboard.press('abcdefg hijk lmnop'.charAt(at % 18))
    await wait(msBetween)
  }
  return page.evaluate(() => [...(window as unknown as { keyTimes: number[] }).keyTimes])
}

const times: Record<Title, number[]> = { 空: [], 长: [], 很长: [] }
for (let done = 0; done < keys; done += turn) {
  for (const title of Object.keys(docs) as Title[]) times[title].push(...(await type(title, turn)))
}
const [none, long, veryLong] = [quantile(times.空, 0.95), quantile(times.长, 0.95), quantile(times.很长, 0.95)]
const shown = (all: readonly number[]) => `p50 ${quantile(all, 0.5).toFixed(1)}, p95 ${quantile(all, 0.95).toFixed(1)}`
figure('typing.p95_ms', long - none, `20,000 字: ${shown(times.长)}; empty: ${shown(times.空)}; ${keys} keys each`)
figure('typing.long_p95_ms', veryLong - none, `100,000 字: ${shown(times.很长)}`)

/** From the click to the frame in which what is typed is there. */
async function openLong(): Promise<number> {
  await go('空')
  await wait(1500)
  const mark = String(Math.random()).slice(2, 8)
  await page.evaluate(() => {
    addEventListener('pointerdown', ({ timeStamp }) => Object.assign(window, { clickedAt: timeStamp }), { capture: true, once: true })
  })
  await rowOf('很长').dblclick()
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const end = performance.now() + 30_000
        const look = (now: number) => {
          const isThere = document.activeElement?.matches('.page-text') && document.activeElement.textContent.length > 50_000
          if (isThere) resolve()
          else if (now > end) reject(new Error('the lesson has not got the keys in half a minute'))
          else requestAnimationFrame(look)
        }
        look(performance.now())
      }),
  )
  await page.keyboard.insertText(mark)
  return page.evaluate(
    (typed) =>
      new Promise<number>((resolve) => {
        const look = () =>
          requestAnimationFrame((now) =>
            document.activeElement?.textContent.includes(typed) ? resolve(now - (window as unknown as { clickedAt: number }).clickedAt) : look(),
          )
        look()
      }),
    mark,
  )
}
const opened: number[] = []
for (let at = 0; at < openings; at += 1) opened.push(await openLong())
figure('open.long_ms', quantile(opened, 0.5), `${opened.map((ms) => Math.round(ms)).join(', ')} ms`)

await composeEverywhere()
client.close()
await close()
await host.stop()
folder.discard()
table()
process.exit(0)

/** Asks for a suggestion at the caret, as Alt+\\ does; whether one stands there now. */
async function askForGhost(): Promise<boolean> {
  await page.keyboard.press('Alt+Backslash')
  for (let tries = 0; tries < 20; tries += 1) {
    if (await page.evaluate(() => document.querySelector('.lesson-session:not([hidden]) [data-ghost], .ghost-card-text') !== null)) return true
    await wait(100)
  }
  return false
}

/** A place to compose at: a line and an offset in its runs' text. */
interface Spot {
  readonly name: string
  readonly id: BlockId
  readonly offset: number
}

/** Text of a line's runs alone, as the screen has it. */
function runsText(text: string): string {
  return text.replaceAll('\ufffc', '')
}

function hardSpots(doc: Doc): Spot[] {
  const spots: Spot[] = []
  const lengthOf = (block: Block) => runsText(blockText(block)).length
  const bold = doc.find((block) => block.type === 'paragraph' && block.children.some((child) => 'bold' in child))!
  const withFormula = doc.filter((block) => block.type === 'paragraph' && block.children.some((child) => 'tex' in child))
  const images = doc.flatMap((block, at) => (block.type === 'image' ? [{ block, before: doc[at - 1] }] : []))
  const cells = doc.flatMap((block) => (block.type === 'table' ? linesOf(block).map(({ line }) => line) : []))
  const middle = doc.slice(Math.floor(doc.length / 2)).find((block) => block.type === 'paragraph')!
  const item = doc.find((block) => block.type === 'item')!
  const heading = doc.find((block) => block.type === 'heading')!
  spots.push({ name: 'behind bold', id: bold.id, offset: 52 }, { name: 'before bold', id: bold.id, offset: 40 })
  for (const block of withFormula.slice(0, 3)) {
    const at = lineText(linesOf(block)[0]!.line).indexOf('\ufffc')
    spots.push({ name: 'beside a formula', id: block.id, offset: at })
  }
  for (const { block, before } of images.slice(1, 4)) {
    spots.push({ name: 'in a caption', id: block.id, offset: lengthOf(block) })
    if (before?.type === 'paragraph' || before?.type === 'heading') spots.push({ name: 'before an image', id: before.id, offset: lengthOf(before) })
  }
  for (const cell of [cells[0]!, cells[5]!, cells.at(-1)!]) spots.push({ name: 'in a cell', id: cell.id, offset: runsText(lineText(cell)).length })
  spots.push({ name: 'in the middle of 100,000 字', id: middle.id, offset: 20 }, { name: 'start of a paragraph', id: middle.id, offset: 0 })
  spots.push({ name: 'end of an item', id: item.id, offset: lengthOf(item) }, { name: 'in a heading', id: heading.id, offset: 3 })
  const last = doc.at(-1)!
  spots.push({ name: besideGhost, id: last.id, offset: lengthOf(last) })
  return spots
}

async function lineOnScreen(id: string): Promise<{ text: string; caret: number }> {
  return page.evaluate((selector) => {
    const line = document.querySelector(selector)!
    const leaves = [...line.querySelectorAll('[data-slate-string], [data-slate-zero-width]')].filter((leaf) => !leaf.closest('[data-slate-void]'))
    const { focusNode, focusOffset } = getSelection()!
    let [text, caret] = ['', -1]
    for (const leaf of leaves) {
      const own = leaf.hasAttribute('data-slate-string') ? leaf.textContent : ''
      if (leaf.contains(focusNode)) caret = text.length + (own === '' ? 0 : focusOffset)
      text += own
    }
    return { text, caret }
  }, lineOf(id))
}

async function composeEverywhere(): Promise<void> {
  await go('很长')
  const known = new Map<string, string>()
  const { doc } = await client.lessons.open({ lesson: lessons.很长, take: false })
  for (const block of doc) for (const { line } of linesOf(block)) known.set(line.id, runsText(lineText(line)))
  const empty = doc.filter((block) => block.type === 'paragraph' && blockText(block) === '').map(({ id }) => ({ name: 'in an empty block', id, offset: 0 }))
  const places = hardSpots(doc)
  // An empty block is one only once.
  const spots = places.map((spot) => () => spot).concat(() => empty.pop() ?? places[0]!)
  const grown = new Map<Spot, number>()
  const words = ['写作', '清单', '把事情写小', '好', '一句话']
  const wrong: string[] = []
  const tried = new Map<string, number>()
  let shown = 0
  for (let round = 0; round < compositions; round += 1) {
    const spot = spots[round % spots.length]!()
    const word = words[round % words.length]!
    const offset = spot.offset + (grown.get(spot) ?? 0)
    const before = known.get(spot.id)!
    await caretAt(page, spot.id, offset)
    tried.set(spot.name, (tried.get(spot.name) ?? 0) + 1)
    if (spot.name === besideGhost && (await askForGhost())) shown += 1
    await compose(cdp, 'xiez', word, 15)
    const expected = { text: before.slice(0, offset) + word + before.slice(offset), caret: offset + word.length }
    const seen = await settled(spot.id, expected)
    if (seen.text !== expected.text || seen.caret !== expected.caret) {
      wrong.push(`${spot.name} (${spot.id}): ${JSON.stringify(seen)} instead of ${JSON.stringify(expected)}`)
      known.set(spot.id, seen.text)
      continue
    }
    known.set(spot.id, expected.text)
    for (const each of places) if (each.id === spot.id && (each === spot || each.offset >= spot.offset)) grown.set(each, (grown.get(each) ?? 0) + word.length)
  }
  await page.locator('[data-saved=saved]').waitFor()
  const saved = await client.lessons.open({ lesson: lessons.很长, take: false })
  for (const block of saved.doc)
    for (const { line } of linesOf(block)) if (known.get(line.id) !== runsText(lineText(line))) wrong.push(`in the log, ${line.id}: ${lineText(line)}`)
  for (const each of wrong.slice(0, 10)) console.error(each.slice(0, 600))
  const where = [...tried].map(([name, times]) => `${name} ${times}`).join(', ')
  figure('typing.ime_wrong', wrong.length, `${compositions} compositions (${where}); a suggestion stood there at ${shown} of ${tried.get(besideGhost) ?? 0}`)
}

/** What is on the screen once it is what is expected, or a second later. */
async function settled(id: string, expected: { text: string; caret: number }): Promise<{ text: string; caret: number }> {
  for (let tries = 0; ; tries += 1) {
    const seen = await lineOnScreen(id)
    if ((seen.text === expected.text && seen.caret === expected.caret) || tries > 20) return seen
    await wait(50)
  }
}
