/** What keys do in a table. */
import { type KeyPress, matchesShortcut } from '#renderer/ui/keys.ts'
import type { TextKey } from '#renderer/ui/translate.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { runTableArrow } from './table-arrows.ts'
import { pathOf, type SelectedCells, selectedCells } from './table-cells.ts'
import { alignColumns, insertColumn, insertRow, removeColumns, removeRows, removeTable, toggleHeader } from './table-commands.ts'
import { mergeCells, moveColumns, moveRows, partCells } from './table-moves.ts'
import { Editor, Transforms } from 'slate'

interface TableCommand {
  readonly text: TextKey
  readonly keys?: string
  readonly run: (editor: StudioEditor) => void
}

/** Commands of a table by name. */
export const tableCommands = {
  rowAbove: { text: 'editor.table-row-above', run: (editor) => insertRow(editor, 'above') },
  rowBelow: { text: 'editor.table-row-below', keys: 'Mod+Shift+Enter', run: (editor) => insertRow(editor, 'below') },
  columnBefore: { text: 'editor.table-column-before', run: (editor) => insertColumn(editor, 'before') },
  columnAfter: { text: 'editor.table-column-after', keys: 'Mod+Alt+Enter', run: (editor) => insertColumn(editor, 'after') },
  moveUp: { text: 'editor.table-move-up', keys: 'Alt+Shift+ArrowUp', run: (editor) => moveRows(editor, -1) },
  moveDown: { text: 'editor.table-move-down', keys: 'Alt+Shift+ArrowDown', run: (editor) => moveRows(editor, 1) },
  moveLeft: { text: 'editor.table-move-left', keys: 'Alt+Shift+ArrowLeft', run: (editor) => moveColumns(editor, -1) },
  moveRight: { text: 'editor.table-move-right', keys: 'Alt+Shift+ArrowRight', run: (editor) => moveColumns(editor, 1) },
  alignLeft: { text: 'editor.table-align-left', run: (editor) => alignColumns(editor, 'left') },
  alignCenter: { text: 'editor.table-align-center', run: (editor) => alignColumns(editor, 'center') },
  alignRight: { text: 'editor.table-align-right', run: (editor) => alignColumns(editor, 'right') },
  header: { text: 'editor.table-header', run: toggleHeader },
  merge: { text: 'editor.table-merge', run: mergeCells },
  part: { text: 'editor.table-part', run: partCells },
  removeRows: { text: 'editor.table-remove-rows', keys: 'Mod+Shift+Backspace', run: removeRows },
  removeColumns: { text: 'editor.table-remove-columns', keys: 'Mod+Alt+Backspace', run: removeColumns },
  removeTable: { text: 'editor.table-remove', run: removeTable },
} as const satisfies Record<string, TableCommand>
export type TableCommandName = keyof typeof tableCommands

/** Runs what a key means in a table. False: nothing of its own, or the caret is in none. */
export function runTableKey(editor: StudioEditor, press: KeyPress): boolean {
  const selected = selectedCells(editor)
  if (!selected) return false
  const known = Object.values<TableCommand>(tableCommands).find(({ keys }) => keys !== undefined && matchesShortcut(press, keys))
  if (known) known.run(editor)
  else if (matchesShortcut(press, 'Tab')) goToNextCell(editor, selected)
  else if (matchesShortcut(press, 'Shift+Tab')) goToCell(editor, selected, selected.grid.cells.indexOf(selected.focus) - 1)
  else return runTableArrow(editor, press, selected)
  return true
}

/** Behind the last cell there is another row. */
function goToNextCell(editor: StudioEditor, selected: SelectedCells): void {
  const next = selected.grid.cells.indexOf(selected.focus) + 1
  if (next < selected.grid.cells.length) return goToCell(editor, selected, next)
  editor.history.group(() => {
    Transforms.select(editor, Editor.end(editor, selected.path))
    insertRow(editor, 'below')
    const end = selectedCells(editor)
    if (end && end.grid.rows > selected.grid.rows)
      goToCell(
        editor,
        end,
        end.grid.cells.findIndex(({ top }) => top === end.grid.rows - 1),
      )
  })
}

function goToCell(editor: StudioEditor, { grid, path }: SelectedCells, at: number): void {
  const placed = grid.cells[at]
  if (placed) Transforms.select(editor, Editor.end(editor, pathOf(path, placed)))
}
