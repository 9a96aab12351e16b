/** Footnotes, in a real Chromium, with a log in memory. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { block, caretIn, mark, run, written } from './object-actions.ts'
import { ghostShown, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const cited = () => [
  block('paragraph', 'p', run('甲说'), mark('m'), run('了')),
  block('paragraph', 'q', run('乙也说'), mark('n'), run('')),
  block('note', 'm', run('注一')),
  block('note', 'n', run('注二')),
]
const numbers = () => page.evaluate(() => [...document.querySelectorAll('.note-sign, .note-number')].map((sign) => sign.getAttribute('data-number')).join(' '))
const caret = () => page.evaluate(() => harness.caret)

test('a footnote is put in by a key, written by composition, and left back to where it was called for', async () => {
  await openText(page, cited(), '建议的文字，')
  await caretIn(page, 'p', 0, 1)
  await page.keyboard.press('Control+Alt+f')
  await expect.poll(caret).toEqual([2, 0])
  await ime.compose(['x', 'xin'], '新注')
  await ghostShown(page, '建议的文字，')
  await page.keyboard.press('Tab')
  await expect.poll(numbers).toBe('1 2 3 1 2 3')
  await page.keyboard.press('Control+Enter')
  await expect.poll(caret).toEqual([0, 2])
  await ime.compose(['h', 'hou'], '后')
  const texts = await written(page)
  expect(texts.map((line) => line.replace(/\^\w{14}/, '^new'))).toEqual([
    'paragraph 甲^new后说^m了',
    'paragraph 乙也说^n',
    'note 新注建议的文字，',
    'note 注一',
    'note 注二',
  ])
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Control+z')
  await expect.poll(() => written(page)).toEqual(['paragraph 甲说^m了', 'paragraph 乙也说^n', 'note 注一', 'note 注二'])
})

test('marks and notes lead to each other by a click, and a mark says what its note does', async () => {
  await openText(page, cited())
  await page.hover('.note-sign >> nth=1')
  await expect.poll(() => page.textContent('.note-peek')).toBe('注二')
  await page.click('.note-sign >> nth=1')
  await expect.poll(caret).toEqual([3, 2])
  await page.mouse.move(0, 0)
  await page.click('.note-number >> nth=0')
  await expect.poll(caret).toEqual([0, 3])
})

test('Ctrl+End and a click below the notes go to the end of the text', async () => {
  await openText(page, cited())
  await caretIn(page, 'p', 0, 0)
  await page.keyboard.press('Control+End')
  await page.keyboard.type('a')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('b')
  expect(await written(page)).toEqual(['paragraph 甲说^m了', 'paragraph 乙也说^na', 'note 注一', 'note 注二b'])
  const below = async () => {
    const [text, note] = [(await page.locator('.page-text').boundingBox())!, (await page.locator('[data-block=n]').boundingBox())!]
    await page.mouse.click(text.x + text.width / 2, note.y + note.height + 40)
  }
  await below()
  await page.keyboard.type('c')
  expect((await written(page))[1]).toBe('paragraph 乙也说^nac')
  await openText(page, [...cited().slice(0, 2), block('divider', 'd', run('')), ...cited().slice(2)])
  await caretIn(page, 'p', 0, 0)
  await below()
  await page.keyboard.type('d')
  expect(await written(page)).toEqual(['paragraph 甲说^m了', 'paragraph 乙也说^n', 'divider ', 'paragraph d', 'note 注一', 'note 注二'])
})

test('a mark is stepped over, selected and deleted; its note stays, uncited, and undo is exact', async () => {
  await openText(page, cited())
  await caretIn(page, 'p', 0, 2)
  await page.keyboard.press('ArrowRight')
  await expect.poll(caret).toEqual([0, 3])
  await page.keyboard.press('ArrowLeft')
  await expect.poll(caret).toEqual([0, 2])
  await page.keyboard.press('Delete')
  expect((await written(page))[0]).toBe('paragraph 甲说^m了')
  await page.keyboard.press('Delete')
  await expect.poll(numbers).toBe('1 1 未引用')
  await page.keyboard.press('Control+z')
  await expect.poll(() => written(page)).toEqual(['paragraph 甲说^m了', 'paragraph 乙也说^n', 'note 注一', 'note 注二'])
  await expect.poll(numbers).toBe('1 2 1 2')
})

test('a copied text takes its note along, and moved text keeps it', async () => {
  await openText(page, cited())
  await caretIn(page, 'p', 0, 0)
  await page.keyboard.press('Shift+End')
  await expect.poll(caret).toEqual([0, 4])
  await page.keyboard.press('Control+c')
  await caretIn(page, 'q', 1, 0)
  await page.keyboard.press('Control+v')
  await expect.poll(numbers).toBe('1 2 3 1 2 3')
  const copied = await written(page)
  expect(copied.map((line) => line.replace(/\^\w{14}/, '^new'))).toEqual([
    'paragraph 甲说^m了',
    'paragraph 乙也说^n甲说^new了',
    'note 注一',
    'note 注二',
    'note 注一',
  ])
  await caretIn(page, 'p', 0, 0)
  await page.keyboard.press('Shift+End')
  await expect.poll(caret).toEqual([0, 4])
  await page.keyboard.press('Control+x')
  await expect.poll(numbers).toBe('1 2 1 2 未引用')
  await page.keyboard.press('Control+v')
  await expect.poll(numbers).toBe('1 2 3 1 2 3')
  expect(await written(page)).toEqual(copied)
})

test('what is typed goes behind a mark in whose line one clicks, where it ends with the mark', async () => {
  for (const typed of [(text: string) => page.keyboard.type(text), (text: string) => ime.compose(['a'], text)]) {
    await openText(page, cited())
    await caretIn(page, 'p', 0, 0)
    for (const [at, text] of ['甲', '乙', '丙'].entries()) {
      // The caret of a browser goes into whatever is nearest, and may have stood behind the mark before.
      const line = (await page.locator('[data-block=q]').boundingBox())!
      const sign = (await page.locator('.note-sign >> nth=1').boundingBox())!
      await page.mouse.click(at === 2 ? line.x + line.width - 8 : sign.x + sign.width + 4 + at * 20, line.y + line.height / 2)
      await typed(text)
      await page.keyboard.press('Backspace')
      await typed(text)
      await expect.poll(async () => (await written(page))[1]).toBe(`paragraph 乙也说^n${text}`)
      await page.keyboard.press('Backspace')
      await expect.poll(async () => (await written(page))[1]).toBe('paragraph 乙也说^n')
    }
  }
})

test('a mark whose note is gone says so, and a click writes it anew', async () => {
  await openText(page, [block('paragraph', 'p', run('甲'), mark('lost'), run('乙'))])
  await expect.poll(numbers).toBe('?')
  await page.click('.note-sign')
  await expect.poll(numbers).toBe('1 1')
  await page.keyboard.type('a')
  expect(await written(page)).toEqual(['paragraph 甲^lost乙', 'note a'])
})

test('a composition puts its word before, behind and between marks', async () => {
  const lines = [block('paragraph', 'p', run(''), mark('m'), run(''), mark('n'), run('')), block('note', 'm', run('')), block('note', 'n', run('二'))]
  for (const [at, expected] of [
    [0, '写^m^n'],
    [1, '^m写^n'],
    [2, '^m^n写'],
  ] as const) {
    await openText(page, lines)
    await caretIn(page, 'p', at, 0)
    await ime.compose(['x', 'xie'], '写')
    await expect.poll(async () => (await written(page))[0]).toBe(`paragraph ${expected}`)
  }
  await caretIn(page, 'm', 0, 0)
  await ime.compose(['z', 'zhu'], '注')
  await expect.poll(async () => (await written(page))[1]).toBe('note 注')
})

test('nothing was thrown', () => {
  expect(browser.thrown).toEqual([])
})
