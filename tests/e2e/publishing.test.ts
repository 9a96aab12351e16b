/** A new author's way through the publishing desk: write, see it as Zhihu, mend, export, copy, and see later what has changed since. */
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { FrameSchema } from '#preload/wire/frame.ts'
import { studioForAll } from './harness/studio-page.ts'
import { png } from '../unit/main/images/pictures.ts'
import { windowSize } from './launch.ts'

const studio = studioForAll()

const finding = (said: string) => studio.page.locator('.finding', { hasText: said })
const checked = () => studio.page.locator('.findings[aria-busy=false]').waitFor()
const looked = () => studio.page.locator('.preview-place[aria-busy=false]').waitFor()

/** What a paste brings, in a field that nothing else hears of. */
async function pasted(): Promise<{ html: string; text: string }> {
  const { page } = studio
  await page.evaluate(() => {
    const field = document.body.appendChild(Object.assign(document.createElement('div'), { contentEditable: 'true', id: 'paste-here' }))
    field.focus()
    field.addEventListener('paste', (event) => {
      event.preventDefault()
      event.stopPropagation()
      field.dataset['html'] = event.clipboardData?.getData('text/html') ?? ''
      field.dataset['text'] = event.clipboardData?.getData('text/plain') ?? ''
    })
  })
  await page.keyboard.press('Control+v')
  return page.locator('#paste-here').evaluate((field) => {
    const { html = '', text = '' } = field.dataset
    field.remove()
    return { html, text }
  })
}

/** How much of it is seen. */
const seenPart = (place: Locator) =>
  place.evaluate((each) => new Promise<number>((resolve) => new IntersectionObserver(([entry]) => resolve(entry?.intersectionRatio ?? 0)).observe(each)))

/** What is cut of a card's words, or stands out of it, where it says when it was exported and how much there is to look at. */
function cutOf(card: Element, said: readonly string[]): (string | null)[] {
  const copy = card.cloneNode(true) as Element
  const [line, report] = ['span', 'button'].map((name, at) =>
    Object.assign(document.createElement(name), { textContent: said[at], className: at === 0 ? '' : 'target-report' }),
  )
  const lines = [line, report].filter((each) => each !== undefined)
  const small = copy.querySelector<HTMLElement>('small')
  small?.replaceChildren(...lines)
  small?.setAttribute('data-line', 'exported')
  card.parentElement?.append(copy)
  const { top, bottom } = copy.getBoundingClientRect()
  const isCut = (each: HTMLElement) =>
    each.scrollWidth > each.clientWidth || each.getBoundingClientRect().top < top || each.getBoundingClientRect().bottom > bottom
  const cut = [...copy.querySelectorAll<HTMLElement>('strong, small > *')].filter(isCut).map((each) => each.textContent)
  copy.remove()
  return cut
}

/** Exports go beside the workspace of the test. */
async function exportsInto(folder: string): Promise<void> {
  const { page } = studio
  await page.locator('.options summary').click()
  await page.getByRole('button', { name: '换一个…' }).click()
  await page.getByLabel('文件夹的完整路径').fill(folder)
  await page.keyboard.press('Enter')
  await page.locator('.options-folder code', { hasText: folder }).waitFor()
  await page.locator('.options summary').click()
}

/** Keeps what the host answers to checks from a page that is loaded after this, until they are let go. */
async function holdChecks(page: Page): Promise<{ letGo: () => void }> {
  const [checks, held] = [new Set<number>(), [] as (() => void)[]]
  let isHeld = true
  const frameOf = (message: string | Buffer) => {
    const text = String(message)
    return text.startsWith('{') ? FrameSchema.safeParse(JSON.parse(text)).data : undefined
  }
  await page.routeWebSocket(/\/wire/, (near) => {
    const far = near.connectToServer()
    near.onMessage((message) => {
      const frame = frameOf(message)
      if (frame?.kind === 'ask' && frame.service === 'publishing' && frame.member === 'check') checks.add(frame.id)
      far.send(message)
    })
    far.onMessage((message) => {
      const frame = isHeld ? frameOf(message) : undefined
      if (frame && 'id' in frame && checks.has(frame.id)) held.push(() => near.send(message))
      else near.send(message)
    })
  })
  const letGo = () => {
    isHeld = false
    for (const send of held.splice(0)) send()
  }
  return { letGo }
}

