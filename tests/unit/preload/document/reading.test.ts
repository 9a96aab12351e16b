import { describe, expect, test } from 'vitest'
import { emptyDoc } from '#preload/document/blocks.ts'
import { newBlockId, randomId } from '#preload/document/identity.ts'
import { headingsAbove, outline } from '#preload/document/outline.ts'
import { plainText } from '#preload/document/plain-text.ts'
import { Block, BlockId, Doc } from '#preload/document/schema.ts'
import { documentVersion, readChanges, readDoc } from '#preload/document/versions.ts'

let ids = 0
function block(type: 'heading' | 'item' | 'quote' | 'code' | 'divider' | 'paragraph', text: string, more: object = {}): Block {
  return Block.parse({ type, id: `b${(ids += 1)}`, ...more, children: [{ text }] })
}

const lesson: Doc = [
  block('heading', '第一部分', { level: 1 }),
  block('paragraph', '开头。'),
  block('heading', '例子', { level: 2 }),
  block('item', '甲', { kind: 'bullet', depth: 0 }),
  block('item', '乙', { kind: 'bullet', depth: 1 }),
  block('item', '一', { kind: 'number', depth: 0 }),
  block('item', '二', { kind: 'number', depth: 0 }),
  block('item', '二之一', { kind: 'number', depth: 1 }),
  block('item', '三', { kind: 'number', depth: 0 }),
  block('quote', '学而时习之，\n不亦说乎？'),
  block('code', 'let a = 1\n'),
  block('divider', ''),
  block('heading', '', { level: 2 }),
  block('heading', '第二部分', { level: 1 }),
  block('paragraph', '结尾。'),
]

describe('plain text', () => {
  test('it writes what models have read', () => {
    expect(plainText(lesson)).toBe(
      [
        '# 第一部分',
        '',
        '开头。',
        '',
        '# 例子',
        '',
        '- 甲',
        '  - 乙',
        '1. 一',
        '2. 二',
        '  1. 二之一',
        '3. 三',
        '',
        '> 学而时习之，',
        '> 不亦说乎？',
        '',
        'let a = 1',
        '',
        '',
        '---',
        '',
        '# ',
        '',
        '# 第二部分',
        '',
        '结尾。',
      ].join('\n'),
    )
  })

  test('it begins and ends midway, across the marks of a block', () => {
    const marked: Doc = [
      { type: 'heading', id: BlockId.parse('h'), level: 1, children: [{ text: '先说' }, { text: '去哪里', bold: true }] },
      { type: 'paragraph', id: BlockId.parse('p'), children: [{ text: '用一' }, { text: '句话', italic: true }, { text: '告诉读者' }] },
    ]
    expect(plainText(marked, { path: [0, 1], offset: 1 }, { path: [1, 2], offset: 2 })).toBe('哪里\n\n用一句话告诉')
    expect(plainText(marked, { path: [0, 0], offset: 0 }, { path: [0, 1], offset: 1 })).toBe('# 先说去')
    expect(plainText(marked, { path: [1, 1], offset: 1 })).toBe('话告诉读者')
  })
})

describe('headings', () => {
  test('it lists those that say something', () => {
    expect(outline(lesson).map(({ level, text }) => [level, text])).toEqual([
      [1, '第一部分'],
      [2, '例子'],
      [1, '第二部分'],
    ])
  })

  test('it tells which a block stands under', () => {
    const above = (index: number) => headingsAbove(lesson, index).map((entry) => entry.text)
    expect([above(0), above(1), above(4), above(14)]).toEqual([[], ['第一部分'], ['第一部分', '例子'], ['第二部分']])
  })
})

describe('new documents', () => {
  test('it begins with one empty paragraph that is a document', () => {
    const empty = emptyDoc()
    expect(Doc.parse(empty)).toEqual([{ type: 'paragraph', id: empty[0]?.id, children: [{ text: '' }] }])
  })

  test('it never gives an id twice', () => {
    const made = new Set(Array.from({ length: 20_000 }, randomId))
    expect(made.size).toBe(20_000)
    expect(BlockId.parse(newBlockId())).toMatch(/^[0-9a-v]{14}$/)
  })
})

describe('stored documents', () => {
  test('it reads what this version stored', () => {
    expect(readDoc(JSON.parse(JSON.stringify(lesson)), documentVersion)).toEqual(lesson)
    expect(readChanges([{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }], documentVersion)).toHaveLength(1)
  })

  test('it refuses a newer version, an unknown older one and what is no document', () => {
    expect(() => readDoc(lesson, documentVersion + 1)).toThrow(/this is 3/)
    expect(() => readDoc(lesson, 0)).toThrow(/no step from document version 0/)
    expect(() => readDoc([], documentVersion)).toThrow()
    expect(() => readChanges([{ type: 'set_selection' }], documentVersion)).toThrow()
  })
})
