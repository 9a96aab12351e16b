/** The window around the page, in a real Chromium on a real workspace: library, palette, settings, bin, panes, reconnection. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { admit, openClient } from './contract-client.ts'
import { atTheEnd, folderForTest, saved as savedOn, studioForAll, studioForTest } from './harness/studio-page.ts'

const studio = studioForAll()
const { row, text, focusIs, saved, openLesson, closeDialog } = studio
const newLesson = studio.newLessonCalled
let page: Page

beforeAll(async () => {
  for (const title of ['给清单一个结尾', '断线时看的一课', '把大事写小']) await newLesson(title)
  await studio.page.keyboard.type('清单不是愿望的仓库。')
  await saved('清单不是愿望的仓库。')
})
beforeEach(async () => {
  page = await studio.begin()
  const isUnset = await page.evaluate(
    () => document.documentElement.lang !== 'zh-CN' || document.querySelector('.status-switch[aria-checked=false], .studio[data-library=away]') !== null,
  )
  if (isUnset) await resetSettings()
  await page.locator('.pane-library').waitFor()
})

async function resetSettings(): Promise<void> {
  const client = await openClient(studio.host.address, await admit(studio.host.nextAddress()))
  await client.settings.set({ language: 'system', theme: 'system', suggestions: true, showLibrary: true })
  client.close()
}

const titles = () => page.locator('[role=treeitem] .tree-title').allTextContents()
const isThere = (selector: string, wanted: string) => page.locator(selector, { hasText: wanted }).first().waitFor()

async function openPalette(): Promise<void> {
  await page.keyboard.press('Control+k')
  await focusIs('.palette-field')
}

/** Lets the pointer rest on a control until its tooltip is there. */
async function tooltipOn(control: Locator): Promise<void> {
  await control.hover()
  await page.getByRole('tooltip').waitFor()
}

/** One Esc takes away what is open and the tooltip with it. */
async function pressEscOnce(role: 'dialog' | 'menu'): Promise<void> {
  await page.keyboard.press('Escape')
  await page.getByRole(role).waitFor({ state: 'detached' })
  await page.getByRole('tooltip').waitFor({ state: 'detached' })
}

describe('the library', () => {
  test('it opens where an author can write at once', async () => {
    await focusIs('.page-text')
    expect(await page.locator('[role=treeitem][aria-current=page]').count()).toBe(1)
  })

  test('a new lesson wants its title first, then its text, and shows both', async () => {
    await newLesson('先写小事')
    await page.keyboard.type('一件事只写一句。')
    await saved('一件事只写一句。')
    await isThere('.crumbs [aria-current]', '先写小事')
    await row('先写小事').locator('.tree-count', { hasText: '8' }).waitFor()
  })

  test('F2 renames in place, Esc gives up, and the page follows', async () => {
    await openLesson('给清单一个结尾')
    await row('给清单一个结尾').focus()
    await page.keyboard.press('F2')
    await focusIs('.tree-field')
    await page.keyboard.type('给清单一个收尾')
    await page.keyboard.press('Enter')
    await row('给清单一个收尾').waitFor()
    await page.waitForFunction(() => document.querySelector<HTMLTextAreaElement>('.lesson-session:not([hidden]) .page-title')?.value === '给清单一个收尾')
    await focusIs('[role=treeitem]')
    await page.keyboard.press('F2')
    await focusIs('.tree-field')
    await page.keyboard.type('别的')
    await page.keyboard.press('Escape')
    await focusIs('[role=treeitem]')
    await expect.poll(titles).toContain('给清单一个收尾')
  })

  test('arrows walk the tree, Alt+↑ moves a lesson and keeps the focus on it', async () => {
    const before = (await titles()).indexOf('把大事写小')
    await row('把大事写小').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await page.waitForFunction(
      (at) => [...document.querySelectorAll('[role=treeitem] .tree-title')].findIndex((title) => title.textContent === '把大事写小') === at - 1,
      before,
    )
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('把大事写小'))
    await page.keyboard.press('Home')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-level') === '1')
    await page.keyboard.press('ArrowLeft')
    await page.waitForFunction(() => document.activeElement?.getAttribute('aria-expanded') === 'false')
    await page.keyboard.press('ArrowRight')
    await row('把大事写小').waitFor()
  })

  test('what is closed stays closed when the pane comes back, and after the page was loaded again', async () => {
    const closed = () => page.locator('[role=treeitem][aria-level="1"][aria-expanded=false]').waitFor()
    await page.locator('[role=treeitem][aria-level="1"]').first().click()
    await closed()
    await page.keyboard.press('Control+Shift+\\')
    await page.locator('.pane-library').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+\\')
    await closed()
    await page.reload()
    await closed()
    await page.locator('[role=treeitem][aria-level="1"]').first().click()
    await row('把大事写小').waitFor()
  })

  test('a lesson is dragged to another place', async () => {
    await row('把大事写小').dragTo(page.locator('[role=treeitem][aria-level="3"]').first(), { targetPosition: { x: 60, y: 3 } })
    await page.waitForFunction(() => document.querySelector('[role=treeitem][aria-level="3"] .tree-title')?.textContent === '把大事写小')
  })

  test('the menu of a row can rename it', async () => {
    await row('把大事写小').click({ button: 'right' })
    await page.getByRole('menuitem', { name: /改名/ }).click()
    await focusIs('.tree-field')
    await page.keyboard.press('Escape')
    await focusIs('[role=treeitem]')
  })

  test('a removed lesson comes back by undo, and from the bin', async () => {
    await row('把大事写小').focus()
    await page.keyboard.press('Delete')
    await row('把大事写小').waitFor({ state: 'detached' })
    await focusIs('[role=treeitem]')
    await page.locator('.toast').getByRole('button', { name: '撤销', exact: true }).click()
    await row('把大事写小').waitFor()
    await row('把大事写小').focus()
    await page.keyboard.press('Delete')
    await row('把大事写小').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+e')
    await page.locator('.bin-entry', { hasText: '把大事写小' }).getByRole('button', { name: '放回' }).click()
    await row('把大事写小').waitFor()
    await page.locator('.bin-empty').waitFor()
    await row('把大事写小').click()
    await studio.shows('清单不是愿望的仓库。')
  })

  test('what is deleted for good is asked about first', async () => {
    await newLesson('不要了')
    await row('不要了').focus()
    await page.keyboard.press('Delete')
    await row('不要了').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+e')
    const entry = page.locator('.bin-entry', { hasText: '不要了' })
    await entry.getByRole('button', { name: '彻底删除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '取消' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await entry.count()).toBe(1)
    await entry.getByRole('button', { name: '彻底删除' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '彻底删除' }).click()
    await entry.waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '回到正文' }).click()
  })
})

