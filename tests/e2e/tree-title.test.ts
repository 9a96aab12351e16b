/** Titles that are typed in the library's tree, of courses, chapters and lessons: held as safely as the one at the head of a page. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { studioForAll } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const studio = studioForAll()
const { row, crumb, focusIs, savedIs, loseHost, restart } = studio
let page: Page
beforeEach(async () => {
  page = await studio.begin()
  await savedIs('saved')
})

const field = () => page.locator('.tree-field')
const copies = () => studio.copies('title')
/** Types as an input method does. */
const write = (pinyin: string, word: string) => compose(studio.opened.cdp, pinyin, word)

/** Renames the row that holds the open lesson, or in which that lies. */
async function rename(kind: 'course' | 'chapter' | 'lesson'): Promise<void> {
  const rows = page.locator(`.tree-${kind}`)
  const named = kind === 'lesson' ? page.locator('.tree-lesson[aria-current=page]') : rows.filter({ hasText: await titleAbove(kind) })
  await named.first().focus()
  await page.keyboard.press('F2')
  await focusIs('.tree-field')
}
const titleAbove = (kind: 'course' | 'chapter') =>
  page
    .locator('.crumbs li')
    .nth(kind === 'course' ? 0 : 1)
    .innerText()

/** Loads the page again and reads what the library has. */
async function reload(): Promise<void> {
  await page.reload()
  await studio.text().waitFor()
}

async function isSaved(title: string): Promise<void> {
  await savedIs('saved')
  await expect.poll(copies).toBe(0)
  await reload()
  await row(title).waitFor()
}

describe('a title typed in the tree while the host is away', () => {
  const cases = [
    ['course', 'kecheng', '断线的课程', 'Enter'],
    ['chapter', 'zhangjie', '断线的章节', 'Enter'],
    ['chapter', 'lingyizhang', '点开别处的章节', 'elsewhere'],
    ['lesson', 'yike', '断线的一课', 'Enter'],
  ] as const
  test.each(cases)('it stays in the tree and above the page (%s %s), and is saved when the host is back', async (kind, pinyin, title, end) => {
    await loseHost()
    await rename(kind)
    await write(pinyin, title)
    if (end === 'Enter') await page.keyboard.press('Enter')
    else await studio.text().click()
    await row(title).waitFor()
    await crumb(title).waitFor()
    if (kind === 'lesson') await expect.poll(() => studio.title().inputValue()).toBe(title)
    await savedIs('waiting')
    await expect.poll(copies).toBe(1)
    expect(await page.locator('.toast-problem').count()).toBe(0)
    await restart()
    await isSaved(title)
  })

  test('it survives a reload', async () => {
    await loseHost()
    await rename('chapter')
    await write('shuaxin', '刷新也在的章节')
    await savedIs('waiting')
    await page.close({ runBeforeUnload: false })
    await studio.startAgain()
    page = await studio.anotherPage()
    await row('刷新也在的章节').waitFor()
    await isSaved('刷新也在的章节')
  })
})

describe('a title that is being typed in the tree', () => {
  test.each([
    ['course', 'Control+Alt+Shift+n', 'xinkecheng', '新做的课程'],
    ['chapter', 'Control+Alt+m', 'xinzhang', '新做的一章'],
  ] as const)('it is there after a reload (a new %s)', async (_kind, keys, pinyin, title) => {
    await page.keyboard.press(keys)
    await focusIs('.tree-field')
    await write(pinyin, title)
    await reload()
    await row(title).waitFor()
    await isSaved(title)
  })

  test.each([
    ['course', 'gaikecheng', '改了名的课程'],
    ['chapter', 'gaizhang', '改了名的一章'],
    ['lesson', 'gaike', '改了名的一课'],
  ] as const)('it is there after a reload (a %s)', async (kind, pinyin, title) => {
    await rename(kind)
    await write(pinyin, title)
    await reload()
    await row(title).waitFor()
    await isSaved(title)
  })

  test('it is saved without leaving its field, where one goes on', async () => {
    await rename('chapter')
    await write('bianxie', '边写边存')
    await crumb('边写边存').waitFor()
    await savedIs('saved')
    await expect.poll(copies).toBe(0)
    await page.keyboard.type('的章节 ')
    await crumb('边写边存的章节').waitFor()
    await expect.poll(() => field().inputValue()).toBe('边写边存的章节 ')
    await page.keyboard.press('Enter')
    await focusIs('.tree-chapter')
    await isSaved('边写边存的章节')
  })

  test('Esc brings back what it was, also in the library', async () => {
    await rename('chapter')
    const before = await field().inputValue()
    await write('buyao', '不要的名字')
    await crumb('不要的名字').waitFor()
    await savedIs('saved')
    await page.keyboard.press('Escape')
    await row(before).waitFor()
    await isSaved(before)
  })

  test('emptied, it is what it was', async () => {
    await rename('chapter')
    const before = await field().inputValue()
    await page.keyboard.press('Delete')
    await page.keyboard.press('Enter')
    await row(before).waitFor()
    await isSaved(before)
  })

  test('it takes nothing of a composition before its end', async () => {
    await rename('chapter')
    const before = await field().inputValue()
    await studio.opened.cdp.send('Input.imeSetComposition', { text: 'ban ge', selectionStart: 6, selectionEnd: 6 })
    await expect.poll(() => field().inputValue()).toBe('ban ge')
    await crumb(before).waitFor()
    expect([await page.locator('[data-saved]').getAttribute('data-saved'), await copies()]).toEqual(['saved', 0])
    await studio.opened.cdp.send('Input.insertText', { text: '整个词' })
    await crumb('整个词').waitFor()
    await page.keyboard.press('Escape')
    await isSaved(before)
  })
})

describe('what can’t be done without the host', () => {
  test('it is said, and said no longer once the host is back', async () => {
    const before = await page.locator('.tree-course').count()
    await loseHost()
    await page.keyboard.press('Control+Alt+Shift+n')
    await studio.toast('请在连上后再做一次').waitFor()
    expect(await page.locator('.tree-course').count()).toBe(before)
    // It stays for as long as it is looked at.
    await page.locator('.toast').hover()
    await restart()
    await page.locator('.toast').waitFor({ state: 'detached' })
  })
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
