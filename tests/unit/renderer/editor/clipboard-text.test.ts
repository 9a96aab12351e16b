import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { htmlFromBlocks, plainFromBlocks } from '#renderer/editor/clipboard/clipboard-text.ts'
import { blocksFromPlain } from '#renderer/editor/clipboard/plain-blocks.ts'
import { Editor, Transforms } from 'slate'
import { docOf, linesOf, Writing } from './writing.ts'

/** The part of a DataTransfer that the clipboard uses. */
function transfer(data: Record<string, string> = {}) {
  return {
    getData: (type: string) => data[type] ?? '',
    setData: (type: string, value: string) => {
      data[type] = value
    },
    data,
  } as unknown as DataTransfer & { data: Record<string, string> }
}

describe('copying', () => {
  test('it gives a piece of one block as its text alone', () => {
    expect(plainFromBlocks(docOf('h1 标题'))).toBe('标题')
  })

  test('it gives formulas as their source and nothing for marks, of one block as of several', () => {
    const formula = { type: 'formula', tex: 'x^2', children: [{ text: '' }] }
    const mark = { type: 'note-mark', note: 'n', children: [{ text: '' }] }
    const block = (id: string) => ({ type: 'paragraph', id, children: [{ text: '设 ' }, formula, { text: ' 为正' }, mark, { text: '。' }] })
    expect(plainFromBlocks(Doc.parse([block('a')]))).toBe('设 $x^2$ 为正。')
    expect(plainFromBlocks(Doc.parse([block('a'), block('b')]))).toBe('设 $x^2$ 为正。\n\n设 $x^2$ 为正。')
  })

  test('it gives several blocks with the signs of their kinds', () => {
    expect(plainFromBlocks(docOf('h1 标题', '- 甲', '  - 乙', '---', '> 引'))).toBe('# 标题\n\n- 甲\n  - 乙\n\n---\n\n> 引')
  })

  test('it gives HTML with lists in lists and nothing that runs', () => {
    expect(htmlFromBlocks(docOf('h2 <b>', '- 甲', '  1. 乙', '- 丙', '1. 丁', '```a<b\nc', '---'))).toBe(
      '<h2>&lt;b&gt;</h2><ul><li>甲</li><ol><li>乙</li></ol><li>丙</li></ul><ol><li>丁</li></ol><pre><code>a&lt;b\nc</code></pre><hr>',
    )
  })

  test('it gives items with the numbers that they have on the page', () => {
    const item = (id: string, more: object = {}) => ({ type: 'item', kind: 'number', depth: 0, id, children: [{ text: id }], ...more })
    const code = { type: 'code', id: 'x', children: [{ text: 'x' }] }
    expect(htmlFromBlocks(Doc.parse([item('a'), code, item('b'), item('c', { start: 7 })]))).toBe(
      '<ol><li>a</li></ol><pre><code>x</code></pre><ol start="2"><li>b</li><li value="7">c</li></ol>',
    )
  })

  test('it gives tasks as a list without numbers, each with its box', () => {
    const task = (id: string, text: string, more: object = {}) => ({ type: 'item', kind: 'task', depth: 0, id, children: [{ text }], ...more })
    expect(htmlFromBlocks(Doc.parse([task('a', '写提纲', { done: true }), task('b', '录音'), task('c', '试听', { depth: 1 })]))).toBe(
      '<ul><li><input type="checkbox" disabled checked> 写提纲</li><li><input type="checkbox" disabled> 录音</li><ul><li><input type="checkbox" disabled> 试听</li></ul></ul>',
    )
  })

  test('it gives a table as spreadsheets read it', () => {
    const cell = (text: string, spans: object = {}) => ({ type: 'cell', id: `c${text}`, ...spans, children: [{ text }] })
    const row = (...children: unknown[]) => ({ type: 'row', children })
    const table = { type: 'table', id: 't', align: [null, null], hasHeader: true, children: [row(cell('大', { colspan: 2 })), row(cell('一\n行'), cell('二'))] }
    expect(plainFromBlocks(Doc.parse([table]))).toBe('大\t\n一 行\t二')
  })

  test('it gives a divider that holds the caret', () => {
    const writing = new Writing(docOf('前', '---')).at(1, 0)
    const data = transfer()
    writing.editor.setFragmentData(data, 'copy')
    expect(data.data['text/plain']).toBe('---')
  })

  test('it gives nothing without a selection', () => {
    const data = transfer()
    new Writing(docOf('前')).at(0, 1).editor.setFragmentData(data, 'copy')
    expect(data.data).toEqual({})
  })
})

