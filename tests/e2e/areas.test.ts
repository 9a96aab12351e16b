/** The window by keyboard alone: F6 goes round what is seen, and a view has the keys as soon as it is there. In a real Chromium. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'

const studio = begunLibrary()
let page: Page
beforeEach(async () => {
  page = studio.page
  await studio.openLesson('把大事写小')
})

/** Which area has the focus: its class, and which lesson's it is where it is a page. */
const area = () =>
  page.evaluate(() => {
    const focused = document.activeElement
    const region = focused?.closest('.pane-library, .desk-place, .desk > .desk-scroll, .pane-inspector, .status-line')
    const place = focused?.closest('.desk-place:not(.version-beside)')?.querySelector('.place-bar span')?.textContent
    const view = focused?.closest('.desk-scroll[data-view]')?.getAttribute('data-view')
    return place ?? view ?? region?.className ?? 'nowhere'
  })

async function round(keys: 'F6' | 'Shift+F6', steps: number): Promise<string[]> {
  const found: string[] = []
  for (let at = 0; at < steps; at += 1) {
    await page.keyboard.press(keys)
    found.push(await area())
  }
  return found
}

describe('F6', () => {
  test('goes round library, page, inspector and status line, and back', async () => {
    expect(await round('F6', 4)).toEqual(['pane-inspector', 'status-line', 'pane-library', 'desk-place'])
    await studio.textHasFocus()
    expect(await round('Shift+F6', 4)).toEqual(['pane-library', 'status-line', 'pane-inspector', 'desk-place'])
  })

  test('takes the tab of the inspector that is chosen, and chooses no other', async () => {
    await page.keyboard.press('Control+Alt+v')
    await studio.focusIs('.versions-item')
    await round('Shift+F6', 1)
    await studio.textHasFocus()
    await round('F6', 1)
    await studio.focusIs('.inspector-tab[aria-selected=true]')
    expect(await page.locator('.versions-panel').count()).toBe(1)
    await page.locator('.inspector-tab').first().click()
  })

  test('reaches both of two lessons as they stand, also once they have changed their places, and never a page out of sight', async () => {
    await page.keyboard.press('Control+Alt+p')
    await page.locator('.place-bar').nth(1).waitFor()
    // A lesson whose text is not there yet has nothing that could have the focus.
    await page.locator('.desk-place:not([hidden]) .page-text').nth(1).waitFor()
    const titles = () =>
      page
        .locator('.place-bar')
        .evaluateAll((bars) => bars.toSorted((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left).map((bar) => bar.textContent))
    for (const swap of [false, true]) {
      if (swap) await page.getByRole('button', { name: '左右对调' }).first().click()
      await page.locator('.library-search').focus()
      expect(await round('F6', 4)).toEqual([...(await titles()), 'status-line', 'pane-library'])
    }
    // One goes out of sight with a text that is not saved yet, and lies before the other in the document.
    await studio.loseHost()
    await round('F6', 1)
    await page.keyboard.insertText('还没保存的一句。')
    await round('F6', 1)
    await page.keyboard.press('Control+Alt+p')
    await page.locator('.place-bar').first().waitFor({ state: 'detached' })
    expect(await page.locator('.desk-place[hidden] .page-text').count()).toBe(1)
    await page.locator('.library-search').focus()
    await round('F6', 1)
    await studio.textHasFocus()
    await studio.restart()
    await studio.savedIs('saved')
  })

  test('reaches a moment of the past in the page’s place and beside it', async () => {
    await page.keyboard.press('Control+Alt+v')
    await studio.focusIs('.versions-item')
    await page.keyboard.press('Enter')
    await page.locator('.version-view').waitFor()
    await page.locator('.library-search').focus()
    expect(await round('F6', 2)).toEqual(['past', 'pane-inspector'])
    await page.getByRole('button', { name: '放在旁边' }).click()
    await studio.textHasFocus()
    expect(await round('F6', 3)).toEqual(['desk-place version-beside', 'status-line', 'pane-library'])
    await page.keyboard.press('Control+Alt+Shift+v')
    await page.locator('.version-view').waitFor({ state: 'detached' })
    await page.locator('.inspector-tab').first().click()
  })

  test('takes away the pane that lies over a narrow page when it leaves it', async () => {
    await page.setViewportSize({ width: 760, height: 700 })
    await page.keyboard.press('Control+\\')
    await page.locator('.studio[data-library=over]').waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('.pane-library'))
    await round('F6', 1)
    await studio.textHasFocus()
    await page.locator('.studio[data-library=away]').waitFor()
    await studio.textHasFocus()
  })

  test('does nothing under a window', async () => {
    await page.keyboard.press('Control+,')
    await studio.dialog().waitFor()
    await round('F6', 2)
    expect(await page.evaluate(() => document.activeElement?.closest('[role=dialog]') !== null)).toBe(true)
    await studio.closeDialog()
    await studio.textHasFocus()
  })
})

