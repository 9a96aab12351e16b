/** Finding in every lesson and replacing there, in a real Chromium on a real workspace; Chinese by composition. */
import type { Page } from 'playwright-core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'
import { compose } from './composing.ts'

const studio = begunLibrary()
const { focusIs, saved, openLesson, toast, text, textHasFocus, savedIs } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

const places = () => page.locator('.search-place').allTextContents()
const groups = () => page.locator('.search-lesson strong').allTextContents()
const found = (title: string) => page.locator('.search-group', { hasText: title })
const current = () =>
  page.evaluate(() => [...(CSS.highlights.get('found-current') ?? [])].map((range) => (range as Range).toString().replaceAll('\uFEFF', '')).join())

async function search(pinyin: string, word: string): Promise<void> {
  await page.keyboard.press('Control+Alt+k')
  await focusIs('.search-query')
  await page.locator('.search-query').fill('')
  await compose(studio.opened.cdp, pinyin, word)
}

describe('searching', () => {
  test('a composed word of two characters is found, marked in its context, and opened where it stands', async () => {
    await openLesson('断线时看的一课')
    await search('yuanwang', '愿望')
    await found('把大事写小').locator('mark', { hasText: '愿望' }).waitFor()
    await expect.poll(async () => [await groups(), await places()]).toEqual([['把大事写小'], ['清单不是愿望的仓库。']])
    await page.keyboard.press('ArrowDown')
    await focusIs('.search-place')
    await page.keyboard.press('Enter')
    await studio.crumb('把大事写小').waitFor()
    await expect.poll(current).toBe('愿望')
    await focusIs('.search-place')
    await page.keyboard.press('Escape')
    await textHasFocus()
    await expect.poll(() => page.evaluate(() => getSelection()!.toString())).toBe('愿望')
  })

  test('what was looked for stays; titles are found by initials', async () => {
    await search('qingdan', '清单')
    await found('给清单一个结尾').waitFor()
    await page.getByRole('button', { name: '回到课程' }).click()
    await page.locator('[role=treeitem]').first().waitFor()
    await page.keyboard.press('Control+Shift+f')
    await focusIs('.search-query')
    expect(await page.locator('.search-query').inputValue()).toBe('清单')
    await page.locator('.search-query').fill('dxskdyk')
    await page.locator('.search-title', { hasText: '断线时看的一课' }).click()
    await studio.crumb('断线时看的一课').waitFor()
  })

  test('what is typed a moment later is found, and a search that finds nothing offers to look further', async () => {
    await openLesson('给清单一个结尾')
    await page.keyboard.type('刚刚写下的萤火虫。')
    await saved('刚刚写下的萤火虫。')
    await search('yinghuo', '萤火')
    await found('给清单一个结尾').locator('mark').waitFor()
    await page.locator('.search-query').fill('长'.repeat(10_000))
    await page.locator('.search-fault', { hasText: '太长' }).waitFor()
    await page.locator('.search-query').fill('没有人写过')
    await page.locator('.search-nothing').waitFor()
    await page.getByRole('radio', { name: '本课', exact: true }).click()
    await page.getByRole('button', { name: '在全部课程里找' }).click()
    await page.locator('.search-reach [data-state=on]', { hasText: '全部' }).waitFor()
  })

  test('the palette leads there with what was typed', async () => {
    await page.keyboard.press('Control+k')
    await page.locator('.palette-field').fill('愿望')
    await page.locator('.palette-choice', { hasText: '在全部课程的正文里找“愿望”' }).click()
    await found('把大事写小').locator('mark').waitFor()
  })
})

