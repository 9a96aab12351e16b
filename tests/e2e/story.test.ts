/**
 * A new author, given the studio and no words, from the first course to another computer: writes and arranges a small course, breaks
 * it, gets yesterday's version back, finds a word, and moves everything to a second workspace. Each test goes on where the one
 * before it stopped; all that is done is done by what the screen shows, and what is read is what was kept.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Doc } from '#preload/document/schema.ts'
import { blockText } from '#preload/document/lines.ts'
import { png } from '../unit/main/images/pictures.ts'
import { Author } from './harness/author.ts'
import { keptDoc, keptLessons, kindsIn, pictureBytes, type KeptLesson } from './harness/kept.ts'
import { session, StudioPage } from './harness/studio-page.ts'
import { newFolder } from './launch.ts'

const course = '把事情写小'
const [first, second, third] = ['一行字能装下多少', '未完成的重量', '给清单一个结尾']
const [chapterOne, chapterTwo] = ['第一章', '清单为什么失效']
const copied = `${third} 副本`
const dayMs = 24 * 3_600_000

const folder = newFolder()
const errors: string[] = []
let studio: StudioPage
let author: Author
/** What was kept at the end of yesterday. */
let yesterday: KeptLesson[]

/** Sits down at the studio, on a day. */
async function sitDown(setBackMs = 0): Promise<void> {
  studio = new StudioPage(folder, { setBackMs })
  author = new Author(studio)
  await studio.start()
  await studio.textHasFocus()
  await openTree(studio)
}

/** A browser that has never been here shows the open lesson's chapter; the others are opened by a click. */
async function openTree({ page }: StudioPage): Promise<void> {
  for (const closed = page.locator('[role=treeitem][aria-expanded=false]'); (await closed.count()) > 0;) await closed.first().click()
}

async function standUp(): Promise<void> {
  await author.saved()
  errors.push(...studio.errors)
  await studio.close()
}

beforeAll(() => sitDown(dayMs))
afterAll(async () => {
  await studio.close()
  folder.discard()
})

const toolbar = () => studio.page.getByRole('toolbar', { name: '格式' })
const pictures = () => studio.page.locator(`${session} figure.image`)
const rows = () => studio.page.locator('[role=treeitem][aria-level="3"] .tree-title').allTextContents()
const view = () => studio.page.locator('.version-view')
const blocks = () => studio.page.locator(`${session} .page-text .block`)
/** What the open lesson holds, and what it is called, as it was kept. */
const kept = (title: string) => keptDoc(studio, course, title)
const textOf = (doc: Doc) => doc.map(blockText).join('\n')

test('yesterday: a course of two chapters is made, its lessons named and written', async () => {
  const { press, write, writeLines } = author
  await studio.page.getByRole('button', { name: '新建或导入' }).click()
  await studio.page.getByRole('menuitem', { name: '新建课程' }).click()
  await author.name(course, first)
  // The author wants to write alone, today; the switch shows its key.
  await press('Control+j')
  await writeLines('很多人的清单上都有一行写完书稿。')
  await author.insert('大标题')
  await writeLines('为什么失效')
  await write('先把它')
  await toolbar().getByRole('button', { name: '加粗' }).click()
  await write('写小')
  await toolbar().getByRole('button', { name: '加粗' }).click()
  await writeLines('。')
  await author.insert('项目列表')
  await writeLines('坐下来', '打开文件', '')
  await author.insert('引用')
  await writeLines('清单不是愿望的仓库。', '')

  await author.addTo(course, '新建一章')
  await author.name(chapterTwo, second)
  await write('未完成的事压着人。')
  await press('Enter')
  await write('愿望越大，越不动手。')
  await author.addTo(chapterTwo, '新建一课')
  await author.titleLesson(third)
  await write('清单要有结尾。')
  await author.saved()

  await expect.poll(async () => (await rows()).slice(-3)).toEqual([first, second, third])
  const lessons = await keptLessons(studio, course)
  expect(lessons.map(({ chapter, title }) => [chapter, title])).toEqual([
    [chapterOne, first],
    [chapterTwo, second],
    [chapterTwo, third],
  ])
  expect(kindsIn(lessons[0]!.doc)).toMatchObject({ heading: 1, item: 2, quote: 1, bold: 1 })
})