describe('a new course', () => {
  test('it is named in the tree, then its first lesson gets its title and is written; a chapter likewise', async () => {
    await page.keyboard.press('Control+Alt+Shift+n')
    await focusIs('.tree-field')
    await page.keyboard.type('我的新课程')
    await page.keyboard.press('Enter')
    await page.locator('.tree-course', { hasText: /^我的新课程/ }).waitFor()
    await focusIs('.page-title')
    await page.keyboard.type('开场白')
    await page.keyboard.press('Enter')
    await focusIs('.page-text')
    await page.keyboard.type('从这里写。')
    await saved('从这里写。')
    await row('开场白').waitFor()
    await expect.poll(() => page.locator('.page-text:visible .block').allInnerTexts()).toEqual(['从这里写。'])
    await page.keyboard.press('Control+Shift+\\')
    await page.keyboard.press('Control+Alt+m')
    await focusIs('.tree-field')
    await page.keyboard.type('第二章')
    await page.keyboard.press('Enter')
    await page.locator('.tree-chapter', { hasText: /^第二章/ }).waitFor()
    await focusIs('.page-title')
    await expect
      .poll(() => page.locator('.page-title:visible').evaluate((title: HTMLTextAreaElement) => title.value.slice(title.selectionStart, title.selectionEnd)))
      .toBe('未命名的一课')
    await expect.poll(() => page.locator('.crumbs li').allInnerTexts()).toEqual(['我的新课程', '第二章', '2.1 未命名的一课'])
    await page.locator('.tree-course', { hasText: '我的新课程' }).focus()
    await page.keyboard.press('Delete')
    await page.locator('.tree-course', { hasText: '我的新课程' }).waitFor({ state: 'detached' })
  })
})

