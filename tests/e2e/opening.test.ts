/**
 * Openings of lessons that no model of this project learnt from, written by an author who knows them: composed word by word, and
 * taken from the suggestions wherever the next word stands in one. In a real Chromium, with the starter and its own silence. How
 * much suggestions save is a figure of `moke eval --writing`; here they have to come at all, be right, and do no harm.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { pinyin } from 'pinyin-pro'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, newFolder, type OpenPage, openPage, root, type RunningHost, startHost } from './launch.ts'

interface Paragraph {
  readonly source: string
  readonly text: string
}

const heldOut: readonly Paragraph[] = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

const folder = newFolder()
const errors: string[] = []
let host: RunningHost
let opened: OpenPage
let page: Page

beforeAll(async () => {
  host = await startHost(folder.path)
  opened = await openPage(host.address, {}, errors)
  page = opened.page
  await page.locator('.page-text:visible').waitFor()
  await page.waitForSelector('[data-engine-phase="ready"]', { timeout: 120_000, state: 'attached' })
})
afterAll(async () => {
  await opened?.close()
  await host?.stop()
  folder.discard()
})

/** Makes a lesson of that title and goes into its text. */
async function newLesson(title: string): Promise<void> {
  const before = await page.locator('.lesson-session:not([hidden])').getAttribute('data-lesson')
  await page.keyboard.press('Control+Alt+n')
  await page.waitForFunction((selector) => document.activeElement?.matches(selector), `.lesson-session:not([hidden], [data-lesson="${before}"]) .page-title`)
  await page.keyboard.insertText(title)
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.activeElement?.matches('.page-text'))
}

const written = () => page.locator('.page-text:visible').evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))

/** What is offered after a pause of the author's, who looks up for half a second. */
async function lookUp(): Promise<string> {
  const shown = await page
    .waitForFunction(() => document.querySelector('.lesson-session:not([hidden]) [data-ghost]')?.getAttribute('data-ghost'), null, { timeout: 500 })
    .catch(() => null)
  if (!shown) return ''
  await page.waitForTimeout(150)
  return page.evaluate(() => document.querySelector('.lesson-session:not([hidden]) [data-ghost]')?.getAttribute('data-ghost') ?? '')
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const firstWord = (text: string) => words.segment(text)[Symbol.iterator]().next().value?.segment ?? ''

async function type(word: string): Promise<void> {
  if (/^\p{Script=Han}+$/u.test(word)) await compose(opened.cdp, pinyin(word, { toneType: 'none', separator: '' }), word, 5)
  else await page.keyboard.insertText(word)
}

/** Writes a text; answers what was taken from the suggestions. */
async function write(text: string): Promise<string[]> {
  const taken: string[] = []
  for (let at = 0; at < text.length;) {
    const word = firstWord(text.slice(at))
    const offered = at > 0 ? await lookUp() : ''
    if (offered !== '' && firstWord(offered) === word) {
      await page.keyboard.press('Control+ArrowRight')
      taken.push(word)
    } else await type(word)
    at += word.length
    await expect.poll(written).toBe(text.slice(0, at))
  }
  return taken
}

test.each([
  ['早停法', '早停法可以限制'],
  ['1.2 数据集的概念和含义', '数据集是机器学习的基础材料。'],
])('the opening of “%s” is written as its author means it, in part with suggestions', async (title, beginning) => {
  const text = heldOut.find((paragraph) => paragraph.text.startsWith(beginning))!.text
  await newLesson(title)
  const taken = await write(text)
  console.info(`${title}: ${taken.join(' ')} (${taken.join('').length} of ${text.length} characters)`)
  expect(taken.join('').length / text.length).toBeGreaterThan(0.05)
  expect(await page.locator('.lesson-session:not([hidden]) .ai').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringMatching(/\p{Script=Han}{2}/u)]),
  )
  await page.waitForSelector('[data-saved="saved"]', { state: 'attached' })
  expect(errors).toEqual([])
})
