/**
 * A table as a grid: which cell covers each place, laid out as a browser does it
 * (https://html.spec.whatwg.org/multipage/tables.html#forming-a-table), but so that no two cells overlap. Pure.
 */
import type { Cell, Table } from '#preload/document/schema.ts'

/** A cell and the places that it covers. */
export interface Placed {
  readonly cell: Cell
  /** Index among the cells of its row, which is `top`. */
  readonly at: number
  readonly top: number
  readonly left: number
  readonly width: number
  readonly height: number
}

/** Rows and columns from the first to behind the last. */
export interface Rect {
  readonly top: number
  readonly left: number
  readonly bottom: number
  readonly right: number
}

export interface Grid {
  readonly rows: number
  readonly columns: number
  /** In reading order. */
  readonly cells: readonly Placed[]
  /** What covers a place; nothing where a row is short. */
  readonly at: (row: number, column: number) => Placed | undefined
}

const known = new WeakMap<readonly unknown[], Grid>()

/** The grid of a table. */
export function gridOf(table: Pick<Table, 'children'>): Grid {
  const rows = table.children
  const grid = known.get(rows) ?? layOut(rows)
  known.set(rows, grid)
  return grid
}

function layOut(rows: Table['children']): Grid {
  const slots: (Placed | undefined)[][] = rows.map(() => [])
  const cells: Placed[] = []
  for (const [top, row] of rows.entries()) {
    let left = 0
    for (const [at, cell] of row.children.entries()) {
      while (slots[top]?.[left]) left += 1
      let width = 1
      while (width < (cell.colspan ?? 1) && !slots[top]?.[left + width]) width += 1
      const placed = { cell, at, top, left, width, height: Math.min(cell.rowspan ?? 1, rows.length - top) }
      cells.push(placed)
      for (const line of slots.slice(top, top + placed.height)) for (let column = left; column < left + width; column += 1) line[column] = placed
    }
  }
  const columns = slots.reduce((most, line) => Math.max(most, line.length), 1)
  return { rows: rows.length, columns, cells, at: (row, column) => slots[row]?.[column] }
}

/** Where a cell lies, by the indices of its row and within it. */
export function placedAt(grid: Grid, row: number, at: number): Placed | undefined {
  return grid.cells.find((placed) => placed.top === row && placed.at === at)
}

/** The least rectangle that holds two cells and cuts through none. */
export function rectOf(grid: Grid, a: Placed, b: Placed): Rect {
  let rect = around(boxOf(a), boxOf(b))
  for (;;) {
    const wider = cellsIn(grid, rect).reduce((sum, placed) => around(sum, boxOf(placed)), rect)
    if (isSameRect(wider, rect)) return rect
    rect = wider
  }
}

/** The cells that lie in a rectangle, or reach into it. */
export function cellsIn(grid: Grid, rect: Rect): Placed[] {
  const found = new Set<Placed>()
  for (let row = rect.top; row < rect.bottom; row += 1)
    for (let column = rect.left; column < rect.right; column += 1) {
      const placed = grid.at(row, column)
      if (placed) found.add(placed)
    }
  return [...found]
}

/** How many cells of a row begin before a column: the index at which one that begins there would stand. */
export function indexAt(grid: Grid, row: number, column: number): number {
  let count = 0
  for (let left = 0; left < column; left += 1) {
    const placed = grid.at(row, left)
    if (placed?.top === row && placed.left === left) count += 1
  }
  return count
}

const boxOf = ({ top, left, width, height }: Placed): Rect => ({ top, left, bottom: top + height, right: left + width })
const around = (a: Rect, b: Rect): Rect => ({
  top: Math.min(a.top, b.top),
  left: Math.min(a.left, b.left),
  bottom: Math.max(a.bottom, b.bottom),
  right: Math.max(a.right, b.right),
})
const isSameRect = (a: Rect, b: Rect) => a.top === b.top && a.left === b.left && a.bottom === b.bottom && a.right === b.right
