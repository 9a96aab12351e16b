/**
 * All of it at once, as an author meets it: a folder of their works comes in, the starter learns from it by the defaults, the proof tells
 * that it got better, and what they write then goes on as they would; of strength 0 it goes on as it did without. Nothing is prepared.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Author } from './harness/author.ts'
import { studioForAll } from './harness/studio-page.ts'
import { root, slowMs } from './launch.ts'
import { ghostText } from './page-actions.ts'

interface Work {
  readonly title: string
  readonly inFolder: boolean
  readonly text: string
}

const works: readonly Work[] = readFileSync(join(root, 'tests', 'fixtures', 'authors', 'law-cases.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line))
const past = works.filter(({ inFolder }) => inFolder)
/** What the author writes next: two more works of theirs. */
const unwritten = works
  .filter((work) => !past.includes(work))
  .map(({ text }) => text)
  .join('\n\n')
/** Beginnings out of these, each on a lesson of its own. */
const openings = [
  ['一', '本案的争议焦点是如何分配林某与某教育咨询公司的'],
  ['二', '林某因个人原因提出解除劳动合同，并向'],
  ['三', '某教育咨询公司不认可上述证据的真实性，主张林某'],
  ['四', '法院认为，某公司未经郑某同意，在其经营所用微信的朋友圈使用'],
  ['五', '消费者在接受服务过程中留下的私人信息，如姓名、'],
  ['六', '本案明确经营者在未经消费者同意的情况下，不得'],
] as const

/** Longer than a proof takes on any machine that runs tests. */
const proofMs = 1_200_000

const studio = studioForAll()
const author = new Author(studio)
const place = mkdtempSync(join(tmpdir(), 'moke-cases-'))
let page: Page
beforeAll(async () => {
  const folder = join(place, '案例')
  mkdirSync(folder)
  for (const { title, text } of past) writeFileSync(join(folder, `${title}.md`), text)
  page = await studio.begin()
})
afterAll(() => rmSync(place, { recursive: true, force: true }))

const button = (name: string) => page.locator('.voice').getByRole('button', { name })
const openVoice = async () => {
  await page.keyboard.press('Control+Alt+Shift+P')
  await page.locator('.voice').waitFor()
}
/** By how much of what they were at first works that are kept aside surprise less, as the curve's table says. */
async function fallen(): Promise<number> {
  const figures = (await page.locator('.voice-curve tbody td:last-child').allTextContents()).map(Number)
  return 1 - (figures.at(-1) ?? NaN) / (figures[0] ?? NaN)
}

/** A proof takes as long as it takes; one whose bar stands still has failed. */
async function proofEnds(): Promise<void> {
  const done = page.locator('.voice-done[data-learnt]')
  const share = async () =>
    (await done.count()) > 0
      ? 'done'
      : page
          .locator('.voice-proving progress')
          .getAttribute('value', { timeout: 1000 })
          .catch(() => '')
  for (let before = await share(); before !== 'done'; before = await share()) {
    await expect.poll(share, { timeout: slowMs }).not.toBe(before)
  }
}

/** Figures of the proof, before and after, as they stand on the page. */
const figure = async (name: string) => {
  const text = await page.locator('.voice-figure', { hasText: name }).locator('b').innerText()
  const [before, after] = (text.match(/[\d.]+/g) ?? []).map(Number)
  return { before: before ?? NaN, after: after ?? NaN }
}

/** Opens every lesson, composes its last word anew and asks by the key how it goes on: none comes by itself. */
async function offers(): Promise<string[]> {
  const offered: string[] = []
  for (const [title, opening] of openings) {
    await studio.openLesson(title)
    await studio.atTheEnd()
    const last = opening.slice(-2)
    for (const _ of last) await page.keyboard.press('Backspace')
    await author.write(last)
    await studio.shows(opening)
    const asked = studio.exchanges.length
    await page.keyboard.press('Alt+\\')
    offered.push(await whole(asked))
  }
  return offered
}

/** What is drawn once the model has said all of it, of exchanges from the one of that number on. */
async function whole(from: number): Promise<string> {
  const said = () =>
    studio.exchanges
      .slice(from)
      .findLast(({ member, state }) => member === 'complete' && state === 'done')
      ?.items.at(-1)?.text
  await expect.poll(async () => ((await ghostText(page)) ?? '') !== '' && (await ghostText(page)) === said(), { timeout: slowMs }).toBe(true)
  return said() ?? ''
}

/** How many characters behind the openings need not be typed: of what is offered, those that the author would have written. */
function agreement(offered: readonly string[]): number {
  return openings.reduce((sum, [, opening], at) => sum + commonLength(offered[at] ?? '', behind(opening)), 0)
}

