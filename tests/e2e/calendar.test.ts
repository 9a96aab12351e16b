/** The calendar of words, in a real Chromium on a real workspace. */
import { expect, test } from 'vitest'
import { studioForTest } from './harness/studio-page.ts'

test('what is written today shows in the calendar, and with a goal in the status line; a pasted passage does not count', async () => {
  const studio = await studioForTest()
  await studio.textHasFocus()
  const { page, cdp } = studio.opened
  await studio.newLessonCalled('今天的字')
  expect(await page.locator('.status-today').count()).toBe(0)
  // As an input method does it: six characters at once.
  await cdp.send('Input.imeSetComposition', { text: 'xie', selectionStart: 3, selectionEnd: 3 })
  await cdp.send('Input.insertText', { text: '写下第一句。' })
  await studio.saved('写下第一句。')
  await page.keyboard.press('Control+Alt+o')
  const today = page.locator('.calendar-month td[aria-current=date]')
  await today.getByText('6', { exact: true }).waitFor()
  await page.getByRole('columnheader').first().waitFor()
  expect(await page.getByRole('columnheader').count()).toBe(7)
  await page.locator('.figure', { hasText: '连着写的天数' }).filter({ hasText: '1' }).waitFor()
  await page.getByRole('button', { name: '上个月' }).click()
  await today.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '回到这个月' }).click()
  await today.waitFor()

  await page.getByRole('button', { name: '定一个每日目标…' }).click()
  await page.getByRole('switch', { name: '每日目标' }).click()
  const goal = page.getByRole('textbox', { name: '每天写多少字' })
  await goal.fill('好多')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '整数' }).waitFor()
  await goal.fill('300')
  await page.keyboard.press('Enter')
  await studio.closeDialog()
  await page.locator('.calendar-foot', { hasText: '300' }).waitFor()

  await page.getByRole('button', { name: '回到正文' }).click()
  await page.locator('.status-today', { hasText: '今天 6 / 300' }).waitFor()
  await studio.atTheEnd()
  await page.evaluate((text) => {
    const data = new DataTransfer()
    data.setData('text/plain', text)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, '别处写的一段。'.repeat(40))
  await studio.saved('别处写的一段。')
  await page.keyboard.insertText('又')
  await page.locator('.status-today', { hasText: '今天 7 / 300' }).waitFor()
  await page.keyboard.press('Backspace')
  await page.locator('.status-today', { hasText: '今天 6 / 300' }).waitFor()
  expect(studio.ownErrors).toEqual([])
})