test('a lesson is written, looked at as Zhihu, mended, exported, copied, published, and changed since', async () => {
  const folder = `${studio.folder.path}-exports`
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const page = await studio.begin()
  await studio.newLessonCalled('把清单写短')
  await page.keyboard.insertText('清单不是愿望  的仓库。')
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('写到第１２课，就知道 ')
  await page.keyboard.type('$E=mc^2$')
  await page.keyboard.insertText(' 了。')
  await studio.saved('了。')

  await studio.lessonAtDesk('把清单写短', /知乎/)
  await looked()
  const preview = page.frameLocator('.preview-frame')
  await preview.getByRole('heading', { name: '把清单写短' }).waitFor()
  await preview.getByText('写到第１２课').waitFor()
  expect(await preview.locator('svg[aria-label="E=mc^2"] path').count()).toBeGreaterThan(3)
  expect(await page.locator('.lead').textContent()).toContain('选了 1 课')

  // Two things are mended by a click each; what was mended can be taken back.
  await checked()
  await finding('多余的空格').getByRole('button', { name: '去掉多余空格' }).click()
  // A notice goes by itself, unless the pointer is on it.
  await studio.toast('改好了 1 课').hover()
  await finding('多余的空格').waitFor({ state: 'detached' })
  await studio.toast('改好了 1 课').getByRole('button', { name: '撤销' }).click()
  await finding('多余的空格').getByRole('button', { name: '去掉多余空格' }).click()
  await finding('多余的空格').waitFor({ state: 'detached' })
  await finding('全角的数字').getByRole('button', { name: '改成半角' }).click()
  await finding('全角的数字').waitFor({ state: 'detached' })
  // At the desk all of them are, one after the other.
  await page.getByRole('button', { name: '撤销上一次修改' }).click()
  await finding('全角的数字').waitFor()
  await page.getByRole('button', { name: '撤销上一次修改' }).click()
  await finding('多余的空格').getByRole('button', { name: '去掉多余空格' }).click()
  await finding('多余的空格').waitFor({ state: 'detached' })
  await finding('全角的数字').getByRole('button', { name: '改成半角' }).click()
  await finding('全角的数字').waitFor({ state: 'detached' })
  await preview.getByText('写到第12课').waitFor()

  // Files, with a checklist.
  await exportsInto(folder)
  await page.getByRole('button', { name: '导出文件夹' }).click()
  await page.locator('.run li[data-phase=done]').waitFor()
  const [written] = globSync('**/知乎.md', { cwd: folder })
  expect(readFileSync(join(folder, written ?? ''), 'utf8')).toContain('写到第12课')
  expect(existsSync(join(folder, written ?? '', '..', '发布清单.md'))).toBe(true)

  // What is pasted at Zhihu keeps what its editor asks for.
  await page.getByRole('button', { name: '复制到知乎' }).click()
  await studio.toast('复制好了').waitFor()
  const { html, text } = await pasted()
  expect(html).toContain('eeimg="1"')
  expect(text).toContain('写到第12课，就知道 E = mc² 了。')

  // It stands there, says its author; what is written since is told.
  const row = page.locator('.whereabouts-row', { hasText: '把清单写短' })
  await row.getByRole('button').click()
  await page.getByRole('menuitem', { name: '标为已发布' }).click()
  // What is no address is said where it is typed, and stays there.
  await expect.poll(() => page.getByLabel('网址').evaluate((field) => field === document.activeElement)).toBe(true)
  await page.keyboard.insertText('随便写的')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').filter({ hasText: '这不像网址' }).waitFor()
  await page.getByLabel('网址').fill('https://zhuanlan.zhihu.com/p/1')
  await page.keyboard.press('Enter')
  await row.getByText('已发布').waitFor()
  await page.getByRole('button', { name: '去改这一课' }).click()
  await studio.textHasFocus()
  await studio.atTheEnd()
  await page.keyboard.insertText('再添一句。')
  await studio.saved('再添一句。')
  await page.getByRole('button', { name: '回到发布' }).click()
  await row.getByText('有改动').waitFor()
  await page.locator('.run[data-folded]').waitFor()
  expect(await row.textContent()).toContain('改了 5 字')
})