describe('the focus comes back', () => {
  test('from a notice to the row of the tree, where F2 does something again, also when the row goes or moves', async () => {
    const lesson = studio.row('把大事写小')
    await lesson.focus()
    await page.keyboard.press('F2')
    await studio.focusIs('.tree-field')
    await page.keyboard.insertText('换个名字')
    await page.keyboard.press('Enter')
    await studio.row('换个名字').waitFor()
    const undo = () => page.locator('.toast').getByRole('button', { name: '撤销', exact: true }).first().click()
    await undo()
    await lesson.waitFor()
    await studio.focusIs('[role=treeitem]')
    await page.keyboard.press('F2')
    await studio.focusIs('[role=treeitem] input')
    await page.keyboard.press('Escape')
    await studio.focusIs('[role=treeitem]')
    await page.keyboard.press('Control+d')
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('副本'))
    await undo()
    await studio.row('把大事写小 副本').waitFor({ state: 'detached' })
    await studio.focusIs('[role=treeitem]')
  })

  test('from a window that came in another’s place to the text', async () => {
    await page.keyboard.press('Control+,')
    await studio.dialog().waitFor()
    await page.getByRole('tab', { name: '资料与备份' }).click()
    await studio.dialog().getByRole('button', { name: '备份与搬家…' }).click()
    await studio.dialog('备份与搬家').waitFor()
    await page.keyboard.press('Escape')
    await studio.dialog().waitFor({ state: 'detached' })
    await studio.textHasFocus()
  })

  test('where the search lies over a small page: to its field when it is asked for, and into the page at the place found', async () => {
    await page.setViewportSize({ width: 640, height: 400 })
    await page.locator('.pane-library').waitFor({ state: 'detached' })
    for (const word of ['愿望', '仓库']) {
      await page.keyboard.press('Control+Shift+f')
      await studio.focusIs('.search-query')
      await page.locator('.search-query').fill(word)
      await page.locator('.search-place mark', { hasText: word }).waitFor()
      await page.keyboard.press('ArrowDown')
      await studio.focusIs('.search-place')
      await page.keyboard.press('Enter')
      await studio.textHasFocus()
      await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe(word)
    }
    await page.keyboard.press('Control+Alt+v')
    await page.locator('.studio[data-inspector=over]').waitFor()
    await page.keyboard.press('Control+f')
    await page.locator('.studio[data-inspector=away]').waitFor()
    await page.waitForFunction(() => document.activeElement?.closest('.find-anchor'))
  })
})

const views = [
  ['bin', 'Control+Shift+e'],
  ['calendar', 'Control+Alt+o'],
  ['statistics', 'Control+Shift+y'],
  ['guide', 'F1'],
] as const

describe('a view', () => {
  test.each(views)('has the focus as soon as it is there, F6 reaches it, and the text has it again after it: %s', async (name, keys) => {
    await page.keyboard.press(keys)
    await studio.focusIs(`[data-view=${name}]`)
    expect(await round('F6', 3)).toEqual(['status-line', 'pane-library', name])
    await page.locator('.crumbs button').click()
    await studio.textHasFocus()
  })

  test.each(views)('is left by Esc, and the text has the focus again: %s', async (name, keys) => {
    await page.keyboard.press(keys)
    await studio.focusIs(`[data-view=${name}]`)
    await page.keyboard.press('Escape')
    await studio.textHasFocus()
  })

  test('is left by the key that opened the guide, too, and Esc in a window over it closes the window alone', async () => {
    await page.keyboard.press('F1')
    await studio.focusIs('[data-view=guide]')
    await page.keyboard.press('Control+,')
    await studio.dialog().waitFor()
    await page.keyboard.press('Escape')
    await studio.dialog().waitFor({ state: 'detached' })
    await studio.focusIs('[data-view=guide]')
    await page.keyboard.press('F1')
    await studio.textHasFocus()
  })

  test('is scrolled by the keys at once', async () => {
    await page.keyboard.press('F1')
    await studio.focusIs('[data-view=guide]')
    await page.locator('.guide-text img').first().waitFor()
    const top = () => page.locator('[data-view=guide]').evaluate((scroller) => scroller.scrollTop)
    await page.keyboard.press('PageDown')
    await expect.poll(top).toBeGreaterThan(100)
    const before = await top()
    await page.keyboard.press('Space')
    await expect.poll(top).toBeGreaterThan(before + 100)
    await page.locator('.crumbs button').click()
    await studio.textHasFocus()
  })

  test('has the focus too where the palette or a button opened it, and gives it back to what had it', async () => {
    await page.keyboard.press('Control+k')
    await studio.focusIs('.palette-field')
    await page.keyboard.insertText('使用指南')
    await page.locator('[role=option][aria-selected=true]').waitFor()
    await page.keyboard.press('Enter')
    await studio.focusIs('[data-view=guide]')
    await page.locator('.crumbs button').click()
    await studio.textHasFocus()

    const calendar = page.locator('.library-place').filter({ hasText: '字数日历' }).first()
    await calendar.click()
    await studio.focusIs('[data-view=calendar]')
    await page.locator('.crumbs button').click()
    await expect.poll(() => calendar.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('gives way to the lesson that is opened from it, in whose text the author goes on', async () => {
    await page.keyboard.press('Control+Shift+e')
    await studio.focusIs('[data-view=bin]')
    await studio.row('给清单一个结尾').click()
    await page.locator(`${session} .page-text`).waitFor()
    await studio.focusIs('[role=treeitem]')
    await page.keyboard.press('Enter')
    await studio.textHasFocus()
    expect(studio.ownErrors).toEqual([])
  })
})
