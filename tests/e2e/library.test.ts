/** The library beside the page, in a real Chromium on a real workspace: its tree, its bin, a new course. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'

const studio = begunLibrary()
const { row, focusIs, saved, openLesson, newLessonCalled: newLesson } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

const titles = () => page.locator('[role=treeitem] .tree-title').allTextContents()
const isThere = (selector: string, wanted: string) => page.locator(selector, { hasText: wanted }).first().waitFor()

describe('the library', () => {
  test('it opens where an author can write at once', async () => {
    await focusIs('.page-text')
    await expect.poll(() => page.locator('[role=treeitem][aria-current=page]').count()).toBe(1)
  })

  test('a new lesson wants its title first, then its text, and shows both', async () => {
    await newLesson('先写小事')
    await page.keyboard.type('一件事只写一句。')
    await saved('一件事只写一句。')
    await isThere('.crumbs [aria-current]', '先写小事')
    await row('先写小事').locator('.tree-count', { hasText: '8' }).waitFor()
  })

  test('F2 renames in place, Esc gives up, and the page follows', async () => {
    await openLesson('给清单一个结尾')
    await row('给清单一个结尾').focus()
    await page.keyboard.press('F2')
    await focusIs('.tree-field')
    await page.keyboard.type('给清单一个收尾')
    await page.keyboard.press('Enter')
    await row('给清单一个收尾').waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.lesson-session:not([hidden]) .page-title')?.value === '给清单一个收尾')
    await focusIs('[role=treeitem]')
    await page.keyboard.press('F2')
    await focusIs('.tree-field')
    await page.keyboard.type('别的')
    await page.keyboard.press('Escape')
    await focusIs('[role=treeitem]')
    await expect.poll(titles).toContain('给清单一个收尾')
  })

  test('arrows walk the tree, Alt+↑ moves a lesson and keeps the focus on it', async () => {
    const before = (await titles()).indexOf('把大事写小')
    await row('把大事写小').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.waitForFunction(
      (at) => [...document.querySelectorAll('[role=treeitem] .tree-title')].findIndex((title) => title.textContent === '把大事写小') === at - 1,
      before,
    )
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('把大事写小'))
    await page.keyboard.press('Home')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-level') === '1')
    await page.keyboard.press('ArrowLeft')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-expanded') === 'false')
    await page.keyboard.press('ArrowRight')
    await row('把大事写小').waitFor()
  })

  test('what is closed stays closed when the pane comes back, and after the page was loaded again', async () => {
    const closed = () => page.locator('[role=treeitem][aria-level="1"][aria-expanded=false]').waitFor()
    await page.locator('[role=treeitem][aria-level="1"]').first().click()
    await closed()
    await page.keyboard.press('Control+Shift+\\')
    await page.locator('.pane-library').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+\\')
    await closed()
    await page.reload()
    await closed()
    await page.locator('[role=treeitem][aria-level="1"]').first().click()
    await row('把大事写小').waitFor()
  })

  test('a lesson is dragged to another place', async () => {
    await row('把大事写小').dragTo(page.locator('[role=treeitem][aria-level="3"]').first(), { targetPosition: { x: 60, y: 3 } })
    await page.waitForFunction(() => document.querySelector('[role=treeitem][aria-level="3"] .tree-title')?.textContent === '把大事写小')
  })

  test('the menu of a row can rename it', async () => {
    await row('把大事写小').click({ button: 'right' })
    await page.getByRole('menuitem', { name: /改名/ }).click()
    await focusIs('.tree-field')
    await page.keyboard.press('Escape')
    await focusIs('[role=treeitem]')
  })

  test('a removed lesson comes back by undo, and from the bin', async () => {
    await row('把大事写小').focus()
    await page.keyboard.press('Delete')
    await row('把大事写小').waitFor({ state: 'detached' })
    await focusIs('[role=treeitem]')
    await page.locator('.toast').getByRole('button', { name: '撤销', exact: true }).click()
    await row('把大事写小').waitFor()
    await row('把大事写小').focus()
    await page.keyboard.press('Delete')
    await row('把大事写小').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+e')
    await page.locator('.bin-entry', { hasText: '把大事写小' }).getByRole('button', { name: '放回' }).click()
    await row('把大事写小').waitFor()
    await page.locator('.bin-empty').waitFor()
    await row('把大事写小').click()
    await studio.shows('清单不是愿望的仓库。')
  })

  test('what is deleted for good is asked about first', async () => {
    await newLesson('不要了')
    await row('不要了').focus()
    await page.keyboard.press('Delete')
    await row('不要了').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+e')
    const entry = page.locator('.bin-entry', { hasText: '不要了' })
    await entry.getByRole('button', { name: '彻底删除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await entry.count()).toBe(1)
    await entry.getByRole('button', { name: '彻底删除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '彻底删除' }).click()
    await entry.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '回到正文' }).click()
  })
})

describe('a new course', () => {
  test('it is named in the tree, then its first lesson gets its title and is written; a chapter likewise', async () => {
    await page.keyboard.press('Control+Alt+Shift+n')
    await focusIs('.tree-field')
    await page.keyboard.type('我的新课程')
    await page.keyboard.press('Enter')
    await page.locator('.tree-course', { hasText: /^我的新课程/ }).waitFor()
    await focusIs('.page-title')
    await page.keyboard.type('开场白')
    await page.keyboard.press('Enter')
    await focusIs('.page-text')
    await page.keyboard.type('从这里写。')
    await saved('从这里写。')
    await row('开场白').waitFor()
    await expect.poll(() => page.locator('.page-text:visible .block').allInnerTexts()).toEqual(['从这里写。'])
    await page.keyboard.press('Control+Shift+\\')
    await page.keyboard.press('Control+Alt+m')
    await focusIs('.tree-field')
    await page.keyboard.type('第二章')
    await page.keyboard.press('Enter')
    await page.locator('.tree-chapter', { hasText: /^第二章/ }).waitFor()
    await focusIs('.page-title')
    await expect.poll(() => studio.title().evaluate((title: HTMLTextAreaElement) => [title.value, title.placeholder])).toEqual(['', '未命名的一课'])
    await expect.poll(() => page.locator('.crumbs li').allInnerTexts()).toEqual(['我的新课程', '第二章', '2.1 未命名的一课'])
    await page.locator('.tree-course', { hasText: '我的新课程' }).focus()
    await page.keyboard.press('Delete')
    await page.locator('.tree-course', { hasText: '我的新课程' }).waitFor({ state: 'detached' })
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