test('keys are heard from within the preview, and a finding leads to its place and back', async () => {
  const page = await studio.begin()
  await studio.newLessonCalled('有一处要看')
  await page.keyboard.insertText('这里有空格  两个。')
  await studio.saved('两个。')
  await page.keyboard.press('Control+Alt+Shift+b')
  await page.getByRole('checkbox', { name: '要发的课' }).check()
  await checked()
  await looked()
  // Of all lessons one is on the way from what stands above them to what stands below.
  await page.getByRole('checkbox', { name: '要发的课' }).focus()
  await page.keyboard.press('Tab')
  await studio.focusIs('[data-current] input')
  await page.keyboard.press('Home')
  await studio.focusIs('legend input')
  await page.keyboard.press('ArrowDown')
  await studio.focusIs('legend + ul > li:first-child input')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await studio.focusIs('.preview *')
  await page.frameLocator('.preview-frame').locator('body').click()
  await page.keyboard.press('Alt+PageUp')
  await page.keyboard.press('F6')
  await studio.focusIs('.status-switch')

  const place = page.locator('.finding', { hasText: '多余的空格' }).locator('.finding-name, .finding-place').first()
  await place.click()
  await studio.textHasFocus()
  expect(await page.evaluate(() => getSelection()?.toString())).toContain('  ')
  await page.keyboard.press('Control+Alt+Shift+b')
  await studio.focusIs('.finding-name, .finding-place')
  await page.keyboard.press('Escape')
  await studio.textHasFocus()
})

test('in one column the fields of a target stand below what they change, which stays in sight while they are filled in', async () => {
  const page = await studio.begin()
  await studio.newLessonCalled('一课')
  await page.keyboard.press('Control+Alt+Shift+b')
  await page.getByRole('radio', { name: /喜马拉雅/ }).click()
  await checked()
  await looked()
  await page.setViewportSize({ width: 430, height: 900 })
  onTestFinished(() => page.setViewportSize(windowSize))
  const fields = page.locator('details.options', { hasText: '标题和简介' })
  const [preview, below] = [await page.locator('.preview').boundingBox(), await fields.boundingBox()]
  expect(Math.round((below?.y ?? 0) - (preview?.y ?? 0) - (preview?.height ?? 0))).toBe(14)
  await fields.locator('summary').click()
  const last = fields.locator('.field').last()
  await last.click()
  const [seen, field] = [await page.locator('.preview').boundingBox(), await last.boundingBox()]
  expect([(seen?.y ?? -1) >= 0, (seen?.y ?? 0) + (seen?.height ?? 0) <= (field?.y ?? 0)]).toEqual([true, true])
})

test('a title that is offered stays within its card, however long the sentence is that it is made of', async () => {
  const page = await studio.begin()
  await studio.newLesson()
  await page.keyboard.press('Enter')
  await page.keyboard.insertText('没有标题的一课，第一句话写得很长很长，长到一张卡片放不下。')
  await studio.saved('放不下。')
  await page.keyboard.press('Control+Alt+Shift+b')
  const offered = page.locator('.finding-mend', { hasText: '改名为“没有标题' })
  await offered.waitFor()
  expect(await offered.evaluate((mend) => mend.getBoundingClientRect().right <= (mend.closest('.finding')?.getBoundingClientRect().right ?? 0))).toBe(true)
})

