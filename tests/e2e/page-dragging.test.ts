/** Text dragged with the mouse, in a real Chromium: what is moved, what is selected instead, what one undo brings back. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { paragraph } from './harness/sample.ts'
import { caretAt, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'
import { clickCell, grid } from './table-actions.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  ;({ page } = browser)
})

type Place = readonly [x: number, y: number]

/** Presses at one place and lets go at another. */
async function drag(from: Place, to: Place): Promise<void> {
  await page.mouse.move(...from)
  await page.mouse.down()
  await page.mouse.move(...to, { steps: 8 })
  await page.mouse.up()
}

/** The middle of a cell, by its place in reading order. */
async function cellAt(at: number): Promise<Place> {
  const box = await page.locator('.page-text .cell').nth(at).boundingBox()
  return [box!.x + box!.width / 2, box!.y + box!.height / 2]
}

/** Where a character of a block stands: so much of its width from its left edge. */
async function charAt(block: number, offset: number, share = 0): Promise<Place> {
  const [x, y] = await page.evaluate(
    ([index, at, part]) => {
      const element = document.querySelectorAll('.page-text .block')[index]!
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode()!
      const range = document.createRange()
      range.setStart(text, at)
      range.setEnd(text, at + 1)
      const box = range.getBoundingClientRect()
      return [box.left + box.width * part, box.top + box.height / 2] as const
    },
    [block, offset, share] as const,
  )
  return [x, y]
}

const chosen = () => page.locator('.cell[data-selected]').count()

test('a press on selected cells begins a new selection, also from the same corner, and moves nothing', async () => {
  await openText(page, [paragraph('p', '前面'), grid(['甲甲 乙乙 丙丙', '丁丁 戊戊 己己', '庚庚 辛辛 壬壬']), paragraph('z', '后面')])
  const before = await logged(page)
  await drag(await cellAt(0), await cellAt(4))
  await expect.poll(chosen).toBe(4)
  // From the text itself, where the browser would pick it up.
  const [x, y] = await charAt(1, 1)
  await drag([x, y], await cellAt(5))
  await expect.poll(chosen).toBe(6)
  await drag([x, y], await cellAt(8))
  await expect.poll(chosen).toBe(9)
  await drag(await cellAt(4), await cellAt(5))
  await expect.poll(chosen).toBe(2)
  expect(await logged(page)).toEqual(before)
})

test('a word that is selected in a cell is not carried into another', async () => {
  await openText(page, [grid(['甲乙丙丁 戊', '己 庚']), paragraph('z', '后面')])
  await clickCell(page, 0, 0)
  for (let time = 0; time < 4; time += 1) await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => page.evaluate(() => getSelection()!.toString())).toBe('甲乙丙丁')
  await drag(await charAt(0, 1), await cellAt(3))
  await expect.poll(chosen).toBe(4)
  expect(await logged(page)).toEqual(['table 甲乙丙丁 | 戊 / 己 | 庚', 'paragraph 后面'])
})

for (const [kind, block] of [
  ['paragraph', { type: 'paragraph', id: 'a', children: [{ text: '春天的花开了又谢' }] }],
  ['heading2', { type: 'heading', level: 2, id: 'a', children: [{ text: '春天的花开了又谢' }] }],
] as const)
  test(`a word dragged from a ${kind} to elsewhere is one step to take back and to do again`, async () => {
    await openText(page, [block, paragraph('z', '夏天雨水')])
    await caretAt(page, [0, 0], [0, 2])
    await drag(await charAt(0, 0, 0.9), await charAt(1, 2, 0.1))
    const moved = [`${kind} 的花开了又谢`, 'paragraph 夏天春天雨水']
    await expect.poll(() => logged(page)).toEqual(moved)
    await page.keyboard.press('Control+z')
    await expect.poll(() => logged(page)).toEqual([`${kind} 春天的花开了又谢`, 'paragraph 夏天雨水'])
    await page.keyboard.press('Control+Shift+z')
    await expect.poll(() => logged(page)).toEqual(moved)
    await page.keyboard.press('Control+z')
    await caretAt(page, [1, 4])
    await page.keyboard.insertText('多')
    expect(await logged(page)).toEqual([`${kind} 春天的花开了又谢`, 'paragraph 夏天雨水多'])
    await page.keyboard.press('Control+z')
    expect(await logged(page)).toEqual([`${kind} 春天的花开了又谢`, 'paragraph 夏天雨水'])
  })
