/** Takes the pictures of the guide and of the README. Run by `npm run pictures`, which builds the studio first. */
import { copyFileSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Locator, Page } from 'playwright-core'
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, openPage, root, startHost } from '../e2e/launch.ts'
import { setBack } from './clock.mjs'
import { chinese, english, type Words } from './sittings.ts'

const size = { width: 1280, height: 800 }
const pictures = join(root, 'docs', 'guide', 'pictures')
const slowMs = 60_000
const hourMs = 3_600_000

/** A host and its page, at a time of day some days ago. */
interface Sitting {
  readonly page: Page
  readonly words: Words
}

/** How far the clocks are set back so that it is `hour` (such as 20.5) of the day `days` ago. */
function backTo(days: number, hour: number): number {
  const midnight = new Date().setHours(0, 0, 0, 0)
  return Date.now() - (midnight - days * 24 * hourMs + hour * hourMs)
}

async function sit(folder: string, words: Words, back: number, work: (sitting: Sitting) => Promise<void>): Promise<void> {
  const clock = pathToFileURL(join(root, 'tests', 'pictures', 'clock.mjs')).href
  const host = await startHost(folder, ['--port', '0'], {
    MOKE_SET_BACK_MS: String(back),
    NODE_OPTIONS: `--import=${clock}`,
    LANG: words.locale === 'en' ? 'en_US.UTF-8' : 'zh_CN.UTF-8',
  })
  const errors: string[] = []
  const opened = await openPage('about:blank', { locale: words.locale, ...size }, errors)
  try {
    await opened.context.addInitScript(`(${setBack.toString()})(${back})`)
    await opened.page.goto(host.address)
    await opened.page.locator('.page-text[contenteditable=true]:visible').first().waitFor({ timeout: slowMs })
    await work({ page: opened.page, words })
    if (errors.length > 0) throw new Error(`the page reported: ${errors.join('; ')}`)
  } finally {
    await opened.close()
    await host.stop()
  }
}

const row = (page: Page, title: string): Locator => page.locator('[role=treeitem]', { has: page.locator('.tree-title').getByText(title, { exact: true }) })
const text = (page: Page): Locator => page.locator('.page-text:visible')

async function open(page: Page, title: string): Promise<void> {
  await page.keyboard.press('Control+p')
  await page.locator('.palette-field').fill(title)
  await page.keyboard.press('Enter')
  await page.locator('.crumbs [aria-current]', { hasText: title }).waitFor()
  await page.waitForFunction(() => document.activeElement?.closest('.page-text') !== null)
}

async function write(page: Page, typed: string): Promise<void> {
  await page.keyboard.insertText(typed)
  await text(page).filter({ hasText: typed }).first().waitFor()
  await saved(page)
}

async function saved(page: Page): Promise<void> {
  // What was typed is on its way for a moment before the line says so.
  await page.waitForTimeout(300)
  await page.locator('[data-saved=saved]').waitFor({ timeout: slowMs })
}

/** The first evening: the course comes in as Markdown, takes the place of the sample, and its states and aims are set. */
async function bringIn({ page, words }: Sitting): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.locator('.palette-field').fill(words.importCommand)
  await page.locator('[role=option]', { hasText: 'Markdown' }).first().click()
  await page.locator('input[type=file][webkitdirectory]').setInputFiles(join(root, 'tests', 'pictures', words.locale, words.folder))
  await page.locator('.interchange-contents').waitFor()
  await page.locator('.dialog .button-go').click()
  await page.locator('.dialog').waitFor({ state: 'detached' })
  await row(page, words.where).waitFor()
  await page.locator('.tree-course').first().focus()
  await page.keyboard.press('Delete')
  await page.locator('.tree-course').nth(1).waitFor({ state: 'detached' })
}

/** How far the lessons are, and how long they are to become. */
async function plan(folder: string, words: Words): Promise<void> {
  const host = await startHost(folder)
  const client = await openClient(host.address, await admit(host.address))
  const { courses } = await client.library.tree({})
  const lessons = courses.flatMap((course) => course.chapters).flatMap((chapter) => chapter.lessons)
  const id = (title: string) => {
    const found = lessons.find((lesson) => lesson.title === title)
    if (!found) throw new Error(`there is no lesson ${title}`)
    return found.id
  }
  await client.library.setStates({
    lessons: [
      { id: id(words.where), state: 'revising' },
      { id: id(words.day), state: 'done' },
      { id: id(words.portrait), state: 'done' },
    ],
  })
  await client.library.setTargets({
    lessons: [
      { id: id(words.where), words: 400, minutes: null },
      { id: id(words.hard), words: null, minutes: 1.5 },
      { id: id(words.day), words: 200, minutes: null },
    ],
  })
  client.close()
  await host.stop()
}

async function firstDraft({ page, words }: Sitting): Promise<void> {
  await open(page, words.hard)
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  await write(page, words.first)
  await page.keyboard.press('Control+Alt+v')
  await page.locator('.versions-item[data-moment]').first().click()
  await page.getByRole('button', { name: words.locale === 'en' ? 'Name it' : '起名' }).click()
  await page.keyboard.insertText(words.versionName)
  await page.keyboard.press('Enter')
  await page.locator('.versions-named', { hasText: words.versionName }).waitFor()
}

