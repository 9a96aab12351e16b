/** A lesson opened beside another one, and Markdown that goes in and out where the author points: from the palette and from a row of the library. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'

const studio = begunLibrary()
const { row, dialog, focusIs } = studio
let page: Page
beforeEach(async () => {
  page = studio.page
  // Two may lie there while only one is read yet.
  if ((await page.locator('.desk-places[data-split]').count()) > 0) await page.keyboard.press('Control+Alt+p')
  // What is left of two may be either.
  await studio.openLesson('把大事写小')
  await expect.poll(seen).toEqual(['把大事写小'])
})

/** Titles of the lessons that are seen, from left to right. */
const seen = () => page.locator('.page-title:visible').evaluateAll((titles) => titles.map((title) => (title instanceof HTMLTextAreaElement ? title.value : '')))
const both = ['把大事写小', '断线时看的一课']

describe('a lesson beside another one', () => {
  test('comes from the palette by Ctrl+Enter, as the palette says, and takes the focus', async () => {
    await page.keyboard.press('Control+k')
    await focusIs('.palette-field')
    await page.keyboard.insertText('断线')
    await page.locator('.palette-keys', { hasText: '在旁边打开' }).waitFor()
    await page.keyboard.press('Control+Enter')
    await expect.poll(seen).toEqual(both)
    await studio.textHasFocus()
    await page.keyboard.insertText('写在旁边。')
    await studio.saved('写在旁边。')
    await expect.poll(() => page.locator('.page-text:visible').nth(1).innerText()).toContain('写在旁边。')
  })

  test('comes and goes by its key, and the author is where they were', async () => {
    for (let times = 0; times < 2; times += 1) {
      await page.keyboard.press('Control+Alt+p')
      await expect.poll(seen).toHaveLength(2)
      await studio.textHasFocus()
      await page.keyboard.press('Control+Alt+p')
      await expect.poll(seen).toEqual(['把大事写小'])
      await studio.textHasFocus()
    }
    await page.keyboard.press('Control+Alt+p')
    await expect.poll(seen).toHaveLength(2)
    const [, other] = await seen()
    await page.getByRole('button', { name: '收起这一边' }).first().click()
    await expect.poll(seen).toEqual([other])
  })

  test('comes from the palette by a click with Ctrl, too', async () => {
    await page.keyboard.press('Control+p')
    await focusIs('.palette-field')
    await page.locator('[role=option]', { hasText: '断线时看的一课' }).click({ modifiers: ['Control'] })
    await expect.poll(seen).toEqual(both)
  })

  test('comes from a row by its menu', async () => {
    await row('断线时看的一课').click({ button: 'right' })
    await page.getByRole('menuitem', { name: /在旁边打开/ }).click()
    await expect.poll(seen).toEqual(both)
  })

  test('comes from a row by Ctrl+Enter; the space bar selects', async () => {
    await row('把大事写小').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press(' ')
    await expect.poll(() => row('断线时看的一课').getAttribute('aria-selected')).toBe('true')
    await page.keyboard.press('Control+Enter')
    await expect.poll(seen).toEqual(both)
  })
})

describe('Markdown where the author points', () => {
  const chosen = () => page.locator('.interchange-chosen').innerText()

  test('a row that is not the open one goes out', async () => {
    await row('断线时看的一课').click({ button: 'right' })
    await page.getByRole('menuitem', { name: '导出 Markdown…' }).click()
    await dialog('导出 Markdown').waitFor()
    expect(await chosen()).toBe('断线时看的一课')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出', exact: true }).click()])
    expect(file.suggestedFilename()).toMatch(/断线时看的一课\.md$/)
  })

  test('several rows go out together; without a row, it is asked what', async () => {
    await row('给清单一个结尾').click()
    await row('断线时看的一课').click({ modifiers: ['Control'] })
    await row('断线时看的一课').click({ button: 'right' })
    await page.getByRole('menuitem', { name: '导出 Markdown…' }).click()
    await dialog('导出 Markdown').waitFor()
    expect(await chosen()).toMatch(/2/)
    await page.locator('.interchange-summary', { hasText: '.zip' }).waitFor()
    await studio.closeDialog()
    await page.keyboard.press('Control+k')
    await focusIs('.palette-field')
    await page.keyboard.insertText('导出')
    await page.keyboard.press('Enter')
    await page.locator('.interchange .segmented').waitFor()
    expect(await page.locator('.interchange-chosen').count()).toBe(0)
  })

  test('files come into the course that was pointed at', async () => {
    const course = page.locator('.tree-course').first()
    await course.click({ button: 'right' })
    await page.getByRole('menuitem', { name: '导入 Markdown…' }).click()
    await page
      .locator('input[type=file][multiple]')
      .first()
      .setInputFiles({ name: '外来的.md', mimeType: 'text/markdown', buffer: Buffer.from('# 外来的\n\n一句话。') })
    const target = page.locator('.interchange-row', { hasText: '课程“' })
    await target.locator('[data-state=on]', { hasText: '课程“' }).waitFor()
    await page.getByRole('button', { name: /导入 1 课/ }).click()
    await row('外来的').waitFor()
  })
})

describe('saving by key', () => {
  test('sends what was just typed, says so for a moment, and the browser hears nothing of the key', async () => {
    await studio.openLesson('把大事写小')
    await page.locator('.page-text:visible').focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('按一下保存。')
    await page.evaluate(() => {
      addEventListener('keydown', (event) => event.key === 's' && Object.assign(window, { wasTaken: event.defaultPrevented }))
    })
    await page.keyboard.press('Control+s')
    await page.locator('.status-saved[data-saved=saved]', { hasText: '全部已保存' }).waitFor()
    expect(await page.evaluate(() => (window as unknown as { wasTaken: boolean }).wasTaken)).toBe(true)
    await page.locator('.status-saved:not([data-asked])', { hasText: '已保存' }).waitFor()
    await studio.textHasFocus()
  })
})
