/** Tables and cells made anew, and the table and cells that the selection is in. */
import { newBlockId } from '#preload/document/identity.ts'
import type { Cell, Inline, Table } from '#preload/document/schema.ts'
import { cellsIn, gridOf, type Grid, type Placed, placedAt, type Rect, rectOf } from '#preload/document/table-grid.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Node, type Path, Range } from 'slate'

export function emptyCell(children: Inline[] = [{ text: '' }]): Cell {
  return { type: 'cell', id: newBlockId(), children }
}

/** A table of empty cells, its first row a header. */
export function emptyTable(rows: number, columns: number): Table {
  return {
    type: 'table',
    id: newBlockId(),
    align: Array.from({ length: columns }, () => null),
    hasHeader: true,
    children: Array.from({ length: rows }, () => ({ type: 'row' as const, children: Array.from({ length: columns }, () => emptyCell()) })),
  }
}

/** A table, its grid, and what of it is selected. */
export interface SelectedCells {
  readonly table: Table
  readonly path: Path
  readonly grid: Grid
  /** The cell of the caret, the moving end of a selection. */
  readonly focus: Placed
  readonly anchor: Placed
  readonly rect: Rect
  /** More than one cell. */
  readonly isSeveral: boolean
}

/** What of a table the selection, or another range, holds; null unless both its ends lie in one. */
export function selectedCells(editor: StudioEditor, selection = editor.selection): SelectedCells | null {
  const index = selection?.focus.path[0]
  if (!selection || index === undefined || selection.anchor.path[0] !== index) return null
  const table = Node.getIf(editor, [index])
  if (!table || !('type' in table) || table.type !== 'table') return null
  const grid = gridOf(table)
  const [focus, anchor] = [selection.focus, selection.anchor].map(({ path }) => placedAt(grid, path[1] ?? 0, path[2] ?? 0))
  if (!focus || !anchor) return null
  return { table, path: [index], grid, focus, anchor, rect: rectOf(grid, anchor, focus), isSeveral: focus !== anchor }
}

/** The stretches of text that a range holds: itself, or, where it goes from one cell to another, each cell of their rectangle. */
export function stretchesOf(editor: StudioEditor, range: Range): Range[] {
  const selected = selectedCells(editor, range)
  if (!selected?.isSeveral) return [range]
  return cellsIn(selected.grid, selected.rect).map((placed) => Editor.range(editor, pathOf(selected.path, placed)))
}

/** The text that a range holds, cell by cell. */
export function textIn(editor: StudioEditor, range: Range): string {
  return stretchesOf(editor, range)
    .map((stretch) => Editor.string(editor, stretch))
    .join('\n')
}

/** The path of a cell of a table. */
export function pathOf(table: Path, { top, at }: Placed): Path {
  return [...table, top, at]
}