describe('replacing everywhere', () => {
  const replaceAll = () => page.locator('.search-deed button')

  async function preview(word: string, replacement: string): Promise<void> {
    await page.keyboard.press('Control+Alt+k')
    await page.locator('.search-query').fill(word)
    const toggle = page.locator('.search-head').getByRole('button', { name: '替换' })
    if ((await toggle.getAttribute('aria-pressed')) === 'false') await toggle.click()
    await page.locator('.search-plain').fill(replacement)
  }

  // The next one begins with what this one left on the disk.
  afterEach(() => savedIs('saved'))

  test('every place is shown, one is unticked, all others are replaced in open and closed lessons and taken back at once', async () => {
    for (const title of ['给清单一个结尾', '断线时看的一课']) {
      await openLesson(title)
      await page.keyboard.press('Control+End')
      await page.keyboard.type('灯塔，灯塔。')
      await saved('灯塔，灯塔。')
    }
    await savedIs('saved')
    await preview('灯塔', '岛')
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
    await found('给清单一个结尾').locator('.search-place input').nth(1).uncheck()
    await expect.poll(() => replaceAll().textContent()).toBe('替换 3 处')
    await replaceAll().click()
    await toast('在 2 课里替换了 3 处').waitFor()
    await expect.poll(() => text().textContent()).toContain('岛，岛。')
    await toast('在 2 课里替换了 3 处').getByRole('button', { name: '撤销' }).click()
    await toast('替换已经撤销').waitFor()
    await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
    await page.getByRole('button', { name: '回到课程' }).click()
    await openLesson('给清单一个结尾')
    await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
  })

  test('a lesson that was opened since is told when the rest is taken back, and taken back once it is closed', async () => {
    await preview('灯塔', '岛')
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
    await replaceAll().click()
    await toast('在 2 课里替换了 4 处').waitFor()
    const other = await studio.newPage()
    await other.locator('.page-text:visible').waitFor()
    await other.locator('[role=treeitem]', { hasText: '断线时看的一课' }).click()
    await other.locator('.crumbs li', { hasText: '断线时看的一课' }).waitFor()
    await page.bringToFront()
    await toast('在 2 课里替换了 4 处').getByRole('button', { name: '撤销' }).click()
    await toast('除了《断线时看的一课》').waitFor()
    await other.close()
    // The studio hears a moment later that the window has gone; a person would press once more too.
    await expect
      .poll(async () => {
        const again = toast('除了《断线时看的一课》').getByRole('button', { name: '再试一次' })
        if (await again.isVisible()) await again.click({ timeout: 5000 })
        return toast('替换已经撤销。').isVisible()
      })
      .toBe(true)
  })

  test("undo in the panel takes it back, and leaves the fields as they are; what is typed since is the field's own", async () => {
    await openLesson('给清单一个结尾')
    await preview('灯塔', '岛')
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
    await replaceAll().click()
    await toast('在 2 课里替换了 4 处').waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('.search input'))
    await expect.poll(() => replaceAll().textContent()).not.toBe('替换 4 处')
    await page.keyboard.press('Control+z')
    await toast('替换已经撤销').waitFor()
    await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
    expect(await page.locator('.search-plain').inputValue()).toBe('岛')
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
    await replaceAll().click()
    await toast('在 2 课里替换了 4 处').waitFor()
    await page.locator('.search-plain').focus()
    await page.keyboard.type('屿')
    await page.keyboard.press('Control+z')
    await expect.poll(() => page.locator('.search-plain').inputValue()).not.toContain('屿')
    await expect.poll(() => text().textContent()).toContain('岛，岛。')
    await page.locator('.search-replaced').getByRole('button', { name: '撤销' }).click()
    await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
    // In the lesson that is not open, too.
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
  })

  test('it can be taken back as a whole long after, with the panel closed and opened, and from another lesson by the palette', async () => {
    await openLesson('给清单一个结尾')
    await preview('灯塔', '岛')
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
    await replaceAll().click()
    await toast('在 2 课里替换了 4 处').getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '回到课程' }).click()
    await openLesson('把大事写小')
    await page.keyboard.press('Control+Alt+k')
    await page.locator('.search-replaced', { hasText: '在 2 课里替换了 4 处' }).waitFor()
    await page.keyboard.press('Control+k')
    await focusIs('.palette-field')
    await page.keyboard.insertText('撤销上一次替换')
    await page.keyboard.press('Enter')
    await toast('替换已经撤销。').waitFor()
    await studio.crumb('把大事写小').waitFor()
    await page.locator('.search-replaced').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '回到课程' }).click()
    for (const title of ['断线时看的一课', '给清单一个结尾']) {
      await openLesson(title)
      await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
    }
  })

  test('what was found for an earlier question can be replaced no more', async () => {
    await openLesson('给清单一个结尾')
    await preview('灯塔', '岛')
    await expect.poll(() => replaceAll().textContent()).toBe('替换 4 处')
    const isDisabled = await page.evaluate(async () => {
      const field = document.querySelector<HTMLInputElement>('.search-query')!
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(field, '灯塔，')
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
      return document.querySelector<HTMLButtonElement>('.search-deed button')!.disabled
    })
    expect(isDisabled).toBe(true)
    await expect.poll(() => replaceAll().isEnabled()).toBe(true)
  })

  test('with nothing to put in their place, the button says that words go, and asks once before they do', async () => {
    await openLesson('给清单一个结尾')
    await preview('灯塔', '')
    await expect.poll(() => replaceAll().textContent()).toBe('删去 4 处')
    const asking = page.getByRole('dialog', { name: '把这 4 处都删去？' })
    await replaceAll().click()
    await asking.getByRole('button', { name: '取消' }).click()
    await asking.waitFor({ state: 'detached' })
    await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
    await replaceAll().click()
    await asking.getByRole('button', { name: '删去 4 处' }).click()
    await toast('在 2 课里删去了 4 处').getByRole('button', { name: '撤销' }).click()
    await toast('替换已经撤销').waitFor()
    await expect.poll(() => text().textContent()).toContain('灯塔，灯塔。')
  })

  test('a lesson that another window writes is told and left alone', async () => {
    await openLesson('给清单一个结尾')
    const other = await studio.newPage()
    await other.locator('.page-text:visible').waitFor()
    await other.locator('[role=treeitem]', { hasText: '断线时看的一课' }).click()
    await other.locator('.crumbs li', { hasText: '断线时看的一课' }).waitFor()
    await page.bringToFront()
    await preview('灯塔', '岛')
    await found('断线时看的一课').getByText('另一个窗口正在写，不替换').waitFor()
    await expect.poll(() => replaceAll().textContent()).toBe('替换 2 处')
    await other.close()
  })
})
