/** Keeps a table rectangular: every row covers every column, no cell reaches out of the table or over another, each column has its alignment. */
import type { Align, Table } from '#preload/document/schema.ts'
import { emptyCell, pathOf } from './table-cells.ts'
import { type Grid, gridOf, indexAt, type Placed } from '#preload/document/table-grid.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Node, type Path, Transforms } from 'slate'

/** Mends a table whose rows hold cells. True: something was to mend. */
export function repairTable(editor: StudioEditor, table: Table, path: Path): boolean {
  const grid = gridOf(table)
  const wrong = grid.cells.filter(isMisstated)
  const holes = table.children.flatMap((_row, row) =>
    Array.from({ length: grid.columns }, (_, column) => column)
      .filter((column) => !grid.at(row, column))
      .map(() => row),
  )
  const isAligned = table.align.length === grid.columns
  if (wrong.length === 0 && holes.length === 0 && isAligned) return false
  Editor.withoutNormalizing(editor, () => {
    for (const { top, at, width, height, cell } of wrong) setSpan(editor, [...path, top, at], cell, width, height)
    // What a row lacks it lacks at its end: cells are laid out from the left.
    const sizes = table.children.map(({ children }) => children.length)
    for (const row of holes) {
      const size = sizes[row] ?? 0
      editor.apply({ type: 'insert_node', path: [...path, row, size], node: emptyCell() })
      sizes[row] = size + 1
    }
    if (!isAligned) setAlign(editor, path, table.align, alignOf(table.align, grid.columns))
  })
  return true
}

const isMisstated = ({ cell, width, height }: Placed) => isOther(cell.colspan, width) || isOther(cell.rowspan, height)
const isOther = (stated: number | undefined, real: number) => stated !== (real > 1 ? real : undefined)

function alignOf(align: readonly Align[], columns: number): Align[] {
  return Array.from({ length: columns }, (_, column) => align[column] ?? null)
}

/** Says how many columns and rows a cell reaches over. */
export function setSpan(editor: StudioEditor, path: Path, cell: Placed['cell'], width: number, height: number): void {
  const [properties, newProperties] = [
    { colspan: cell.colspan, rowspan: cell.rowspan },
    { colspan: width > 1 ? width : undefined, rowspan: height > 1 ? height : undefined },
  ]
  if (properties.colspan === newProperties.colspan && properties.rowspan === newProperties.rowspan) return
  editor.apply({ type: 'set_node', path, properties: stated(properties), newProperties: stated(newProperties) })
}

/** Without what is undefined: absent says the same, and an undo of it is exact. */
function stated<P extends object>(properties: P): Partial<P> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Partial<P>
}

/** Aligns the columns of a table. */
export function setAlign(editor: StudioEditor, path: Path, before: readonly Align[], after: readonly Align[]): void {
  editor.apply({ type: 'set_node', path, properties: { align: [...before] }, newProperties: { align: [...after] } })
}

/** The grid of the table at a path. */
export function gridAt(editor: StudioEditor, path: Path): Grid {
  const table = Node.get(editor, path)
  if (!('type' in table) || table.type !== 'table') throw new Error(`there is a table at ${path.join()}`)
  return gridOf(table)
}

/** Removes a row; what reaches into it from above ends sooner, what begins in it and goes on begins below. */
export function takeRowOut(editor: StudioEditor, path: Path, row: number): void {
  const grid = gridAt(editor, path)
  const moved: Placed[] = []
  for (const placed of grid.cells) {
    const { top, height, width, cell } = placed
    if (top > row || top + height <= row || height === 1) continue
    setSpan(editor, pathOf(path, placed), cell, width, height - 1)
    if (top === row) moved.push(placed)
  }
  // The last one first, so that the places of the others stay.
  for (const placed of moved.toReversed()) {
    editor.apply({ type: 'move_node', path: pathOf(path, placed), newPath: [...path, row + 1, indexAt(grid, row + 1, placed.left)] })
  }
  Transforms.removeNodes(editor, { at: [...path, row] })
}