test('an export to a platform that no check has reached waits for it, and says what would be refused before it starts', async () => {
  const checks = await holdChecks(studio.page)
  const page = await studio.begin()
  // Later tests have a page between which and its host nothing stands.
  onTestFinished(() => page.close())
  // Longer than 知乎 takes.
  const title = '长'.repeat(101)
  await studio.newLessonCalled(title)
  await page.keyboard.insertText('这一课的正文够长，不会有人嫌它短。')
  await studio.saved('不会有人嫌它短。')
  await studio.lessonAtDesk(title, /PDF/)
  const card = page.locator('.target', { hasText: '知乎' })
  await page.getByRole('button', { name: '一起导出几种…' }).click()
  await page.getByRole('dialog').getByLabel('知乎').check()
  await page.getByRole('button', { name: '导出 2 种' }).click()
  await page.getByRole('dialog', { name: '先检查，再导出' }).waitFor()
  checks.letGo()
  const asked = page.getByRole('dialog', { name: '有 1 处会被拒绝' })
  await asked.waitFor()
  expect(await asked.textContent()).toContain('知乎')
  // What stands there, where anything does, came of an earlier test and not of these two.
  expect(await page.locator('.run', { hasText: 'PDF' }).count()).toBe(0)
  await asked.getByRole('button', { name: '回去改' }).click()
  // What was found stands at its card from then on.
  await card.getByText('1 处要看').waitFor()
})

test('a title that is too long for 喜马拉雅 leads to the one that the track has there', async () => {
  const page = await studio.begin()
  await studio.newLessonCalled('慢'.repeat(41))
  await page.keyboard.insertText('慢一点写。')
  await studio.saved('慢一点写。')
  await studio.lessonAtDesk('慢'.repeat(41), /喜马拉雅/)
  await page.getByRole('button', { name: '去改标题' }).first().click()
  const own = page.getByLabel('这一课的节目标题')
  await expect.poll(() => own.evaluate((field) => field === document.activeElement)).toBe(true)
  await expect.poll(() => own.evaluate((field) => field.getBoundingClientRect().bottom < innerHeight)).toBe(true)
  await page.keyboard.insertText('慢慢写')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: '去改标题' }).waitFor({ state: 'detached' })
})

test('what the form of an album asks for, and a name that is too long, lead to their fields under the settings', async () => {
  const { page } = studio
  const chosen = () => page.evaluate(() => document.activeElement?.getAttribute('aria-checked'))
  await page.getByRole('radio', { name: /公众号/ }).focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(chosen).toBe('true')
  await page.keyboard.press('ArrowLeft')
  await expect.poll(chosen).toBe('true')
  await page.getByRole('radio', { name: /公众号/, checked: true }).waitFor()
  const hasFocus = (label: string) => expect.poll(() => page.getByLabel(label).evaluate((field) => field === document.activeElement)).toBe(true)
  await page.getByRole('radio', { name: /喜马拉雅/ }).click()
  await page.locator('.finding-name', { hasText: '专辑分类还空着' }).click()
  await hasFocus('专辑分类')
  await page.getByRole('radio', { name: /公众号/ }).click()
  await page.locator('details.options', { hasText: '作者名' }).locator('summary').click()
  await page.getByLabel('作者名').fill('名'.repeat(17))
  await page.getByLabel('作者名').press('Enter')
  const found = page.locator('.finding-name', { hasText: '作者名可能太长' })
  await found.waitFor()
  await page.locator('details.options', { hasText: '作者名' }).locator('summary').click()
  await found.click()
  await hasFocus('作者名')
  await page.getByLabel('作者名').fill('老王')
  await page.getByLabel('作者名').press('Enter')
  await found.waitFor({ state: 'detached' })
})