test('yesterday: pictures, a table, formulas, footnotes, a link, a callout and tasks are put in', async () => {
  const { press, write, writeLines, insert } = author
  const { page } = studio
  await studio.openLesson(first)
  await studio.atTheEnd()
  await insert('标注：窍门')
  await write('先写五分钟。')
  await press('Control+Enter')
  await insert('任务列表')
  await writeLines('列出三件事')
  await write('划掉两件')
  await page.locator(`${session} .page-text`).getByRole('checkbox').nth(1).check()
  await press('End', 'Enter', 'Enter')

  await insert('公式块')
  await page.keyboard.insertText('\\sum_{i=1}^{n} i')
  await press('Control+Enter')
  await write('面积是')
  await author.insertByMenu('行内公式')
  await studio.focusIs('.formula-card textarea')
  await page.keyboard.insertText('x^2')
  await press('Enter')
  await write('，有出处')
  await author.footnote('见第二章。')
  await write('，还有一处')
  await author.footnote('见结尾一课。')
  await writeLines('。')

  await author.insertByMenu('表格')
  for (const cell of ['事情', '要多久', '怎么做', '写书', '一年', '拆开']) {
    await write(cell)
    await press('Tab')
  }
  await press('Control+Enter')
  await write('参看')
  await toolbar().getByRole('button', { name: '链接' }).click()
  await studio.focusIs('.finder input')
  await write('结尾')
  await page.getByRole('option', { name: third }).waitFor()
  await press('Enter')
  await writeLines('。')

  await studio.opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(
    async (bytes) => {
      const picture = new Blob([new Uint8Array(bytes)], { type: 'image/png' })
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })])
    },
    [...png(320, 200)],
  )
  await press('Control+v')
  await pictures().first().locator('img').waitFor()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), author.insertByMenu('图片')])
  await chooser.setFiles({ name: '清单.png', mimeType: 'image/png', buffer: png(400, 240, [40, 90, 160]) })
  await pictures().nth(1).locator('img').waitFor()
  await author.describe(pictures().first(), '一张写满的纸')
  await author.describe(pictures().nth(1), '一张只写三行的纸')
  await pictures().nth(1).locator('figcaption').click()
  await write('图二 三行就够')
  await author.saved()

  expect(
    await pictures()
      .locator('img')
      .evaluateAll((all) => all.map((img) => (img as HTMLImageElement).alt)),
  ).toEqual(['一张写满的纸', '一张只写三行的纸'])
  await expect.poll(() => page.locator(`${session} .page-text .katex-html`).count()).toBe(2)
  await expect.poll(() => page.locator('.note-sign').evaluateAll((all) => all.map((sign) => sign.getAttribute('data-number')))).toEqual(['1', '2'])
  const doc = await keptDoc(studio, course, first)
  expect(kindsIn(doc)).toMatchObject({ callout: 1, item: 4, table: 1, row: 3, formula: 1, 'formula-block': 1, 'note-mark': 2, note: 2, image: 2, link: 1 })
  expect(doc.filter(({ type }) => type === 'image')).toMatchObject([
    { alt: '一张写满的纸' },
    { alt: '一张只写三行的纸', children: [{ text: '图二 三行就够' }] },
  ])
})

