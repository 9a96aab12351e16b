/** Several entries of the library at once, how far lessons are and what they aim at, in a real Chromium on a real workspace. */
import type { Locator, Page } from 'playwright-core'
import { beforeEach, describe, expect, test } from 'vitest'
import { admit, openClient } from './contract-client.ts'
import { begunLibrary } from './harness/begun-library.ts'

const studio = begunLibrary()
const { row, focusIs, newLessonCalled: newLesson, openLesson } = studio
let page: Page
beforeEach(() => {
  page = studio.page
})

const lessons = ['给清单一个结尾', '断线时看的一课', '把大事写小'] as const
const [one, two, three] = lessons
const titles = () => page.locator('[role=treeitem] .tree-title').allTextContents()
const lessonTitles = () => page.locator('.tree-lesson .tree-title').allTextContents()
const selected = () => page.locator('[role=treeitem][aria-selected=true] .tree-title').allTextContents()
const undo = () => page.locator('.toast').getByRole('button', { name: '撤销', exact: true }).first().click()
const isState = (title: string, state: string) => row(title).locator(`.state-dot[data-state=${state}]`).waitFor()

/** All three, by Shift from the first to the last as they stand. */
async function selectAll(): Promise<string[]> {
  const order = (await lessonTitles()).filter((title) => lessons.some((each) => each === title))
  await openLesson(order[0] ?? '')
  await row(order[0] ?? '').focus()
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await expect.poll(selected).toEqual(order)
  return order
}

describe('several lessons', () => {
  test('Shift and the arrows select, Esc gives it up, Ctrl and a click take one in or out', async () => {
    await selectAll()
    await page.locator('.selection-bar', { hasText: '选中 3 项' }).waitFor()
    expect(await page.locator('[role=tree]').getAttribute('aria-multiselectable')).toBe('true')
    await page.keyboard.press('Escape')
    await expect.poll(selected).toEqual([])
    await page.locator('.selection-bar').waitFor({ state: 'detached' })
    await row(one).click()
    await row(three).click({ modifiers: ['Control'] })
    await expect.poll(async () => (await selected()).toSorted()).toEqual([one, three].toSorted())
    await row(three).click({ modifiers: ['Control'] })
    await expect.poll(selected).toEqual([one])
    await page.keyboard.press('Escape')
  })

  test('they move together by Alt and an arrow, and one undo brings all of them back, however many steps it was', async () => {
    const order = await selectAll()
    const before = await titles()
    await page.keyboard.press('Alt+ArrowUp')
    const moved = async () => {
      const now = await titles()
      const first = now.indexOf(order[0] ?? '')
      return now.join() === before.join() ? [] : now.slice(first, first + 3)
    }
    await expect.poll(moved).toEqual(order)
    await expect.poll(selected).toEqual(order)
    await page.keyboard.press('Alt+ArrowUp')
    await undo()
    await expect.poll(titles).toEqual(before)
  })

  test('Ctrl+Z in the tree takes back what was done last', async () => {
    const before = await titles()
    await row(three).focus()
    await page.keyboard.press('Alt+ArrowUp')
    await expect.poll(titles).not.toEqual(before)
    await row(three).focus()
    await page.keyboard.press('Control+z')
    await expect.poll(titles).toEqual(before)
  })

  test('they are dragged to another chapter, and sent to one by keyboard', async () => {
    await page.keyboard.press('Control+Alt+m')
    await focusIs('.tree-field')
    await page.keyboard.insertText('第二章')
    await page.keyboard.press('Enter')
    await focusIs('.page-title')
    const chapter = page.locator('.tree-chapter', { hasText: /^第二章/ })
    const order = await selectAll()
    const before = await lessonTitles()
    await row(order[1] ?? '').dragTo(chapter)
    await expect.poll(async () => (await lessonTitles()).slice(-3)).toEqual(order)
    await undo()
    await expect.poll(lessonTitles).toEqual(before)
    await row(order[0] ?? '').focus()
    await page.keyboard.press('Alt+Shift+ArrowDown')
    await expect.poll(async () => (await lessonTitles()).slice(-4)).toEqual([...order, '未命名的一课'])
    await page.waitForFunction((title) => document.activeElement?.textContent?.includes(title), order[0] ?? '')
    await undo()
    await expect.poll(lessonTitles).toEqual(before)
    await expect.poll(selected).toEqual(order)
    await row(order[0] ?? '').focus()
    await page.keyboard.press('Control+Alt+Shift+m')
    await focusIs('.move-field')
    await page.keyboard.insertText('第二')
    await page.keyboard.press('Enter')
    await expect.poll(async () => (await lessonTitles()).slice(-3)).toEqual(order)
    await studio.toast('已移动 3 项').waitFor()
    await undo()
    await expect.poll(lessonTitles).toEqual(before)
    await chapter.focus()
    await page.keyboard.press('Delete')
    await chapter.waitFor({ state: 'detached' })
  })

  test('they go into the bin and come back at once, and from the bin several that were ticked', async () => {
    await selectAll()
    await page.keyboard.press('Delete')
    await row(one).waitFor({ state: 'detached' })
    await studio.toast('3 项').getByRole('button', { name: '撤销', exact: true }).click()
    for (const title of lessons) await row(title).waitFor()
    await selectAll()
    await page.keyboard.press('Delete')
    await row(one).waitFor({ state: 'detached' })
    await page.keyboard.press('Control+Shift+e')
    for (const title of lessons) await page.getByRole('checkbox', { name: `选中“${title}”` }).check()
    await page.getByRole('button', { name: '放回 3 项' }).click()
    for (const title of lessons) await row(title).waitFor()
    await page.getByRole('button', { name: '回到正文' }).click()
  })

  test('a copy lies after its lesson with the same text, and goes by undo', async () => {
    await row(three).focus()
    await page.keyboard.press('Control+d')
    await row(`${three} 副本`).waitFor()
    await page.waitForFunction((title) => document.activeElement?.textContent?.includes(title), `${three} 副本`)
    await page.keyboard.press('Enter')
    await studio.shows('清单不是愿望的仓库。')
    await undo()
    await row(`${three} 副本`).waitFor({ state: 'detached' })
  })
})

