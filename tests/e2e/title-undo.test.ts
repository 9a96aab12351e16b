/** Names that are taken back, and the title that is none yet, in a real Chromium on a real workspace. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { compose } from './composing.ts'

const studio = begunLibrary()
const { row, focusIs, openLesson, title, toast } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

const [one, three] = ['给清单一个结尾', '把大事写小'] as const
const write = (pinyin: string, word: string) => compose(studio.opened.cdp, pinyin, word)
const titleIs = (wanted: string) => expect.poll(() => title().inputValue()).toBe(wanted)
const isAt = studio.rowHasFocus

/** Renames a row by F2, with an input method. */
async function rename(from: string, pinyin: string, to: string): Promise<void> {
  await row(from).focus()
  await page.keyboard.press('F2')
  await focusIs('.tree-field')
  await write(pinyin, to)
  await page.keyboard.press('Enter')
  await isAt(to)
}

describe('a name given in the tree', () => {
  test('Ctrl+Z there brings the old one back, of a lesson, its chapter and its course, one after the other', async () => {
    await openLesson(one)
    const [course = '', chapter = ''] = await page.locator('.crumbs li').allInnerTexts()
    await rename(one, 'gaiming', '改了名')
    await toast(`“${one}”改名为“改了名”`).waitFor()
    await titleIs('改了名')
    await rename(chapter, 'xinzhang', '新的章名')
    await rename(course, 'xinke', '新的课名')
    await page.keyboard.press('Control+z')
    await row(course).waitFor()
    await row('新的章名').waitFor()
    await page.keyboard.press('Control+z')
    await row(chapter).waitFor()
    await page.keyboard.press('Control+z')
    await row(one).waitFor()
    await titleIs(one)
    await toast('改了名').waitFor({ state: 'detached' })
    await studio.savedIs('saved')
    await page.reload()
    await titleIs(one)
  })

  test('the notice takes it back, and what was done before it comes next', async () => {
    const lessons = () => page.locator('.tree-lesson .tree-title').allTextContents()
    const before = await lessons()
    await row(three).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(lessons).not.toEqual(before)
    await rename(three, 'gaiming', '改了名')
    await toast('改名为“改了名”').getByRole('button', { name: '撤销', exact: true }).click()
    await row(three).waitFor()
    await row(three).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(lessons).toEqual(before)
  })
})

describe('a title changed on its page', () => {
  test('the browser undoes while it is typed; left, Ctrl+Z in the tree brings back the old one and nothing of the text', async () => {
    await openLesson(three)
    const text = await studio.text().innerText()
    await title().click()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('big')
    await titleIs('big')
    await page.keyboard.press('Control+z')
    await expect.poll(() => title().inputValue()).not.toBe('big')
    await page.keyboard.press('Control+a')
    await write('xiaoshi', '写小事')
    await page.keyboard.press('Enter')
    await studio.textHasFocus()
    await toast(`“${three}”改名为“写小事”`).waitFor()
    await row('写小事').focus()
    await page.keyboard.press('Control+z')
    await row(three).waitFor()
    await titleIs(three)
    expect(await studio.text().innerText()).toBe(text)
  })

  test('entered again, Ctrl+Z in it brings back the old one, and then does nothing', async () => {
    await openLesson(three)
    await page.keyboard.press('Control+End')
    await write('duoxie', '多写一句。')
    await studio.saved('多写一句。')
    await title().click()
    await page.keyboard.press('Control+a')
    await write('xiaoshi', '写小事')
    await page.keyboard.press('Enter')
    await row('写小事').waitFor()
    await title().click()
    await page.keyboard.press('Control+z')
    await titleIs(three)
    await row(three).waitFor()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+Shift+z')
    await focusIs('.page-title')
    await titleIs(three)
    await studio.text().filter({ hasText: '多写一句。' }).waitFor()
    await studio.text().click()
    await page.keyboard.press('Control+z')
    await studio.text().filter({ hasText: '多写一句。' }).waitFor({ state: 'detached' })
  })
})

describe('a lesson that has no title yet', () => {
  test('what it is made with stands there as none: typed into later, the title is what is typed, without a notice; undone, it is none again', async () => {
    await studio.newLesson()
    await page.keyboard.press('Enter')
    await studio.textHasFocus()
    await row('未命名的一课').waitFor()
    expect(await title().evaluate((field: HTMLTextAreaElement) => [field.value, field.placeholder])).toEqual(['', '未命名的一课'])
    await title().click()
    await write('liaobiaoti', '有了标题')
    await page.keyboard.press('Enter')
    await row('有了标题').waitFor()
    await titleIs('有了标题')
    expect(await toast('改名').count()).toBe(0)
    await row('有了标题').focus()
    await page.keyboard.press('Control+z')
    await row('未命名的一课').waitFor()
    await titleIs('')
    await title().click()
    await page.keyboard.type('abc')
    await row('abc').waitFor()
    await page.keyboard.press('Escape')
    await titleIs('')
    await row('未命名的一课').waitFor()
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