test('yesterday: lessons are moved by mouse and by keys, one is duplicated, one is marked and aims at a length, a version gets a name', async () => {
  const { page } = studio
  await studio.row(third).dragTo(studio.row(first), { targetPosition: { x: 80, y: 24 } })
  await expect.poll(async () => (await rows()).slice(-3)).toEqual([first, third, second])
  await studio.row(third).click({ button: 'right' })
  await page.getByRole('menuitem', { name: '复制一份' }).click()
  await studio.row(copied).waitFor()
  // The menu shows the key for a row; its chapter has another of the same kind.
  await studio.row(copied).focus()
  await author.press('Alt+Shift+ArrowDown')
  await expect
    .poll(async () =>
      (await keptLessons(studio, course))
        .filter(({ chapter }) => chapter === chapterTwo)
        .map(({ title }) => title)
        .toSorted(),
    )
    .toEqual([second, copied].toSorted())

  await studio.openLesson(first)
  await page.getByRole('button', { name: '这一课：草稿' }).click()
  await page.getByRole('menuitemcheckbox', { name: '修改' }).click()
  await page.getByRole('button', { name: '这一课：修改' }).click()
  await page.getByRole('menuitem', { name: '字数与时长目标' }).click()
  await studio.dialog().getByLabel('字数', { exact: true }).fill('1200')
  await studio.dialog().getByRole('button', { name: '定下' }).click()
  await page.locator('[data-words]', { hasText: '1,200' }).waitFor()

  const panel = await author.versions()
  await panel.locator('.versions-item').first().click()
  await view().getByRole('button', { name: '起名' }).click()
  await author.write('初稿')
  await author.press('Enter')
  await panel.locator('.versions-named', { hasText: '初稿' }).waitFor()
  await author.press('Escape')
  await studio.textHasFocus()
  const lesson = (await keptLessons(studio, course)).find(({ title }) => title === first)
  expect(lesson).toMatchObject({ state: 'revising', target: { words: 1200 }, versions: ['初稿'] })
})

test('today: a lesson is wiped, another half spoilt, a word replaced everywhere, and it shows', async () => {
  yesterday = await keptLessons(studio, course)
  await standUp()
  await sitDown()
  const { page } = studio
  await studio.openLesson(first)
  await author.press('Control+a', 'Delete')
  await author.write('乱写一气')
  await author.saved()
  expect(textOf(await kept(first)).trim()).toBe('乱写一气')

  await studio.openLesson(second)
  await author.press('Control+Home', 'Shift+End')
  await author.write('写错了。')
  await author.press('Control+End', 'Enter')
  await author.write('今天添的一句。')
  await author.saved()

  await author.press('Control+Alt+k')
  await studio.focusIs('.search-query')
  await author.write('清单')
  await page.locator('.search-head').getByRole('button', { name: '替换' }).click()
  await page.locator('.search-plain').click()
  await author.write('菜单')
  await page.getByRole('radio', { name: '本课程', exact: true }).click()
  await page.locator('.search-deed button', { hasText: /替换 2 处/ }).click()
  await studio.toast('在 2 课里替换了 2 处').waitFor()
  await page.getByRole('button', { name: '回到课程' }).click()
  expect([textOf(await kept(third)), textOf(await kept(copied))]).toEqual(['菜单要有结尾。', '菜单要有结尾。'])
})

test('today: yesterday’s named version is compared and comes back whole, pictures, table, formulas and footnotes with it', async () => {
  const { page } = studio
  await studio.openLesson(first)
  const panel = await author.versions()
  await panel.getByRole('region', { name: '昨天' }).locator('.versions-named', { hasText: '初稿' }).click()
  await expect.poll(() => view().locator('.version-row[data-kind=removed]').count()).toBeGreaterThan(10)
  await view().getByRole('button', { name: '恢复这一版' }).click()
  await pictures().nth(1).locator('img').waitFor()
  await author.saved()
  expect(await kept(first)).toEqual(yesterday.find(({ title }) => title === first)?.doc)
  await panel.locator('.versions-named', { hasText: '恢复前' }).waitFor()
  await expect.poll(() => page.locator(`${session} .page-text .katex-html`).count()).toBe(2)
})

test('today: of another lesson only the spoilt paragraph comes back, and what was added stays', async () => {
  await studio.openLesson(second)
  const panel = await author.versions()
  await panel.getByRole('region', { name: '昨天' }).locator('.versions-item').first().click()
  await view().locator('.version-row', { hasText: '未完成的事' }).getByRole('checkbox').check()
  await view().getByRole('button', { name: '恢复选中的 1 段' }).click()
  await expect.poll(() => blocks().allInnerTexts()).toEqual(['未完成的事压着人。', '愿望越大，越不动手。', '今天添的一句。'])
  await author.saved()
  expect(textOf(await kept(second))).toBe('未完成的事压着人。\n愿望越大，越不动手。\n今天添的一句。')
})

