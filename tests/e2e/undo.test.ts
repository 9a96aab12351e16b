/** Undo and redo over sittings, in a real Chromium on a real workspace, Chinese by composition: another lesson, a reload, a restart, a crash. */
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { saved, session } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const studio = begunLibrary()
const words = [
  ['yijianshi', '一件事'],
  ['xiexiaole', '写小了'],
  ['caizuodedong', '才做得动'],
] as const
const whole = words.map(([, word]) => word).join('')
let lesson = 0

/** What is written after what the lesson had, and where the caret stands. */
const seen = () =>
  studio.page.evaluate((selector) => {
    const text = document.querySelector(`${selector} .page-text`)
    const selection = getSelection()
    const written = (text?.textContent ?? '').replaceAll('\uFEFF', '')
    return [
      written,
      selection?.isCollapsed === true && text?.contains(selection.focusNode) === true ? (written === '' ? 0 : selection.focusOffset) : -1,
    ] as const
  }, session)
const press = (keys: string) => studio.page.keyboard.press(keys)

beforeEach(async () => {
  // Without suggestions, whose keys are not meant here.
  await press('Control+j')
  await studio.newLessonCalled(`撤销的一课 ${(lesson += 1)}`)
  for (const [pinyin, word] of words) await compose(studio.opened.cdp, pinyin, word)
  await studio.saved(whole)
})

/** Each composed word is a step; the caret comes back with the text. */
async function takesBackWordByWord(): Promise<void> {
  await studio.textHasFocus()
  for (const kept of [2, 1, 0]) {
    await press('Control+z')
    const text = words
      .slice(0, kept)
      .map(([, word]) => word)
      .join('')
    await expect.poll(seen).toEqual([text, text.length])
  }
  await press('Control+z')
  for (const kept of [1, 2, 3]) {
    await press('Control+Shift+z')
    const text = words
      .slice(0, kept)
      .map(([, word]) => word)
      .join('')
    await expect.poll(seen).toEqual([text, text.length])
  }
}

describe('undo goes on behind', () => {
  test('another lesson that was looked at', async () => {
    await studio.row('把大事写小').click()
    await studio.shows('清单不是愿望的仓库。')
    await studio.openLesson(`撤销的一课 ${lesson}`)
    await studio.shows(whole)
    await takesBackWordByWord()
  })

  test('a reload', async () => {
    await studio.page.reload()
    await studio.shows(whole)
    await takesBackWordByWord()
  })

  test('a restart of the studio, also for what was taken back before it', async () => {
    await press('Control+z')
    await studio.saved('一件事写小了')
    await studio.page.goto('about:blank')
    await studio.host.stop()
    await studio.startAgain()
    await studio.page.goto(studio.host.address)
    await studio.shows('一件事写小了')
    await studio.textHasFocus()
    await press('Control+y')
    await expect.poll(seen).toEqual([whole, whole.length])
    await takesBackWordByWord()
  })

  test('a crash in the middle of a sentence', async () => {
    await studio.loseHost()
    await compose(studio.opened.cdp, 'juhao', '。')
    await studio.page.goto('about:blank')
    await studio.startAgain()
    await studio.page.goto(studio.host.address)
    await studio.shows(`${whole}。`)
    await studio.textHasFocus()
    await press('Control+z')
    await expect.poll(seen).toEqual([whole, whole.length])
    await takesBackWordByWord()
  })

  test('what another window wrote', async () => {
    const second = await studio.newPage()
    await second.getByRole('button', { name: '在这里写' }).click()
    await second.locator('.page-text[contenteditable=true]').click()
    await second.keyboard.press('Control+End')
    await second.keyboard.insertText('别处写的')
    await saved(second, `${whole}别处写的`)
    await second.close()
    await studio.page.getByRole('button', { name: '在这里写' }).click()
    await studio.shows(`${whole}别处写的`)
    await studio.text().click()
    await studio.textHasFocus()
    await press('Control+z')
    await expect.poll(seen).toEqual([whole, whole.length])
    await takesBackWordByWord()
  })
})

test('a composition over a selection is taken back as one step after a restart', async () => {
  await press('Shift+Home')
  await compose(studio.opened.cdp, 'xinde', '新的')
  await studio.saved('新的')
  await studio.page.reload()
  await studio.shows('新的')
  await studio.textHasFocus()
  await press('Control+z')
  await expect.poll(async () => (await seen())[0]).toBe(whole)
  await takesBackWordByWord()
})

test('a page that lies over the text, and a field that has nothing to take back, take nothing back in it', async () => {
  await studio.page.getByRole('button', { name: '我的旧作' }).first().click()
  await studio.page.getByRole('heading', { name: '我的旧作' }).first().waitFor()
  for (const keys of ['Control+z', 'Control+z', 'Control+Shift+z']) await press(keys)
  await studio.row(`撤销的一课 ${lesson}`).click()
  await studio.shows(whole)
  await press('Control+f')
  await studio.focusIs('.find-bar input')
  await press('Control+z')
  await press('Escape')
  expect((await seen())[0]).toBe(whole)
  await takesBackWordByWord()
})
