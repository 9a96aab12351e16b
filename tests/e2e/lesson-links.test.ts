/** Links between lessons and out of the studio, in a real Chromium on a real workspace. */
import type { Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'

const studio = begunLibrary()
const { row } = studio
let page: Page
beforeEach(() => {
  ;({ page } = studio)
})

test('a link leads to another lesson, found by pinyin, and says so when that is gone', async () => {
  await studio.openLesson('把大事写小')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Shift+k')
  await page.locator('.finder input').waitFor()
  await page.keyboard.type('jiewei')
  await expect.poll(() => page.locator('.finder [role=option] .option-label').first().textContent()).toContain('给清单一个结尾')
  await page.keyboard.press('Enter')
  const link = page.locator(`${session} .page-text .link`)
  await link.waitFor()
  expect(await link.textContent()).toBe('给清单一个结尾')
  await studio.savedIs('saved')
  await link.click({ modifiers: ['Control'] })
  await page.waitForFunction((at) => document.querySelector<HTMLTextAreaElement>(`${at} .page-title`)?.value === '给清单一个结尾', session)
  await row('给清单一个结尾').focus()
  await page.keyboard.press('Delete')
  await row('给清单一个结尾').waitFor({ state: 'detached' })
  await row('把大事写小').click()
  await expect.poll(() => link.getAttribute('data-gone')).toBe('true')
})

test('a link to the web opens a page of its own, which knows nothing of the studio', async () => {
  await studio.openLesson('断线时看的一课')
  await page.keyboard.type(`${studio.address}about:nothing `)
  const link = page.locator(`${session} .page-text .link`)
  await link.waitFor()
  const opened = page.context().waitForEvent('page')
  await link.click({ modifiers: ['Control'] })
  expect(await (await opened).evaluate(() => window.opener === null)).toBe(true)
})
