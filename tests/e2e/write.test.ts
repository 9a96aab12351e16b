/**
 * The whole path on real parts: first start → sample course → Chinese typed through an input method's
 * compositions → a suggestion of the real starter model → accepted in part and whole → the process killed
 * and reopened with nothing lost.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { admit, openClient } from './contract-client.ts'
import { compose, newFolder, type OpenPage, openPage, type RunningHost, startHost } from './launch.ts'

const words: [pinyin: string, word: string][] = [
  ['women', '我们'], ['jintian', '今天'], ['yao', '要'], ['xuexi', '学习'], ['zenme', '怎么'], ['xie', '写'], ['yimen', '一门'], ['kecheng', '课程'],
]

const folder = newFolder()
const errors: string[] = []
let host: RunningHost
let opened: OpenPage
beforeAll(async () => {
  host = await startHost(folder.path)
  opened = await openPage(host.address, {}, errors)
})
afterAll(async () => {
  await opened.close()
  await host.stop()
  folder.discard()
})

const editor = (page: Page) => page.locator('[data-slate-editor]')
const ghost = (page: Page) => page.evaluate(() => document.querySelector('[data-ghost]')?.getAttribute('data-ghost') ?? '')
const text = (page: Page) => editor(page).evaluate((element) => [...element.querySelectorAll('[data-slate-node="element"]')].map((block) => (block.textContent ?? '').replaceAll('\uFEFF', '')).join('\n'))
const engineReady = (page: Page) => page.waitForSelector('[data-engine-phase="ready"]', { timeout: 30_000, state: 'attached' })
const saved = (page: Page) => page.waitForSelector('[data-saved="saved"]', { timeout: 10_000, state: 'attached' })

/** Types words by composition until the model offers something; answers what it offers. */
async function typeUntilGhost({ page, cdp }: OpenPage): Promise<string> {
  for (let round = 0; round < 12; round++) {
    for (const [pinyin, word] of words) {
      await compose(cdp, pinyin, word)
      const shown = await page.waitForFunction(() => document.querySelector('[data-ghost]')?.getAttribute('data-ghost'), null, { timeout: 400 }).catch(() => null)
      if (shown) return String(await shown.jsonValue())
    }
  }
  throw new Error('nothing was offered in a hundred words')
}

describe('a first start', () => {
  test('it opens the sample course with the caret in its text and the engine ready', async () => {
    await editor(opened.page).waitFor()
    expect((await text(opened.page)).length).toBeGreaterThan(50)
    await engineReady(opened.page)
  })

  test('it offers the rest of a sentence typed through compositions, and nothing during one', async () => {
    await editor(opened.page).click()
    await opened.page.keyboard.press('Control+End')
    await opened.page.keyboard.press('Enter')
    await typeUntilGhost(opened)
    await opened.cdp.send('Input.imeSetComposition', { text: 'n', selectionStart: 1, selectionEnd: 1 })
    expect(await ghost(opened.page)).toBe('')
    await opened.page.waitForTimeout(300)
    expect(await ghost(opened.page)).toBe('')
    await opened.cdp.send('Input.imeSetComposition', { text: '', selectionStart: 0, selectionEnd: 0 })
  })

  test('it takes a word, then the rest, marked as the model’s', async () => {
    const offered = await typeUntilGhost(opened)
    const before = await text(opened.page)
    await opened.page.keyboard.press('Control+ArrowRight')
    const word = (await text(opened.page)).slice(before.length)
    expect(word.length).toBeGreaterThan(0)
    expect(offered.startsWith(word)).toBe(true)
    const rest = await ghost(opened.page)
    expect(word + rest).toBe(offered)
    if (rest !== '') await opened.page.keyboard.press('Tab')
    else {
      const next = await typeUntilGhost(opened)
      await opened.page.keyboard.press('Tab')
      expect(await text(opened.page)).toContain(next)
    }
    if (rest !== '') expect(await text(opened.page)).toBe(before + offered)
    expect(await opened.page.locator('.ai').allTextContents()).not.toEqual([])
  })

  test('it turns what was typed over into the author’s own, and undo takes an accepted suggestion back whole', async () => {
    const offered = await typeUntilGhost(opened)
    const before = await text(opened.page)
    await opened.page.keyboard.press('Tab')
    expect(await text(opened.page)).toBe(before + offered)
    await opened.page.keyboard.press('Control+z')
    expect(await text(opened.page)).toBe(before)
  })

  test('it says “已保存” and a kill loses nothing of it; the page comes back by itself', async () => {
    await compose(opened.cdp, 'jieshu', '结束语')
    await saved(opened.page)
    await opened.page.getByText('已保存').first().waitFor()
    const before = await text(opened.page)
    await host.kill()
    await opened.page.waitForSelector('[data-link="lost"]', { state: 'attached', timeout: 10_000 })
    await opened.page.keyboard.insertText('断线时也能写')
    host = await startHost(folder.path, [])
    await opened.page.waitForSelector('[data-link="connected"]', { state: 'attached', timeout: 20_000 })
    await saved(opened.page)
    expect(await text(opened.page)).toBe(`${before}断线时也能写`)
    const client = await openClient(host.address, await admit(host.address))
    const lesson = (await client.settings.get({})).lastLesson
    if (!lesson) throw new Error('the studio does not remember the lesson')
    const { doc } = await client.lessons.open({ lesson, take: false })
    client.close()
    expect(doc.map((block) => block.children.map((run) => run.text).join('')).join('\n')).toBe(await text(opened.page))
    expect(doc.some((block) => block.children.some((run) => run.ai))).toBe(true)
  })

  test('it met no error in the page', () => {
    // The connection that the kill broke is reported by the browser itself.
    expect(errors.filter((error) => !/WebSocket|ERR_CONNECTION/.test(error))).toEqual([])
  })
})
