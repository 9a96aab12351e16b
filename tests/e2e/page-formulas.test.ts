/** Formulas, in a real Chromium, with a log in memory. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { block, caretIn, run, written } from './object-actions.ts'
import { openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

const text = () => [block('paragraph', 'p', run('前面后面')), block('paragraph', 'q', run('下一段'))]
const drawn = () => page.waitForSelector('.formula .katex')
const field = '.formula-card textarea'

describe('a formula in a line', () => {
  test('is written below it while it is drawn in the text, and left to the right', async () => {
    await openText(page, text())
    await caretIn(page, 'p', 0, 2)
    await page.keyboard.press('Control+Alt+e')
    await page.waitForFunction((selector) => document.activeElement?.matches(selector), field)
    await page.keyboard.type('\\frac{a}{b}')
    await drawn()
    await page.keyboard.press('Enter')
    await page.keyboard.type('字')
    expect(await written(page)).toEqual(['paragraph 前面$\\frac{a}{b}$字后面', 'paragraph 下一段'])
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+z')
    expect(await written(page)).toEqual(['paragraph 前面后面', 'paragraph 下一段'])
  })
})

test('nothing was thrown', () => {
  expect(browser.thrown).toEqual([])
})
