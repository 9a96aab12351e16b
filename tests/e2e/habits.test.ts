/** What is learnt of an author who ignores suggestions, on real parts: the starter model, a real Chromium, a real workspace. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { studioForAll } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const studio = studioForAll({ height: 1200 })
let page: Page
beforeAll(studio.engineReady)
beforeEach(async () => {
  page = await studio.begin()
  await studio.engineReady()
  await cardIsRead()
})

/** What was told of suggestions is on the card, as far as it is noted. */
async function cardIsRead(): Promise<void> {
  await expect.poll(() => studio.exchanges.findLast(({ member }) => member === 'habits' || member === 'record')?.member).toBe('habits')
  await expect.poll(() => studio.exchanges.findLast(({ member }) => member === 'habits')?.state).toBe('done')
}

const words: readonly (readonly [pinyin: string, word: string])[] = [
  ['women', '我们'],
  ['keyi', '可以'],
  ['shiyong', '使用'],
  ['shendu', '深度'],
  ['xuexi', '学习'],
  ['de', '的'],
  ['shenjing', '神经'],
  ['wangluo', '网络'],
  ['xunlian', '训练'],
  ['yige', '一个'],
  ['moxing', '模型'],
  ['ranhou', '然后'],
  ['yong', '用'],
  ['ceshi', '测试'],
  ['shuju', '数据'],
  ['pinggu', '评估'],
  ['ta', '它'],
  ['de', '的'],
  ['xingneng', '性能'],
  ['zai', '在'],
  ['xunlian', '训练'],
  ['guocheng', '过程'],
  ['zhong', '中'],
  ['xuyao', '需要'],
  ['tiaozheng', '调整'],
  ['canshu', '参数'],
  ['zheyang', '这样'],
  ['moxing', '模型'],
  ['nenggou', '能够'],
  ['genghao', '更好'],
  ['di', '地'],
  ['nihe', '拟合'],
  ['shuju', '数据'],
  ['weile', '为了'],
  ['bimian', '避免'],
  ['guo', '过'],
  ['nihe', '拟合'],
  ['keyi', '可以'],
  ['shiyong', '使用'],
  ['zhengze', '正则'],
  ['hua', '化'],
  ['fangfa', '方法'],
]
const card = () => page.locator('.habits-card')
const learnt = () => card().locator('.habit-list li')
const noted = async () => Number(/\d+/.exec((await card().locator('.habits-foot').allInnerTexts()).join(''))?.[0] ?? 0)
/** Longer than a glance at a suggestion, of which nothing is learnt. */
const lookMs = 600

/** Writes on by compositions until something is suggested and has been looked at. */
async function writeUntilShown(): Promise<void> {
  for (let round = 0; round < 2; round++)
    for (const [pinyin, word] of words) {
      await compose(studio.opened.cdp, pinyin, word)
      await expect.poll(studio.lastBlock).toMatch(new RegExp(`${word}$`))
      if ((await studio.offered(await studio.lastBlock(), { mayBeRefused: true })) === '') continue
      await page.waitForTimeout(lookMs)
      return
    }
  throw new Error('nothing was suggested in eighty words')
}

async function beginParagraph(): Promise<void> {
  await studio.atTheEnd()
  await page.keyboard.press('Enter')
  await expect.poll(studio.lastBlock).toBe('')
}

/** Sends suggestions away until so many are noted. */
async function sendAway(until: number): Promise<void> {
  while ((await noted()) < until) {
    const before = await noted()
    await writeUntilShown()
    await page.keyboard.press('Escape')
    await expect.poll(noted).toBeGreaterThan(before)
  }
}

test('nothing is known to begin with, and nothing is changed', async () => {
  await expect.poll(() => card().innerText()).toContain('还没有足够的记录，暂不改变任何建议')
  expect(await noted()).toBe(0)
})

test('the card of a suggestion says why it is shown', async () => {
  await beginParagraph()
  await writeUntilShown()
  await expect
    .poll(() => page.locator('.suggestion-card').innerText())
    .toMatch(/(两个词之间|和前面的字连着|段首|标点之后) · 中文：这样的建议，开头的词(十次里大约有 \d 次|几乎每次都)会是你要写的。/)
})

test('those that the author sends away are noted, and in the end fewer are shown there', async () => {
  await beginParagraph()
  for (let times = 1; (await learnt().count()) === 0; times++) {
    if (times > 60) throw new Error('nothing was learnt of sixty suggestions')
    await sendAway(times)
  }
  expect(await learnt().first().innerText()).toMatch(/(少建议|很少再建议)[^]*因为近来约 \d+ 次里，你收下或照着写了 0 次/)
}, 600_000)

test('switched off by its key, it learns nothing and says so', async () => {
  await beginParagraph()
  await sendAway(1)
  const before = [await noted(), await learnt().count()]
  await card().locator('.switch').focus()
  await page.keyboard.press('Space')
  await expect.poll(() => card().innerText()).toContain('已关闭：不再记录，也不改变任何建议')
  await studio.atTheEnd()
  await writeUntilShown()
  const told = () => studio.exchanges.filter(({ member }) => member === 'record').length
  const toldBefore = told()
  await page.keyboard.press('Escape')
  await expect.poll(told).toBeGreaterThan(toldBefore)
  await cardIsRead()
  expect(await noted()).toBe(before[0])
  await card().locator('.switch').click()
  await expect.poll(async () => [await noted(), await learnt().count()]).toEqual(before)
})

test('forgotten it is gone, also after the page is opened again', async () => {
  await beginParagraph()
  await sendAway(1)
  await card().getByRole('button', { name: '忘掉' }).press('Enter')
  await page.getByRole('dialog').getByRole('button', { name: '忘掉' }).press('Enter')
  await expect.poll(noted).toBe(0)
  await page.reload()
  await expect.poll(() => card().innerText()).toContain('还没有足够的记录')
  expect(await noted()).toBe(0)
  expect(studio.errors).toEqual([])
})
