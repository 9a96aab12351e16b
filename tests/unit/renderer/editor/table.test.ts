import fc from 'fast-check'
import { Transforms } from 'slate'
import { describe, expect, test } from 'vitest'
import { lineText } from '#preload/document/lines.ts'
import { Doc, type Table } from '#preload/document/schema.ts'
import { selectAll } from '#renderer/editor/document/commands.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { alignColumns, insertColumn, insertRow, insertTable, removeColumns, removeRows, toggleHeader } from '#renderer/editor/table/table-commands.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { clearCells, mergeCells, moveColumns, moveRows, partCells } from '#renderer/editor/table/table-moves.ts'
import { runTableKey } from '#renderer/editor/table/table-keys.ts'
import { expectWayBack, pasteBlocks, Writing } from './writing.ts'

const cell = (text: string, spans: { colspan?: number; rowspan?: number } = {}) => ({ type: 'cell', id: `c${text}`, ...spans, children: [{ text }] })
const table = (...rows: ReturnType<typeof cell>[][]) => ({
  type: 'table',
  id: 't',
  align: Array.from({ length: Math.max(...rows.map((row) => row.reduce((sum, { colspan = 1 }) => sum + colspan, 0))) }, () => null),
  hasHeader: true,
  children: rows.map((children) => ({ type: 'row', children })),
})
const line = (text: string) => ({ type: 'paragraph', id: `p${text}`, children: [{ text }] })
const plain = () => table([cell('a'), cell('b'), cell('c')], [cell('d'), cell('e'), cell('f')], [cell('g'), cell('h'), cell('i')])
/** `A` reaches over two columns and two rows, `f` over two rows. */
const merged = () => table([cell('A', { colspan: 2, rowspan: 2 }), cell('c')], [cell('f', { rowspan: 2 })], [cell('g'), cell('h')])

function open(...blocks: unknown[]): Writing {
  return new Writing(Doc.parse(blocks))
}

/** The texts of a table as a browser would lay them out: a cell that reaches over others stands in each of their places. */
function shown(writing: Writing, block = 0): string[] {
  const found = writing.doc[block] as Table
  const grid = gridOf(found)
  return Array.from({ length: grid.rows }, (_, row) => Array.from({ length: grid.columns }, (__, column) => textOf(grid.at(row, column)?.cell)).join(' '))
}
const textOf = (of: Table['children'][number]['children'][number] | undefined) => (of ? lineText(of) || '_' : '?')

/** Puts the caret into a cell, or selects from it to another, by their texts. */
function select(writing: Writing, from: string, to = from): Writing {
  const at = (text: string) => {
    for (const [index, block] of writing.doc.entries()) {
      if (block.type !== 'table') continue
      for (const [row, { children }] of block.children.entries())
        for (const [place, each] of children.entries()) if (lineText(each) === text) return { path: [index, row, place, 0], offset: text.length }
    }
    throw new Error(`no cell ${text}`)
  }
  Transforms.select(writing.editor, { anchor: { ...at(from), offset: 0 }, focus: at(to) })
  return writing
}

async function after(writing: Writing, run: (editor: StudioEditor) => void): Promise<string[]> {
  await writing.turn(run)
  expect(writing.doc).toEqual(writing.logged)
  return shown(writing)
}

