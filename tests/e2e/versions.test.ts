/** How a lesson was written, in a real Chromium on a real workspace: any moment looked at, named, compared and brought back, by keyboard. */
import { beforeEach, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'
import { compose } from './launch.ts'

const studio = begunLibrary()
let lesson = 0
const press = (keys: string) => studio.page.keyboard.press(keys)
const text = () => studio.page.locator(`${session} .page-text`).evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))
const view = () => studio.page.locator('.version-view')

beforeEach(async () => {
  // Without suggestions, whose keys are not meant here.
  await press('Control+j')
  await studio.newLessonCalled(`版本的一课 ${(lesson += 1)}`)
  await compose(studio.opened.cdp, 'chugao', '初稿的一句。')
  await studio.saved('初稿的一句。')
})

/** Opens the newest moment of the lesson by keys alone. */
async function look(): Promise<void> {
  await press('Control+Alt+v')
  await studio.focusIs('.versions-item')
  await press('Enter')
  await view().waitFor()
}

test('a moment gets a name, and the text comes back whole, in one step that undo takes back, the text before it kept', async () => {
  await look()
  await view().getByRole('button', { name: '起名' }).click()
  await studio.page.keyboard.insertText('初稿')
  await press('Enter')
  await studio.page.locator('.versions-named', { hasText: '初稿' }).waitFor()
  await press('Escape')
  await studio.textHasFocus()
  await press('Control+End')
  await compose(studio.opened.cdp, 'houlai', '后来写的。')
  await studio.saved('后来写的。')

  await studio.page.locator('.versions-named', { hasText: '初稿' }).click()
  await expect.poll(() => view().locator('ins').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('后来')]))
  await view().getByRole('button', { name: '恢复这一版' }).click()
  await expect.poll(text).toBe('初稿的一句。')
  await studio.page.locator('.versions-named', { hasText: '恢复前' }).waitFor()
  await studio.textHasFocus()
  await press('Control+z')
  await expect.poll(text).toBe('初稿的一句。后来写的。')
})

test('a chosen block comes back alone', async () => {
  await press('Enter')
  await compose(studio.opened.cdp, 'dier', '第二段。')
  await studio.saved('第二段。')
  await look()
  await press('Escape')
  await studio.textHasFocus()
  await press('Control+Home')
  await press('Shift+End')
  await compose(studio.opened.cdp, 'gaiguo', '改过的第一段。')
  await press('Control+End')
  await compose(studio.opened.cdp, 'ye', '也改了。')
  await studio.saved('也改了。')
  // A moment before both changes: by the slider's own keys.
  await look()
  await view().getByRole('slider').focus()
  await press('Home')
  for (let step = 0; step < 12 && !(await view().locator('.version-row[data-kind=changed]').count()); step += 1) {
    await press('ArrowRight')
    await studio.page.waitForTimeout(300)
  }
  await view().locator('.version-row', { hasText: '改过的第一段' }).getByRole('checkbox').check()
  await view().getByRole('button', { name: '恢复选中的 1 段' }).click()
  await expect.poll(text).toContain('初稿的一句。')
  expect(await text()).not.toContain('改过的第一段')
})

test('Esc goes back to the text, and an empty lesson says what will be here', async () => {
  await look()
  await press('Escape')
  await studio.textHasFocus()
  await studio.newLessonCalled(`还没写的一课 ${lesson}`)
  await studio.page.locator('.versions-note', { hasText: '还没有写过字' }).waitFor()
})