test('today: what was typed and replaced is taken back after a restart', async () => {
  await studio.openLesson(third)
  await studio.atTheEnd()
  await author.write('后来')
  await author.saved()
  await standUp()
  await sitDown()
  await studio.openLesson(third)
  await author.press('Control+z')
  await expect.poll(() => studio.text().innerText()).toBe('菜单要有结尾。')
  await author.press('Control+z')
  await expect.poll(() => studio.text().innerText()).toBe('清单要有结尾。')
  await author.saved()
  expect(textOf(await kept(third))).toBe('清单要有结尾。')
})

test('today: a word of two characters is found in several lessons, and its place is gone to', async () => {
  const { page } = studio
  await author.press('Control+Alt+k')
  await studio.focusIs('.search-query')
  await author.write('愿望')
  await page.getByRole('radio', { name: '本课程', exact: true }).click()
  await expect.poll(() => page.locator('.search-lesson strong').allTextContents()).toEqual(expect.arrayContaining([first, second]))
  await page.locator('.search-group', { hasText: second }).locator('.search-place').click()
  await studio.crumb(second).waitFor()
  await author.press('Escape')
  await studio.textHasFocus()
  await expect.poll(() => page.evaluate(() => getSelection()?.toString())).toBe('愿望')
  await page.getByRole('button', { name: '回到课程' }).click()
})

test('today: the library goes out as one file and comes in at a second studio, where everything is again', async () => {
  const before = await keptLessons(studio, course)
  await openBackups(author)
  const [download] = await Promise.all([studio.page.waitForEvent('download'), studio.page.getByRole('button', { name: '打包带走…' }).click()])
  const file = join(folder.path, '搬家.moke')
  await download.saveAs(file)
  await studio.toast('已打包').waitFor()

  const other = new StudioPage(newFolder())
  onTestFinished(async () => {
    await other.close()
    other.folder.discard()
  })
  await other.start()
  await other.textHasFocus()
  await openBackups(new Author(other))
  const [chooser] = await Promise.all([other.page.waitForEvent('filechooser'), other.page.getByRole('button', { name: '从文件取出…' }).click()])
  await chooser.setFiles(file)
  await other.dialog().getByRole('button', { name: '换成它' }).click()
  await other.toast('已换成').waitFor()
  await other.closeDialog()
  await other
    .row(first)
    .or(other.page.locator('[role=treeitem]', { hasText: course }))
    .first()
    .waitFor()
  await openTree(other)
  await other.row(first).click()
  await other.page.locator(`${session} figure.image img`).nth(1).waitFor()
  await expect.poll(() => other.page.locator(`${session} .page-text .katex-html`).count()).toBe(2)

  const after = await keptLessons(other, course)
  expect(after).toEqual(before)
  expect(after.find(({ title }) => title === first)).toMatchObject({
    state: 'revising',
    target: { words: 1200 },
    versions: expect.arrayContaining(['初稿', 'before-restore']),
  })
  const bytes = pictureBytes(other, after)
  expect([bytes.size, bytes]).toEqual([2, pictureBytes(studio, before)])
  expect(other.errors).toEqual([])
})

/** Finds the window by what it does, as one does who was never there. */
async function openBackups({ studio: sat, page, write, press }: Author): Promise<void> {
  await page.getByRole('button', { name: '搜索课程与命令' }).click()
  await sat.focusIs('.palette-field')
  await write('搬家')
  await page.locator('[role=option][aria-selected=true]', { hasText: '备份与搬家' }).waitFor()
  await press('Enter')
  await page.locator('.backups-state').waitFor()
}

test('it met no error in all this', () => {
  expect([...errors, ...studio.errors]).toEqual([])
})
