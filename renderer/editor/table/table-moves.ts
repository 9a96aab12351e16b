/** Rows and columns moved, and cells merged and parted. Each is one step to take back. */
import { inlinesOf, isRun, lineText } from '#preload/document/lines.ts'
import type { Inline } from '#preload/document/schema.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { emptyCell, pathOf, type SelectedCells } from './table-cells.ts'
import { caretAt, inTable } from './table-edits.ts'
import { cellsIn, type Grid, indexAt } from '#preload/document/table-grid.ts'
import { setAlign, setSpan } from './table-rules.ts'
import { Editor, type Path, Transforms } from 'slate'

/** Whether no cell reaches over the line above a row. */
function isRowEdge(grid: Grid, row: number): boolean {
  return row <= 0 || row >= grid.rows || grid.cells.every(({ top, height }) => top >= row || top + height <= row)
}

function isColumnEdge(grid: Grid, column: number): boolean {
  return column <= 0 || column >= grid.columns || grid.cells.every(({ left, width }) => left >= column || left + width <= column)
}

/** Whether the selected rows can change places with the one above (-1) or below (1): merged cells hold rows together. */
export function canMoveRows({ grid, rect }: SelectedCells, by: 1 | -1): boolean {
  const over = by < 0 ? rect.top - 1 : rect.bottom
  return over >= 0 && over < grid.rows && [rect.top, rect.bottom, by < 0 ? over : over + 1].every((row) => isRowEdge(grid, row))
}

export function canMoveColumns({ grid, rect }: SelectedCells, by: 1 | -1): boolean {
  const over = by < 0 ? rect.left - 1 : rect.right
  return over >= 0 && over < grid.columns && [rect.left, rect.right, by < 0 ? over : over + 1].every((column) => isColumnEdge(grid, column))
}

/** Moves the selected rows up (-1) or down (1) by one: the row that is in their way goes to their other side. */
export function moveRows(editor: StudioEditor, by: 1 | -1): void {
  inTable(editor, (selected) => {
    const { path, rect } = selected
    if (!canMoveRows(selected, by)) return
    const [from, to] = by < 0 ? [rect.top - 1, rect.bottom - 1] : [rect.bottom, rect.top]
    editor.apply({ type: 'move_node', path: [...path, from], newPath: [...path, to] })
  })
}

/** Moves the selected columns to the left (-1) or right (1) by one. */
export function moveColumns(editor: StudioEditor, by: 1 | -1): void {
  inTable(editor, (selected) => {
    const { table, grid, path, rect } = selected
    if (!canMoveColumns(selected, by)) return
    const over = by < 0 ? rect.left - 1 : rect.right
    for (let row = 0; row < grid.rows; row += 1) {
      const [from, count] = [indexAt(grid, row, over), indexAt(grid, row, rect.right) - indexAt(grid, row, rect.left)]
      const moved = grid.at(row, over)
      if (count > 0 && moved?.top === row) editor.apply({ type: 'move_node', path: [...path, row, from], newPath: [...path, row, from - by * count] })
    }
    const align = table.align.toSpliced(over, 1)
    setAlign(editor, path, table.align, align.toSpliced(by < 0 ? rect.right - 1 : rect.left, 0, table.align[over] ?? null))
  })
}

/** As far as a cell may reach. */
const mostSpan = 1000

/** Makes the selected cells one, their texts below each other in it. */
export function mergeCells(editor: StudioEditor): void {
  inTable(editor, ({ grid, path, rect, isSeveral }) => {
    const [first, ...others] = cellsIn(grid, rect)
    if (!isSeveral || !first || Math.max(rect.right - rect.left, rect.bottom - rect.top) > mostSpan) return
    const texts = others.filter(({ cell }) => lineText(cell) !== '').map(({ cell }) => inlinesOf(cell))
    const joined = texts.flatMap((text, at): Inline[] => (at === 0 && lineText(first.cell) === '' ? [...text] : [{ text: '\n' }, ...text]))
    Transforms.deselect(editor)
    for (const placed of others.toReversed()) Transforms.removeNodes(editor, { at: pathOf(path, placed) })
    const into = pathOf(path, first)
    setSpan(editor, into, first.cell, rect.right - rect.left, rect.bottom - rect.top)
    for (const [at, node] of joined.entries()) editor.apply({ type: 'insert_node', path: [...into, first.cell.children.length + at], node: copied(node) })
    Transforms.select(editor, Editor.end(editor, into))
  })
}

const copied = (node: Inline): Inline => (isRun(node) ? { ...node } : { ...node, children: [{ text: '' }] })

/** Whether a merged cell is among those that are selected. */
export function isMerged({ grid, rect }: SelectedCells): boolean {
  return cellsIn(grid, rect).some(({ width, height }) => width > 1 || height > 1)
}

/** Parts the merged cells that are selected; the text stays in the first of each. */
export function partCells(editor: StudioEditor): void {
  inTable(editor, ({ grid, path, rect, focus }) => {
    // From the right, so that the places of the others stay.
    for (const placed of cellsIn(grid, rect).toSorted((a, b) => b.left - a.left)) {
      const { top, left, width, height, at, cell } = placed
      if (width === 1 && height === 1) continue
      setSpan(editor, pathOf(path, placed), cell, 1, 1)
      for (let row = top + height - 1; row >= top; row -= 1) {
        const [index, count] = row === top ? [at + 1, width - 1] : [indexAt(grid, row, left), width]
        for (let each = 0; each < count; each += 1) editor.apply({ type: 'insert_node', path: [...path, row, index], node: emptyCell() })
      }
    }
    caretAt(editor, path, focus.top, focus.left)
  })
}

/** Empties the selected cells; the caret goes into the first. */
export function clearCells(editor: StudioEditor): void {
  inTable(editor, ({ grid, path, rect }) => {
    const cells = cellsIn(grid, rect)
    for (const placed of cells) emptyLine(editor, pathOf(path, placed))
    const [first] = cells
    if (first) Transforms.select(editor, Editor.start(editor, pathOf(path, first)))
  })
}

/** Takes out all that a cell holds. */
function emptyLine(editor: StudioEditor, path: Path): void {
  Transforms.delete(editor, { at: Editor.range(editor, path), hanging: true })
}
