/** How a lesson was written, in a real Chromium on a real workspace: any moment looked at, named, compared and brought back, by keyboard. */
import { beforeEach, expect, test } from 'vitest'
import { BatchId } from '#preload/contract/lessons.ts'
import { BlockId, type Block, type Change } from '#preload/document/schema.ts'
import { putImage } from '#renderer/host/images.ts'
import { png } from '../unit/main/images/pictures.ts'
import { admit, openClient } from './contract-client.ts'
import { begunLibrary } from './harness/begun-library.ts'
import { session } from './harness/studio-page.ts'
import { compose } from './composing.ts'

const studio = begunLibrary()
let lesson = 0
const press = (keys: string) => studio.page.keyboard.press(keys)
const text = () => studio.page.locator(`${session} .page-text`).evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))
const view = () => studio.page.locator('.version-view')

beforeEach(async () => {
  // Without suggestions, whose keys are not meant here.
  await press('Control+j')
  await studio.newLessonCalled(`版本的一课 ${(lesson += 1)}`)
  await compose(studio.opened.cdp, 'chugao', '初稿的一句。')
  await studio.saved('初稿的一句。')
})

/** Opens the newest moment of the lesson by keys alone. */
async function look(): Promise<void> {
  await press('Control+Alt+v')
  await studio.focusIs('.versions-item')
  await press('Enter')
  await view().waitFor()
}

test('a moment gets a name, and the text comes back whole, in one step that undo takes back, the text before it kept', async () => {
  await look()
  const restore = view().getByRole('button', { name: '恢复这一版' })
  await expect.poll(() => restore.count()).toBe(0)
  await view().getByText('和现在的正文一样，不用恢复').waitFor()
  await view().getByRole('button', { name: '起名' }).click()
  await studio.page.keyboard.insertText('初稿')
  await press('Enter')
  await studio.page.locator('.versions-named', { hasText: '初稿' }).waitFor()
  await press('Escape')
  await studio.textHasFocus()
  await press('Control+End')
  await compose(studio.opened.cdp, 'houlai', '后来写的。')
  await studio.saved('后来写的。')

  await studio.page.locator('.versions-named', { hasText: '初稿' }).click()
  await expect.poll(() => view().locator('ins').allTextContents()).toEqual(expect.arrayContaining([expect.stringContaining('后来')]))
  await view().getByRole('button', { name: '恢复这一版' }).click()
  await expect.poll(text).toBe('初稿的一句。')
  await studio.page.locator('.versions-named', { hasText: '恢复前' }).waitFor()
  await studio.textHasFocus()
  await press('Control+z')
  await expect.poll(text).toBe('初稿的一句。后来写的。')
})

test('a chosen block comes back alone', async () => {
  await press('Enter')
  await compose(studio.opened.cdp, 'dier', '第二段。')
  await studio.saved('第二段。')
  await look()
  await press('Escape')
  await studio.textHasFocus()
  await press('Control+Home')
  await press('Shift+End')
  await compose(studio.opened.cdp, 'gaiguo', '改过的第一段。')
  await press('Control+End')
  await compose(studio.opened.cdp, 'ye', '也改了。')
  await studio.saved('也改了。')
  // A moment before both changes: by the slider's own keys.
  await look()
  await view().getByRole('slider').focus()
  await press('Home')
  await view().locator('.version-row', { hasText: '改过的第一段' }).getByRole('checkbox').check()
  await view().getByRole('button', { name: '恢复选中的 1 段' }).click()
  await expect.poll(text).toBe('初稿的一句。第二段。也改了。')
})

/** A lesson written two days ago: a sentence, a table, and a picture with its caption. */
async function writtenBefore(title: string): Promise<void> {
  const client = await openClient(studio.host.address, await admit(studio.host.nextAddress()))
  const chapter = (await client.library.tree({})).courses[0]?.chapters[0]
  if (!chapter) throw new Error('the library is begun')
  const { lesson: made } = await client.library.createLesson({ chapter: chapter.id, title })
  const { image } = await putImage(client.images, new Blob([new Uint8Array(png(60, 40))]), '图.png')
  const cell = (id: string, words: string) => ({ type: 'cell' as const, id: BlockId.parse(id), children: [{ text: words }] })
  const row = (name: string, ...words: string[]) => ({ type: 'row' as const, children: words.map((text, at) => cell(`${name}${at}`, text)) })
  const blocks: Block[] = [
    { type: 'table', id: BlockId.parse('biao'), align: [null, null], hasHeader: true, children: [row('a', '时段', '做什么'), row('b', '早晨', '写三件事')] },
    { type: 'image', id: BlockId.parse('tu'), image: image.id, alt: '', children: [{ text: '一张清单' }] },
    { type: 'paragraph', id: BlockId.parse('wei'), children: [{ text: '结尾的话。' }] },
  ]
  await client.lessons.open({ lesson: made, take: true })
  const changes = blocks.map((node, at): Change => ({ type: 'insert_node', path: [at], node }))
  await client.lessons.append({ lesson: made, batch: BatchId.parse('before-01'), base: 0, changes, at: Date.now() - 48 * 3600_000 })
  await client.lessons.close({ lesson: made })
  client.close()
  await studio.openLesson(title)
}

test('a table and the caption of a picture come back alone, each as it was, and the other stays', async () => {
  await writtenBefore(`表和图 ${lesson}`)
  const { page } = studio
  await page.locator('.page-text:visible .cell', { hasText: '写三件事' }).click()
  await press('End')
  await compose(studio.opened.cdp, 'wan', '，写完为止')
  await page.locator('.page-text:visible figcaption').click()
  await press('End')
  await compose(studio.opened.cdp, 'jiu', '，旧的')
  await studio.saved('一张清单，旧的')

  await press('Control+Alt+v')
  await studio.focusIs('.versions-item')
  await page.locator('.versions-item').last().click()
  const row = (type: string) => view().locator(`.version-row[data-type=${type}]`)
  await expect.poll(() => row('table').locator('ins').allTextContents()).toEqual(['，写完为止'])
  expect(await row('image').locator('ins').allTextContents()).toEqual(['，旧的'])
  expect(await row('paragraph').getByRole('checkbox').count()).toBe(0)
  await row('table').getByRole('checkbox').check()
  await view().getByRole('button', { name: '恢复选中的 1 段' }).click()
  await studio.textHasFocus()
  const cells = () => page.locator('.page-text:visible .cell').allTextContents()
  await expect.poll(async () => (await cells()).map((words) => words.replaceAll('\uFEFF', ''))).toEqual(['时段', '做什么', '早晨', '写三件事'])
  expect(await text()).toContain('一张清单，旧的')

  await page.locator('.versions-item:not(.versions-named)').last().click()
  await row('image').getByRole('checkbox').check()
  await view().getByRole('button', { name: '恢复选中的 1 段' }).click()
  await studio.textHasFocus()
  await expect.poll(text).not.toContain('旧的')
  expect(await text()).toContain('一张清单')
  await page.locator('.page-text:visible figure img').waitFor()
  // Each was a step of its own.
  await press('Control+z')
  await press('Control+z')
  await expect.poll(text).toContain('写完为止')
})

test('Esc goes back to the text, and an empty lesson says what will be here', async () => {
  await look()
  await press('Escape')
  await studio.textHasFocus()
  await studio.newLessonCalled(`还没写的一课 ${lesson}`)
  await studio.page.locator('.versions-note', { hasText: '还没有写过字' }).waitFor()
})
