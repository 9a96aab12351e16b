/**
 * A paste of 96,000 字 with formats (headings, lists, marks, links, tables) by Ctrl+V into an empty lesson of the built studio, in a
 * real Chromium: from the key to the frame in which all of it is there (`paste.long_ms`), its undo at the end of
 * the text (`paste.undo_ms`), and the longest time in either in which the page did nothing else (`paste.freeze_ms`). Medians of five,
 * of the freeze the longest. Suggestions are on, as an author has them. `paste.cells_ms`: a table of 5,000 cells pasted;
 * `paste.cell_key_ms`: a key in it, to the next frame.
 */
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, openPage, startHost } from '../e2e/launch.ts'
import { figure, quantile, table } from './report.ts'

const runs = 5
const sentence = '把事情写小，先写下今天能做完的那一步，再想明天的；每写一句，就离开头远一点。'

/** A chapter of about 1,000 字. */
function chapter(at: number): string {
  const text = (characters: number) => sentence.repeat(Math.ceil(characters / sentence.length)).slice(0, characters)
  const paragraphs = Array.from(
    { length: 5 },
    (_, row) => `<p>${text(50)}<b>${text(12)}</b>${text(30)}<i>${text(10)}</i><a href="https://example.com/${at}-${row}">${text(8)}</a>${text(40)}</p>`,
  )
  const items = Array.from({ length: 6 }, () => `<li>${text(24)}</li>`)
  const cells = at % 10 === 0 ? `<table><tr><th>${text(4)}</th><th>${text(4)}</th></tr><tr><td>${text(6)}</td><td>${text(6)}</td></tr></table>` : ''
  return `<h2>第${at + 1}节</h2>${paragraphs.join('')}<ul>${items.join('')}</ul><blockquote>${text(60)}</blockquote>${cells}`
}
const long = `<html><body>${Array.from({ length: 100 }, (_, at) => chapter(at)).join('')}</body></html>`
const wide = `<table>${Array.from({ length: 500 }, (_, row) => `<tr>${Array.from({ length: 10 }, (__, column) => `<td>${row}·${column}</td>`).join('')}</tr>`).join('')}</table>`

const folder = newFolder()
const host = await startHost(folder.path)
const client = await openClient(host.address, await admit(host.address))
const { lesson } = await client.library.createCourse({ title: '粘贴', chapterTitle: '第一章', lessonTitle: '一课' })
await client.settings.set({ lastLesson: lesson })
const { page, context, close } = await openPage(host.nextAddress())
await context.grantPermissions(['clipboard-read', 'clipboard-write'])
await page.locator('[data-slate-editor]').waitFor()
await page.locator('[data-slate-editor]').click()

/** Watches how long the page does nothing else; the answer tells the longest in ms. */
const watch = () =>
  page.evaluate(() => {
    const state = { longest: 0, last: performance.now(), isOn: true }
    const channel = new MessageChannel()
    channel.port1.onmessage = () => {
      const now = performance.now()
      state.longest = Math.max(state.longest, now - state.last)
      state.last = now
      if (state.isOn) setTimeout(() => channel.port2.postMessage(null), 1)
    }
    channel.port2.postMessage(null)
    Object.assign(window, { freeze: state })
  })
const watched = () =>
  page.evaluate(() => {
    const { freeze } = window as unknown as { freeze: { longest: number; isOn: boolean } }
    freeze.isOn = false
    return freeze.longest
  })

/** From a key to the frame in which so many are there of what a selector finds, or so many letters in the first of them, in ms. */
async function timed(keys: string, wanted: { selector: string; count?: number; letters?: number }): Promise<number> {
  await page.evaluate(() => {
    const timing = { began: 0 }
    Object.assign(window, { timing })
    document.addEventListener('keydown', (event) => (timing.began ||= event.key === 'Control' ? 0 : performance.now()), { capture: true })
  })
  await page.keyboard.press(keys)
  return page.evaluate(
    ({ selector, count, letters }) =>
      new Promise<number>((resolve) => {
        const { timing } = window as unknown as { timing: { began: number } }
        const isSo = () => {
          const found = document.querySelectorAll(selector)
          return count === undefined ? (found[0]?.textContent.split('x').length ?? 0) > (letters ?? 0) : found.length === count
        }
        const look = () => (isSo() ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timing.began))) : setTimeout(look, 2))
        look()
      }),
    wanted,
  )
}

const put = (html: string) =>
  page.evaluate(async (text) => {
    const plain = new DOMParser().parseFromString(text, 'text/html').body.textContent
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/html': new Blob([text], { type: 'text/html' }), 'text/plain': new Blob([plain], { type: 'text/plain' }) }),
    ])
  }, html)
const selector = '.page-text .block'

await put(long)
const [pasting, undoing, freezes]: [number[], number[], number[]] = [[], [], []]
for (let run = 0; run <= runs; run += 1) {
  await watch()
  const pasted = await timed('Control+v', { selector, count: 1310 })
  const pasteFreeze = await watched()
  await page.keyboard.press('Control+End')
  await page.waitForTimeout(1500)
  await watch()
  const undone = await timed('Control+z', { selector, count: 1 })
  const undoFreeze = await watched()
  console.log(JSON.stringify({ pasted, undone, pasteFreeze, undoFreeze }))
  await page.waitForTimeout(1500)
  // The first warms the page up.
  if (run > 0) [pasting, undoing, freezes].forEach((list, at) => list.push([pasted, undone, Math.max(pasteFreeze, undoFreeze)][at] ?? 0))
}
const characters = long.replace(/<[^>]*>/g, '').length
figure('paste.long_ms', quantile(pasting, 0.5), `${characters} characters in 1,310 blocks; until all is there`)
figure('paste.undo_ms', quantile(undoing, 0.5), 'at the end of the text')
figure('paste.freeze_ms', Math.max(...freezes), 'longest of all pastes and undos')

await put(wide)
figure('paste.cells_ms', await timed('Control+v', { selector: '.page-text .cell', count: 5000 }), 'a table of 500 rows and 10 columns')
await page.locator('.page-text .cell').nth(25).click()
const keys: number[] = []
for (let at = 0; at < 40; at += 1) {
  keys.push(await timed('x', { selector: '.page-text tr:nth-child(3) > .cell:nth-child(6)', letters: at + 1 }))
  await page.waitForTimeout(60)
}
figure('paste.cell_key_ms', quantile(keys, 0.95), 'p95 of 40 keys in that table, to the next frame')
table()
await close()
await host.kill()
folder.discard()
