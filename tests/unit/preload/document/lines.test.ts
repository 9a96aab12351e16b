import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { characters, narratedWords, words } from '#preload/document/counting.ts'
import { blockText, lineAt, lineText, linesOf, runsOf } from '#preload/document/lines.ts'
import { inlinesBetween, offsetInBlock, pointInBlock } from '#preload/document/places.ts'
import { plainText } from '#preload/document/plain-text.ts'
import { outline } from '#preload/document/outline.ts'
import { Block, Doc } from '#preload/document/schema.ts'
import { block } from './documents.ts'

const nothing = [{ text: '' }]
const formula = { type: 'formula', tex: 'E=mc^2', children: nothing }
const mark = { type: 'note-mark', note: 'n1', children: nothing }
const cell = (id: string, ...children: object[]) => ({ type: 'cell', id, children })
const table = Block.parse({
  type: 'table',
  id: 't',
  align: [null, 'right'],
  hasHeader: true,
  children: [
    { type: 'row', children: [cell('c1', { text: '名' }), cell('c2', { text: '价' })] },
    { type: 'row', children: [cell('c3', { text: '课，', bold: true }, { text: '一' }), cell('c4', { text: '' }, formula, { text: '' })] },
  ],
})
const sentence = Block.parse({ type: 'paragraph', id: 'p', children: [{ text: '质能' }, formula, { text: '方程' }, mark, { text: '。' }] })

describe('lines', () => {
  test('a block is its own line; of a table every cell is one, in reading order', () => {
    expect(linesOf(sentence)).toEqual([{ path: [], line: sentence }])
    expect(linesOf(table).map(({ path, line }) => [path, lineText(line)])).toEqual([
      [[0, 0], '名'],
      [[0, 1], '价'],
      [[1, 0], '课，一'],
      [[1, 1], '\ufffc'],
    ])
  })

  test('what stands among the runs counts as one character, or is what the reader says', () => {
    expect(lineText(linesOf(sentence)[0]!.line)).toBe('质能\ufffc方程\ufffc。')
    expect(lineText(linesOf(sentence)[0]!.line, ({ type }) => `<${type}>`)).toBe('质能<formula>方程<note-mark>。')
    expect(runsOf(table).map(({ text }) => text)).toEqual(['名', '价', '课，', '一', '', ''])
  })

  test('the line of a path is found from any place in it, and none where there is no line', () => {
    const doc = Doc.parse([sentence, table])
    expect(lineAt(doc, [0, 1, 0])?.path).toEqual([0])
    expect(lineAt(doc, [1, 1, 1, 1, 0])).toEqual({ path: [1, 1, 1], line: linesOf(table)[3]!.line })
    expect(lineAt(doc, [1, 0])).toBeUndefined()
    expect(lineAt(doc, [2, 0])).toBeUndefined()
  })
})

describe('places', () => {
  test('an offset in a block leads to a point and back, whatever the block is', () => {
    fc.assert(
      fc.property(block, fc.nat(), (any, seed) => {
        const offset = seed % (blockText(any).length + 1)
        const back = offsetInBlock(any, pointInBlock(any, 3, offset))
        // Behind a formula there is the next run, before it the one before: as near as the text goes.
        expect(Math.abs(back - offset)).toBeLessThanOrEqual(1)
        if (linesOf(any).every(({ line }) => line.children.every((child) => !('type' in child)))) expect(back).toBe(offset)
      }),
    )
  })

  test('a path that stops short of a cell leads to the first one', () => {
    expect(offsetInBlock(table, { path: [0, 0], offset: 0 })).toBe(0)
    expect(offsetInBlock(table, { path: [0, 1, 1, 2], offset: 0 })).toBe(blockText(table).length)
  })

  test('a part of a line keeps the marks of its runs and what stands among them', () => {
    expect(inlinesBetween(linesOf(sentence)[0]!.line, 1, 4)).toEqual([{ text: '能' }, formula, { text: '方' }])
  })
})

describe('a document with more than runs', () => {
  const doc = Doc.parse([
    { type: 'heading', id: 'h', level: 4, children: [{ text: '式 ' }, formula, { text: '' }] },
    sentence,
    { type: 'item', id: 'i', kind: 'task', depth: 1, done: true, children: [{ text: '做完' }] },
    { type: 'callout', id: 'c', tone: 'tip', children: [{ text: '一\n二' }] },
    table,
    { type: 'formula-block', id: 'f', children: [{ text: 'a\\\\\nb' }] },
    { type: 'image', id: 'g', image: 'a'.repeat(64), alt: '图', children: [{ text: '图一' }] },
    { type: 'note', id: 'n1', children: [{ text: '见书。' }] },
  ])

  test('is told to a model as the texts that it has read', () => {
    expect(plainText(doc)).toBe(
      '# 式 $E=mc^2$\n\n质能$E=mc^2$方程。\n\n  - [x] 做完\n\n> 一\n> 二\n\n| 名 | 价 |\n| 课，一 | $E=mc^2$ |\n\n$$\na\\\\\nb\n$$\n\n图一\n\n见书。',
    )
  })

  test('breaks off at the caret within a cell', () => {
    expect(plainText(doc, { path: [4, 0], offset: 0 }, { path: [4, 1, 0, 0], offset: 1 })).toBe('| 名 | 价 |\n| 课')
  })

  test('is counted without its formulas, read aloud without its footnotes', () => {
    expect([words(doc), narratedWords(doc), characters(doc)]).toEqual([20, 17, 30])
  })

  test('has its headings with the formulas in them', () => {
    expect(outline(doc)).toEqual([{ id: 'h', level: 4, text: '式 E=mc^2' }])
  })

  test.each([
    ['link that runs a program', { text: '', link: 'javascript:alert(1)' }],
    ['link to a file', { text: '', link: 'file:///etc/passwd' }],
    ['formula with text of its own', { ...formula, children: [{ text: 'x' }] }],
    ['mark of no known kind', { text: '', blink: true }],
  ])('it holds no %s', (_, child) => {
    expect(Block.safeParse({ type: 'paragraph', id: 'p', children: [{ text: '' }, child, { text: '' }] }).success).toBe(false)
  })

  test('it holds no formula in code', () => {
    expect(Block.safeParse({ type: 'code', id: 'p', children: [formula] }).success).toBe(false)
  })
})
