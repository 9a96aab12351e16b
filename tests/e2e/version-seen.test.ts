/** A moment of the past may be kept, named or brought back only once its own text is seen: in a real Chromium on a real workspace. */
import { beforeEach, expect, test } from 'vitest'
import { BatchId } from '#preload/contract/lessons.ts'
import { BlockId, type Change } from '#preload/document/schema.ts'
import { admit, openClient } from './contract-client.ts'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'

const studio = begunLibrary()
let lesson = 0
const view = () => studio.page.locator('.version-view')
const restore = () => view().getByRole('button', { name: '恢复这一版' })
const item = (at: number) => studio.page.locator('.versions-item').nth(at)
/** Without the empty line that a lesson ends with. */
const seen = async () => (await view().locator('.version-words').allTextContents()).filter((words) => words !== '空行')
const text = () => studio.page.locator(`${session} .page-text`).evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))

/** A lesson written on three days, a paragraph a day; its timeline begins with the last of them. */
beforeEach(async () => {
  const title = `三天的一课 ${(lesson += 1)}`
  const client = await openClient(studio.host.address, await admit(studio.host.nextAddress()))
  const chapter = (await client.library.tree({})).courses[0]?.chapters[0]
  if (!chapter) throw new Error('the library is begun')
  const { lesson: made } = await client.library.createLesson({ chapter: chapter.id, title })
  await client.lessons.open({ lesson: made, take: true })
  let base = 0
  for (const [at, words] of ['甲甲甲', '乙乙乙', '丙丙丙'].entries()) {
    const changes: Change[] = [{ type: 'insert_node', path: [at], node: { type: 'paragraph', id: BlockId.parse(`day${at}`), children: [{ text: words }] } }]
    base = (await client.lessons.append({ lesson: made, batch: BatchId.parse(`day-${at}-of-it`), base, changes, at: Date.now() - (72 - 24 * at) * 3600_000 }))
      .revision
  }
  await client.lessons.close({ lesson: made })
  client.close()
  await studio.openLesson(title)
  await studio.page.keyboard.press('Control+Alt+v')
  await studio.focusIs('.versions-item')
})

/** Chooses a moment of the timeline, and answers what could be done in the same instant, under its name but before its text is there. */
const doable = (at: number) =>
  studio.page.evaluate((place) => {
    document.querySelectorAll<HTMLElement>('.versions-item')[place]?.click()
    return new Promise<string[]>((resolve) => {
      requestAnimationFrame(() => {
        const isOpen = (each: HTMLButtonElement | HTMLInputElement) => !each.disabled && each.closest('[inert]') === null
        const wanted = [...document.querySelectorAll<HTMLButtonElement | HTMLInputElement>('.version-view :is(button, input[type=checkbox])')].filter(isOpen)
        resolve(wanted.map((each) => each.textContent || each.ariaLabel || each.type).filter((name) => /恢复|起名|checkbox/.test(name)))
      })
    })
  }, at)

test('while the text of another moment is read, nothing can be done with the one that is still in view', async () => {
  await item(1).click()
  await expect.poll(() => restore().isEnabled()).toBe(true)
  expect(await doable(2)).toEqual([])
  await expect.poll(() => restore().isEnabled()).toBe(true)
  await restore().click()
  await expect.poll(text).toBe('甲甲甲')
})

test('chosen blocks of one moment are none of another’s, and the button that was pressed for them does not become the one for all', async () => {
  await item(1).click()
  await view().locator('.version-row', { hasText: '丙丙丙' }).getByRole('checkbox').check()
  await view().getByRole('button', { name: '恢复选中的 1 段' }).waitFor()
  expect(await doable(2)).toEqual([])
  await expect.poll(() => restore().isEnabled()).toBe(true)
  expect(await view().getByRole('checkbox', { checked: true }).count()).toBe(0)
})

test('a moment whose text could not be read says so, can be asked for again, and comes by itself once the host is back', async () => {
  await item(1).click()
  await expect.poll(() => restore().isEnabled()).toBe(true)
  await studio.loseHost()
  await item(2).click()
  await view().getByText('这一刻的正文没有读出来。').waitFor()
  expect([await restore().isDisabled(), await seen()]).toEqual([true, []])
  await view().getByRole('button', { name: '再试一次' }).click()
  await view().getByText('这一刻的正文没有读出来。').waitFor()
  await studio.restart()
  await expect.poll(() => restore().isEnabled()).toBe(true)
  await restore().click()
  await expect.poll(text).toBe('甲甲甲')
})

test('beside the page it is the same', async () => {
  await item(1).click({ modifiers: ['Control'] })
  await expect.poll(seen).toEqual(['甲甲甲', '乙乙乙'])
  await studio.loseHost()
  // There is no room for the timeline beside the two: its moments are in a menu.
  await view()
    .getByRole('button', { name: /^看哪一刻/ })
    .click()
  await studio.page.locator('[role^=menuitem]').last().click()
  await view().getByText('这一刻的正文没有读出来。').waitFor()
  expect(await restore().isDisabled()).toBe(true)
  await studio.restart()
  await expect.poll(seen).toEqual(['甲甲甲'])
  await restore().click()
  await expect.poll(text).toBe('甲甲甲')
  expect(studio.ownErrors).toEqual([])
})
