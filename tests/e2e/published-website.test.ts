/** A course as a website, opened from the disk as its readers do: nothing for axe to find by day or by night, nothing that a page complains of, and search. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chromium as chromiumPath } from '../../scripts/chromium.mjs'
import { exportTo } from '../fixtures/publish/exported.ts'
import { sampleCourse } from '../fixtures/publish/sample-course.ts'
import { tortureCourse, tortureSizes } from '../fixtures/publish/torture.ts'
import { violations } from './harness/rooms.ts'
import { newFolder } from './launch.ts'

const folder = newFolder()
let browser: Browser
beforeAll(async () => {
  const [torture, sample] = [tortureCourse(tortureSizes.cut), sampleCourse()]
  await exportTo(join(folder.path, 'torture'), torture.course, torture.bytesOf, ['website'])
  await exportTo(join(folder.path, 'sample'), sample.course, sample.bytesOf, ['website'])
  browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: ['--no-sandbox', '--disable-gpu'] })
})
afterAll(async () => {
  await browser?.close()
  folder.discard()
})

/** Pages by the beginnings of their names. */
const pages = [
  ['sample', 'index'],
  ['sample', '003'],
  ['torture', 'index'],
  ['torture', '001'],
] as const

async function opened(page: Page, course: string, start: string): Promise<void> {
  const site = join(folder.path, course, 'website')
  await page.goto(pathToFileURL(join(site, readdirSync(site).find((name) => name.startsWith(start) && name.endsWith('.html')) ?? '')).href)
}

describe.each(['light', 'dark'] as const)('by %s', (colorScheme) => {
  test('no page has a fault, and none is wider than a telephone', async () => {
    const page = await browser.newPage({ colorScheme, viewport: { width: 390, height: 800 } })
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.message))
    // axe asks for the styles once more, which a page from a disk may not.
    page.on('requestfailed', (request) => request.resourceType() === 'xhr' || complaints.push(request.url()))
    for (const [course, start] of pages) {
      await opened(page, course, start)
      expect([course, start, await violations(page)]).toEqual([course, start, []])
      expect([course, start, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([course, start, 390])
    }
    expect(complaints).toEqual([])
    await page.close()
  })
})

test('a word is found in every lesson, and leads there', async () => {
  const page = await browser.newPage()
  await opened(page, 'sample', 'index')
  await page.getByRole('searchbox').fill('脚注')
  await page.keyboard.press('ArrowDown')
  expect(await page.evaluate(() => document.activeElement === document.querySelector('#found a'))).toBe(true)
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await page.locator('main').innerText()).toContain('脚注')
  await page.close()
})