test('a picture without a description is led to: it is whole in view, and its description is asked for', async () => {
  const page = await studio.begin()
  await studio.newLessonCalled('有图的一课')
  for (let line = 0; line < 12; line += 1) {
    await page.keyboard.insertText(`第${line}段。`)
    await page.keyboard.press('Enter')
  }
  await studio.opened.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.evaluate(
    async (bytes) => navigator.clipboard.write([new ClipboardItem({ 'image/png': new Blob([new Uint8Array(bytes)], { type: 'image/png' }) })]),
    [...png(600, 420)],
  )
  await page.keyboard.press('Control+v')
  await page.locator('figure.image img').waitFor()
  await page.keyboard.press('Control+Home')
  await studio.saved('第11段。')
  await studio.lessonAtDesk('有图的一课', /知乎/)
  await page.locator('.finding-name', { hasText: '图片没有文字说明' }).click()
  const asked = page.getByRole('dialog', { name: '写图片描述' })
  await studio.focusIs('.image-alt')
  await expect.poll(() => seenPart(page.locator('.image-frame'))).toBe(1)
  await page.keyboard.insertText('一只猫')
  await page.keyboard.press('Enter')
  await asked.waitFor({ state: 'detached' })
  await studio.focusIs('.image-frame')
})

test('where a file lies in the place of the folder, another folder is chosen there, beginning with the one that is', async () => {
  const page = await studio.begin()
  const [folder, other] = [`${studio.folder.path}-taken`, `${studio.folder.path}-free`]
  onTestFinished(() => [folder, other].forEach((each) => rmSync(each, { recursive: true, force: true })))
  mkdirSync(folder)
  // One lesson that nobody refuses, whatever tests before this wrote.
  await studio.newLessonCalled('换个地方')
  await page.keyboard.insertText('这一课的正文够长，不会有人嫌它短。')
  await studio.saved('不会有人嫌它短。')
  await studio.lessonAtDesk('换个地方', /掘金/)
  await checked()
  await exportsInto(folder)
  writeFileSync(join(folder, '把一门课写出来'), 'mine')
  await page.getByRole('button', { name: '导出文件夹' }).click()
  const card = page.locator('.run')
  await card.getByText('是一个文件，不是文件夹').waitFor()
  await card.getByRole('button', { name: '另选一个文件夹…' }).click()
  const path = card.getByLabel('文件夹的完整路径')
  expect(await path.inputValue()).toBe(folder)
  await path.fill(other)
  await path.press('Enter')
  await card.getByRole('button', { name: '再导出一次' }).click()
  await card.getByText('导出好了').waitFor()
  expect(existsSync(join(other, '把一门课写出来'))).toBe(true)
})

test('what a card says there is to look at leads to the report of that target, by a press and by keys, which lies above the preview on a narrow desk', async () => {
  const page = await studio.begin()
  onTestFinished(() => page.setViewportSize(windowSize))
  // Longer than 知乎 takes.
  const title = '看'.repeat(101)
  await studio.newLessonCalled(title)
  await page.keyboard.insertText('这一课的正文够长，不会有人嫌它短。')
  await studio.saved('不会有人嫌它短。')
  await studio.lessonAtDesk(title, /PDF/)
  await page.setViewportSize({ width: 900, height: 800 })
  const head = page.locator('.findings > header')
  const report = page.locator('.target', { hasText: '知乎' }).getByRole('button', { name: '1 处要看' })
  await report.click()
  await page.getByRole('radio', { name: /知乎/, checked: true }).waitFor()
  await studio.focusIs('#findings-title')
  expect(await seenPart(head)).toBe(1)
  await finding('标题太长').waitFor()
  const [above, below] = [await page.locator('.findings').boundingBox(), await page.locator('.preview').boundingBox()]
  expect((above?.y ?? Infinity) < (below?.y ?? 0)).toBe(true)
  await page.locator('.panel.publishing h1').scrollIntoViewIfNeeded()
  await page.getByRole('radio', { name: /知乎/ }).focus()
  await page.keyboard.press('Tab')
  await studio.focusIs('.target-report')
  await page.keyboard.press('Enter')
  await studio.focusIs('#findings-title')
  expect(await seenPart(head)).toBe(1)
})