async function rewrite({ page, words }: Sitting): Promise<void> {
  await open(page, words.hard)
  await page
    .locator('.block', { hasText: words.first.slice(0, 8) })
    .last()
    .click({ clickCount: 3 })
  await write(page, words.second)
  await page.keyboard.press('Enter')
  await write(page, words.third)
}

async function shoot(page: Page, name: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  await page.waitForTimeout(400)
  await page.screenshot({ path: join(pictures, name), caret: 'initial', ...(clip && { clip }) })
}

async function takeAll({ page, words }: Sitting): Promise<void> {
  const named = (what: string) => `${what}.${words.locale}.png`
  await page.locator('[data-engine-phase=ready]').waitFor({ state: 'attached', timeout: slowMs })
  await takeVersions(page, words, named('versions'))
  await takeObjects(page, words, named('objects'))
  await takeWrite(page, words, named('write'))
  await takeLibrary(page, words, named('library'))
  await takeSplit(page, words, named('split'))
}

async function takeVersions(page: Page, words: Words, name: string): Promise<void> {
  await open(page, words.hard)
  await page.keyboard.press('Control+Alt+v')
  await page.locator('.versions-named', { hasText: words.versionName }).click()
  await page.locator('.version-view').waitFor()
  await page.waitForTimeout(600)
  await shoot(page, name, { x: 252, y: 0, width: size.width - 252, height: 620 })
  await page.keyboard.press('Escape')
}

async function takeObjects(page: Page, words: Words, name: string): Promise<void> {
  await open(page, words.day)
  await page.keyboard.press('Control+Shift+\\')
  await page.setViewportSize({ width: 900, height: 1240 })
  await page.locator('.page-text img').waitFor()
  await page.locator('.page-text .katex').first().waitFor()
  // Away from the table, whose handles would be seen.
  await page.keyboard.press('Control+Home')
  const box = await page.locator('.page-body:visible').boundingBox()
  const top = (await page.locator('.page-title:visible').boundingBox())?.y ?? 90
  const last = await page.locator('.page-text:visible .block').last().boundingBox()
  const bottom = last ? last.y + last.height : 1160
  await shoot(page, name, { x: Math.max(0, (box?.x ?? 100) - 24), y: top - 16, width: Math.min(900, (box?.width ?? 700) + 48), height: bottom - top + 48 })
  await page.setViewportSize(size)
  await page.keyboard.press('Control+Shift+\\')
}

async function takeWrite(page: Page, words: Words, name: string): Promise<void> {
  await open(page, words.where)
  await page.locator('[role=tab]').first().click()
  await text(page).first().click()
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Enter')
  for (const beginning of words.beginnings) {
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText(beginning)
    const offered = await page
      .waitForFunction(() => (document.querySelector('[data-ghost]')?.getAttribute('data-ghost')?.trim().length ?? 0) > 1, null, { timeout: 6000 })
      .then(
        () => true,
        () => false,
      )
    if (offered) break
    if (beginning === words.beginnings.at(-1)) throw new Error('the model goes on with none of the beginnings')
    await page.keyboard.press('Control+z')
    await text(page).filter({ hasText: beginning }).waitFor({ state: 'detached' })
  }
  await saved(page)
  await page.waitForTimeout(1500)
  await shoot(page, name)
  await page.keyboard.press('Tab')
  await saved(page)
}

async function takeLibrary(page: Page, words: Words, name: string): Promise<void> {
  await open(page, words.portrait)
  await row(page, words.hard).click({ modifiers: ['Control'] })
  await row(page, words.night).click({ modifiers: ['Control'] })
  await page.setViewportSize({ ...size, height: 670 })
  await shoot(page, name, { x: 0, y: 0, width: 760, height: 670 })
  await page.setViewportSize(size)
  await page.keyboard.press('Escape')
}

async function takeSplit(page: Page, words: Words, name: string): Promise<void> {
  await open(page, words.portrait)
  await page.keyboard.press('Control+p')
  await page.locator('.palette-field').fill(words.where)
  await page.keyboard.press('Control+Enter')
  await page.locator('.page-title:visible').nth(1).waitFor()
  await page.waitForTimeout(600)
  await shoot(page, name)
}

async function take(words: Words): Promise<void> {
  const folder = newFolder()
  try {
    await sit(folder.path, words, backTo(3, 20.2), async (sitting) => {
      await bringIn(sitting)
      await firstDraft(sitting)
    })
    await plan(folder.path, words)
    await sit(folder.path, words, backTo(1, 7.75), rewrite)
    await sit(folder.path, words, backTo(0, 9.4), takeAll)
  } finally {
    folder.discard()
  }
}

mkdirSync(pictures, { recursive: true })
const chosen = [chinese, english].filter(({ locale }) => process.argv.length < 3 || process.argv.includes(locale))
for (const words of chosen) {
  for (const name of readdirSync(pictures)) if (name.endsWith(`.${words.locale}.png`)) rmSync(join(pictures, name))
  await take(words)
}
if (chosen.includes(chinese)) copyFileSync(join(pictures, 'write.zh-CN.png'), join(root, 'docs', 'pictures', 'write.png'))
for (const name of readdirSync(pictures)) console.log(`${name}  ${Math.round(statSync(join(pictures, name)).size / 1024)} KB`)
