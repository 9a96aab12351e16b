/** What an author can do to a table as a whole, and to its rows and columns. Each is one step to take back. */
import { blockText } from '#preload/document/lines.ts'
import type { Align } from '#preload/document/schema.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { emptyCell, emptyTable, pathOf } from './table-cells.ts'
import { asOne, caretAt, caretIn, hasRoom, inTable } from './table-edits.ts'
import { mostCells } from '#preload/document/blocks.ts'
import { indexAt } from '#preload/document/table-grid.ts'
import { setAlign, setSpan, takeRowOut } from './table-rules.ts'
import { Editor, Transforms } from 'slate'

/** Puts a table after the current block, or in its place when it is an empty paragraph, and the caret into its first cell. */
export function insertTable(editor: StudioEditor, rows: number, columns: number): void {
  const current = currentBlock(editor)
  if (!current || rows < 1 || columns < 1 || rows * columns > mostCells) return
  const isInPlace = current.block.type === 'paragraph' && blockText(current.block) === ''
  const at = isInPlace ? current.index : current.index + 1
  asOne(editor, () => {
    Transforms.insertNodes(editor, emptyTable(rows, columns), { at: [at] })
    if (isInPlace) Transforms.removeNodes(editor, { at: [at + 1] })
    // There is always a place to go on writing below it.
    if (at === blocksOf(editor).length - 1) Transforms.insertNodes(editor, paragraph(), { at: [at + 1] })
    Transforms.select(editor, Editor.start(editor, [at]))
  })
}

/** Puts an empty row above or below what is selected, and the caret into it. */
export function insertRow(editor: StudioEditor, side: 'above' | 'below'): void {
  inTable(editor, (selected) => {
    const { grid, path, rect, focus } = selected
    if (!hasRoom(selected, 'row')) return editor.pasting.tell({ kind: 'table-full' })
    const at = side === 'above' ? rect.top : rect.bottom
    const cells = []
    for (let column = 0; column < grid.columns; column += 1) {
      const over = at > 0 ? grid.at(at - 1, column) : undefined
      if (!over || over !== grid.at(at, column)) cells.push(emptyCell())
      else if (over.left === column) setSpan(editor, pathOf(path, over), over.cell, over.width, over.height + 1)
    }
    if (cells.length === 0) return
    editor.apply({ type: 'insert_node', path: [...path, at], node: { type: 'row', children: cells } })
    caretIn(editor, [...path, at, Math.min(indexAt(grid, focus.top, focus.left), cells.length - 1)])
  })
}

/** Puts an empty column before or after what is selected, and the caret into it. */
export function insertColumn(editor: StudioEditor, side: 'before' | 'after'): void {
  inTable(editor, (selected) => {
    const { table, grid, path, rect, focus } = selected
    if (!hasRoom(selected, 'column')) return editor.pasting.tell({ kind: 'table-full' })
    const at = side === 'before' ? rect.left : rect.right
    for (let row = 0; row < grid.rows; row += 1) {
      const over = at > 0 ? grid.at(row, at - 1) : undefined
      if (!over || over !== grid.at(row, at)) editor.apply({ type: 'insert_node', path: [...path, row, indexAt(grid, row, at)], node: emptyCell() })
      else if (over.top === row) setSpan(editor, pathOf(path, over), over.cell, over.width + 1, over.height)
    }
    setAlign(editor, path, table.align, table.align.toSpliced(at, 0, null))
    caretIn(editor, [...path, focus.top, indexAt(grid, focus.top, at)])
  })
}

/** Removes the rows that are selected, and the table with the last of them. */
export function removeRows(editor: StudioEditor): void {
  inTable(editor, ({ grid, path, rect, focus }) => {
    if (rect.top === 0 && rect.bottom === grid.rows) return removeTable(editor)
    Transforms.deselect(editor)
    for (let row = rect.bottom - 1; row >= rect.top; row -= 1) takeRowOut(editor, path, row)
    caretAt(editor, path, rect.top, focus.left)
  })
}

/** Removes the columns that are selected, and the table with the last of them. */
export function removeColumns(editor: StudioEditor): void {
  inTable(editor, ({ table, grid, path, rect, focus }) => {
    if (rect.left === 0 && rect.right === grid.columns) return removeTable(editor)
    Transforms.deselect(editor)
    // From the end, so that the places of the others stay.
    for (const placed of grid.cells.toReversed()) {
      const cut = Math.min(rect.right, placed.left + placed.width) - Math.max(rect.left, placed.left)
      if (cut <= 0) continue
      if (cut === placed.width) Transforms.removeNodes(editor, { at: pathOf(path, placed) })
      else setSpan(editor, pathOf(path, placed), placed.cell, placed.width - cut, placed.height)
    }
    setAlign(editor, path, table.align, table.align.toSpliced(rect.left, rect.right - rect.left))
    caretAt(editor, path, focus.top, rect.left)
  })
}

/** Removes the table that the caret is in; where it stood, or next to it, one goes on writing. */
export function removeTable(editor: StudioEditor): void {
  inTable(editor, ({ path: [index = 0] }) => {
    Transforms.deselect(editor)
    Transforms.removeNodes(editor, { at: [index] })
    const below = blocksOf(editor)[index]
    if (!below || below.type === 'divider' || below.type === 'table') Transforms.insertNodes(editor, paragraph(), { at: [index] })
    Transforms.select(editor, Editor.start(editor, [index]))
  })
}

/** Aligns the columns that are selected; once more, as text is. */
export function alignColumns(editor: StudioEditor, align: NonNullable<Align>): void {
  inTable(editor, ({ table, path, rect }) => {
    const isSo = table.align.slice(rect.left, rect.right).every((each) => each === align)
    setAlign(
      editor,
      path,
      table.align,
      table.align.map((each, column) => (column < rect.left || column >= rect.right ? each : isSo ? null : align)),
    )
  })
}

/** Makes the first row a header, or a row like the others. */
export function toggleHeader(editor: StudioEditor): void {
  inTable(editor, ({ table, path }) => Transforms.setNodes(editor, { hasHeader: !table.hasHeader }, { at: path }))
}
