/** What stands over, beside or in place of the page, in a real Chromium on a real workspace. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newFolder, type OpenPage, openPage, type RunningHost, startHost } from './launch.ts'

const folder = newFolder()
const errors: string[] = []
let host: RunningHost
let opened: OpenPage
let page: Page

beforeAll(async () => {
  host = await startHost(folder.path)
  opened = await openPage(host.address, {}, errors)
  page = opened.page
  await page.locator('.page-text:visible').waitFor()
})
afterAll(async () => {
  await opened?.close()
  await host?.stop()
  folder.discard()
})

const row = (title: string) => page.locator('[role=treeitem]', { hasText: title })
const focusIs = (selector: string) => page.waitForFunction((wanted) => document.activeElement?.matches(wanted), selector)
const choice = (title: string) => page.locator('[role=option]', { hasText: title })

/** Makes a lesson, chapter or course by its shortcut and names it. */
async function make(keys: string, field: string, title: string): Promise<void> {
  await page.keyboard.press(keys)
  await focusIs(field)
  await page.keyboard.type(title)
  await page.keyboard.press('Enter')
  await row(title).first().waitFor()
}

async function closePalette(): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('.palette').waitFor({ state: 'detached' })
}

async function search(query: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await focusIs('.palette-field')
  await page.keyboard.type(query)
}

describe('the palette', () => {
  test('it finds the open lesson too, says that it is open, and finds it by pinyin and initials', async () => {
    await make('Control+Alt+n', '.page-title', '两个案例')
    await focusIs('.page-text')
    for (const query of ['案例', 'anli', 'al']) {
      await search(query)
      await choice('两个案例').locator('.palette-open').waitFor()
      await closePalette()
    }
  })

  test('it leads to a course, which opens in the tree with its first lesson', async () => {
    await make('Control+Alt+Shift+n', '.tree-field', '另一门课程')
    await focusIs('.page-title') // of its first lesson
    const course = page.locator('.tree-course', { hasText: '另一门课程' })
    await page.locator('[role=treeitem]', { hasText: '两个案例' }).click()
    await focusIs('.lesson-session:not([hidden]) .page-text')
    await course.locator('.tree-chevron').click()
    await page.locator('.tree-course[aria-expanded=false]').waitFor()
    await search('另一门')
    await page.locator('[role=option][aria-selected=true]', { hasText: '另一门课程' }).waitFor()
    await page.keyboard.press('Enter')
    await course.and(page.locator('[aria-expanded=true]')).waitFor()
    await page.waitForFunction(() => document.querySelector('.crumbs li')?.textContent === '另一门课程')
    await focusIs('.page-text')
  })

  test('it leads to a chapter without lessons, whose row takes the focus', async () => {
    await make('Control+Alt+m', '.tree-field', '空的一章')
    await page.waitForFunction(() => document.querySelectorAll('.crumbs li')[1]?.textContent === '空的一章')
    await focusIs('.page-title') // of its first lesson
    await page.locator('[role=treeitem][aria-current=page]').focus()
    await page.keyboard.press('Delete')
    await page.waitForFunction(() => document.querySelectorAll('.crumbs li')[1]?.textContent !== '空的一章')
    await search('kongde')
    await page.locator('[role=option][aria-selected=true]', { hasText: '空的一章' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForFunction(() => document.activeElement?.matches('.tree-chapter') && document.activeElement.textContent?.includes('空的一章'))
  })

  test('it finds commands by other words, in both languages', async () => {
    for (const query of ['主题', 'dark', 'zhuti']) {
      await search(query)
      await page.locator('[role=option][aria-selected=true]', { hasText: '切换浅色与深色' }).waitFor()
      await closePalette()
    }
  })

  test('a title of any length leaves its path some room and nothing to scroll sideways', async () => {
    await make('Control+Alt+n', '.page-title', '很长的题目'.repeat(12))
    await search('很长的题目')
    const hint = choice('很长的题目').locator('.palette-hint')
    await expect.poll(async () => (await hint.boundingBox())?.width).toBeGreaterThan(60)
    await expect.poll(() => page.locator('.palette-list').evaluate((list) => list.scrollWidth - list.clientWidth)).toBe(0)
    await closePalette()
  })
})

describe('the bin', () => {
  test('it is emptied after saying how many lessons go for good', async () => {
    for (const title of ['两个案例', '空的一章']) {
      await row(title).focus()
      await page.keyboard.press('Delete')
      await row(title).waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Control+Shift+e')
    const empty = page.getByRole('button', { name: '清空回收站' })
    await empty.click()
    await page.getByRole('dialog', { name: '清空回收站？' }).getByText('2 课会彻底删除').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await page.locator('.bin-entry').count()).toBe(3)
    await empty.click()
    await page.getByRole('dialog').getByRole('button', { name: '清空回收站' }).click()
    await page.locator('.bin-empty').waitFor()
    await empty.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '回到正文' }).click()
  })
})

describe('the settings', () => {
  test('they say where the courses are kept, to be copied', async () => {
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.keyboard.press('Control+,')
    await page.getByRole('dialog').locator('.file-path code', { hasText: folder.path }).waitFor()
    await page.getByRole('dialog').getByRole('button', { name: '复制' }).click()
    await page.getByRole('button', { name: '已复制' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(folder.path)
    await page.keyboard.press('Escape')
  })
})

test('it met no error in all this', () => {
  expect(errors).toEqual([])
})
