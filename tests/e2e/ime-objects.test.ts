/** Input methods in the cells of a table, the caption of a picture and a footnote, as `ime.test.ts` has them in text: after each composition the log, the screen and the caret are what they should be. */
import { beforeAll, describe, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import type { Composer } from './composing.ts'
import { caretInLine, seenLines } from './line-actions.ts'
import { openText } from './page-actions.ts'
import { pageForAll } from './page-browser.ts'

const browser = pageForAll()
let page: Page
let ime: Composer
beforeAll(() => {
  ;({ page, ime } = browser)
})

const run = (text: string, marks: object = {}) => ({ text, ...marks })
const cell = (id: string, ...children: object[]) => ({ type: 'cell', id, children })
const doc = [
  { type: 'paragraph', id: 'text', children: [run('正文，'), { type: 'note-mark', note: 'note', children: [run('')] }, run('后面')] },
  {
    type: 'table',
    id: 'table',
    align: [null, null],
    hasHeader: true,
    children: [
      { type: 'row', children: [cell('head', run('时段')), cell('other', run('做什么'))] },
      { type: 'row', children: [cell('cell', run('早晨'), run('粗', { bold: true })), cell('empty', run(''))] },
    ],
  },
  { type: 'image', id: 'caption', image: 'a'.repeat(64), alt: '', children: [run('一张清单')] },
  { type: 'image', id: 'bare', image: 'b'.repeat(64), alt: '', children: [run('')] },
  { type: 'note', id: 'note', children: [run('脚注的话')] },
]
const texts = { text: '正文，后面', head: '时段', other: '做什么', cell: '早晨粗', empty: '', caption: '一张清单', bare: '', note: '脚注的话' }
type Line = keyof typeof texts

const spots: [where: string, line: Line, offset: number][] = [
  ['the start of a cell of the header', 'head', 0],
  ['the end of a cell of the header', 'head', 2],
  ['the middle of a cell', 'cell', 1],
  ['bold text of a cell', 'cell', 3],
  ['an empty cell', 'empty', 0],
  ['the start of a caption', 'caption', 0],
  ['the middle of a caption', 'caption', 2],
  ['the end of a caption', 'caption', 4],
  ['an empty caption', 'bare', 0],
  ['the start of a footnote', 'note', 0],
  ['the middle of a footnote', 'note', 2],
  ['the end of a footnote', 'note', 4],
]

const withWord = (line: Line, offset: number, word: string) => ({ ...texts, [line]: texts[line].slice(0, offset) + word + texts[line].slice(offset) })

describe.each([
  ['no suggestion', ''],
  ['a suggestion wherever it may stand', '建议的文字，还有更多。'],
])('with %s, a composition', (_name, answer) => {
  test.each(spots)('puts its word into %s, and another behind it', async (_where, line, offset) => {
    await openText(page, doc, answer)
    await caretInLine(page, line, offset)
    await ime.compose(['x', 'xi', "xie'z", "xie'zuo"], '写作')
    const first = withWord(line, offset, '写作')
    await expect.poll(() => seenLines(page)).toEqual({ log: first, screen: first, caret: [line, offset + 2] })
    await ime.compose(['n', 'ni', 'nihao'], '你好', 8)
    const second = withWord(line, offset, '写作你好')
    await expect.poll(() => seenLines(page)).toEqual({ log: second, screen: second, caret: [line, offset + 4] })
  })

  test.each<[string, Line]>([
    ['a cell', 'cell'],
    ['a caption', 'caption'],
    ['a footnote', 'note'],
  ])('leaves nothing in %s when it is cancelled', async (_where, line) => {
    await openText(page, doc, answer)
    const end = texts[line].length
    await caretInLine(page, line, end)
    await ime.compose(['x', 'xi', 'xie'], null)
    await expect.poll(() => seenLines(page)).toEqual({ log: texts, screen: texts, caret: [line, end] })
    await ime.compose(['s', 'shu'], '书')
    const after = withWord(line, end, '书')
    await expect.poll(() => seenLines(page)).toEqual({ log: after, screen: after, caret: [line, end + 1] })
  })
})

test('the page threw nothing', () => {
  expect(browser.thrown).toEqual([])
})
