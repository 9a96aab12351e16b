/** Why a suggestion says what it says, as an author asks it: the starter, a real archive, words composed as Chinese is. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { compose } from './composing.ts'
import { studioForAll } from './harness/studio-page.ts'
import { slowMs } from './launch.ts'
import { ghostText } from './page-actions.ts'

const studio = studioForAll()
const place = mkdtempSync(join(tmpdir(), 'moke-why-'))
let page: Page
beforeAll(async () => {
  page = studio.page
  await studio.engineReady()
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

const why = () => page.getByRole('dialog', { name: '为什么这样写' })
const rows = () => why().locator('tbody tr')
const focusIsIn = (selector: string) => expect.poll(() => page.evaluate((wanted) => document.activeElement?.closest(wanted) !== null, selector)).toBe(true)

/** Composes a sentence on a lesson of its own and asks for how it goes on. Answers what is shown. */
async function begun(title: string): Promise<string> {
  await studio.newLessonCalled(title)
  for (const [pinyin, word] of [
    ['women', '我们'],
    ['keyi', '可以'],
    ['shiyong', '使用'],
    ['zhege', '这个'],
    ['fangfa', '方法来'],
    ['xuexi', '学习'],
  ] as const)
    await compose(studio.opened.cdp, pinyin, word, 5)
  await studio.shows('我们可以使用这个方法来学习')
  return asked()
}

/** Asks for a suggestion at the caret where none is shown. */
async function asked(): Promise<string> {
  await expect
    .poll(
      async () => {
        if ((await ghostText(page)) === null) await page.keyboard.press('Alt+\\')
        return (await ghostText(page)) ?? ''
      },
      { timeout: slowMs, interval: 400 },
    )
    .not.toBe('')
  // It grows while the model goes on.
  const isAll = async () => !studio.exchanges.some(({ member, state }) => member === 'complete' && state === 'asked') && said((await ghostText(page)) ?? '')
  await expect.poll(isAll, { timeout: slowMs }).toBeTruthy()
  return (await ghostText(page)) ?? ''
}

/** What the engine said of what is shown. */
const said = (text: string): Suggestion | undefined =>
  studio.exchanges
    .filter(({ member }) => member === 'complete')
    .flatMap(({ items }) => items.slice(-1))
    .findLast((item) => item.text === text)

test('each word is told with the probability that the engine gave it; the focus stays in the text, and Esc leaves the suggestion there', async () => {
  const text = await begun('第一问')
  await page.keyboard.press('Alt+/')
  await rows().first().waitFor()
  await focusIsIn('.page-text')
  const shares = (said(text)?.tokens ?? []).filter((token) => token.text !== '').map((token) => [token.text.trim(), percent(token.probability)])
  expect(shares.length).toBeGreaterThan(0)
  const told = await rows().evaluateAll((all) => all.map((row) => [row.querySelector('th')?.textContent, row.querySelector('.why-share')?.textContent]))
  expect(told).toEqual(shares)
  for (const row of await rows().all()) expect(await row.locator('.why-other').count()).toBeLessThanOrEqual(3)
  expect(await rows().first().locator('.why-other').first().innerText()).toMatch(/\S+\s+[\d.]+%$/)
  await page.locator('[role=status]', { hasText: `“${shares[0]?.[0]}”有 ${shares[0]?.[1]} 的把握` }).waitFor({ state: 'attached' })
  // The key again goes into the window; Esc comes back.
  await page.keyboard.press('Alt+/')
  await focusIsIn('.why')
  expect(await ghostText(page)).toBe(text)
  await page.keyboard.press('Escape')
  await why().waitFor({ state: 'detached' })
  await focusIsIn('.page-text')
  expect(await ghostText(page)).toBe(text)
})

test('a word taken leaves the rest explained, Tab inside takes all of it, and a word that is composed closes the window', async () => {
  await begun('第二问')
  await page.locator('.ghost-why').click()
  await rows().first().waitFor()
  await focusIsIn('.page-text')
  const whole = (await ghostText(page)) ?? ''
  const count = await rows().count()
  await page.keyboard.press('Control+ArrowRight')
  await expect.poll(() => rows().count()).toBeLessThan(count)
  const rest = (await ghostText(page)) ?? ''
  expect(whole.endsWith(rest)).toBe(true)
  await page.keyboard.press('Alt+/')
  await focusIsIn('.why')
  await page.keyboard.press('Tab')
  await studio.shows(`我们可以使用这个方法来学习${whole}`)
  await why().waitFor({ state: 'detached' })
  await focusIsIn('.page-text')
  await asked()
  await page.keyboard.press('Alt+/')
  await why().waitFor()
  const before = await studio.lastBlock()
  await compose(studio.opened.cdp, 'ceshi', '测试', 5)
  await why().waitFor({ state: 'detached' })
  await expect.poll(studio.lastBlock).toBe(`${before}测试`)
})

test('the author’s own words that are like it are told, as text, and lead to their work and their lesson', async () => {
  const text = await begun('第三问')
  const folder = join(place, '旧作')
  mkdirSync(folder)
  writeFileSync(join(folder, '方法谈.txt'), `第一段。\n\n有人说 <img src=x onerror="alert(1)">，我们可以使用这个方法来学习${text}别的东西。\n`)
  await studio.saved('我们可以使用这个方法来学习')
  await page.locator('.library-place', { hasText: '我的旧作' }).click()
  await page.locator('.archive input[type=file][webkitdirectory]').setInputFiles(folder)
  await page.locator('.archive-report', { hasText: '收进了 1 篇' }).waitFor({ timeout: slowMs })
  await studio.openLesson('第三问')
  await studio.atTheEnd()
  expect(await asked()).toBe(text)
  await page.keyboard.press('Alt+/')
  const work = why().locator('.why-place', { hasText: '方法谈' })
  await work.waitFor({ timeout: slowMs })
  expect(await work.locator('mark').allInnerTexts()).toEqual(['我们可以使用这个方法来学习', text])
  expect(await why().locator('img').count()).toBe(0)
  await page.keyboard.press('Alt+/')
  await page.keyboard.press('ArrowDown')
  await focusIsIn('.why-place')
  await work.focus()
  await page.keyboard.press('Enter')
  await page.locator('.work-text [data-current] mark').first().waitFor()
  expect(await page.locator('.work h1').innerText()).toBe('方法谈')
  // The lesson in which all of it was taken says the same.
  await studio.openLesson('第三问')
  await studio.atTheEnd()
  await asked()
  await page.keyboard.press('Alt+/')
  await why().locator('.why-place', { hasText: '第二问' }).click()
  await page.locator('.crumbs [aria-current]', { hasText: '第二问' }).waitFor()
  await page.locator('.find-bar').waitFor()
  expect(studio.errors).toEqual([])
})

function percent(share: number): string {
  return new Intl.NumberFormat('zh-CN', { style: 'percent', maximumFractionDigits: share > 0 && share < 0.0995 ? 1 : 0 }).format(share)
}
