/**
 * Openings of lessons that no model of this project learnt from, written by an author who knows them: composed word by word, and
 * taken from the suggestions wherever the next word stands in one. In a real Chromium, with the starter and its own silence. How
 * much suggestions save is a figure of `moke eval --writing`; here they have to come at all, be right, and do no harm.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinyin } from 'pinyin-pro'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { session, studioForAll } from './harness/studio-page.ts'
import { compose, root } from './launch.ts'

interface Paragraph {
  readonly source: string
  readonly text: string
}

const heldOut: readonly Paragraph[] = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))

const studio = studioForAll()
beforeAll(studio.engineReady)
beforeEach(studio.begin)

const written = () => studio.text().evaluate((element) => (element.textContent ?? '').replaceAll('\uFEFF', ''))

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const firstWord = (text: string) => words.segment(text)[Symbol.iterator]().next().value?.segment ?? ''

async function type(word: string): Promise<void> {
  if (/^\p{Script=Han}+$/u.test(word)) await compose(studio.opened.cdp, pinyin(word, { toneType: 'none', separator: '' }), word, 5)
  else await studio.page.keyboard.insertText(word)
}

/** Writes a text by an author who looks up after every word; answers what was taken from the suggestions. */
async function write(text: string): Promise<string[]> {
  const taken: string[] = []
  for (let at = 0; at < text.length;) {
    const word = firstWord(text.slice(at))
    const offered = at > 0 ? await studio.offered(text.slice(0, at)) : ''
    if (offered !== '' && firstWord(offered) === word) {
      await studio.page.keyboard.press('Control+ArrowRight')
      taken.push(word)
    } else await type(word)
    at += word.length
    await expect.poll(written).toBe(text.slice(0, at))
  }
  return taken
}

test.each([
  ['早停法', '早停法可以限制', 0.1],
  ['1.2 数据集的概念和含义', '数据集是机器学习的基础材料。', 0.05],
])('the opening of “%s” is written as its author means it, in part with suggestions', async (title, beginning, share) => {
  const text = heldOut.find((paragraph) => paragraph.text.startsWith(beginning))!.text
  await studio.newLessonCalled(title)
  const taken = await write(text)
  console.info(`${title}: ${taken.join(' ')} (${taken.join('').length} of ${text.length} characters)`)
  expect(taken.join('').length / text.length).toBeGreaterThan(share)
  expect(await studio.page.locator(`${session} .ai`).allTextContents()).toEqual(expect.arrayContaining([expect.stringMatching(/\p{Script=Han}{2}/u)]))
  await studio.saved(text)
  expect(studio.errors).toEqual([])
})
