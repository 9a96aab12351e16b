/** How a table is edited: as one step, looked over once it is whole, with the caret in a cell of it behind. */
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { mostCells } from '#preload/document/blocks.ts'
import { pathOf, type SelectedCells, selectedCells } from './table-cells.ts'
import { gridAt } from './table-rules.ts'
import { Editor, type Path, Transforms } from 'slate'

/** Runs an edit as one step, looked over once it is whole. */
export function asOne(editor: StudioEditor, edit: () => void): void {
  editor.history.group(() => Editor.withoutNormalizing(editor, edit))
}

/** Runs an edit on the table that the selection is in, as one step. */
export function inTable(editor: StudioEditor, edit: (selected: SelectedCells) => void): void {
  const selected = selectedCells(editor)
  if (selected) asOne(editor, () => edit(selected))
}

/** Whether a row or a column more is within what a table may have. */
export function hasRoom({ grid }: SelectedCells, more: 'row' | 'column'): boolean {
  return (grid.rows + (more === 'row' ? 1 : 0)) * (grid.columns + (more === 'column' ? 1 : 0)) <= mostCells
}

/** Puts the caret at the end of a cell. */
export function caretIn(editor: StudioEditor, path: Path): void {
  if (Editor.hasPath(editor, path)) Transforms.select(editor, Editor.end(editor, path))
}

/** Puts the caret into the cell that covers a place, or the nearest to it. */
export function caretAt(editor: StudioEditor, path: Path, row: number, column: number): void {
  const grid = gridAt(editor, path)
  const placed = grid.at(Math.min(row, grid.rows - 1), Math.min(column, grid.columns - 1)) ?? grid.cells[0]
  if (placed) caretIn(editor, pathOf(path, placed))
}
