/** A suggestion in every kind of line, with text below it and without: it moves nothing, is taken into that line alone, and an undo takes it back. In a real Chromium. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { answer, paragraph } from './harness/sample.ts'
import { caretInLine, seenLines } from './line-actions.ts'
import { ghostText, openText, positions, suggest } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
beforeAll(() => {
  page = browser.page
})

const words = '今天要写的，'
const children = [{ text: words }]
const empty = [{ text: '' }]
const table = (id: string, inside: object[]) => ({
  type: 'table',
  id: 'table',
  align: [null, null],
  hasHeader: false,
  children: [
    {
      type: 'row',
      children: [
        { type: 'cell', id, children: inside },
        { type: 'cell', id: 'beside', children: [{ text: '旁边' }] },
      ],
    },
    {
      type: 'row',
      children: [
        { type: 'cell', id: 'under', children: [{ text: '下面' }] },
        { type: 'cell', id: 'corner', children: [{ text: '角' }] },
      ],
    },
  ],
})

const kinds: [kind: string, block: (inside: object[]) => object][] = [
  ['a paragraph', (inside) => ({ type: 'paragraph', id: 'x', children: inside })],
  ['a heading', (inside) => ({ type: 'heading', id: 'x', level: 2, children: inside })],
  ['an item', (inside) => ({ type: 'item', id: 'x', kind: 'bullet', depth: 0, children: inside })],
  ['a numbered item', (inside) => ({ type: 'item', id: 'x', kind: 'number', depth: 2, children: inside })],
  ['a task', (inside) => ({ type: 'item', id: 'x', kind: 'task', depth: 0, children: inside })],
  ['a quote', (inside) => ({ type: 'quote', id: 'x', children: inside })],
  ['a callout', (inside) => ({ type: 'callout', id: 'x', tone: 'tip', children: inside })],
  ['a cell of a table', (inside) => table('x', inside)],
  ['a caption', (inside) => ({ type: 'image', id: 'x', image: 'a'.repeat(64), alt: '', children: inside })],
  ['a footnote', (inside) => ({ type: 'note', id: 'x', children: inside })],
]
/** A note is the last thing of a document. */
const docOf = (block: { type?: string }, isFollowed: boolean) =>
  block.type === 'note'
    ? [paragraph('above', '正文。'), block, ...(isFollowed ? [{ type: 'note', id: 'below', children: [{ text: '下一条' }] }] : [])]
    : [block, ...(isFollowed ? [paragraph('below', '下一段的文字。')] : [])]

/** The boxes of suggestion, card and page: the suggestion lies on the page, and in view. */
const isInView = () =>
  page.evaluate(() => {
    const card = document.querySelector('.ghost-card')
    const line = document.querySelector('[data-ghost]')
    const box = (card ?? line)?.getBoundingClientRect()
    const sheet = document.querySelector('.page-body')!.getBoundingClientRect()
    return box !== undefined && box.left >= sheet.left - 1 && box.right <= sheet.right + 1 && box.top >= 0 && box.bottom <= innerHeight
  })

for (const [how, isFollowed] of [
  ['with text below', true],
  ['with nothing below', false],
] as const)
  test.each(kinds)(`in %s ${how}, it moves nothing, and is taken into that line alone`, async (_kind, block) => {
    await openText(page, docOf(block(children), isFollowed), answer)
    await caretInLine(page, 'x', words.length)
    const [before, stood] = [await seenLines(page), await positions(page)]
    await suggest(page)
    expect([await positions(page), await isInView()]).toEqual([stood, true])
    await page.keyboard.press('Tab')
    const after = { ...before.log, x: words + answer }
    await expect.poll(() => seenLines(page)).toEqual({ log: after, screen: after, caret: ['x', words.length + answer.length] })
    await page.keyboard.press('Control+z')
    await expect.poll(async () => (await seenLines(page)).log).toEqual(before.log)
  })

test.each(kinds)('in %s that is empty, it is shown and taken, too', async (_kind, block) => {
  await openText(page, docOf(block(empty), true), answer)
  await caretInLine(page, 'x', 0)
  const stood = await positions(page)
  await suggest(page)
  expect(await positions(page)).toEqual(stood)
  await page.keyboard.press('Tab')
  await expect.poll(async () => (await seenLines(page)).log['x']).toBe(answer)
})

test.each([
  ['a caption', { type: 'image', id: 'x', image: 'a'.repeat(64), alt: '', children }],
  ['a cell in the middle of its column', { ...table('x', children), align: ['center', null] }],
  ['a cell at the right of its column', { ...table('x', children), align: ['right', null] }],
])('in %s, where a short one would push the words aside, it stands below', async (_kind, block) => {
  await openText(page, [block, paragraph('below', '下一段')], '短的')
  await caretInLine(page, 'x', words.length)
  const stood = await positions(page)
  await suggest(page, '短的')
  expect(await positions(page)).toEqual(stood)
})

test('in code there is none', async () => {
  await openText(page, [{ type: 'code', id: 'x', children }, paragraph('below', '下一段')], answer)
  await caretInLine(page, 'x', words.length)
  await page.keyboard.press('Alt+\\')
  await expect.poll(() => page.evaluate(() => harness.status?.nothing)).toBe('unfit')
  expect([await ghostText(page), await page.evaluate(() => harness.contexts.length)]).toEqual([null, 0])
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
