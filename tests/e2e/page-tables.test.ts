/** Tables on the page, in a real Chromium: keys, mouse, input methods, what is drawn. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { paragraph } from './harness/sample.ts'
import type { Composer } from './composing.ts'
import { caretAt, ghostShown, logged, openText, paste, suggest } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'
import { cell, clickCell, grid, lookAtTable, tableOf } from './table-actions.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const caret = async () => (await lookAtTable(page)).caret
const expectCaret = (spot: string | null) => expect.poll(caret).toBe(spot)
const doc = (...rows: string[]) => [paragraph('p', '前面'), grid(rows), paragraph('z', '后面')]

describe('keys', () => {
  test('Tab and Shift+Tab go from cell to cell; a Tab in the last one makes a row', async () => {
    await openText(page, doc('姓名 年龄', '小明 八'))
    await clickCell(page, 0, 0)
    await page.keyboard.press('Tab')
    await expectCaret('0:1:2')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await expectCaret('1:1:1')
    await page.keyboard.press('Tab')
    await expectCaret('2:0:0')
    await page.keyboard.type('x')
    expect((await logged(page))[1]).toBe('table 姓名 | 年龄 / 小明 | 八 / x | ')
    await page.keyboard.press('Shift+Tab')
    await expectCaret('1:1:1')
  })

  test('arrows go through the cells as they lie, and out of the table at both ends', async () => {
    await openText(page, doc('甲 乙', '丙 丁'))
    await caretAt(page, [0, 2])
    await page.keyboard.press('ArrowRight')
    await expectCaret('0:0:0')
    await page.keyboard.press('ArrowDown')
    await expectCaret('1:0:0')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expectCaret('1:1:0')
    await page.keyboard.press('ArrowUp')
    await expectCaret('0:1:0')
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => page.evaluate(() => harness.caret?.[0])).toBe(0)
    await clickCell(page, 1, 1)
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => page.evaluate(() => harness.caret?.[0])).toBe(2)
  })

  test('there is a way out of a table that is all there is', async () => {
    await openText(page, [grid(['甲 乙'])])
    await clickCell(page, 0, 1)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.type('b')
    await clickCell(page, 0, 0)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.type('a')
    expect(await logged(page)).toEqual(['paragraph a', 'table 甲 | 乙', 'paragraph b'])
  })

  test('Shift and arrows select cells, which a key empties, and one undo brings back', async () => {
    await openText(page, doc('甲 乙 丙', '丁 戊 己'))
    await clickCell(page, 0, 0)
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await expect.poll(() => page.locator('.cell[data-selected]').count()).toBe(4)
    await page.keyboard.press('Delete')
    expect((await logged(page))[1]).toBe('table  |  | 丙 /  |  | 己')
    await page.keyboard.press('Control+z')
    expect((await logged(page))[1]).toBe('table 甲 | 乙 | 丙 / 丁 | 戊 | 己')
  })
})

describe('the mouse', () => {
  test('dragging selects cells, which are copied as a table of their own', async () => {
    await openText(page, doc('甲 乙 丙', '丁 戊 己', '庚 辛 壬'))
    const [from, to] = await Promise.all([0, 4].map((at) => page.locator('.page-text .cell').nth(at).boundingBox()))
    await page.mouse.move(from!.x + 20, from!.y + 15)
    await page.mouse.down()
    await page.mouse.move(to!.x + 20, to!.y + 15, { steps: 6 })
    await page.mouse.up()
    await expect.poll(() => page.locator('.cell[data-selected]').count()).toBe(4)
    await page.keyboard.press('Control+c')
    const html = await page.evaluate(async () => (await (await navigator.clipboard.read())[0]!.getType('text/html')).text())
    expect(html.replace(/ style="[^"]*"/g, '')).toContain('<tr><th>甲</th><th>乙</th></tr><tr><td>丁</td><td>戊</td></tr>')
  })

  test('the handles of a row and a column, and the menu at the mouse, do what they say', async () => {
    await openText(page, doc('甲 乙', '丙 丁'))
    await clickCell(page, 1, 0)
    await page.getByRole('button', { name: '这一行' }).click()
    await page.getByRole('menuitem', { name: '在上方插入一行' }).click()
    await expect.poll(async () => (await lookAtTable(page)).rows).toEqual(['甲|乙', '|', '丙|丁'])
    await expectCaret('1:0:0')
    await page.keyboard.type('x')
    await page.locator('.page-text .cell').nth(1).click({ button: 'right' })
    await page.getByRole('menuitem', { name: '删除列' }).click()
    await expect.poll(async () => (await lookAtTable(page)).rows).toEqual(['甲', 'x', '丙'])
  })
})

/** Drags over cells, from the middle of one to the middle of another, by their places in reading order. */
async function drag(from: number, to: number): Promise<void> {
  const [a, b] = await Promise.all([from, to].map((at) => page.locator('.page-text .cell').nth(at).boundingBox()))
  await page.mouse.move(a!.x + a!.width / 2, a!.y + a!.height / 2)
  await page.mouse.down()
  await page.mouse.move(b!.x + b!.width / 2, b!.y + b!.height / 2, { steps: 6 })
  await page.mouse.up()
}

