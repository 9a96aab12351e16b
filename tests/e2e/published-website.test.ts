/** A course as a website, opened from the disk as its readers do: nothing for axe to find by day or by night, nothing that a page complains of, and search. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
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

const imageId = 'a'.repeat(64) as ImageId

/** A course of one lesson; its picture is the same wherever it stands. */
async function exported(name: string, markdown: string, title = '课', picture: Buffer | null = null): Promise<string> {
  const { doc } = docFromMarkdown(markdown, { image: () => imageId } as never)
  const course = { title: '门', author: '', chapters: [{ title: '', lessons: [{ id: 'l1', title, doc }] }] }
  await exportTo(join(folder.path, name), course, () => Promise.resolve(picture), ['website'])
  return name
}

const tableOf = (columns: number): string => {
  const row = (cell: (at: number) => string): string => `| ${Array.from({ length: columns }, (_, at) => cell(at)).join(' | ')} |`
  return [row((at) => `第${at}列的名字`), row(() => '---'), row((at) => `${1000 + at}.25`), row(() => '一句话有十个字这么长')].join('\n')
}

test('a wide table goes beyond the text where there is room, and elsewhere says by a shade that there is more, and moves by keys', async () => {
  const course = await exported('wide', `字\n\n${tableOf(8)}\n\n${tableOf(2)}`)
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await opened(page, course, '001')
  const [wide, narrow] = [page.locator('.table').first(), page.locator('.table').nth(1)]
  const boxOf = (selector: string) => page.locator(selector).first().boundingBox()
  const isCut = (): Promise<boolean> => wide.evaluate((box) => box.scrollWidth > box.clientWidth)
  const [table, text] = [await boxOf('.table'), await boxOf('article > p')]
  expect([await isCut(), await wide.getAttribute('role'), table!.width > text!.width]).toEqual([false, null, true])
  // In the middle of the page, as the text is.
  expect(Math.abs(table!.x + table!.width / 2 - text!.x - text!.width / 2)).toBeLessThan(1)

  await page.setViewportSize({ width: 390, height: 800 })
  await expect.poll(() => wide.getAttribute('role')).toBe('group')
  expect([await wide.getAttribute('aria-label'), await narrow.getAttribute('role'), await isCut()]).toEqual(['表格，可以左右移动', null, true])
  // No cell is squeezed to a few characters a line.
  expect(await wide.evaluate((box) => Math.min(...[...box.querySelectorAll('td')].map((cell) => cell.clientWidth)))).toBeGreaterThan(70)
  expect(await violations(page)).toEqual([])
  await wide.focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => wide.evaluate((box) => box.scrollLeft)).toBeGreaterThan(0)
  await page.close()
})

test('a tall picture is seen whole, as it is shaped, with its caption below its middle', async () => {
  const shot = await sharp({ create: { width: 1170, height: 2532, channels: 3, background: '#08c' } })
    .png()
    .toBuffer()
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await opened(page, await exported('tall', '字\n\n![账单](x "图1 账单明细")', '课', shot), '001')
  const [image, caption] = [page.locator('figure img'), page.locator('figcaption')]
  await image.evaluate((shown: HTMLImageElement) => shown.decode())
  const { width, height } = (await image.boundingBox())!
  expect([height <= 0.85 * 900, Math.abs(height / width - 2532 / 1170) < 0.01]).toEqual([true, true])
  expect(await caption.evaluate((words) => getComputedStyle(words).textAlign)).toBe('center')
  await page.close()
})

test('what is found leads to its words, marked, wherever they begin and end, and finds the way within the page that is open', async () => {
  const filling = Array.from({ length: 60 }, (_, at) => `第${at}段，这里说的是别的。`).join('\n\n')
  const course = await exported('found', `${filling}\n\n乱码形如“锟**斤拷**”的，请用 $\\alpha+1$ 存。\n\n${filling}\n\n又是锟斤拷。`, '编码')
  const page = await browser.newPage({ viewport: { width: 390, height: 800 } })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await opened(page, course, 'index')
  const find = async (words: string): Promise<void> => {
    await page.getByRole('searchbox').fill(words)
    await page.locator('#found a').first().click()
    await page.locator('article').waitFor()
  }
  const seen = (): Promise<string[]> =>
    page
      .locator('.hit')
      .evaluateAll((marks) =>
        marks
          .filter((mark) => mark.getBoundingClientRect().top > 60 && mark.getBoundingClientRect().bottom < innerHeight)
          .map((mark) => mark.textContent ?? ''),
      )
  await find('锟斤拷')
  await expect.poll(seen).toEqual(['锟', '斤拷'])
  expect([await page.locator('.hit').count(), await violations(page)]).toEqual([3, []])
  await find('别的 第7段')
  await expect.poll(seen).toContain('别的')
  expect(await page.locator('#results').isHidden()).toBe(true)
  // The words of a title, and a formula, whose characters stand otherwise in the text.
  await find('编码')
  await expect.poll(seen).toEqual(['编码'])
  await find('α + 1')
  expect(await page.locator('article').isVisible()).toBe(true)
  expect(complaints).toEqual([])
  await page.close()
})
