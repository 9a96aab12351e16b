/** What stands where nothing is yet: it says what the place is for, and what to do. */
import { expect, test } from 'vitest'
import { studioForTest } from './harness/studio-page.ts'

test('without lessons and without courses, the page says what to do and does it', async () => {
  const studio = await studioForTest()
  await studio.textHasFocus()
  const { page } = studio
  const lessons = page.locator('.tree-lesson')
  for (let left = await lessons.count(); left > 0; left -= 1) {
    await lessons.first().focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => lessons.count()).toBe(left - 1)
  }
  await page.locator('.desk-empty', { hasText: '这里还没有课' }).waitFor()
  await expect.poll(() => page.locator('.tree-chapter').innerText()).toContain('还没有课')
  await page.keyboard.press('Control+Alt+v')
  await page.getByText('打开一课，它写成的经过就列在这里').waitFor()
  await page.locator('.desk-empty').getByRole('button', { name: '新建一课' }).click()
  await studio.focusIs('.page-title')
  await expect.poll(() => lessons.count()).toBe(1)
  await page.getByText('这一课还没有写过字').waitFor()

  await page.locator('.tree-course').focus()
  await page.keyboard.press('Delete')
  await page.locator('.desk-empty', { hasText: '还没有课程' }).waitFor()
  await page.locator('.library-empty', { hasText: 'Markdown' }).waitFor()
  // Who wrote elsewhere until now finds the way in: on the page, and where courses are made.
  for (const way of [page.locator('.desk-empty').getByRole('button', { name: '导入 Markdown…' }), page.getByRole('menuitem', { name: '导入 Markdown…' })]) {
    if (!(await way.isVisible())) await page.getByRole('button', { name: '新建或导入' }).click()
    await way.click()
    await studio.dialog('导入 Markdown').waitFor()
    await studio.closeDialog()
  }
  await page.locator('.desk-empty').getByRole('button', { name: '写第一门课程' }).click()
  await studio.focusIs('.tree-field')
  await expect.poll(() => page.locator('.tree-course').count()).toBe(1)
  expect(studio.errors).toEqual([])
})

test('the bin, the calendar and the palette say what they are for while they are empty', async () => {
  const studio = await studioForTest()
  await studio.textHasFocus()
  const { page } = studio
  await page.keyboard.press('Control+Shift+e')
  await page.locator('.bin-empty', { hasText: '按 Delete' }).waitFor()
  await page.keyboard.press('Control+Alt+o')
  await page.locator('.calendar-begin').waitFor()
  await page.keyboard.press('Control+p')
  await studio.focusIs('.palette-field')
  await page.keyboard.insertText('没有这样一课')
  await page.locator('.palette-choice[aria-selected=true]', { hasText: '在全部课程的正文里找“没有这样一课”' }).waitFor()
  expect(studio.errors).toEqual([])
})
