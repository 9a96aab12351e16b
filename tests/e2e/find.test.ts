/** Finding and replacing in the page, in a real Chromium: what is counted, what is painted, what is in the log. */
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { paragraph } from './harness/sample.ts'
import { spelled, type Composer } from './composing.ts'
import { caretAt, logged, openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const cell = (id: string, text: string) => ({ type: 'cell', id, children: [{ text }] })
const rich = [
  paragraph('a', '清单上写着', '清', '单两个字。'),
  { type: 'table', id: 't', align: [null, null], hasHeader: true, children: [{ type: 'row', children: [cell('c', '清单'), cell('d', '别的')] }] },
  { type: 'image', id: 'm', image: '0'.repeat(64), alt: '', children: [{ text: '清单的照片' }] },
  { type: 'paragraph', id: 'f', children: [{ text: '设' }, { type: 'formula', tex: '\\text{清单}', children: [{ text: '' }] }, { text: '。' }] },
  { type: 'code', id: 'k', children: [{ text: 'let 清单 = 1' }] },
]

async function find(kind: 'find' | 'replace' = 'find'): Promise<void> {
  await page.evaluate((asked) => harness.handle!.find({ kind: asked }), kind)
  await page.waitForFunction(() => document.activeElement?.matches('.find-bar input'))
}
const field = () => page.locator('.find-bar input').first()
const counted = (wanted: string) => page.waitForFunction((said) => document.querySelector('.find-count')?.textContent === said, wanted)
/** What is painted, in reading order, the current place in brackets. */
const painted = () =>
  page.evaluate(async () => {
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
    const ranges = (['found', 'found-current'] as const).flatMap((name) =>
      [...(CSS.highlights.get(name) ?? [])].map((range) => ({ name, range: range as Range })),
    )
    ranges.sort((a, b) => a.range.compareBoundaryPoints(Range.START_TO_START, b.range))
    return ranges.map(({ name, range }) => (name === 'found' ? range.toString() : `[${range.toString()}]`).replaceAll('\uFEFF', ''))
  })
const press = (keys: string) => page.keyboard.press(keys)

describe('finding', () => {
  test('a composed word is found wherever text stands: across marks, in cells, captions, formulas and code', async () => {
    await openText(page, rich)
    await caretAt(page, [0, 0])
    await find()
    await ime.compose(spelled('qingdan'), '清单')
    await counted('1/6')
    expect((await painted()).slice(0, 4)).toEqual(['[清单]', '清单', '清单', '清单'])
    await press('Enter')
    await counted('2/6')
    expect((await painted()).slice(0, 2)).toEqual(['清单', '[清单]'])
    await press('Shift+Enter')
    await press('Shift+Enter')
    await counted('6/6')
    expect(await logged(page)).toHaveLength(5)
  })

  test('nothing of the page changes: no element, no text', async () => {
    await openText(page, rich)
    const before = await page.locator('.page-text').innerHTML()
    await find()
    await page.keyboard.type('清')
    await counted('1/6')
    await painted()
    expect(await page.locator('.page-text').innerHTML()).toBe(before)
  })

  test('Esc goes back to the text with the place selected', async () => {
    await openText(page, [paragraph('a', '墨课，墨水，墨')])
    await caretAt(page, [0, 3])
    await find()
    await page.keyboard.type('墨')
    await counted('2/3')
    await press('Escape')
    await page.waitForFunction(() => document.activeElement?.matches('.page-text') && getSelection()!.toString() === '墨')
    expect(await page.evaluate(() => harness.caret)).toEqual([0, 4])
    expect(await painted()).toEqual([])
    await page.keyboard.insertText('默')
    expect(await logged(page)).toEqual(['paragraph 墨课，默水，墨'])
  })

  test('what was looked for last is there again, and F3 goes on', async () => {
    await openText(page, [paragraph('a', '墨课，墨水，墨')])
    await caretAt(page, [0, 0])
    await find()
    await page.keyboard.type('墨')
    await counted('1/3')
    await page.evaluate(() => harness.handle!.find({ kind: 'next' }))
    await counted('2/3')
    await press('Escape')
    await find()
    expect(await field().inputValue()).toBe('墨')
    await counted('2/3')
  })

  test('case, whole words, and a selection narrow it down', async () => {
    await openText(page, [paragraph('a', 'Moke moke mokes ＭＯＫＥ'), paragraph('b', 'moke')])
    await caretAt(page, [0, 0], [0, 9])
    await find()
    await field().fill('moke')
    await counted('1/5')
    await press('Alt+w')
    await counted('1/4')
    await press('Alt+c')
    await counted('1/2')
    await press('Alt+c')
    await press('Alt+l')
    await counted('1/2')
    await press('Alt+l')
    await press('Alt+w')
    await counted('1/5')
  })

  test('a regular expression, one that is none, and one that would never end', async () => {
    await openText(page, [paragraph('a', `2026-11 和 2025-01，${'啊'.repeat(40)}！`)])
    await find()
    await press('Alt+r')
    await field().fill('\\d{4}-\\d\\d')
    await counted('1/2')
    await field().fill('(\\d')
    await page.locator('.find-said', { hasText: '没有配上右括号' }).waitFor()
    await field().fill('(啊+)+$')
    await page.locator('.find-said', { hasText: '找得太久' }).waitFor()
    await field().fill('和')
    await counted('1/1')
    await press('Alt+r')
  })

  test('what is written while the bar is open is counted, also what is being composed', async () => {
    await openText(page, [paragraph('a', '墨课。')])
    await find()
    await field().fill('墨')
    await counted('1/1')
    await caretAt(page, [0, 3])
    await ime.compose(spelled('mo'), '墨')
    await page.waitForFunction(() => document.querySelector('.find-count')?.textContent?.endsWith('/2'))
    expect(await logged(page)).toEqual(['paragraph 墨课。墨'])
    await page.keyboard.press('Backspace')
    await page.waitForFunction(() => document.querySelector('.find-count')?.textContent?.endsWith('/1'))
  })

  test('in a hundred thousand 字 the last place is found, and shown below the bar', async () => {
    const long = Array.from({ length: 1200 }, (_, row) => paragraph(`r${row}`, `第${row}段。${'字'.repeat(80)}${row % 400 === 399 ? '路标' : ''}`))
    await openText(page, long)
    await caretAt(page, [0, 0])
    await find()
    await field().fill('路标')
    await counted('1/3')
    await press('Shift+Enter')
    await counted('3/3')
    const box = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      const [range] = CSS.highlights.get('found-current')!
      const { top, bottom } = (range as Range).getBoundingClientRect()
      return { top, bottom, bar: document.querySelector('.find-bar')!.getBoundingClientRect().bottom, height: innerHeight }
    })
    expect(box.top).toBeGreaterThan(box.bar)
    expect(box.bottom).toBeLessThan(box.height)
  })
})

