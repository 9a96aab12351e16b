/** Links, and the bar over what is selected. In a real Chromium, Chinese by composition. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Composer } from './composing.ts'
import { paragraph } from './harness/sample.ts'
import { caretAt, openText, paste } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

/** The runs of a block as the log has them, links in brackets. */
const runs = (block = 0) =>
  page.evaluate(async (index) => {
    const found = (await harness.saved())[index]
    const children = found && found.type !== 'table' ? found.children : []
    return children.map((child) => ('text' in child ? (child.link ? `[${child.text}](${child.link})` : child.text) : '')).join('')
  }, block)

const linked = (link: string) => ({ type: 'paragraph', id: 'p', children: [{ text: '看' }, { text: '这里', link }, { text: '吧' }] })

describe('a link', () => {
  test('is made of the selection by key, to an address or to a lesson found by pinyin', async () => {
    await openText(page, [paragraph('p', '看这里吧')])
    await caretAt(page, [0, 1], [0, 3])
    await page.keyboard.press('Control+Shift+k')
    await page.locator('.finder input').waitFor()
    await page.keyboard.type('example.com/a')
    await page.keyboard.press('Enter')
    await expect.poll(() => runs()).toBe('看[这里](https://example.com/a)吧')
    await page.keyboard.type('x')
    expect(await runs()).toBe('看[这里](https://example.com/a)x吧')
    await caretAt(page, [0, 2])
    await page.keyboard.press('Control+Shift+k')
    await expect.poll(() => page.inputValue('.finder input')).toBe('https://example.com/a')
    await page.keyboard.type('dsx')
    await expect.poll(() => page.locator('.finder [role=option]').allTextContents()).toEqual([expect.stringContaining('把大事写小')])
    await page.keyboard.press('Enter')
    await expect.poll(() => runs()).toBe('看[这里](moke:lesson/l1)x吧')
    await page.keyboard.press('Control+z')
    expect(await runs()).toBe('看[这里](https://example.com/a)x吧')
  })

  test('is left as it was by Esc, which goes back into the text', async () => {
    await openText(page, [paragraph('p', '看这里吧')])
    await caretAt(page, [0, 1], [0, 3])
    await page.keyboard.press('Control+Shift+k')
    await page.locator('.finder input').waitFor()
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.className === 'page-text' && !document.querySelector('.finder'))
    await page.keyboard.type('y')
    expect(await runs()).toBe('看y吧')
  })

  test('is made of a selection by a pasted address, and of a typed address by a blank', async () => {
    await openText(page, [paragraph('p', '看这里吧')])
    await caretAt(page, [0, 1], [0, 3])
    await paste(page, { 'text/plain': 'https://example.com/b' })
    await expect.poll(() => runs()).toBe('看[这里](https://example.com/b)吧')
    await page.keyboard.press('End')
    await page.keyboard.type('https://a.b/c ')
    expect(await runs()).toBe('看[这里](https://example.com/b)吧[https://a.b/c](https://a.b/c) ')
    await page.keyboard.press('Control+z')
    expect(await runs()).toBe('看[这里](https://example.com/b)吧https://a.b/c ')
  })

  test('swallows nothing that is composed behind it, nor does code', async () => {
    await openText(page, [linked('https://a.b/'), { type: 'paragraph', id: 'q', children: [{ text: 'ab', code: true }] }])
    await caretAt(page, [0, 3])
    await ime.compose(['x', 'xie'], '写')
    expect(await runs()).toBe('看[这里](https://a.b/)写吧')
    expect(await page.locator('.page-text .link').allTextContents()).toEqual(['这里'])
    await caretAt(page, [1, 2])
    await ime.compose(['x', 'xie'], '写')
    await ime.compose(['z', 'zuo'], '作')
    expect(await page.evaluate(() => harness.saved().then((doc) => doc[1]))).toMatchObject({ children: [{ text: 'ab', code: true }, { text: '写作' }] })
    expect(await page.locator('.page-text [data-block=q]').textContent()).toBe('ab写作')
  })

  test('tells where it leads when the caret rests in it, and is followed, copied and taken off by keyboard', async () => {
    await openText(page, [linked('https://a.b/')])
    await caretAt(page, [0, 2])
    const card = page.locator('.link-card')
    await card.waitFor()
    expect(await card.textContent()).toContain('https://a.b/')
    await page.keyboard.press('Alt+F10')
    await page.waitForFunction(() => document.activeElement?.closest('.link-card'))
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => harness.followed.splice(0))).toEqual(['https://a.b/'])
    await caretAt(page, [0, 1])
    await caretAt(page, [0, 2])
    await card.waitFor()
    await page.click('.link-card [aria-label="去掉链接"]')
    await expect.poll(() => runs()).toBe('看这里吧')
  })

  test('is opened by Ctrl and a click, and says where a lesson is gone', async () => {
    await openText(page, [linked('moke:lesson/gone')])
    await page.hover('.page-text .link')
    await page.locator('.link-card').waitFor()
    expect(await page.textContent('.link-card')).toContain('这一课已经不在了')
    expect(await page.getAttribute('.page-text .link', 'data-gone')).toBe('true')
    await openText(page, [linked('moke:lesson/l2')])
    await page.click('.page-text .link', { modifiers: ['Control'] })
    expect(await page.evaluate(() => harness.followed.splice(0))).toEqual(['moke:lesson/l2'])
  })
})