describe('the windows over the page', () => {
  beforeEach(async () => {
    await openLesson('把大事写小')
    await page.keyboard.press('Control+End')
  })

  test('each takes the focus and gives it back with the caret where it was', async () => {
    for (const keys of ['Control+k', 'Control+,', 'Control+/', 'Shift+F1']) {
      await page.keyboard.press(keys)
      await page.getByRole('dialog').waitFor()
      await focusIs('[role=dialog], [role=dialog] *')
      await closeDialog()
      await focusIs('.page-text')
      await page.keyboard.type('尾')
    }
    await expect.poll(() => text().innerText()).toMatch(/仓库。尾尾尾尾\s*$/)
    await page.keyboard.press('Control+z')
    await expect.poll(() => text().innerText()).not.toMatch(/尾尾尾尾\s*$/)
    await page.locator('[data-saved=saved]').waitFor()
  })

  test('an open tooltip leaves Esc to the window it is in, and to the question before it', async () => {
    await page.keyboard.press('Control+,')
    await tooltipOn(page.getByRole('dialog').getByRole('button', { name: '关闭' }))
    await pressEscOnce('dialog')
    await focusIs('.page-text')
    await newLesson('要问一声')
    await row('要问一声').focus()
    await page.keyboard.press('Delete')
    await row('要问一声').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+e')
    const entry = page.locator('.bin-entry', { hasText: '要问一声' })
    await entry.getByRole('button', { name: '彻底删除' }).click()
    await tooltipOn(page.getByRole('dialog').getByRole('button', { name: '关闭' }))
    await pressEscOnce('dialog')
    expect(await entry.count()).toBe(1)
  })

  test('the keyboard is told what it reaches, and not again where it is brought back to', async () => {
    const bold = page.getByRole('button', { name: '加粗' })
    await bold.focus()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    await page.getByRole('tooltip', { name: '加粗' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').waitFor()
    await pressEscOnce('dialog')
    await focusIs('[aria-label=加粗]')
    // The toolbar moves the focus a moment after the key goes down, and a person lets go of it later.
    await page.keyboard.down('ArrowRight')
    await focusIs('[aria-label=斜体]')
    await page.keyboard.up('ArrowRight')
    await page.getByRole('tooltip', { name: '斜体' }).waitFor()
  })

  test('an open tooltip beside it leaves Esc to a menu', async () => {
    await page.getByRole('button', { name: '更多' }).click()
    await page.getByRole('menu').waitFor()
    await tooltipOn(page.getByRole('button', { name: '专注写作' }))
    await pressEscOnce('menu')
    await row('把大事写小').click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    await tooltipOn(page.getByRole('button', { name: '专注写作' }))
    await pressEscOnce('menu')
  })

  test('the palette finds a lesson by its title and opens it ready to write', async () => {
    await newLesson('清单怎样结尾')
    await openLesson('把大事写小')
    await openPalette()
    await page.keyboard.type('清怎结尾')
    await isThere('[role=option][aria-selected=true]', '清单怎样结尾')
    await page.keyboard.press('Enter')
    await isThere('.crumbs [aria-current]', '清单怎样结尾')
    await focusIs('.lesson-session:not([hidden]) .page-text')
  })

  test('the palette runs commands', async () => {
    await openPalette()
    await page.keyboard.type('快捷键')
    await isThere('[role=option][aria-selected=true]', '快捷键')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await closeDialog()
  })

  test('the settings speak the other language and change the light at once', async () => {
    await page.keyboard.press('Control+,')
    await page.getByRole('radio', { name: 'English' }).click()
    await page.getByRole('dialog', { name: 'Settings' }).waitFor()
    await page.getByRole('radio', { name: 'Dark' }).click()
    await page.waitForFunction(() => document.documentElement.lang === 'en' && document.documentElement.dataset['theme'] === 'dark')
    await expect.poll(() => page.title()).toMatch(/· Moke$/)
    // Nothing but what the author wrote is Chinese any more (the name of the language and the seal are names).
    await expect.poll(async () => (await page.locator('.status-line, .inspector, .library-foot').allInnerTexts()).join('\n')).not.toMatch(/[一-鿿]/)
    await page.getByRole('radio', { name: 'Light' }).click()
    await page.getByRole('radio', { name: '简体中文' }).click()
    await page.getByRole('dialog', { name: '设置' }).waitFor()
    await closeDialog()
  })

  test('suggestions go off with one key, and say so', async () => {
    await page.keyboard.press('Control+j')
    await isThere('.status-switch[aria-checked=false]', '关')
    await page.keyboard.press('Control+j')
    await isThere('.status-switch[aria-checked=true]', '开')
  })
})

describe('a narrow or zoomed window', () => {
  test('the panes come over the page, take the focus and go by Esc', async () => {
    await page.setViewportSize({ width: 720, height: 450 })
    await page.locator('.pane-library').waitFor({ state: 'detached' })
    await text().click()
    await page.keyboard.press('Control+\\')
    await focusIs('.pane-library *')
    await page.keyboard.press('Escape')
    await focusIs('.page-text')
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.locator('.pane-library').waitFor()
  })
})

describe('a lesson in two windows', () => {
  test('the second can only read until it takes the lesson over, and then the first can', async () => {
    await row('把大事写小').click()
    const second = await studio.newPage()
    await second.getByRole('button', { name: '在这里写' }).click()
    await page.locator('.page-notice').waitFor()
    await atTheEnd(second)
    await second.keyboard.type('第二个窗口写的。')
    await savedOn(second, '第二个窗口写的。')
    await page.getByRole('button', { name: '在这里写' }).click()
    await studio.shows('第二个窗口写的。')
    await second.close()
  })
})

describe('a restarted host', () => {
  test('an open page comes back by itself, with what was written meanwhile, also in a lesson that was left', async () => {
    await row('把大事写小').click()
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
    await window.page.locator('.broken-folder code', { hasText: folder.path }).waitFor()
    await window.opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await window.page.getByRole('button', { name: 'Copy', exact: true }).click()
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