describe('how far a lesson is', () => {
  test('it is said by the menu of its row, by the bar, by a shortcut and by the palette, and read with its row', async () => {
    await openLesson(one)
    await row(one).click({ button: 'right' })
    await page.getByRole('menuitemcheckbox', { name: '修改' }).click()
    await isState(one, 'revising')
    await page.getByRole('button', { name: '这一课：修改' }).click()
    await page.getByRole('menuitemcheckbox', { name: '完成' }).click()
    await isState(one, 'done')
    expect(await row(one).innerText()).toContain('完成')
    await page.keyboard.press('Control+Alt+y')
    await isState(one, 'draft')
    await page.keyboard.press('Control+k')
    await focusIs('.palette-field')
    await page.keyboard.insertText('标为修改')
    await page.keyboard.press('Enter')
    await isState(one, 'revising')
    await studio.toast(`“${one}”：修改`).waitFor()
    await undo()
    await isState(one, 'draft')
  })

  test('it is said of all that are selected, and one undo takes it back for each', async () => {
    await openLesson(two)
    await page.keyboard.press('Control+Alt+y')
    await isState(two, 'revising')
    await selectAll()
    await page.keyboard.press('Control+k')
    await focusIs('.palette-field')
    await page.keyboard.insertText('标为完成')
    await page.keyboard.press('Enter')
    for (const title of lessons) await isState(title, 'done')
    await studio.toast('3 课：完成').getByRole('button', { name: '撤销', exact: true }).click()
    await isState(two, 'revising')
    await isState(one, 'draft')
  })
})

describe('what a lesson aims at', () => {
  test('what is no number is told of; what is one shows in the tree and in the status line', async () => {
    await openLesson(three)
    await page.keyboard.press('Control+Alt+g')
    const words = page.getByRole('textbox', { name: '字数' })
    await words.fill('很多')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: '请写一个数' }).waitFor()
    await words.fill('１００ 字')
    await page.getByRole('textbox', { name: '口播' }).fill('1:30')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await row(three).locator('.progress-ring').waitFor()
    await page.locator('.status-line', { hasText: '10 / 100 字' }).waitFor()
    await page.locator('.status-line', { hasText: '/ 1:30' }).waitFor()
    await page.keyboard.press('Control+Alt+g')
    await page.getByRole('textbox', { name: '字数' }).fill('')
    await page.getByRole('textbox', { name: '口播' }).fill('')
    await page.keyboard.press('Enter')
    await row(three).locator('.progress-ring').waitFor({ state: 'detached' })
  })
})