describe('the bar over a selection', () => {
  beforeEach(() => openText(page, [paragraph('p', '很多人的清单上都有一行字'), paragraph('q', '第二段的文字')]))
  const bar = () => page.locator('.float-bar')

  test('comes when a selection rests, beside it and never on it', async () => {
    await caretAt(page, [1, 1], [1, 4])
    await bar().waitFor()
    const boxes = await page.evaluate(() => {
      const [own, selected] = [document.querySelector('.float-bar')!.getBoundingClientRect(), getSelection()!.getRangeAt(0).getBoundingClientRect()]
      return { own: [own.top, own.bottom], selected: [selected.top, selected.bottom] }
    })
    expect(boxes.own[1]! <= boxes.selected[0]! || boxes.own[0]! >= boxes.selected[1]!).toBe(true)
    await page.keyboard.press('ArrowRight')
    await bar().waitFor({ state: 'detached' })
  })

  test('is reached and left by keyboard, and marks what is selected', async () => {
    await caretAt(page, [1, 1], [1, 4])
    await page.keyboard.press('Alt+F10')
    await page.waitForFunction(() => document.activeElement?.closest('.float-bar'))
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('加粗')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => page.evaluate(() => harness.saved().then((doc) => doc[1])))
      .toMatchObject({
        children: [{ text: '第' }, { text: '二段的', bold: true }, { text: '文字' }],
      })
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.className === 'page-text' && !document.querySelector('.float-bar'))
    expect(await page.evaluate(() => getSelection()!.toString())).toBe('二段的')
  })

  test('does not come while the mouse is held down, nor while something is composed', async () => {
    const box = (await page.locator('[data-block=p]').boundingBox())!
    await page.mouse.move(box.x + 20, box.y + 15)
    await page.mouse.down()
    await page.mouse.move(box.x + 150, box.y + 15, { steps: 5 })
    await page.waitForTimeout(900)
    expect(await bar().count()).toBe(0)
    await page.mouse.up()
    await bar().waitFor()
    await ime.begin('xie')
    await bar().waitFor({ state: 'detached' })
    await ime.compose([], '写')
    expect(await bar().count()).toBe(0)
  })

  test('leads to the bar above the page where nothing is selected', async () => {
    await caretAt(page, [1, 1])
    await page.keyboard.press('Alt+F10')
    await page.waitForFunction(() => document.activeElement?.closest('.page-toolbar'))
    await page.keyboard.press('Escape')
    await page.waitForFunction(() => document.activeElement?.className === 'page-text')
  })
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
