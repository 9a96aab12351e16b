/** Arrow keys in a table: up and down in its columns and out of it, and with Shift from cell to cell. */
import type { Block, Cell } from '#preload/document/schema.ts'
import { type KeyPress, matchesShortcut } from '#renderer/ui/keys.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { pathOf, type SelectedCells } from './table-cells.ts'
import type { Placed } from '#preload/document/table-grid.ts'
import { Editor, type Path, Range, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'

const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] } as const
type Arrow = keyof typeof steps

/** Runs an arrow key. False: the browser knows by itself. */
export function runTableArrow(editor: StudioEditor, press: KeyPress, selected: SelectedCells): boolean {
  for (const arrow of Object.keys(steps) as Arrow[]) {
    if (matchesShortcut(press, `Shift+${arrow}`)) return extend(editor, selected, arrow)
    if (matchesShortcut(press, arrow)) return move(editor, selected, arrow)
  }
  return false
}

/** With several cells, or at the edge of one, the selection grows by a cell. */
function extend(editor: StudioEditor, selected: SelectedCells, arrow: Arrow): boolean {
  const { selection } = editor
  const next = neighbour(selected, arrow)
  if (!selection || (!selected.isSeveral && !isAtEdge(editor, selected, arrow))) return false
  if (next) Transforms.select(editor, { anchor: selection.anchor, focus: Editor.end(editor, pathOf(selected.path, next)) })
  // Beside the last cell there is nothing to select; out of the table it goes by the mouse.
  return true
}

function neighbour({ grid, focus }: SelectedCells, arrow: Arrow): Placed | undefined {
  const [down, right] = steps[arrow]
  const row = down > 0 ? focus.top + focus.height : focus.top + down
  const column = right > 0 ? focus.left + focus.width : focus.left + right
  return grid.at(row, column)
}

/** Whether an arrow would lead out of the cell. */
function isAtEdge(editor: StudioEditor, { path, focus }: SelectedCells, arrow: Arrow): boolean {
  const { selection } = editor
  if (!selection) return false
  const cell = pathOf(path, focus)
  if (arrow === 'ArrowLeft') return Editor.isStart(editor, selection.focus, cell)
  if (arrow === 'ArrowRight') return Editor.isEnd(editor, selection.focus, cell)
  return isOnOuterLine(editor, focus, arrow)
}

/** Whether the caret stands on the first or last line of its cell, as it is drawn. */
function isOnOuterLine(editor: StudioEditor, { cell }: Placed, arrow: Arrow): boolean {
  const { selection } = editor
  if (!selection) return false
  const box = ReactEditor.toDOMNode(editor, cell).getBoundingClientRect()
  const range = ReactEditor.toDOMRange(editor, { anchor: selection.focus, focus: selection.focus })
  const caret = [...range.getClientRects()].at(-1)
  // In an empty cell a caret has no box.
  if (!caret || caret.height === 0) return true
  return arrow === 'ArrowUp' ? caret.top - caret.height < box.top : caret.bottom + caret.height > box.bottom
}

function move(editor: StudioEditor, selected: SelectedCells, arrow: Arrow): boolean {
  const { selection } = editor
  if (!selection || Range.isExpanded(selection) || !isAtEdge(editor, selected, arrow)) return false
  const next = neighbour(selected, arrow)
  if (arrow === 'ArrowUp' || arrow === 'ArrowDown') return next ? goTo(editor, selected, next, arrow) : leave(editor, selected, arrow)
  const { cells } = selected.grid
  const isLast = selected.focus === (arrow === 'ArrowLeft' ? cells[0] : cells.at(-1))
  return isLast && leave(editor, selected, arrow)
}

/** Into the cell above or below, at the place under the caret. */
function goTo(editor: StudioEditor, { path }: SelectedCells, next: Placed, arrow: Arrow): boolean {
  return goInto(editor, next.cell, pathOf(path, next), arrow)
}

function goInto(editor: StudioEditor, into: Cell | Block, at: Path, arrow: Arrow): boolean {
  const x = caretLeft(editor)
  const end = arrow === 'ArrowUp' ? Editor.end(editor, at) : Editor.start(editor, at)
  Transforms.select(editor, (x !== null && pointAtX(editor, into, x, arrow)) || end)
  return true
}

function caretLeft(editor: StudioEditor): number | null {
  if (!editor.selection) return null
  return [...ReactEditor.toDOMRange(editor, editor.selection).getClientRects()].at(-1)?.left ?? null
}

/** The place of an outer line that lies at a column of the window. */
function pointAtX(editor: StudioEditor, into: Cell | Block, x: number, arrow: Arrow) {
  const element = ReactEditor.toDOMNode(editor, into)
  const box = element.getBoundingClientRect()
  const line = Number.parseFloat(getComputedStyle(element).lineHeight) || 24
  const y = arrow === 'ArrowUp' ? box.bottom - line / 2 - 6 : box.top + line / 2 + 6
  const found = document.caretPositionFromPoint(Math.max(box.left + 2, Math.min(box.right - 2, x)), y)
  if (!found || !element.contains(found.offsetNode)) return null
  return ReactEditor.toSlatePoint(editor, [found.offsetNode, found.offset], { exactMatch: false, suppressThrow: true })
}

/** Out of the table: into what stands there, or a new paragraph where nothing does. */
function leave(editor: StudioEditor, { path: [index = 0] }: SelectedCells, arrow: Arrow): boolean {
  const isUp = arrow === 'ArrowUp' || arrow === 'ArrowLeft'
  const to = isUp ? index - 1 : index + 1
  const beside = blocksOf(editor)[to]
  const isMissing = beside === undefined || (beside.type === 'note' && !isUp) || beside.type === 'table'
  if (!isMissing) return (arrow === 'ArrowUp' || arrow === 'ArrowDown') && goInto(editor, beside, [to], arrow)
  const at = isUp ? index : index + 1
  editor.history.group(() => Transforms.insertNodes(editor, paragraph(), { at: [at], select: true }))
  return true
}