const press =
  (key: string, held: { shiftKey?: boolean; altKey?: boolean; ctrlKey?: boolean } = {}) =>
  (editor: StudioEditor) =>
    void runTableKey(editor, { key, code: key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

describe('a new table', () => {
  test('it takes the place of an empty paragraph, with a line to go on below it, and is taken back in one step', async () => {
    const writing = open(line('前'), line(''))
    await writing.at(1, 0).turn((editor) => insertTable(editor, 2, 3))
    expect(writing.lines).toEqual(['前', '|  |  |  |\n|  |  |  |', ''])
    expect(writing.editor.selection?.focus).toEqual({ path: [1, 0, 0, 0], offset: 0 })
    await writing.turn((editor) => editor.undo())
    expect(writing.lines).toEqual(['前', ''])
  })

  test('it is refused where it would have too many cells', async () => {
    const writing = open(line(''))
    await writing.at(0, 0).turn((editor) => insertTable(editor, 5001, 1))
    expect(writing.lines).toEqual([''])
  })
})

describe('a table that has as many cells as it may', () => {
  test('it gets no row more, and the author is told', async () => {
    const writing = open(line(''))
    await writing.at(0, 0).turn((editor) => insertTable(editor, 500, 10))
    const told: string[] = []
    writing.editor.pasting.listenToNews(({ kind }) => told.push(kind))
    await writing.turn((editor) => insertRow(editor, 'below'))
    expect([shown(writing).length, told]).toEqual([500, ['table-full']])
  })
})

describe('rows and columns', () => {
  test('they are put beside the caret, around merged cells', async () => {
    expect(await after(select(open(plain()), 'e'), (editor) => insertRow(editor, 'above'))).toEqual(['a b c', '_ _ _', 'd e f', 'g h i'])
    expect(await after(select(open(plain()), 'e'), (editor) => insertColumn(editor, 'after'))).toEqual(['a b _ c', 'd e _ f', 'g h _ i'])
    expect(await after(select(open(merged()), 'f'), (editor) => insertRow(editor, 'above'))).toEqual(['A A c', 'A A _', 'A A f', 'g h f'])
    expect(await after(select(open(merged()), 'g'), (editor) => insertColumn(editor, 'after'))).toEqual(['A A A c', 'A A A f', 'g _ h f'])
  })

  test('they go with their cells, and what reaches into them is shorter', async () => {
    expect(await after(select(open(plain()), 'a', 'd'), removeRows)).toEqual(['g h i'])
    expect(await after(select(open(plain()), 'e'), removeColumns)).toEqual(['a c', 'd f', 'g i'])
    expect(await after(select(open(merged()), 'c'), removeRows)).toEqual(['A A f', 'g h f'])
    expect(await after(select(open(merged()), 'h'), removeColumns)).toEqual(['A c', 'A f', 'g f'])
  })

  test('the last of them takes the table away', async () => {
    const writing = select(open(line('前'), plain()), 'a', 'i')
    await writing.turn(removeRows)
    expect(writing.lines).toEqual(['前', ''])
  })

  test('they change places with their neighbour, and with none where cells are merged', async () => {
    expect(await after(select(open(plain()), 'd', 'g'), (editor) => moveRows(editor, -1))).toEqual(['d e f', 'g h i', 'a b c'])
    expect(await after(select(open(plain()), 'a', 'b'), (editor) => moveColumns(editor, 1))).toEqual(['c a b', 'f d e', 'i g h'])
    expect(await after(select(open(merged()), 'g'), (editor) => moveRows(editor, -1))).toEqual(['A A c', 'A A f', 'g h f'])
    expect(await after(select(open(merged()), 'c'), (editor) => moveColumns(editor, -1))).toEqual(['A A c', 'A A f', 'g h f'])
  })

  test('the alignment of a column moves with it', async () => {
    const writing = select(open(plain()), 'b')
    await writing.turn((editor) => alignColumns(editor, 'right'))
    await writing.turn((editor) => moveColumns(editor, -1))
    expect(writing.doc[0]).toMatchObject({ align: ['right', null, null] })
    await writing.turn((editor) => alignColumns(editor, 'right'))
    expect(writing.doc[0]).toMatchObject({ align: [null, null, null] })
  })
})

describe('merged cells', () => {
  test('cells become one with all their texts, and are parted again', async () => {
    const writing = select(open(plain()), 'a', 'e')
    expect(await after(writing, mergeCells)).toEqual(['a\nb\nd\ne a\nb\nd\ne c', 'a\nb\nd\ne a\nb\nd\ne f', 'g h i'])
    expect(await after(writing, partCells)).toEqual(['a\nb\nd\ne _ c', '_ _ f', 'g h i'])
  })

  test('a selection that cuts through one takes the whole of it', async () => {
    expect(await after(select(open(merged()), 'g', 'f'), partCells)).toEqual(['A _ c', '_ _ f', 'g h _'])
  })

  test('rows that nothing begins in any more are none', async () => {
    expect(await after(select(open(plain()), 'a', 'f'), mergeCells)).toEqual(['a\nb\nc\nd\ne\nf a\nb\nc\nd\ne\nf a\nb\nc\nd\ne\nf', 'g h i'])
  })
})

describe('deleting', () => {
  test('a selection of cells leaves them empty', async () => {
    expect(await after(select(open(plain()), 'b', 'd'), (editor) => editor.deleteFragment())).toEqual(['_ _ c', '_ _ f', 'g h i'])
    expect(await after(select(open(plain()), 'b', 'd'), (editor) => editor.insertText('x'))).toEqual(['x _ c', '_ _ f', 'g h i'])
  })

  test('it stops at the edges of a cell', async () => {
    const writing = select(open(plain()), 'e')
    await writing.turn((editor) => Transforms.collapse(editor, { edge: 'start' }))
    expect(await after(writing, (editor) => editor.deleteBackward('character'))).toEqual(['a b c', 'd e f', 'g h i'])
    await writing.turn((editor) => Transforms.move(editor))
    expect(await after(writing, (editor) => editor.deleteForward('word'))).toEqual(['a b c', 'd e f', 'g h i'])
  })

  test('Backspace in an empty table takes the table', async () => {
    const writing = open(line('前'), line(''))
    await writing.at(1, 0).turn((editor) => insertTable(editor, 2, 2))
    await writing.turn((editor) => editor.deleteBackward('character'))
    expect(writing.lines).toEqual(['前', ''])
  })

  test('from a paragraph into a table, it never joins the two', async () => {
    const writing = open(line('一二'), plain(), line('三四'))
    await writing.turn((editor) => Transforms.select(editor, { anchor: { path: [0, 0], offset: 1 }, focus: { path: [1, 1, 0, 0], offset: 1 } }))
    await writing.turn((editor) => editor.deleteFragment())
    expect([writing.lines[0], shown(writing, 1)]).toEqual(['一', ['_ _ _', '_ e f', 'g h i']])
    await writing.turn((editor) => editor.undo())
    await writing.turn((editor) => Transforms.select(editor, { anchor: { path: [1, 0, 0, 0], offset: 0 }, focus: { path: [2, 0], offset: 1 } }))
    await writing.turn((editor) => editor.deleteFragment())
    expect(writing.lines).toEqual(['一二', '四'])
  })

  test('behind a table it goes into it', async () => {
    const writing = open(plain(), line('三'))
    await writing.at(1, 0).turn((editor) => editor.deleteBackward('character'))
    expect(writing.editor.selection?.focus).toEqual({ path: [0, 2, 2, 0], offset: 1 })
    expect(writing.lines).toHaveLength(2)
  })
})

describe('keys', () => {
  test('Tab goes to the next cell and makes a row behind the last; Shift+Tab goes back', async () => {
    const writing = select(open(plain()), 'h')
    await writing.turn(press('Tab'))
    expect(writing.editor.selection?.focus.path).toEqual([0, 2, 2, 0])
    expect(await after(writing, press('Tab'))).toEqual(['a b c', 'd e f', 'g h i', '_ _ _'])
    expect(writing.editor.selection?.focus.path).toEqual([0, 3, 0, 0])
    await writing.turn(press('Tab', { shiftKey: true }))
    expect(writing.editor.selection?.focus.path).toEqual([0, 2, 2, 0])
  })

  test('Enter is a line break in the cell', async () => {
    const writing = select(open(plain()), 'i')
    await writing.turn((editor) => Transforms.collapse(editor, { edge: 'end' }))
    await writing.turn((editor) => editor.insertBreak())
    expect(shown(writing).at(-1)).toBe('g h i\n')
  })
})

type Edit = readonly [name: string, run: (writing: Writing) => unknown]
const turn = (name: string, run: (editor: StudioEditor) => void): Edit => [name, (writing) => writing.turn((editor) => void (editor.selection && run(editor)))]
const place = fc.tuple(fc.nat(5), fc.nat(40))

/** What may be done around tables, at random places. */
const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(place, place).map(([from, to]): Edit => [`select ${from} ${to}`, (writing) => writing.at(...from, ...to)]) },
  { weight: 3, arbitrary: place.map((at): Edit => [`caret ${at}`, (writing) => writing.at(...at)]) },
  ...(
    [
      ['type', (editor) => editor.insertText('字')],
      ['enter', (editor) => editor.insertBreak()],
      ['back', (editor) => (isExpanded(editor) ? editor.deleteFragment() : editor.deleteBackward('character'))],
      ['delete', (editor) => (isExpanded(editor) ? editor.deleteFragment() : editor.deleteForward('character'))],
      ['delete selection', (editor) => Transforms.delete(editor)],
      ['tab', press('Tab')],
      ['row above', (editor) => insertRow(editor, 'above')],
      ['row below', (editor) => insertRow(editor, 'below')],
      ['column before', (editor) => insertColumn(editor, 'before')],
      ['column after', (editor) => insertColumn(editor, 'after')],
      ['remove rows', removeRows],
      ['remove columns', removeColumns],
      ['up', (editor) => moveRows(editor, -1)],
      ['down', (editor) => moveRows(editor, 1)],
      ['left', (editor) => moveColumns(editor, -1)],
      ['right', (editor) => moveColumns(editor, 1)],
      ['merge', mergeCells],
      ['part', partCells],
      ['clear', clearCells],
      ['align', (editor) => alignColumns(editor, 'center')],
      ['header', toggleHeader],
      ['new', (editor) => insertTable(editor, 2, 2)],
      ['all', selectAll],
      ['undo', (editor) => editor.undo()],
      ['redo', (editor) => editor.redo()],
      ['paste', (editor) => pasteBlocks(editor, structuredClone(blocksOf(editor).slice(0, 2)))],
    ] as [string, (editor: StudioEditor) => void][]
  ).map(([name, run]) => ({ weight: 1, arbitrary: fc.constant(turn(name, run)) })),
)
const isExpanded = (editor: StudioEditor) => editor.selection !== null && JSON.stringify(editor.selection.anchor) !== JSON.stringify(editor.selection.focus)