/** The texts of the cells that carry a mark. */
const marked = (selector: string) => page.locator(`.page-text .cell ${selector}`).allTextContents()
const isPressed = (name: string) => page.locator('.page-toolbar').getByRole('button', { name }).getAttribute('aria-pressed')

describe('selected cells', () => {
  test('marks go on them and no others, the toolbar shows it, and they stay selected', async () => {
    await openText(page, doc('平台 抽成 读者', '知乎 三成 学生', '甲 乙 丙'))
    await drag(2, 5)
    await expect.poll(() => page.locator('.cell[data-selected]').count()).toBe(2)
    await page.keyboard.press('Control+Shift+h')
    await expect.poll(() => marked('mark')).toEqual(['读者', '学生'])
    await expect.poll(() => isPressed('高亮')).toBe('true')
    await page.keyboard.press('Shift+ArrowLeft')
    await expect.poll(() => isPressed('高亮')).toBe('false')
    await page.keyboard.press('Control+b')
    await expect.poll(() => marked('strong')).toEqual(['抽成', '读者', '三成', '学生'])
    expect(await page.locator('.cell[data-selected]').count()).toBe(4)
  })

  test('the floating bar lies beside them', async () => {
    await openText(page, doc('平台 抽成 读者', '知乎 三成 学生', '甲 乙 丙'))
    await drag(7, 5)
    const bar = page.locator('.float-bar')
    await bar.waitFor()
    const [own, ...cells] = await Promise.all([bar, ...[4, 5, 7, 8].map((at) => page.locator('.page-text .cell').nth(at))].map((each) => each.boundingBox()))
    const [top, bottom] = [Math.min(...cells.map((box) => box!.y)), Math.max(...cells.map((box) => box!.y + box!.height))]
    expect(own!.y + own!.height <= top || own!.y >= bottom).toBe(true)
  })

  test('a right click in them leaves them selected: they are merged, copied and cut by its menu', async () => {
    await openText(page, doc('甲 乙 丙', '丁 戊 己'))
    await drag(1, 5)
    await expect.poll(() => page.locator('.cell[data-selected]').count()).toBe(4)
    // In the upper right one, which is at no end of the selection.
    await page.locator('.page-text .cell').nth(2).click({ button: 'right' })
    await page.getByRole('menuitem', { name: '复制' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('乙\t丙\n戊\t己')
    await page.locator('.page-text .cell').nth(4).click({ button: 'right' })
    expect(await page.locator('.cell[data-selected]').count()).toBe(4)
    await page.getByRole('menuitem', { name: '合并单元格' }).click()
    await expect.poll(async () => (await logged(page))[1]).toBe('table 甲 | 乙\n丙\n戊\n己 / 丁')
  })

  test('the menu pastes what is on the clipboard, and takes nothing where nothing is selected', async () => {
    await openText(page, doc('甲 乙', '丙 丁'))
    await page.evaluate(() => navigator.clipboard.writeText('1\t2'))
    await clickCell(page, 1, 0)
    await page.locator('.page-text .cell').nth(2).click({ button: 'right' })
    expect(await page.getByRole('menuitem', { name: '剪切' }).getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('menuitem', { name: '粘贴' }).click()
    await expect.poll(async () => (await logged(page))[1]).toBe('table 甲 | 乙 / 1 | 2')
  })
})

describe('an input method', () => {
  test.each<[string, number, number, string, string]>([
    ['the first cell', 0, 0, '0:0:3', 'table 甲中文 | 乙 |  / 丙 | 丁 | 戊'],
    ['an empty cell', 0, 2, '0:2:2', 'table 甲 | 乙 | 中文 / 丙 | 丁 | 戊'],
    ['the last cell', 1, 2, '1:2:3', 'table 甲 | 乙 |  / 丙 | 丁 | 戊中文'],
  ])('it composes in %s', async (_where, row, column, spot, text) => {
    await openText(page, doc('甲 乙 _', '丙 丁 戊'))
    await clickCell(page, row, column)
    await ime.compose(['z', 'zh', 'zhong', 'zhong wen'], '中文')
    expect((await logged(page))[1]).toBe(text)
    await expectCaret(spot)
    expect((await lookAtTable(page)).rows.join(' / ').replaceAll('|', ' | ')).toBe(text.replace('table ', ''))
  })

  test('it composes beside a suggestion, and over selected cells', async () => {
    await openText(page, doc('甲 乙', '丙 丁'), '接着写。')
    await clickCell(page, 1, 0)
    await suggest(page, '接着写。')
    await ime.compose(['n', 'ni'], '你')
    expect((await logged(page))[1]).toBe('table 甲 | 乙 / 丙你 | 丁')
    await expectCaret('1:0:2')
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(() => page.locator('.cell[data-selected]').count()).toBe(2)
    await ime.compose(['h', 'hao'], '好')
    expect((await logged(page))[1]).toBe('table 甲 | 乙 / 好 | ')
  })
})

describe('suggestions', () => {
  test('none comes by itself in a cell, where Tab goes on, and the page says which key asks for one', async () => {
    await openText(page, doc('甲 乙', '丙 丁'), '接着写。')
    await clickCell(page, 1, 0)
    await page.keyboard.type('是', { delay: 20 })
    await page.waitForTimeout(900)
    expect(await page.evaluate(() => [harness.contexts.length, harness.status?.suggestion ?? null, harness.status?.nothing])).toEqual([0, null, 'on-request'])
    await page.keyboard.press('Tab')
    await expectCaret('1:1:1')
    expect((await logged(page))[1]).toBe('table 甲 | 乙 / 丙是 | 丁')
    await caretAt(page, [0, 2])
    await ghostShown(page, '接着写。')
  })

  test.each([
    ['a small table', ['甲 乙 丙 丁', '一 _ 三 四', '五 六 七 八']],
    ['one as wide as the page', ['很长的一句话在这里 也是很长的一句话在这里 又是很长的一句话在这里 还是很长的一句话在这里', '一 _ 三 四', '五 六 七 八']],
  ])('what is drawn of one lies over no other cell of %s', async (_what, rows) => {
    await openText(page, doc(...rows), '接着往下写的话')
    for (const column of [0, 1, 3]) {
      await clickCell(page, 1, column)
      await suggest(page, '接着往下写的话')
      await page.waitForTimeout(400)
      const isOver = await page.evaluate((at) => {
        const shown = [...document.querySelectorAll('.ghost-card, .ghost-hint:not([hidden])')].map((each) => each.getBoundingClientRect())
        const own = document.querySelectorAll('.page-text tr:nth-child(2) .cell')[at]
        const others = [...document.querySelectorAll('.page-text .cell')].filter((each) => each !== own).map((each) => each.getBoundingClientRect())
        const overlap = (a: DOMRect, b: DOMRect) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1
        return shown.some((each) => others.some((cell) => overlap(each, cell)))
      }, column)
      expect([column, isOver]).toEqual([column, false])
      await page.keyboard.press('Escape')
    }
  })

  test('Tab takes one in a cell, and goes on to the next cell where there is none', async () => {
    await openText(page, doc('甲 乙', '丙 丁'), '接着写。')
    await clickCell(page, 1, 0)
    await suggest(page, '接着写。')
    await ghostShown(page, '接着写。')
    await page.evaluate(() => (harness.answer = ''))
    await page.keyboard.press('Tab')
    expect((await logged(page))[1]).toBe('table 甲 | 乙 / 丙接着写。 | 丁')
    await page.keyboard.press('Tab')
    await expectCaret('1:1:1')
  })
})

describe('pasting', () => {
  test('a table fills the cells from the caret on, and the table grows', async () => {
    await openText(page, doc('甲 乙', '丙 丁'))
    await clickCell(page, 1, 1)
    await paste(page, { 'text/plain': '1\t2\n3\t4', 'text/html': '<table><tr><td>1</td><td><b>2</b></td></tr><tr><td>3</td><td>4</td></tr></table>' })
    await expect.poll(async () => (await logged(page))[1]).toBe('table 甲 | 乙 |  / 丙 | 1 | 2 /  | 3 | 4')
    await page.keyboard.press('Control+z')
    expect((await logged(page))[1]).toBe('table 甲 | 乙 / 丙 | 丁')
  })
})

describe('what is drawn', () => {
  test('merged cells, a header, and how columns are aligned', async () => {
    const table = {
      ...tableOf([cell('大', { colspan: 2 }), cell('右')], [cell('高', { rowspan: 2 }), cell('一'), cell('二')], [cell('三'), cell('四')]),
      align: [null, 'center', 'right'],
    }
    await openText(page, [paragraph('p', ''), table])
    expect(
      await page.evaluate(() =>
        [...document.querySelectorAll<HTMLTableCellElement>('.cell')].map(
          (each) => `${each.tagName} ${each.colSpan}x${each.rowSpan} ${getComputedStyle(each).textAlign}`,
        ),
      ),
    ).toEqual(['TH 2x1 start', 'TH 1x1 right', 'TD 1x2 start', 'TD 1x1 center', 'TD 1x1 right', 'TD 1x1 center', 'TD 1x1 right'])
    expect(await page.getByRole('table', { name: '表格，3 行 3 列' }).count()).toBe(1)
    expect(await page.getByRole('columnheader').count()).toBe(2)
  })

  test('a wide table scrolls in its own box', async () => {
    await openText(page, [paragraph('p', ''), grid(['一二三四五六七八 '.repeat(14).trim()])])
    expect(
      await page.evaluate(() => [
        document.querySelector('.table')!.scrollWidth > document.querySelector('.table')!.clientWidth,
        document.documentElement.scrollWidth <= innerWidth,
      ]),
    ).toEqual([true, true])
  })
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
