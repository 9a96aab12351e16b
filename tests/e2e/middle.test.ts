/** Writing in the middle of a paragraph, with the real starter: what is offered fits before what follows, and says none of it again. */
import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { compose, newFolder, openPage, startHost } from './launch.ts'
import { ghostText } from './page-actions.ts'

const following = '，这样就能看懂模型给出的结果。'
const words: readonly (readonly [pinyin: string, word: string])[] = [
  ['women', '我们'],
  ['keyi', '可以'],
  ['shiyong', '使用'],
  ['zhege', '这个'],
  ['fangfa', '方法'],
  ['lai', '来'],
  ['xuexi', '学习'],
  ['jiqi', '机器'],
  ['xuexi', '学习'],
  ['moxing', '模型'],
  ['de', '的'],
]

const lastBlock = (page: Page) =>
  page
    .locator('[data-slate-editor] [data-slate-node="element"]')
    .last()
    .evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))

test('a suggestion in the middle of a paragraph is taken before what follows, which it does not say again', async () => {
  const folder = newFolder()
  onTestFinished(folder.discard)
  const host = await startHost(folder.path)
  onTestFinished(() => host.stop())
  const { page, cdp, close } = await openPage(host.address)
  onTestFinished(() => close())
  await page.waitForSelector('[data-engine-phase="ready"]', { timeout: 120_000, state: 'attached' })
  await page.locator('[data-slate-editor]').click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText(following)
  await expect.poll(() => lastBlock(page)).toBe(following)
  await page.keyboard.press('Home')
  await page.waitForFunction(() => getSelection()?.focusOffset === 0)
  let typed = ''
  let offered = ''
  for (let round = 1; round <= 6 && offered === ''; round++) {
    for (const [pinyin, word] of words) {
      await compose(cdp, pinyin, word)
      typed += word
      await page.waitForTimeout(300 * round)
      offered = (await ghostText(page)) ?? ''
      if (offered !== '') break
    }
  }
  await expect.poll(() => lastBlock(page)).toContain(typed)
  expect(offered).not.toBe('')
  expect(offered).not.toContain(following.slice(1, 5))
  expect(offered).not.toMatch(/[，。！？；：、]$/u)
  await page.keyboard.press('Tab')
  await expect.poll(() => lastBlock(page)).toBe(typed + offered + following)
  await page.keyboard.press('Control+z')
  await expect.poll(() => lastBlock(page)).toBe(typed + following)
})
