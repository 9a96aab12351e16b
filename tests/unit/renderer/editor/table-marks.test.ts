import { Transforms } from 'slate'
import { describe, expect, test } from 'vitest'
import { Doc } from '#preload/document/schema.ts'
import { clearMarks, hasMark, toggleMark } from '#renderer/editor/document/marks.ts'
import { editLink, editedLink, leaveLink } from '#renderer/editor/link/link-editing.ts'
import { removeLink, setLink } from '#renderer/editor/link/links.ts'
import { PageCounter } from '#renderer/editor/page-counter.ts'
import { Writing } from './writing.ts'

const rows = (...texts: string[][]) => [
  {
    type: 'table',
    id: 't',
    align: (texts[0] ?? []).map(() => null),
    hasHeader: true,
    children: texts.map((row, at) => ({ type: 'row', children: row.map((text, column) => ({ type: 'cell', id: `c${at}${column}`, children: [{ text }] })) })),
  },
]
const grid = () => new Writing(Doc.parse(rows(['平台', '抽成', '读者'], ['知乎', '三成', '学生'], ['', '两成', ''])))

/** Selects from a place in one cell to a place in another: row, column, offset. */
function select(writing: Writing, from: readonly [number, number, number], to: readonly [number, number, number]): Writing {
  const point = ([row, column, offset]: readonly [number, number, number]) => ({ path: [0, row, column, 0], offset })
  Transforms.select(writing.editor, { anchor: point(from), focus: point(to) })
  return writing
}

describe('a selection of cells', () => {
  test.each<[string, [number, number, number], [number, number, number]]>([
    ['down', [0, 2, 1], [1, 2, 1]],
    ['up', [1, 2, 2], [0, 2, 0]],
  ])('a mark goes on the cells of a column and no others, all of their text, dragged %s', async (_way, from, to) => {
    const writing = select(grid(), from, to)
    await writing.turn((editor) => toggleMark(editor, 'highlight'))
    expect(writing.lines).toEqual(['| 平台 | 抽成 | =读者= |\n| 知乎 | 三成 | =学生= |\n|  | 两成 |  |'])
    expect(writing.doc).toEqual(writing.logged)
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['| 平台 | 抽成 | 读者 |\n| 知乎 | 三成 | 学生 |\n|  | 两成 |  |'])
  })

  test('a mark is there when all that is written in the cells has it; once more takes it off', async () => {
    const writing = select(grid(), [0, 0, 0], [0, 0, 2])
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    select(writing, [0, 0, 1], [2, 0, 0])
    expect(hasMark(writing.editor, 'bold')).toBe(false)
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    expect(writing.lines).toEqual(['| *平台* | 抽成 | 读者 |\n| *知乎* | 三成 | 学生 |\n|  | 两成 |  |'])
    expect(hasMark(writing.editor, 'bold')).toBe(true)
    // What lies between them in reading order says nothing.
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    expect(writing.lines).toEqual(['| 平台 | 抽成 | 读者 |\n| 知乎 | 三成 | 学生 |\n|  | 两成 |  |'])
  })

  test('nothing is marked where nothing is written', async () => {
    const writing = select(new Writing(Doc.parse(rows(['', ''], ['', '']))), [0, 0, 0], [1, 1, 0])
    expect(hasMark(writing.editor, 'bold')).toBe(false)
    await writing.turn((editor) => toggleMark(editor, 'bold'))
    expect(writing.doc).toEqual(Doc.parse(rows(['', ''], ['', ''])))
  })

  test('marks are cleared in the cells alone', async () => {
    const writing = select(grid(), [0, 0, 0], [2, 2, 0])
    await writing.turn((editor) => toggleMark(editor, 'italic'))
    select(writing, [0, 1, 2], [2, 1, 0])
    await writing.turn((editor) => clearMarks(editor))
    expect(writing.lines).toEqual(['| _平台_ | 抽成 | _读者_ |\n| _知乎_ | 三成 | _学生_ |\n|  | 两成 |  |'])
  })

  test('a link is put on the cells alone, and taken off them', async () => {
    const writing = select(grid(), [0, 2, 0], [1, 2, 1])
    await writing.turn((editor) => editLink(editor))
    expect(editedLink(writing.editor).get()?.text).toBe('读者\n学生')
    const range = leaveLink(writing.editor)
    await writing.turn((editor) => setLink(editor, 'https://moke.cn'))
    expect(writing.lines).toEqual(['| 平台 | 抽成 | [读者](https://moke.cn) |\n| 知乎 | 三成 | [学生](https://moke.cn) |\n|  | 两成 |  |'])
    await writing.turn((editor) => range && removeLink(editor, range))
    expect(writing.lines).toEqual(['| 平台 | 抽成 | 读者 |\n| 知乎 | 三成 | 学生 |\n|  | 两成 |  |'])
  })

  test('its cells are counted, whole', () => {
    const writing = select(grid(), [0, 2, 1], [1, 2, 1])
    const counter = new PageCounter({ editor: writing.editor, pace: () => 200, tell: () => undefined })
    counter.count()
    expect(counter.told.selected).toEqual({ words: 4, characters: 4 })
    select(writing, [0, 1, 0], [0, 1, 1])
    counter.count()
    expect(counter.told.selected).toEqual({ words: 1, characters: 1 })
  })
})
