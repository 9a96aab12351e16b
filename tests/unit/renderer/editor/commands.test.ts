import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { setShape, type Shape } from '#renderer/editor/document/shapes.ts'
import { docOf, Writing } from './writing.ts'

const code: Shape = { type: 'code' }
const paragraph: Shape = { type: 'paragraph' }

describe('turning blocks into code', () => {
  test('it makes one block with a line of each, and one undo brings them back', async () => {
    const writing = new Writing(docOf('前', 'let a = 1', '', '  let b = 2', '后')).at(1, 4, 3, 3)
    const before = writing.doc
    await writing.turn((editor) => setShape(editor, code))
    expect([writing.lines, writing.logged]).toEqual([['前', '```let a = 1\n\n  let b = 2', '后'], writing.doc])
    expect(writing.doc.map(({ id }) => id)).toEqual(['b0', 'b1', 'b4'])
    expect(writing.doc[1]?.children).toEqual([{ text: 'let a = 1\n\n  let b = 2' }])
    await writing.turn((editor) => editor.undo())
    expect([writing.doc, writing.logged]).toEqual([before, before])
  })

  test('it keeps the selection on the same letters', async () => {
    const writing = new Writing(docOf('甲乙', '丙丁')).at(0, 1, 1, 1)
    await writing.turn((editor) => setShape(editor, code))
    expect(writing.editor.selection).toEqual({ anchor: { path: [0, 0], offset: 1 }, focus: { path: [0, 0], offset: 4 } })
  })

  test('it takes in code that is among them, with its lines', async () => {
    const writing = new Writing(docOf('甲', '```乙\n丙', '- 丁')).at(0, 0, 2, 1)
    await writing.turn((editor) => setShape(editor, code))
    expect([writing.lines, writing.logged]).toEqual([['```甲\n乙\n丙\n丁'], writing.doc])
  })

  test('it stops at a divider', async () => {
    const writing = new Writing(docOf('甲', '乙', '---', '丙', '丁')).at(0, 0, 4, 1)
    await writing.turn((editor) => setShape(editor, code))
    expect(writing.lines).toEqual(['```甲\n乙', '---', '```丙\n丁'])
  })

  test('it leaves the language of code that is first, drops bold, and keeps what a model wrote marked', async () => {
    const ai = { model: 'm', at: 1 }
    const doc = Doc.parse([
      { type: 'code', id: 'a', language: 'ts', children: [{ text: '甲' }] },
      {
        type: 'paragraph',
        id: 'b',
        children: [
          { text: '乙', bold: true },
          { text: '丙', ai },
        ],
      },
      { type: 'paragraph', id: 'c', children: [{ text: '丁', ai }] },
    ])
    const writing = new Writing(doc).at(0, 0, 2, 1)
    await writing.turn((editor) => setShape(editor, code))
    expect(writing.doc).toEqual([
      { type: 'code', id: 'a', language: 'ts', children: [{ text: '甲\n乙' }, { text: '丙', ai }, { text: '\n' }, { text: '丁', ai }] },
    ])
  })

  test('it takes hundreds of lines, there and back', async () => {
    const writing = new Writing(docOf(...Array.from({ length: 300 }, (_, row) => `第${row}行`))).at(0, 0, 299, 1)
    const before = writing.lines
    await writing.turn((editor) => setShape(editor, code))
    expect(writing.doc.length).toBe(1)
    await writing.turn((editor) => setShape(editor, code))
    expect([writing.lines, writing.logged]).toEqual([before, writing.doc])
  })
})

describe('turning code into something else', () => {
  test('it makes a block of every line, and one undo brings the code back', async () => {
    const writing = new Writing(docOf('```let a = 1\n\n  let b = 2\n', '后')).at(0, 4)
    const before = writing.doc
    await writing.turn((editor) => setShape(editor, code))
    expect([writing.lines, writing.logged]).toEqual([['let a = 1', '', '  let b = 2', '', '后'], writing.doc])
    expect(new Set(writing.doc.map(({ id }) => id)).size).toBe(5)
    await writing.turn((editor) => editor.undo())
    expect([writing.doc, writing.logged]).toEqual([before, before])
  })

  test.each<[Shape, string[]]>([
    [paragraph, ['甲', '乙', '丙']],
    [{ type: 'item', kind: 'bullet' }, ['- 甲', '- 乙', '- 丙']],
    [{ type: 'quote' }, ['> 甲', '> 乙', '> 丙']],
  ])('it does so for %j', async (shape, lines) => {
    const writing = new Writing(docOf('```甲\n乙', '```丙')).at(0, 0, 1, 1)
    await writing.turn((editor) => setShape(editor, shape))
    expect([writing.lines, writing.logged]).toEqual([lines, writing.doc])
  })

  test.each([
    [1, 0, 1],
    [2, 1, 0],
    [3, 1, 1],
  ])('it keeps a caret at %i on its letter', async (offset, block, within) => {
    const writing = new Writing(docOf('```甲\n乙')).at(0, offset)
    await writing.turn((editor) => setShape(editor, paragraph))
    expect(writing.editor.selection?.focus).toEqual({ path: [block, 0], offset: within })
  })

  test('it keeps what a model wrote marked, on both sides of a line break', async () => {
    const ai = { model: 'm', at: 1 }
    const writing = new Writing(Doc.parse([{ type: 'code', id: 'a', children: [{ text: '甲' }, { text: '乙\n丙', ai }, { text: '\n丁' }] }])).at(0, 0)
    await writing.turn((editor) => setShape(editor, paragraph))
    expect(writing.doc.map(({ children }) => children)).toEqual([[{ text: '甲' }, { text: '乙', ai }], [{ text: '丙', ai }], [{ text: '丁' }]])
  })

  test('Backspace at its start does the same', async () => {
    const writing = new Writing(docOf('```甲\n乙')).at(0, 0)
    await writing.turn((editor) => editor.deleteBackward('character'))
    expect([writing.lines, writing.logged]).toEqual([['甲', '乙'], writing.doc])
  })
})

test('a line break that the author made in a paragraph stays in a heading or an item', async () => {
  const writing = new Writing(docOf('甲\n乙')).at(0, 0)
  await writing.turn((editor) => setShape(editor, { type: 'item', kind: 'bullet' }))
  expect(writing.lines).toEqual(['- 甲\n乙'])
})