describe('pasting', () => {
  test('it makes a paragraph of every line', () => {
    expect(linesOf(blocksFromPlain('甲\r\n\r\n乙\n  \n丙'))).toEqual(['甲', '乙', '丙'])
  })

  test('it puts one line into the text at the caret', async () => {
    const writing = new Writing(docOf('前后')).at(0, 1)
    await writing.turn((editor) => editor.insertData(transfer({ 'text/plain': '中' })))
    expect([writing.lines, writing.logged]).toEqual([['前中后'], writing.doc])
  })

  test.each([
    ['abc\r\n', ['前abc后']],
    ['abc\n', ['前abc后']],
    ['abc\r', ['前abc后']],
    ['\nabc', ['前abc后']],
    ['甲\r\n乙\r\n', ['前甲', '乙后']],
    ['\r\n', ['前后']],
  ])('it leaves the line end of %j where it was copied', async (text, expected) => {
    for (const isPlain of [false, true]) {
      if (isPlain && !/^\S/.test(text)) continue
      const writing = new Writing(docOf('前后')).at(0, 1)
      writing.editor.pasting.isPlain = isPlain
      await writing.turn((editor) => editor.insertData(transfer({ 'text/plain': text })))
      expect([writing.lines, writing.logged]).toEqual([expected, writing.doc])
    }
  })

  test('it fills the cells of a table with those of one that has a footnote, which comes along, in one step', async () => {
    const cell = (id: string, ...children: unknown[]) => ({ type: 'cell', id, children })
    const table = (id: string, ...cells: unknown[]) => ({
      type: 'table',
      id,
      align: [null, null],
      hasHeader: false,
      children: [{ type: 'row', children: cells }],
    })
    const mark = { type: 'note-mark', note: 'n', children: [{ text: '' }] }
    const doc = Doc.parse([
      table('t', cell('a', { text: '甲' }, mark, { text: '' }), cell('b', { text: '乙' })),
      { type: 'paragraph', id: 'p', children: [{ text: '中' }] },
      table('u', cell('c', { text: '' }), cell('d', { text: '' })),
      { type: 'note', id: 'n', children: [{ text: '注' }] },
    ])
    const writing = new Writing(doc)
    const data = transfer()
    Transforms.select(writing.editor, { anchor: Editor.start(writing.editor, [0, 0, 0]), focus: Editor.end(writing.editor, [0, 0, 1]) })
    writing.editor.setFragmentData(data, 'copy')
    Transforms.select(writing.editor, Editor.start(writing.editor, [2, 0, 0]))
    await writing.turn((editor) => editor.insertData(data))
    expect([writing.lines, writing.logged]).toEqual([['| 甲^ | 乙 |', '中', '| 甲^ | 乙 |', '[^] 注', '[^] 注'], writing.doc])
    writing.editor.undo()
    expect(writing.doc).toEqual(doc)
  })

  test('it puts several lines around the caret, and one undo takes them all away', async () => {
    const writing = new Writing(docOf('前后')).at(0, 1)
    await writing.turn((editor) => editor.insertData(transfer({ 'text/plain': '甲\n乙\n丙' })))
    expect([writing.lines, writing.logged]).toEqual([['前甲', '乙', '丙后'], writing.doc])
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['前后'])
  })

  test('it takes our own blocks whole, with new ids where theirs are taken', async () => {
    const writing = new Writing(docOf('h1 标题', '- 甲', '')).at(0, 0, 1, 1)
    const data = transfer()
    writing.editor.setFragmentData(data, 'copy')
    writing.at(2, 0)
    await writing.turn((editor) => editor.insertData(data))
    expect([writing.lines, writing.logged]).toEqual([['h1 标题', '- 甲', 'h1 标题', '- 甲'], writing.doc])
    expect(new Set(writing.doc.map(({ id }) => id)).size).toBe(4)
  })

  test('it keeps the ids of what was cut and put elsewhere', async () => {
    const writing = new Writing(docOf('甲', 'h1 乙', '')).at(1, 0, 1, 1)
    const data = transfer()
    writing.editor.setFragmentData(data, 'copy')
    await writing.turn((editor) => editor.deleteFragment())
    await writing.turn((editor) => editor.deleteBackward('character'))
    await writing.turn((editor) => editor.deleteBackward('character'))
    writing.at(1, 0)
    await writing.turn((editor) => editor.insertData(data))
    expect(writing.doc.map(({ id }) => id)).toEqual(['b0', 'b1'])
  })

  test('it takes nothing for ours that is not in our form', async () => {
    const writing = new Writing(docOf('')).at(0, 0)
    await writing.turn((editor) => editor.insertData(transfer({ 'application/x-moke-fragment': '{not json', 'text/plain': '字' })))
    expect(writing.lines).toEqual(['字'])
  })

  test('it puts everything into code as it is', async () => {
    const writing = new Writing(docOf('```a')).at(0, 1)
    await writing.turn((editor) => editor.insertData(transfer({ 'text/plain': 'b\r\n  c', 'application/x-moke-fragment': JSON.stringify(docOf('h1 b')) })))
    expect(writing.lines).toEqual(['```ab\n  c'])
  })

  test('it leaves a document whatever comes', async () => {
    const writing = new Writing(docOf('---')).at(0, 0)
    await writing.turn((editor) => editor.insertData(transfer({ 'text/plain': '甲\n乙' })))
    expect(Doc.safeParse(writing.doc).success).toBe(true)
    expect([writing.lines, writing.logged]).toEqual([['---', '甲', '乙'], writing.doc])
  })
})
