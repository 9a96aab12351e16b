/** Every page and panel by axe, light and dark, in both languages; and what axe can't see: keys, focus, zoom. */
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { rooms, settled, violations } from './harness/rooms.ts'
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
    await page.keyboard.press('Escape')
    expect(await everywhere()).toEqual({})
  })

  test('nothing is cut off where the page is zoomed to twice its size', async () => {
    // A window of 1280 × 800 zoomed to 200 % has room for 640 × 400.
    await page.setViewportSize({ width: 640, height: 400 })
    for (const room of rooms.filter(({ name }) => name !== 'split')) {
      await room.enter(page)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
      expect([room.name, wide]).toEqual([room.name, 0])
      await room.leave(page)
    }
  })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
