/** Where the keys go after a row of the tree was clicked, in a real Chromium on a real workspace: they are the tree's, and no text is lost by them. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { compose } from './composing.ts'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'

const studio = begunLibrary()
const { row, focusIs, openLesson } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

const [one, two, three] = ['给清单一个结尾', '断线时看的一课', '把大事写小'] as const
const lessons = () => page.locator('.tree-lesson .tree-title').allTextContents()
const selected = () => page.locator('[role=treeitem][aria-selected=true] .tree-title').allTextContents()
const isAt = studio.rowHasFocus
const words = () => page.locator(`${session} .page-text`).innerText()

/** Opens a lesson by a click on its row, where the focus stays. */
async function click(title: string): Promise<void> {
  await row(title).click()
  await studio.crumb(title).waitFor()
  await isAt(title)
}

/** With the caret at the start of its text, whence the author went to another lesson. */
async function fromItsStart(title: string): Promise<string> {
  await openLesson(title)
  await page.keyboard.press('Control+Home')
  const text = await words()
  await click(two)
  await click(title)
  await studio.text().filter({ hasText: text }).waitFor()
  return text
}

describe('after a click on a lesson’s row', () => {
  test.each(['Delete', 'Backspace'])('%s moves the lesson to the bin, and takes nothing from its text', async (key) => {
    const text = await fromItsStart(three)
    await page.keyboard.press(key)
    await row(three).waitFor({ state: 'detached' })
    // A second press goes to the tree as well: the lesson that is shown now keeps its text.
    await focusIs('[role=treeitem]')
    await studio.toast('移到回收站').getByRole('button', { name: '撤销', exact: true }).click()
    await openLesson(three)
    await expect.poll(words).toBe(text)
  })

  test('F2 renames it, Alt and an arrow moves it, Ctrl+D copies it', async () => {
    await fromItsStart(three)
    await page.keyboard.press('F2')
    await focusIs('.tree-field')
    expect(await page.locator('.tree-field').inputValue()).toBe(three)
    await page.keyboard.press('Escape')
    await isAt(three)
    const before = await lessons()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(async () => (await lessons()).indexOf(three)).toBe(before.indexOf(three) - 1)
    await isAt(three)
    await page.keyboard.press('Control+z')
    await expect.poll(lessons).toEqual(before)
    await page.keyboard.press('Control+d')
    await row(`${three} 副本`).waitFor()
    await isAt(`${three} 副本`)
    await page.keyboard.press('Delete')
    await row(`${three} 副本`).waitFor({ state: 'detached' })
  })

  test.each(['Enter', 'a double click', 'a click into the text'])('%s leads into the text, where Chinese is written', async (how) => {
    await click(one)
    if (how === 'Enter') await page.keyboard.press('Enter')
    else if (how === 'a double click') await row(one).dblclick()
    else await studio.text().click()
    await studio.textHasFocus()
    await page.keyboard.press('Control+End')
    await compose(studio.opened.cdp, 'xiewan', '写完')
    await studio.saved('写完')
    await page.keyboard.press('Control+z')
    await studio.text().filter({ hasText: '写完' }).waitFor({ state: 'detached' })
  })

  test('letters look for a row by their pinyin, which is said; Backspace takes one back; none come into the text, nothing is selected or removed', async () => {
    const text = await fromItsStart(three)
    await page.keyboard.type('geiqing ')
    await page.locator('.tree-typed', { hasText: '在目录里找“geiqing ”' }).waitFor()
    await isAt(one)
    await page.keyboard.type('x')
    await page.locator('.tree-typed', { hasText: '没有“geiqing x”开头的' }).waitFor()
    await page.keyboard.press('Backspace')
    await page.locator('.tree-typed', { hasText: '在目录里找“geiqing ”' }).waitFor()
    expect([await selected(), await words(), await row(one).count()]).toEqual([[], text, 1])
    await page.keyboard.press('Enter')
    await studio.textHasFocus()
    await studio.crumb(one).waitFor()
    expect(await page.locator('.tree-typed').count()).toBe(0)
  })

  test('a new lesson still has the focus in its title', async () => {
    await click(three)
    await studio.newLessonCalled('点过以后新建的')
    await compose(studio.opened.cdp, 'xinde', '新的')
    await studio.saved('新的')
  })
})

describe('a selection by clicks', () => {
  test('Ctrl takes the open lesson in, and Shift begins at it', async () => {
    const order = (await lessons()).filter((title) => [one, two, three].some((each) => each === title))
    const [first = '', middle = '', last = ''] = order
    await click(first)
    await row(middle).click({ modifiers: ['Control'] })
    await row(last).click({ modifiers: ['Control'] })
    await expect.poll(selected).toEqual(order)
    await page.locator('.selection-bar', { hasText: '选中 3 项' }).waitFor()
    await click(last)
    await expect.poll(selected).toEqual([])
    await row(first).click({ modifiers: ['Shift'] })
    await expect.poll(selected).toEqual(order)
    await page.keyboard.press('Escape')
  })

  test('also where the author is in the text of that lesson', async () => {
    const order = (await lessons()).filter((title) => [one, two, three].some((each) => each === title))
    await openLesson(order[0] ?? '')
    await row(order[2] ?? '').click({ modifiers: ['Shift'] })
    await expect.poll(selected).toEqual(order)
    await page.keyboard.press('Escape')
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
