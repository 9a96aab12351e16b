/** Every page and panel by axe, light and dark, in both languages; and what axe can't see: keys, focus, zoom. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { cutOff, plantWide } from './harness/cut-off.ts'
import { type Room, rooms, settled, violations } from './harness/rooms.ts'
import { fillLesson } from './harness/wide-document.ts'

const studio = begunLibrary()
let page: Page

async function everywhere(): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const room of rooms) {
    await room.enter(page)
    await settled(page)
    const wrong = await violations(page)
    if (wrong.length > 0) found[room.name] = wrong
    await room.leave(page)
  }
  return found
}

describe('every page and panel', () => {
  beforeAll(async () => {
    await studio.newLessonCalled('全的一课')
    await fillLesson(studio.host, studio.page, '全的一课')
  })
  beforeEach(async () => {
    page = studio.page
    await studio.openLesson('全的一课')
  })

  test('is without fault in the light, in Chinese', async () => {
    expect(await everywhere()).toEqual({})
  })

  test('is without fault in the dark, in English', async () => {
    await page.keyboard.press('Control+,')
    await page.getByRole('tab').first().click()
    await page.getByRole('radio', { name: 'English' }).click()
    await page.getByRole('radio', { name: 'Dark' }).click()
    await studio.closeDialog()
    expect(await everywhere()).toEqual({})
  })

  describe('zoomed to twice its size', () => {
    // A window of 1280 × 800 zoomed to 200 % has room for 640 × 400.
    const zoom = () => page.setViewportSize({ width: 640, height: 400 })
    // There a pane comes over the page, and the commands for it are in the bar.
    const leave = async () => {
      await page.keyboard.press('Escape')
      await page.locator('.pane-veil').waitFor({ state: 'detached' })
    }
    const pane = (name: 'library' | 'inspector', at: number): Room => ({
      name: `${name} over the page`,
      enter: async () => {
        await page.locator('.desk-bar .icon-button').nth(at).click()
        await page.locator(`.studio[data-${name}=over]`).waitFor()
      },
      leave,
    })
    const zoomed = [pane('library', 0), pane('inspector', -1), ...rooms]

    test.each(['简体中文', 'English'])(
      'nothing is cut off, covered, or out of reach of scrolling, and something too wide is found in every place: %s',
      async (language) => {
        await page.keyboard.press('Control+,')
        await page.getByRole('tab').first().click()
        await page.getByRole('radio', { name: language }).click()
        await studio.closeDialog()
        await zoom()
        const found: Record<string, string[]> = {}
        const missed: string[] = []
        for (const room of zoomed) {
          await room.enter(page)
          await settled(page)
          const cut = await cutOff(page)
          if (cut.length > 0) found[room.name] = cut
          const takeAway = await plantWide(page)
          if ((await cutOff(page)).length === 0) missed.push(room.name)
          await takeAway()
          await room.leave(page)
        }
        expect({ found, missed }).toEqual({ found: {}, missed: [] })
      },
    )
  })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
