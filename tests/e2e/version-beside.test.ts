/** A moment of the past beside the page, in a real Chromium on a real workspace: the page goes on being written, and what is seen beside it is remembered. */
import { beforeEach, expect, test } from 'vitest'
import { blockText } from '#preload/document/lines.ts'
import { admit, openClient } from './contract-client.ts'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const studio = begunLibrary()
let lesson = 0
const press = (keys: string) => studio.page.keyboard.press(keys)
const view = () => studio.page.locator('.version-beside .version-view')
const words = () => view().locator('.version-words').allTextContents()
const text = () => studio.page.locator(`${session} .page-text`).evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))
const write = async (pinyin: string, said: string) => {
  await compose(studio.opened.cdp, pinyin, said)
  await studio.saved(said)
}

beforeEach(async () => {
  // Without suggestions, whose keys are not meant here.
  await press('Control+j')
  await studio.newLessonCalled(`旁边的一课 ${(lesson += 1)}`)
  await write('chugao', '初稿的一句。')
})

/** The text of the moment that the settings name, as the host has it; null where they name none. */
async function remembered(): Promise<string | null> {
  const client = await openClient(studio.host.address, await admit(studio.host.nextAddress()))
  const { besideMoment: moment } = await client.settings.get({})
  const read = moment && (await client.versions.text({ lesson: moment.lesson, revision: moment.revision }))
  client.close()
  return read && read.doc.map((block) => blockText(block)).join('\n')
}

/** Gives the newest moment a name and goes back to the text. */
async function name(called: string): Promise<void> {
  await press('Control+Alt+v')
  await studio.focusIs('.versions-item')
  await press('Enter')
  await studio.page.getByRole('button', { name: '起名' }).click()
  await studio.page.keyboard.insertText(called)
  await press('Enter')
  await studio.page.locator('.versions-named', { hasText: called }).waitFor()
  await press('Escape')
  await studio.textHasFocus()
  await press('Control+End')
}

test('it comes by a key, stays while the page is written, is there again after a reload, and goes by the same key', async () => {
  await name('初稿')
  await write('houlai', '后来写的。')
  await press('Control+Alt+Shift+v')
  await expect.poll(words).toEqual(['初稿的一句。'])
  await view()
    .getByRole('button', { name: '看哪一刻：初稿' })
    .or(view().getByRole('button', { name: '看哪一刻: 初稿' }))
    .waitFor()
  await studio.textHasFocus()
  await write('zaixie', '再写一句。')
  expect([await words(), await text()]).toEqual([['初稿的一句。'], '初稿的一句。后来写的。再写一句。'])
  // Remembered a moment after it came to rest.
  await expect.poll(remembered).toBe('初稿的一句。')
  await studio.page.reload()
  await expect.poll(words).toEqual(['初稿的一句。'])
  await studio.textHasFocus()
  await press('Control+Alt+Shift+v')
  await expect.poll(() => view().count()).toBe(0)
  await studio.textHasFocus()
  await expect.poll(remembered).toBe(null)
})

test('what was put beside the page from the timeline is held against what is written now, and a block of it comes back without the newest words being lost', async () => {
  await press('Enter')
  await write('dier', '第二段。')
  await name('两段')
  await press('Control+Home')
  await press('Shift+End')
  await write('gaiguo', '改过的第一段。')
  await press('Control+Alt+v')
  await studio.focusIs('.versions-item')
  await studio.page.locator('.versions-named', { hasText: '两段' }).focus()
  await press('Control+Enter')
  await studio.textHasFocus()
  await expect.poll(words).toEqual(['初稿的一句。', '第二段。'])
  await view().getByRole('button', { name: /^对照/ }).click()
  await studio.page.getByRole('menuitem', { name: '与现在对照' }).click()
  await view().locator('.version-row', { hasText: '改过的第一段' }).getByRole('checkbox').check()
  // Written on at once: the comparison is not of it yet.
  await studio.page.locator(`${session} .page-text`).click()
  await press('Control+End')
  await compose(studio.opened.cdp, 'xin', '最新的话。', 0)
  await view().getByRole('button', { name: '恢复选中的 1 段' }).click()
  await expect.poll(text).toBe('初稿的一句。第二段。最新的话。')
  await studio.textHasFocus()
  expect(await view().count()).toBe(1)
  await press('Control+z')
  await expect.poll(text).toBe('改过的第一段。第二段。最新的话。')
})

test('it comes from a moment that is looked at; Esc in it goes back to the page alone, and another lesson takes its place', async () => {
  await press('Control+Alt+v')
  await studio.focusIs('.versions-item')
  await press('Enter')
  await studio.page.getByRole('button', { name: '放在旁边' }).click()
  await view().waitFor()
  await studio.textHasFocus()
  await press('F6')
  await studio.page.waitForFunction(() => document.activeElement?.closest('.version-beside'))
  await press('Escape')
  await expect.poll(() => view().count()).toBe(0)
  await studio.textHasFocus()

  await press('Control+k')
  await studio.focusIs('.palette-field')
  await studio.page.keyboard.insertText('旧版本')
  await press('Enter')
  await view().waitFor()
  await press('Control+p')
  await studio.focusIs('.palette-field')
  await studio.page.keyboard.insertText('断线')
  await press('Control+Enter')
  await studio.page.locator('.page-title:visible').nth(1).waitFor()
  await expect.poll(() => view().count()).toBe(0)
  await press('Control+Alt+p')
})

test('a lesson in which nothing was written has no moment to show, and says so', async () => {
  await studio.newLessonCalled(`空的一课 ${lesson}`)
  await press('Control+Alt+Shift+v')
  await studio.toast('这一课还没有写过字').waitFor()
  expect(await view().count()).toBe(0)
  expect(studio.ownErrors).toEqual([])
})
