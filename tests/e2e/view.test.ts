/** How the page is shown: its type and width, the line that stays in the middle, what steps back, how long a selection is. */
import type { Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { begunLibrary } from './harness/begun-library.ts'

const studio = begunLibrary()
const { text, closeDialog, newLessonCalled } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

async function run(command: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('.palette-field').fill(command)
  await page.keyboard.press('Enter')
  await page.locator('.palette-field').waitFor({ state: 'detached' })
}

/** The middle of the caret's line, as a share of the window that the text scrolls in. */
const caretHeight = () =>
  page.evaluate(() => {
    const box = getSelection()!.getRangeAt(0).getBoundingClientRect()
    const frame = document.querySelector('.desk-scroll')!.getBoundingClientRect()
    return (box.top + box.height / 2 - frame.top) / frame.height
  })

async function longLesson(title: string): Promise<void> {
  await newLessonCalled(title)
  for (let line = 0; line < 40; line += 1) {
    await page.keyboard.insertText(`第${line}段，写一点东西。`)
    await page.keyboard.press('Enter')
  }
  await page.keyboard.insertText('最后一段。')
}

describe('the page as the author wants it', () => {
  test('its type and its width follow the settings at once, and stay', async () => {
    await page.keyboard.press('Control+,')
    await page.getByRole('tab', { name: '外观' }).click()
    await page.getByRole('slider', { name: '正文字号' }).fill('24')
    await page.getByRole('slider', { name: '版心宽度' }).fill('30')
    await closeDialog()
    const look = () => text().evaluate((element) => [getComputedStyle(element).fontSize, element.clientWidth])
    await expect.poll(() => look()).toEqual(['24px', 720])
    await page.reload()
    await text().waitFor()
    await expect.poll(look).toEqual(['24px', 720])
    await run('正文缩小')
    await expect.poll(look).toEqual(['23px', 690])
  })

  test('the line that is written stays in the middle, and a click moves nothing', async () => {
    await longLesson('打字机')
    await run('打字机模式')
    await page.keyboard.insertText('接着写。')
    await expect.poll(caretHeight).toBeCloseTo(0.45, 1)
    await page.keyboard.press('Enter')
    await page.keyboard.insertText('又一段。')
    await expect.poll(caretHeight).toBeCloseTo(0.45, 1)
    const scrolled = () => page.locator('.desk-scroll').evaluate((element) => element.scrollTop)
    const before = await scrolled()
    await page.getByText('第38段').click()
    expect(await scrolled()).toBe(before)
  })

  test('all but the block with the caret steps back, still to be read', async () => {
    await longLesson('聚焦')
    await run('聚焦模式')
    const clear = () => page.locator('[data-current]').allInnerTexts()
    await expect.poll(clear).toEqual(['最后一段。'])
    await page.keyboard.press('ArrowUp')
    await expect.poll(clear).toEqual(['第39段，写一点东西。'])
    const colour = (block: string) => page.locator('.block', { hasText: block }).evaluate((element) => getComputedStyle(element).color)
    await expect.poll(() => colour('第2段')).not.toBe(await colour('第39段'))
  })
})

test('a selection says how long it is', async () => {
  await newLessonCalled('选中')
  await page.keyboard.insertText('选中这几个字 and two')
  await expect.poll(() => page.locator('[data-words]').innerText()).toBe('8 字')
  await page.keyboard.press('Control+a')
  await expect.poll(() => page.locator('[data-words]').innerText()).toBe('选中 8 字 / 8 字')
  await page.keyboard.press('End')
  for (let time = 0; time < 3; time += 1) await page.keyboard.press('Shift+ArrowLeft')
  await expect.poll(() => page.locator('[data-words]').innerText()).toBe('选中 1 字 / 8 字')
  await page.locator('[data-words]').hover()
  await page.getByRole('tooltip', { name: /字符数 3/ }).waitFor()
})

describe('two lessons side by side', () => {
  const columns = () => page.locator('.desk-place:not([hidden])')
  const titles = async () =>
    (
      await columns()
        .locator('.page-title')
        .evaluateAll((all) => all.map((each) => [each.getBoundingClientRect().left, (each as HTMLTextAreaElement).value] as const))
    )
      .toSorted((one, two) => one[0] - two[0])
      .map(([, title]) => title)

  test('both are written in and saved, each with its own undo; they come back after a restart and change sides', async () => {
    await newLessonCalled('左边的一课')
    await page.keyboard.insertText('左边写的。')
    await newLessonCalled('右边的一课')
    await page.keyboard.insertText('右边写的。')
    await studio.row('左边的一课').click()
    await page.keyboard.press('Control+Alt+p')
    await expect.poll(titles).toHaveLength(2)
    const other = (await titles())[1]!
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('旁边也写了。')
    await expect.poll(() => page.locator('.desk-place[data-current] .page-text').innerText()).toContain('旁边也写了。')
    await expect.poll(() => page.title()).toContain(other)
    await page.locator('.desk-place:not([data-current]):not([hidden]) .page-text').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('左边接着写。')
    await expect.poll(() => page.title()).toContain('左边的一课')
    await page.locator('[data-saved=saved]').waitFor()
    await page.keyboard.press('Control+z')
    await expect
      .poll(() => columns().locator('.page-text').allInnerTexts())
      .toEqual(expect.arrayContaining(['左边写的。', expect.stringContaining('旁边也写了。')]))
    await page.reload()
    await expect.poll(titles).toEqual(['左边的一课', other])
    await page.getByRole('button', { name: '左右对调' }).first().click()
    await expect.poll(titles).toEqual([other, '左边的一课'])
    await columns().filter({ hasText: other }).first().getByRole('button', { name: '收起这一边' }).click()
    await expect.poll(titles).toEqual(['左边的一课'])
  })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
