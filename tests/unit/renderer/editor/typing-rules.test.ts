import { describe, expect, test } from 'vitest'
import { indentItems, insertDivider, selectAll } from '#renderer/editor/document/commands.ts'
import { insertAccepted, toggleMark } from '#renderer/editor/document/marks.ts'
import { setShape } from '#renderer/editor/document/shapes.ts'
import { docOf, Writing } from './writing.ts'

const ai = { model: 'm', at: 1 }

describe('Enter', () => {
  test.each([
    ['splits a paragraph', ['前后'], [0, 1], ['前', '后']],
    ['goes on with an item', ['- 甲'], [0, 1], ['- 甲', '- ']],
    ['leaves a list from an empty item', ['- 甲', '- '], [1, 0], ['- 甲', '']],
    ['moves an empty item out by one level first', ['- 甲', '  - '], [1, 0], ['- 甲', '- ']],
    ['leaves an empty quote', ['> '], [0, 0], ['']],
    ['leaves an empty heading', ['h2 '], [0, 0], ['']],
    ['goes on with text after a heading', ['h2 标题'], [0, 2], ['h2 标题', '']],
    ['makes room above a heading', ['h2 标题'], [0, 0], ['', 'h2 标题']],
    ['splits a heading in two', ['h2 标题'], [0, 1], ['h2 标', 'h2 题']],
    ['makes a line in code', ['```a'], [0, 1], ['```a\n']],
    ['leaves code on its second empty line', ['```a\n\n'], [0, 3], ['```a', '']],
    ['leaves code that is two empty lines', ['```\n'], [0, 1], ['```', '']],
    ['goes below a divider', ['---', '后'], [0, 0], ['---', '', '后']],
  ] as const)('it %s', async (_name, lines, [block, offset], expected) => {
    const writing = new Writing(docOf(...lines)).at(block, offset)
    await writing.turn((editor) => editor.insertBreak())
    expect(writing.lines).toEqual(expected)
    expect(writing.logged).toEqual(writing.doc)
  })

  test('it keeps the id above and gives the block below its own', async () => {
    const writing = new Writing(docOf('前后')).at(0, 1)
    await writing.turn((editor) => editor.insertBreak())
    expect(writing.doc[0]?.id).toBe('b0')
    expect(writing.doc[1]?.id).not.toBe('b0')
  })
})

describe('Backspace', () => {
  test.each([
    ['turns a heading into a paragraph first', ['前', 'h1 标题'], [1, 0], ['前', '标题']],
    ['moves an item out first', ['- 甲', '  - 乙'], [1, 0], ['- 甲', '- 乙']],
    ['then makes it a paragraph', ['- 甲'], [0, 0], ['甲']],
    ['turns a quote and code into paragraphs', ['> 引'], [0, 0], ['引']],
    ['joins paragraphs', ['前', '后'], [1, 0], ['前后']],
    ['takes a divider away', ['前', '---', '后'], [2, 0], ['前', '后']],
    ['takes a divider away before an empty paragraph', ['前', '---', ''], [2, 0], ['前', '']],
  ] as const)('it %s', async (_name, lines, [block, offset], expected) => {
    const writing = new Writing(docOf(...lines)).at(block, offset)
    await writing.turn((editor) => editor.deleteBackward('character'))
    expect(writing.lines).toEqual(expected)
  })

  test('it empties the whole page into one paragraph', async () => {
    const writing = new Writing(docOf('h1 标题', '---', '- 甲', '---'))
    await writing.turn((editor) => {
      selectAll(editor)
      editor.deleteFragment()
    })
    expect(writing.lines).toEqual([''])
    expect(writing.logged).toEqual(writing.doc)
  })
})

test('it takes a divider away with Delete in front of it', async () => {
  const writing = new Writing(docOf('前', '---', '后')).at(0, 1)
  await writing.turn((editor) => editor.deleteForward('character'))
  expect(writing.lines).toEqual(['前', '后'])
})