test('the work takes two thirds of a window, and what came of an export is one line for who wants the room, then and later', async () => {
  const folder = `${studio.folder.path}-room`
  const page = await studio.begin()
  onTestFinished(() => page.setViewportSize(windowSize))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  await page.setViewportSize({ width: 1440, height: 900 })
  await studio.newLessonCalled('地方大')
  await page.keyboard.insertText('这一课的正文够长，不会有人嫌它短。')
  await studio.saved('不会有人嫌它短。')
  await studio.lessonAtDesk('地方大', /掘金/)
  await checked()
  const work = () => page.locator('.publishing-columns').evaluate((columns) => (innerHeight - columns.getBoundingClientRect().top) / innerHeight)
  await exportsInto(folder)
  await page.getByRole('button', { name: '导出文件夹' }).click()
  const run = page.locator('.run')
  await run.getByText('导出好了').waitFor()
  await run.locator('.run-targets', { hasText: '掘金' }).waitFor()
  const before = await work()
  await run.getByRole('button', { name: '收起导出结果' }).click()
  await run.locator('.run-targets').waitFor({ state: 'detached' })
  expect(await work()).toBeGreaterThan(before)
  await page.getByRole('button', { name: '回到正文' }).click()
  await studio.text().waitFor()
  await page.keyboard.press('Control+Alt+Shift+b')
  await run.getByRole('button', { name: '展开导出结果' }).waitFor()
  expect(await run.locator('.run-targets').count()).toBe(0)
  await run.getByRole('button', { name: '关闭' }).click()
  await run.waitFor({ state: 'detached' })
  expect(await page.locator('.publishing-columns').evaluate((columns) => columns.getBoundingClientRect().height / innerHeight)).toBeGreaterThan(2 / 3)
})

test('what is set is seen whole, chosen by arrow keys, and kept though its field is never left', async () => {
  const page = await studio.begin()
  onTestFinished(() => page.setViewportSize(windowSize))
  await studio.newLessonCalled('设置')
  await studio.lessonAtDesk('设置', /喜马拉雅/)
  await checked()
  const card = page.locator('details.options', { hasText: '喜马拉雅的设置' })
  await card.locator('summary').click()
  for (const [width, height] of [
    [1280, 800],
    [1024, 700],
  ] as const) {
    await page.setViewportSize({ width, height })
    // Whatever the cards of targets say, what stands below them stays where it is.
    const heights = await page.locator('.target').evaluateAll((cards) => cards.map((each) => each.getBoundingClientRect().height))
    expect(new Set(heights).size).toBe(1)
    for (const said of [
      ['15:28 导出', '12 处要看'],
      ['Exported 15:28', '12 to look at'],
    ])
      expect(await page.locator('.target').first().evaluate(cutOf, said)).toEqual([])
    await card.getByRole('button', { name: '换一个…' }).click()
    expect(await seenPart(card.locator('.options-folder-form'))).toBe(1)
    await card.getByRole('button', { name: '取消' }).click()
  }

  const covers = card.getByRole('radiogroup', { name: '封面' })
  const cover = () => covers.getByRole('radio', { checked: true }).textContent()
  await covers.getByRole('radio', { checked: true }).focus()
  const [first, second, third] = await covers.getByRole('radio').allTextContents()
  for (const [key, chosen] of [
    ['Home', first],
    ['ArrowRight', second],
    ['ArrowRight', third],
  ] as const) {
    await page.keyboard.press(key)
    await expect.poll(cover).toBe(chosen)
  }
  await card.getByRole('button', { name: '加一个' }).click()
  await expect.poll(() => card.getByLabel('写作').evaluate((field) => field === document.activeElement)).toBe(true)
  await card.getByLabel('写作').fill('长安')
  await card.getByLabel('读作').fill('长 安')
  // The page goes away before the author rests.
  const again = async () => {
    await page.reload()
    await studio.textHasFocus()
    await page.keyboard.press('Control+Alt+Shift+b')
    await page.getByRole('radio', { name: /喜马拉雅/ }).click()
    await card.locator('summary').click()
  }
  await again()
  await expect.poll(() => card.getByLabel('读作').inputValue()).toBe('长 安')
  expect(await cover()).toBe(third)
  await card.getByLabel('语速').fill('130')
  await again()
  await expect.poll(() => card.getByLabel('语速').inputValue()).toBe('130')
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
