/** What is learnt of an author who ignores suggestions, on real parts: the starter model, a real Chromium, a real workspace. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, newFolder, type OpenPage, openPage, type RunningHost, startHost } from './launch.ts'

const folder = newFolder()
const errors: string[] = []
let host: RunningHost
let opened: OpenPage
let page: Page

beforeAll(async () => {
  host = await startHost(folder.path)
  opened = await openPage(host.address, { height: 1200 }, errors)
  page = opened.page
  await page.locator('.page-text:visible').waitFor()
  await page.waitForSelector('[data-engine-phase="ready"]', { timeout: 120_000, state: 'attached' })
})
afterAll(async () => {
  await opened?.close()
  await host?.stop()
  folder.discard()
})

const words: readonly (readonly [pinyin: string, word: string])[] = [
  ['women', '我们'],
  ['keyi', '可以'],
  ['shiyong', '使用'],
  ['jiqi', '机器'],
  ['xuexi', '学习'],
  ['moxing', '模型'],
  ['de', '的'],
  ['shuju', '数据'],
]
const card = () => page.locator('.habits-card')
const noted = async () => Number(/\d+/.exec((await card().locator('.habits-foot').allInnerTexts()).join(''))?.[0] ?? 0)
const ghost = '[data-ghost]:not([data-ghost=""])'

/** Writes on by compositions until something is suggested and has stood for longer than a glance. */
async function writeUntilShown(): Promise<void> {
  for (let round = 1; round <= 8; round++)
    for (const [pinyin, word] of words) {
      await compose(opened.cdp, pinyin, word)
      const isShown = await page.waitForSelector(ghost, { timeout: 300 * round, state: 'attached' }).catch(() => null)
      if (isShown) await page.waitForTimeout(600)
      if (isShown && (await page.locator(ghost).count()) > 0) return
    }
  throw new Error('nothing was suggested in sixty words')
}

test('nothing is known to begin with, and nothing is changed', async () => {
  await page.locator('.page-text:visible').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await expect.poll(() => card().innerText()).toContain('还没有足够的记录，暂不改变任何提示')
  expect(await noted()).toBe(0)
})

test('the card of a suggestion says why it is shown', async () => {
  await writeUntilShown()
  await expect
    .poll(() => page.locator('.suggestion-card').innerText())
    .toMatch(/(两个词之间|一个词写到一半|段首|标点之后) · 中文：开头的词，大约 \d+% 会是你要写的。/)
})

test('those that the author sends away are noted, and in the end fewer are shown there', async () => {
  await page.keyboard.press('Escape')
  await expect.poll(noted).toBe(1)
  for (let times = 2; (await card().locator('.habit-list li').count()) === 0; times++) {
    if (times > 60) throw new Error('nothing was learnt of sixty suggestions')
    await writeUntilShown()
    await page.keyboard.press('Escape')
    await expect.poll(noted).toBeGreaterThanOrEqual(times)
  }
  expect(await card().locator('.habit-list li').first().innerText()).toMatch(/少提示[^]*因为近来约 \d+ 次里你采纳了 0 次/)
})

test('switched off by its key, it learns nothing and says so', async () => {
  const before = await noted()
  await card().locator('.switch').focus()
  await page.keyboard.press('Space')
  await expect.poll(() => card().innerText()).toContain('已关闭：不再记录，也不改变任何提示')
  await page.locator('.page-text:visible').click()
  await page.keyboard.press('Control+End')
  await writeUntilShown()
  await page.keyboard.press('Escape')
  await page.waitForTimeout(1500) // a count would be told within a second
  expect(await noted()).toBe(before)
  await card().locator('.switch').click()
  await expect.poll(() => card().locator('.habit-list li').count()).toBeGreaterThan(0)
})

test('forgotten it is gone, also after the page is opened again', async () => {
  await card().getByRole('button', { name: '忘掉' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: '忘掉' }).press('Enter')
  await expect.poll(noted).toBe(0)
  await page.reload()
  await expect.poll(() => card().innerText()).toContain('还没有足够的记录')
  expect(await noted()).toBe(0)
  expect(errors).toEqual([])
})
