/** The menu that a slash opens. In a real Chromium, Chinese by composition. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { paragraph } from './harness/sample.ts'
import { caretAt, ghostText, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const menu = () => page.locator('.slash-menu')
const options = () => page.locator('.slash-menu [role=option] .option-label').allTextContents()
const isGone = () => page.waitForFunction(() => !document.querySelector('.slash-menu'))

describe('a slash', () => {
  beforeEach(async () => {
    await openText(page, [paragraph('p', ''), paragraph('q', '后文')], '建议的文字')
    await caretAt(page, [0, 0])
  })

  test('offers every kind at the start of a line, and none of it is a suggestion', async () => {
    await page.keyboard.type('/')
    await menu().waitFor()
    expect(await options()).toEqual(
      expect.arrayContaining(['大标题', '六级标题', '任务列表', '标注：窍门', '代码块', '表格', '公式块', '行内公式', '脚注', '分隔线']),
    )
    await page.waitForTimeout(600)
    expect(await ghostText(page)).toBe(null)
    expect(await page.getAttribute('.page-text', 'aria-activedescendant')).toBe(await page.locator('.slash-menu [aria-selected=true]').getAttribute('id'))
  })

  test.each([
    ['标题', '大标题', 'heading1 '],
    ['dabiaoti', '大标题', 'heading1 '],
    ['dbt', '大标题', 'heading1 '],
    ['h3', '小标题', 'heading3 '],
    ['todo', '任务列表', 'task0 '],
    ['quote', '引用', 'quote '],
    ['tip', '标注：窍门', 'callout '],
    ['dmk', '代码块', 'code '],
  ])('finds by %s', async (query, name, expected) => {
    await page.keyboard.type('/')
    await menu().waitFor()
    await page.keyboard.insertText(query)
    await expect.poll(async () => (await options())[0]).toBe(name)
    await page.keyboard.press('Enter')
    await isGone()
    expect((await logged(page))[0]).toBe(expected)
    await page.keyboard.press('Control+z')
    expect((await logged(page))[0]).toBe(`paragraph /${query}`)
  })

  test('is moved through by arrows, and chosen from by Tab and by the mouse', async () => {
    await page.keyboard.type('/')
    await menu().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Tab')
    expect((await logged(page))[0]).toBe('heading2 ')
    await page.keyboard.type('/')
    await page.click('.option:has-text("引用")')
    await isGone()
    await page.keyboard.type('a')
    expect((await logged(page))[0]).toBe('quote a')
  })

  test('stays text where nothing is called so, behind Esc, and behind a blank', async () => {
    await page.keyboard.type('/zzzz')
    await isGone()
    await page.keyboard.press('Enter')
    await page.keyboard.type('/h')
    await menu().waitFor()
    await page.keyboard.press('Escape')
    await isGone()
    await page.keyboard.type('1')
    await page.keyboard.press('Enter')
    await page.keyboard.type('a / b')
    await isGone()
    await page.keyboard.press('Enter')
    await page.keyboard.type('和/或')
    await isGone()
    expect((await logged(page)).slice(0, 4)).toEqual(['paragraph /zzzz', 'paragraph /h1', 'paragraph a / b', 'paragraph 和/或'])
  })

  test('goes away with the caret, and with what it stood in', async () => {
    await page.keyboard.type('/h')
    await menu().waitFor()
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    await isGone()
    await page.keyboard.type('/h')
    await menu().waitFor()
    await caretAt(page, [1, 1])
    await isGone()
  })
})

describe('a slash under an input method', () => {
  beforeEach(async () => {
    await openText(page, [paragraph('p', '')])
    await caretAt(page, [0, 0])
  })

  test.each(['、', '／'])('may be written as %s', async (sign) => {
    await ime.sign(sign)
    await menu().waitFor()
    await ime.compose(['b', 'bi', 'biaoti'], '标题')
    await page.keyboard.press('Enter')
    expect(await logged(page)).toEqual(['heading1 '])
    await page.keyboard.press('Control+z')
    expect(await logged(page)).toEqual([`paragraph ${sign}标题`])
  })

  test('may end a composition of its own, and is text in a sentence', async () => {
    await ime.compose(['、'], '、')
    await menu().waitFor()
    await page.keyboard.press('Escape')
    await ime.compose(['ni', 'nihao'], '你好')
    await ime.sign('、')
    await isGone()
    expect(await logged(page)).toEqual(['paragraph 、你好、'])
  })

  test('finds by what is being composed, and leaves the keys to the input method', async () => {
    await page.keyboard.type('/')
    await menu().waitFor()
    await ime.begin('yin')
    await expect.poll(async () => (await options())[0]).toBe('引用')
    await ime.begin("yin'y")
    await ime.compose([], '引用')
    expect(await logged(page)).toEqual(['paragraph /引用'])
    await page.keyboard.press('Enter')
    expect(await logged(page)).toEqual(['quote '])
    await ime.compose(['x', 'xie'], '写')
    expect(await logged(page)).toEqual(['quote 写'])
  })
})

test('in a caption there are only things that stand in a line', async () => {
  await openText(page, [{ type: 'image', id: 'i', image: 'a'.repeat(64), alt: '', children: [{ text: '' }] }])
  await caretAt(page, [0, 0])
  await page.keyboard.type('/')
  await menu().waitFor()
  expect(await options()).toEqual(['行内公式', '脚注'])
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