/** What is wrong with the tables of a document. */
function faults(doc: Doc): string[] {
  return doc.flatMap((block) => {
    if (block.type !== 'table') return []
    const grid = gridOf(block)
    const covered = grid.cells.reduce((sum, { width, height }) => sum + width * height, 0)
    const isStated = grid.cells.every(({ cell: each, width, height }) => (each.colspan ?? 1) === width && (each.rowspan ?? 1) === height)
    return [
      ...(covered === grid.rows * grid.columns ? [] : ['holes']),
      ...(isStated ? [] : ['spans']),
      ...(block.align.length === grid.columns ? [] : ['align']),
    ]
  })
}

describe('any sequence of edits', () => {
  test('it leaves whole tables, logs every change, and can be taken back and done again', async () => {
    const start = Doc.parse([
      line('一段'),
      merged(),
      line('二段'),
      { ...plain(), id: 't2', children: table([cell('j'), cell('k', { rowspan: 2 })], [cell('l')]).children, align: [null, 'right'] },
      line('三段'),
    ])
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { maxLength: 30 }), async (sequence) => {
        const writing = new Writing(start)
        for (const [, run] of sequence) {
          await run(writing)
          expect(Doc.safeParse(writing.doc).error?.issues ?? []).toEqual([])
          expect(faults(writing.doc)).toEqual([])
          expect(writing.doc).toEqual(writing.logged)
        }
        await expectWayBack(writing, start)
      }),
      { numRuns: Number(process.env['MOKE_FUZZ_RUNS'] ?? 150) },
    )
  }, 60_000)
})