describe('how much a course is', () => {
  test('its row and its chapters’ say the words of all lessons in them; resting on it tells the minutes, too', async () => {
    const course = page.locator('.tree-course').filter({ hasText: await page.locator('.crumbs li').first().innerText() })
    const count = (text: string) => Number(/([\d,]+)\s*$/.exec(text)?.[1]?.replace(',', ''))
    const inCourse = async () => count(await course.locator('.tree-count > span').first().innerText())
    const before = await inCourse()
    await openLesson(three)
    const lesson = count(await row(three).locator('.tree-count').innerText())
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText('再写六个字吧')
    await expect.poll(async () => count(await row(three).locator('.tree-count').innerText())).toBe(lesson + 6)
    await expect.poll(inCourse).toBe(before + 6)
    expect(await course.getAttribute('title')).toMatch(/\n\d+ 课 · [\d,]+ 字 · 口播 \d+:\d\d/)
    await page.keyboard.press('Control+z')
    await expect.poll(inCourse).toBe(before)
  })

  test('its target is each lesson’s, with the sum said, and one undo takes it back', async () => {
    const title = await page.locator('.crumbs li').first().innerText()
    const course = page.locator('.tree-course').filter({ hasText: title })
    await course.click({ button: 'right' })
    await page.getByRole('menuitem', { name: '字数与时长目标…' }).click()
    const dialog = page.getByRole('dialog', { name: /^\d+ 课，每课写到多长$/ })
    await dialog.getByText('下面写的是每一课的目标').waitFor()
    const lessonsIn = Number(/^\d+/.exec(await dialog.locator('.dialog-title').innerText())?.[0])
    await page.getByRole('textbox', { name: '每课字数' }).fill('1200')
    await page.getByRole('textbox', { name: '每课口播' }).fill('4:30')
    await dialog.getByText(`${lessonsIn} 课一共 ${(lessonsIn * 1200).toLocaleString('zh-CN')} 字`).waitFor()
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await course.locator('.progress-ring').waitFor()
    expect(await course.getAttribute('title')).toContain(`/ ${(lessonsIn * 1200).toLocaleString('zh-CN')} 字`)
    await undo()
    await course.locator('.progress-ring').waitFor({ state: 'detached' })
  })
})

test('a target that lessons differ in is left to each by Enter, and only what was written or emptied changes', async () => {
  const course = page.locator('.tree-course').filter({ hasText: await page.locator('.crumbs li').first().innerText() })
  const open = async (of: Locator) => {
    await of.click({ button: 'right' })
    await page.getByRole('menuitem', { name: '字数与时长目标…' }).click()
    await page.getByRole('dialog').waitFor()
  }
  const enter = async () => {
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  }
  const aim = async () => /\/ ([\d,]+) 字/.exec((await course.getAttribute('title')) ?? '')?.[1]
  const words = page.getByRole('textbox', { name: '每课字数' })
  const fields = async (of: Locator) => {
    await open(of)
    const written = await page.locator('.target-field input').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value))
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    return written
  }
  await openLesson(one)
  await open(course)
  await words.fill('900')
  await enter()
  await expect.poll(aim).toBeDefined()
  const alike = await aim()
  await open(row(two))
  await page.getByRole('textbox', { name: '字数' }).fill('2000')
  await enter()
  await expect.poll(aim).not.toBe(alike)
  await open(course)
  expect(await words.inputValue()).toBe('')
  expect(await words.getAttribute('placeholder')).toBe('各课不同')
  await enter()
  await open(course)
  await page.getByRole('textbox', { name: '每课口播' }).fill('4')
  await enter()
  await expect.poll(() => fields(row(one))).toEqual(['900', '4'])
  expect(await fields(row(two))).toEqual(['2000', '4'])
  await open(course)
  await words.press('Backspace')
  await page.getByRole('textbox', { name: '每课口播' }).fill('')
  await enter()
  await page.locator('.toast', { hasText: '目标取消了' }).waitFor()
  await course.locator('.progress-ring').waitFor({ state: 'detached' })
})

test('a lesson’s menu makes a new one right below it, in whose title the author goes on', async () => {
  await openLesson(one)
  const before = await lessonTitles()
  await row(two).click({ button: 'right' })
  await page.getByRole('menuitem', { name: '新建一课' }).click()
  await focusIs('.page-title')
  await expect.poll(lessonTitles).toEqual(before.flatMap((title) => (title === two ? [two, '未命名的一课'] : [title])))
  await row('未命名的一课').click()
  await page.keyboard.press('Delete')
  await expect.poll(lessonTitles).toEqual(before)
})

test('Ctrl+P goes to a lesson by its initials, and says where it lies and how far it is', async () => {
  await openLesson(one)
  await page.keyboard.press('Control+p')
  await focusIs('.palette-field')
  await page.keyboard.type('bdsxx')
  const choice = page.locator('[role=option][aria-selected=true]', { hasText: three })
  await choice.filter({ hasText: '›' }).filter({ hasText: '草稿' }).waitFor()
  expect(await page.locator('[role=option]', { hasText: '设置' }).count()).toBe(0)
  await page.keyboard.press('Enter')
  await studio.crumb(three).waitFor()
  await studio.textHasFocus()
})

test('a question about what another window removed meanwhile goes by itself', async () => {
  await newLesson('就要没了')
  const client = await openClient(studio.host.address, await admit(studio.host.nextAddress()))
  const tree = await client.library.tree({})
  const gone = tree.courses.flatMap((course) => course.chapters.flatMap((chapter) => chapter.lessons)).find((lesson) => lesson.title === '就要没了')
  if (!gone) throw new Error('the lesson is in the tree')
  await row('就要没了').click({ button: 'right' })
  await page.getByRole('menuitem', { name: '移到…' }).click()
  await focusIs('.move-field')
  await client.library.remove({ ids: [gone.id] })
  await row('就要没了').waitFor({ state: 'detached' })
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  client.close()
})

test('it met no error in all this', () => {
  expect(studio.ownErrors).toEqual([])
})