function behind(opening: string): string {
  const at = unwritten.indexOf(opening)
  expect(at, opening).toBeGreaterThanOrEqual(0)
  return unwritten.slice(at + opening.length)
}

function commonLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

describe('from a folder to a voice', () => {
  let without: readonly string[] = []

  test('the folder comes in, and a run is begun by two buttons', async () => {
    await page.locator('.library-place', { hasText: '我的旧作' }).click()
    await page.locator('.archive input[type=file][webkitdirectory]').setInputFiles(join(place, '案例'))
    const report = page.locator('.archive-report')
    await report.waitFor({ timeout: slowMs })
    expect(await report.innerText()).toContain(`收进了 ${past.length} 篇`)
    await report.getByRole('button', { name: '关闭' }).click()
    await page.getByRole('button', { name: '学我的笔风' }).click()
    await page.locator('.voice-plan:not([aria-busy])').waitFor({ timeout: slowMs })
    await button('开始学习').click()
    await page.locator('.voice-run[data-phase=running]').waitFor({ timeout: slowMs })
  })

  test('meanwhile the author begins to write what no model has read', async () => {
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+j')
    await page.locator('.status-switch[aria-checked=false]').waitFor()
    for (const [title, opening] of openings) {
      await studio.newLessonCalled(title)
      await author.write(opening)
      await studio.saved(opening)
    }
  })

  test('works that were kept aside surprise it less and less; that is enough for its author', async () => {
    await openVoice()
    // Whatever comes first: that it is plain to see, or that the run is over by itself.
    await expect.poll(async () => (await page.locator('.voice-run').count()) === 0 || (await fallen()) >= 0.15, { timeout: slowMs, interval: 200 }).toBe(true)
    if ((await button('停下并保留最好的').count()) > 0) await button('停下并保留最好的').click()
    await page.locator('.voice-proving').waitFor({ timeout: slowMs })
  })

  test('while it is proved, suggestions are those of the model as it is', async () => {
    await page.keyboard.press('Escape')
    await page.locator('.status-voice[data-phase=proving]').waitFor()
    without = await offers()
  })

  test(
    'the proof shows the gain',
    async () => {
      await openVoice()
      await proofEnds()
      await page.locator('.voice-done').getByRole('button', { name: '看检验' }).click()
      expect(await page.locator('.voice-verdict p').innerText()).toMatch(/^更像你了，可以用上/)
      // What other text got harder by is told in the sentence itself from 5 % on, as the figures say it, and then it is no plain good news.
      const price = Number(await page.locator('.voice-figures data').getAttribute('value'))
      const shown = /一般的文字 ([\d.]+) → ([\d.]+)/.exec(await page.locator('.voice-figures').innerText())
      // Figures are rounded where they are read.
      expect(Math.abs(price - (Number(shown?.[2]) / Number(shown?.[1]) - 1))).toBeLessThan(0.004)
      expect((await page.locator('.voice-verdict p').innerText()).includes('一般的文字难了')).toBe(price >= 0.05)
      if (price >= 0.05) expect(await page.locator('.voice-verdict').getAttribute('data-tone')).toBe('priced')
      expect(await page.locator('.voice-judges .voice-link').count()).toBeGreaterThan(0)
      const [surprise, saved] = [await figure('每个字的意外'), await figure('少打的字')]
      // Bits per character, by as much as issues ask for at least; and characters saved, in percent.
      expect(surprise.after).toBeLessThan(surprise.before * 0.94)
      expect(saved.after).toBeGreaterThan(saved.before)
    },
    proofMs,
  )

  test('put to work, texts that nobody has read go on in another way, and more as their author would', async () => {
    await page.locator('.voice-verdict').getByRole('button', { name: '用上它' }).click()
    await page.locator('.voice-verdict').getByRole('button', { name: '停用' }).waitFor()
    await page.keyboard.press('Escape')
    const withIt = await offers()
    expect(withIt).not.toEqual(without)
    expect(agreement(withIt)).toBeGreaterThan(agreement(without))
  })

  test('of strength 0 they go on exactly as without it', async () => {
    await openVoice()
    await page.locator('.sub-page-bar button').click()
    await page.locator('.voice-strength input').focus()
    await page.keyboard.press('Home')
    await expect.poll(() => page.locator('.voice-strength output').innerText()).toBe('0%')
    await page.keyboard.press('Escape')
    expect(await offers()).toEqual(without)
  })
})

test('it met no error in all this', () => {
  expect(studio.errors).toEqual([])
})
