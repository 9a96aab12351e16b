/** The windows over the page and the panes beside it, in a real Chromium on a real workspace: palette, settings, keys, tooltips. */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'

const studio = begunLibrary()
const { row, text, focusIs, openLesson, closeDialog, newLessonCalled: newLesson } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

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

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