describe('replacing', () => {
  test('one by one and all at once, each one step of the history, marks staying', async () => {
    await openText(page, [paragraph('a', '旧的', '旧', '还是旧')])
    await caretAt(page, [0, 0])
    await find('replace')
    await field().fill('旧')
    await counted('1/3')
    await page.locator('.find-bar input').nth(1).fill('新的旧')
    await press('Control+Enter')
    await counted('2/3')
    expect(await logged(page)).toEqual(['paragraph 新的旧的旧还是旧'])
    await page.getByRole('button', { name: '全部替换' }).click()
    await page.locator('.find-said', { hasText: '替换了 3 处' }).waitFor()
    expect(await logged(page)).toEqual(['paragraph 新的新的旧的新的旧还是新的旧'])
    const bold = await page.evaluate(async () => (await harness.saved())[0]!.children.filter((run) => 'bold' in run && run.bold === true))
    expect(bold).toMatchObject([{ text: '新的旧', bold: true }])
    await press('Escape')
    await press('Control+z')
    expect(await logged(page)).toEqual(['paragraph 新的旧的旧还是旧'])
    await press('Control+z')
    expect(await logged(page)).toEqual(['paragraph 旧的旧还是旧'])
  })

  test('with nothing to put in their place, the buttons say that words go, and all at once are asked for first', async () => {
    await openText(page, [paragraph('a', '旧的，', '旧', '还是旧')])
    await caretAt(page, [0, 0])
    await find('replace')
    await field().fill('旧')
    await counted('1/3')
    const asking = page.getByRole('dialog', { name: '把这 3 处都删去？' })
    await page.locator('.find-bar').getByRole('button', { name: '删去 3 处' }).click()
    await asking.getByRole('button', { name: '取消' }).click()
    await asking.waitFor({ state: 'detached' })
    expect(await logged(page)).toEqual(['paragraph 旧的，旧还是旧'])
    await field().focus()
    await press('Control+Alt+Enter')
    await asking.getByRole('button', { name: '删去 3 处' }).click()
    await page.locator('.find-said', { hasText: '删去了 3 处' }).waitFor()
    expect(await logged(page)).toEqual(['paragraph 的，还是'])
    await press('Escape')
    await press('Control+z')
    expect(await logged(page)).toEqual(['paragraph 旧的，旧还是旧'])
  })

  test('after all are replaced the keys stay in the bar: undo takes the replacement back, redo brings it again, Esc goes to the text', async () => {
    const [was, is] = [['paragraph 旧的，还是旧'], ['paragraph 新的，还是新']]
    await openText(page, [paragraph('a', '旧的，还是旧')])
    await caretAt(page, [0, 0])
    await find('replace')
    await field().fill('旧')
    await counted('1/2')
    const replacement = page.locator('.find-bar input').nth(1)
    await replacement.fill('新')
    const [one, all] = [page.locator('.find-row .button').first(), page.getByRole('button', { name: '全部替换' })]
    const isInBar = () => page.waitForFunction(() => document.activeElement?.matches('.find-bar input'))
    await all.click()
    await page.locator('.find-said', { hasText: '替换了 2 处' }).waitFor()
    await isInBar()
    await press('Control+z')
    await page.locator('.find-said', { hasText: '替换已经撤销' }).waitFor()
    expect(await logged(page)).toEqual(was)
    expect(await replacement.inputValue()).toBe('新')
    await press('Control+Shift+z')
    await expect.poll(() => logged(page)).toEqual(is)
    await press('Control+z')
    await counted('1/2')
    await one.click()
    await counted('1/1')
    await one.click()
    await counted('没有找到')
    await isInBar()
    await press('Control+z')
    await press('Control+z')
    await expect.poll(() => logged(page)).toEqual(was)
    await press('Control+Alt+Enter')
    await expect.poll(() => logged(page)).toEqual(is)
    await page.keyboard.type('鲜')
    await press('Control+z')
    expect(await replacement.inputValue()).toBe('新')
    expect(await logged(page)).toEqual(is)
    await press('Escape')
    await page.waitForFunction(() => document.activeElement?.matches('.page-text'))
  })

  test('once all were deleted, too', async () => {
    await openText(page, [paragraph('a', '旧的，还是旧')])
    await caretAt(page, [0, 0])
    await find('replace')
    await field().fill('旧')
    await counted('1/2')
    await page.locator('.find-bar input').nth(1).fill('')
    await page.locator('.find-bar').getByRole('button', { name: '删去 2 处' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '删去 2 处' }).click()
    await page.locator('.find-said', { hasText: '删去了 2 处' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('.find-bar input'))
    await press('Control+z')
    await expect.poll(() => logged(page)).toEqual(['paragraph 旧的，还是旧'])
    await press('Escape')
    await page.waitForFunction(() => document.activeElement?.matches('.page-text'))
  })

  test("in a model's text the new word is the author's", async () => {
    const ai = { model: 'm', at: 1 }
    await openText(page, [{ type: 'paragraph', id: 'a', children: [{ text: '模型写的话', ai }] }])
    await find('replace')
    await field().fill('写')
    await counted('1/1')
    await page.locator('.find-bar input').nth(1).fill('编')
    await press('Control+Alt+Enter')
    expect(await page.evaluate(async () => (await harness.saved())[0]!.children)).toEqual([{ text: '模型', ai }, { text: '编' }, { text: '的话', ai }])
  })

  test('what only reads is searched, and nothing in it replaced', async () => {
    await page.evaluate(() => {
      harness.editable = false
    })
    await openText(page, [paragraph('a', '墨课')])
    await page.evaluate(() => {
      harness.editable = false
      harness.open()
    })
    await find('replace')
    await field().fill('墨')
    await counted('1/1')
    expect(await page.locator('.find-bar input').count()).toBe(1)
    await press('Control+Alt+Enter')
    expect(await logged(page)).toEqual(['paragraph 墨课'])
  })
})

test('from one field to the other: by Tab and back, and by a click through what names a button', async () => {
  await openText(page, [paragraph('a', '墨课')])
  await caretAt(page, [0, 0])
  await find('replace')
  const replacement = page.locator('.find-bar input').nth(1)
  const isIn = (at: number) => page.waitForFunction((nth) => document.activeElement === document.querySelectorAll('.find-bar input')[nth], at)
  await press('Tab')
  await isIn(1)
  await press('Shift+Tab')
  await isIn(0)
  await page.getByRole('button', { name: '区分大小写' }).hover()
  const words = page.getByRole('tooltip')
  await words.waitFor()
  const [over, below] = await Promise.all([words.boundingBox(), replacement.boundingBox()])
  const x = Math.min(over!.x + over!.width / 2, below!.x + below!.width - 4)
  await page.mouse.click(Math.max(x, over!.x + 2), below!.y + 6)
  await isIn(1)
})
