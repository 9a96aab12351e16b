/** What comes back to a page, in a real Chromium on a real workspace: a lesson from another window, a lost host, text left unsaved, a library that can’t be read. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { atTheEnd, folderForTest, saved as savedOn, studioForTest } from './harness/studio-page.ts'

const studio = begunLibrary()
const { row, text } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

const isThere = (selector: string, wanted: string) => page.locator(selector, { hasText: wanted }).first().waitFor()

describe('a lesson in two windows', () => {
  test('the second can only read until it takes the lesson over, and then the first can', async () => {
    await row('把大事写小').click()
    await studio.shows('清单不是愿望的仓库。')
    const second = await studio.newPage()
    await second.getByRole('button', { name: '在这里写' }).click()
    await page.locator('.page-notice').waitFor()
    // Who takes a lesson over goes on in its text.
    await second.waitForFunction(() => document.activeElement?.matches('.page-text[contenteditable=true]'))
    await atTheEnd(second)
    await second.keyboard.type('第二个窗口写的。')
    await savedOn(second, '第二个窗口写的。')
    await page.getByRole('button', { name: '在这里写' }).click()
    await studio.shows('第二个窗口写的。')
    await studio.textHasFocus()
    await second.close()
  })
})

describe('a restarted host', () => {
  test('an open page comes back by itself, with what was written meanwhile, also in a lesson that was left', async () => {
    await row('把大事写小').click()
    await studio.shows('清单不是愿望的仓库。')
    await studio.loseHost()
    await page.locator('[data-banner=lost]').waitFor()
    await studio.atTheEnd()
    await page.keyboard.type('断线时写的。')
    await studio.shows('断线时写的。')
    await row('断线时看的一课').click() // a lesson that can't be read now: the left one must not be lost for it
    await studio.restart()
    await page.locator('[data-banner=lost]').waitFor({ state: 'detached' })
    await isThere('.crumbs [aria-current]', '断线时看的一课')
    await text().waitFor()
    await page.waitForFunction(() => document.querySelectorAll('.lesson-session').length === 1)
    await row('把大事写小').click()
    await studio.shows('断线时写的。')
  })

  test('a page of another version says that it must be reloaded', async () => {
    const old = await studio.opened.context.newPage()
    await old.addInitScript(() => {
      const send = WebSocket.prototype.send
      WebSocket.prototype.send = function (data) {
        send.call(this, typeof data === 'string' ? data.replace(/"kind":"hello","protocol":\d+/, '"kind":"hello","protocol":99999') : data)
      }
    })
    await old.goto(studio.address)
    await old.getByRole('button', { name: '重新载入' }).waitFor()
    await old.close()
  })
})

describe('text that earlier pages left unsaved', () => {
  test('it becomes a lesson of its own where its lesson is no more, and stays where it can’t be read', async () => {
    const keys = await page.evaluate(() => {
      const run = { text: '删掉的课里没保存的话。' }
      const left = { version: 1, base: 4, sent: null, gathered: [], doc: [{ type: 'paragraph', id: 'p', children: [run] }] }
      localStorage.setItem('moke.unsaved.gone.0123456789abcd', JSON.stringify(left))
      localStorage.setItem('moke.unsaved.gone.newer', JSON.stringify({ ...left, version: 1000 }))
      return Object.keys(localStorage).filter((key) => key.startsWith('moke.unsaved.gone'))
    })
    expect(keys.length).toBe(2)
    await page.reload()
    await isThere('.toast', '读不出来')
    await page.locator('[role=treeitem]', { hasText: '未保存的文字' }).click()
    await studio.shows('删掉的课里没保存的话。')
    await expect
      .poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('moke.unsaved.gone'))))
      .toEqual(['moke.unsaved.gone.newer'])
    await expect.poll(() => page.locator('.lesson-session').count()).toBe(1)
    await page.evaluate(() => localStorage.removeItem('moke.unsaved.gone.newer'))
  })
})

describe('a library that can’t be read', () => {
  test('it says where the file was kept and as what, that there is no copy, and starts fresh', async () => {
    const folder = folderForTest()
    writeFileSync(join(folder.path, 'workspace.sqlite'), 'this was a library once')
    const window = await studioForTest(folder, { locale: 'en-US', dark: true })
    await window.page.getByRole('heading', { name: 'The library can’t be read' }).waitFor()
    await window.page.getByText('It is kept as').waitFor()
    const kept = window.page.locator('.broken-folder').filter({ has: window.page.getByText(folder.path, { exact: true }) })
    await window.opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await kept.getByRole('button', { name: 'Copy', exact: true }).click()
    await window.page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await window.page.evaluate(() => navigator.clipboard.readText())).toBe(folder.path)
    await window.page.getByText('There is no copy to restore.').waitFor()
    await window.page.getByRole('button', { name: 'Start fresh' }).click()
    await window.page.locator('.studio').waitFor()
    expect(window.errors).toEqual([])
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