test('it deletes Chinese word by word', async () => {
  const writing = new Writing(docOf('清单不是愿望的仓库。')).at(0, 10)
  const states: string[] = []
  for (let count = 0; count < 4; count += 1) {
    await writing.turn((editor) => editor.deleteBackward('word'))
    states.push(writing.lines.join())
  }
  expect(states).toEqual(['清单不是愿望的仓库', '清单不是愿望的', '清单不是愿望', '清单不是'])
  writing.at(0, 0)
  await writing.turn((editor) => editor.deleteForward('word'))
  expect(writing.lines).toEqual(['不是'])
})

describe('what a model wrote', () => {
  test.each([
    ['at its end', 2, ['{模型}作者']],
    ['in its middle', 1, ['{模}作者{型}']],
    ['in front of it', 0, ['作者{模型}']],
  ] as const)('it is not continued by the author typing %s', async (_name, offset, expected) => {
    const writing = new Writing(docOf('')).at(0, 0)
    await writing.turn((editor) => insertAccepted(editor, '模型', ai))
    writing.at(0, offset)
    await writing.type('作者')
    expect(writing.lines).toEqual(expected)
    expect(writing.logged).toEqual(writing.doc)
    expect(writing.editor.selection?.anchor.offset).toBe(2)
  })

  test('it keeps the marks around it', async () => {
    const writing = new Writing(docOf('文')).at(0, 0, 0, 1)
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    writing.at(0, 1)
    await writing.turn((editor) => insertAccepted(editor, '模型', ai))
    await writing.type('字')
    expect(writing.lines).toEqual(['*文*{*模型*}*字*'])
  })

  test('it is one run when taken in word by word, and one undo each', async () => {
    const writing = new Writing(docOf('')).at(0, 0)
    await writing.turn((editor) => insertAccepted(editor, '模', ai))
    await writing.turn((editor) => insertAccepted(editor, '型', ai))
    expect(writing.doc[0]?.children).toEqual([{ text: '模型', ai }])
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['{模}'])
  })

  test('it is the author’s in an empty block that a break left behind', async () => {
    const writing = new Writing(docOf('')).at(0, 0)
    await writing.turn((editor) => insertAccepted(editor, '模型', ai))
    await writing.turn((editor) => editor.insertBreak())
    await writing.type('我')
    expect(writing.lines).toEqual(['{模型}', '我'])
  })
})

describe('shapes and marks', () => {
  test('it turns all selected blocks, and back when they all are', async () => {
    const writing = new Writing(docOf('甲', 'h1 乙', '---', '丙')).at(0, 0, 3, 1)
    await writing.turn((editor) => setShape(editor, { type: 'item', kind: 'number' }))
    expect(writing.lines).toEqual(['1. 甲', '1. 乙', '---', '1. 丙'])
    await writing.turn((editor) => setShape(editor, { type: 'item', kind: 'number' }))
    expect(writing.lines).toEqual(['甲', '乙', '---', '丙'])
  })

  test('it decides at a caret about what is typed next', async () => {
    const writing = new Writing(docOf('文')).at(0, 1)
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    await writing.type('字')
    expect(writing.lines).toEqual(['文*字*'])
  })

  test('it takes marks off text that becomes code', async () => {
    const writing = new Writing(docOf('文字')).at(0, 0, 0, 1)
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    await writing.turn((editor) => setShape(editor, { type: 'code' }))
    expect(writing.lines).toEqual(['```文字'])
  })

  test('it moves items in by one level below the one before, and out again', async () => {
    const writing = new Writing(docOf('- 甲', '- 乙', '- 丙')).at(1, 0, 2, 1)
    await writing.turn((editor) => indentItems(editor, 1))
    await writing.turn((editor) => indentItems(editor, 1))
    expect(writing.lines).toEqual(['- 甲', '  - 乙', '    - 丙'])
    await writing.turn((editor) => indentItems(editor, -1))
    expect(writing.lines).toEqual(['- 甲', '- 乙', '  - 丙'])
  })

  test('it puts a divider in the place of an empty paragraph, and after any other block', async () => {
    const empty = new Writing(docOf('')).at(0, 0)
    await empty.turn(insertDivider)
    expect([empty.lines, empty.editor.selection?.anchor.path[0]]).toEqual([['---', ''], 1])
    const full = new Writing(docOf('甲', '乙')).at(0, 1)
    await full.turn(insertDivider)
    expect([full.lines, full.editor.selection?.anchor.path[0]]).toEqual([['甲', '---', '乙'], 2])
  })
})
