/** What stands over, beside or in place of the page, in a real Chromium on a real workspace. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { session, studioForAll, studioForTest } from './harness/studio-page.ts'

const studio = studioForAll()
let page: Page
beforeEach(async () => {
  page = await studio.begin()
})

const choice = (title: string) => page.locator('[role=option]', { hasText: title })
const chosen = (title: string) => page.locator('[role=option][aria-selected=true]', { hasText: title })

/** Makes a chapter or course by its shortcut and names it; its first lesson's title has the focus then. */
async function make(keys: string, title: string, at = studio): Promise<void> {
  await at.page.keyboard.press(keys)
  await at.focusIs('.tree-field')
  await at.page.keyboard.type(title)
  await at.page.keyboard.press('Enter')
  await at.row(title).waitFor()
  await at.focusIs(`${session} .page-title`)
}

async function closePalette(): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('.palette').waitFor({ state: 'detached' })
}

async function search(query: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await studio.focusIs('.palette-field')
  await page.keyboard.type(query)
}

async function remove(title: string, at = studio): Promise<void> {
  await at.row(title).focus()
  await at.page.keyboard.press('Delete')
  await at.row(title).waitFor({ state: 'detached' })
}

describe('the palette', () => {
  test('it finds the open lesson too, says that it is open, and finds it by pinyin and initials', async () => {
    await studio.newLessonCalled('两个案例')
    for (const query of ['案例', 'anli', 'al']) {
      await search(query)
      await choice('两个案例').locator('.palette-open').waitFor()
      await closePalette()
    }
  })

  test('it leads to a course, which opens in the tree with its first lesson', async () => {
    await studio.newLessonCalled('在别处的一课')
    await make('Control+Alt+Shift+n', '另一门课程')
    const course = page.locator('.tree-course', { hasText: '另一门课程' })
    await studio.openLesson('在别处的一课')
    await course.locator('.tree-chevron').click()
    await course.and(page.locator('[aria-expanded=false]')).waitFor()
    await search('另一门')
    await chosen('另一门课程').waitFor()
    await page.keyboard.press('Enter')
    await course.and(page.locator('[aria-expanded=true]')).waitFor()
    await page.waitForFunction(() => document.querySelector('.crumbs li')?.textContent === '另一门课程')
    await studio.textHasFocus()
  })

  test('it leads to a chapter without lessons, whose row takes the focus', async () => {
    await make('Control+Alt+m', '空的一章')
    await page.waitForFunction(() => document.querySelectorAll('.crumbs li')[1]?.textContent === '空的一章')
    await page.locator('.tree-lesson[aria-current=page]').focus()
    await page.keyboard.press('Delete')
    await page.waitForFunction(() => document.querySelectorAll('.crumbs li')[1]?.textContent !== '空的一章')
    await search('kongde')
    await chosen('空的一章').waitFor()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.matches('.tree-chapter') && document.activeElement.textContent?.includes('空的一章'))
  })

  test('it finds commands by other words, in both languages', async () => {
    for (const query of ['主题', 'dark', 'zhuti']) {
      await search(query)
      await chosen('切换浅色与深色').waitFor()
      await closePalette()
    }
  })

  test('a title of any length leaves its path some room and nothing to scroll sideways', async () => {
    await studio.newLessonCalled('很长的题目'.repeat(12))
    await search('很长的题目')
    const hint = choice('很长的题目').locator('.palette-hint')
    await expect.poll(async () => (await hint.boundingBox())?.width).toBeGreaterThan(60)
    await expect.poll(() => page.locator('.palette-list').evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0)
    await closePalette()
  })
})

describe('the bin', () => {
  test('it is emptied after saying how many lessons go for good', async () => {
    const other = await studioForTest()
    await other.textHasFocus()
    await other.newLessonCalled('两个案例')
    await make('Control+Alt+m', '空的一章', other)
    await remove(await other.page.locator('.tree-lesson[aria-current=page] .tree-title').innerText(), other)
    for (const title of ['两个案例', '空的一章']) await remove(title, other)
    await other.page.keyboard.press('Control+Shift+e')
    const entries = other.page.locator('.bin-entry')
    await expect.poll(() => entries.count()).toBe(3)
    const empty = other.page.getByRole('button', { name: '清空回收站' })
    await empty.click()
    await other.dialog('清空回收站？').getByText('2 课会彻底删除').waitFor()
    await other.dialog().getByRole('button', { name: '取消' }).click()
    await other.dialog().waitFor({ state: 'detached' })
    expect(await entries.count()).toBe(3)
    await empty.click()
    await other.dialog().getByRole('button', { name: '清空回收站' }).click()
    await other.page.locator('.bin-empty').waitFor()
    await empty.waitFor({ state: 'detached' })
    await other.page.getByRole('button', { name: '回到正文' }).click()
    await other.text().waitFor()
    expect(other.errors).toEqual([])
  })
})

describe('the settings', () => {
  test('they say where the courses are kept, to be copied', async () => {
    await studio.opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.keyboard.press('Control+,')
    await studio.dialog().getByRole('tab', { name: '资料与备份' }).click()
    await studio.dialog().locator('.file-path code', { hasText: studio.folder.path }).waitFor()
    await studio.dialog().getByRole('button', { name: '复制' }).click()
    await page.getByRole('button', { name: '已复制' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(studio.folder.path)
    await studio.closeDialog()
  })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
