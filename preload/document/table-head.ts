/** How many rows of a table are its head. Pure. */
import type { Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'

/** More rows than that are no head: what reaches down so far names the rows beside it. */
const MOST = 3

/** The first row, and those into which a cell of it reaches: of a head of two rows, some cells name what stands in several columns, and others fill both. None without a head. */
export function headRows({ hasHeader, children }: Pick<Table, 'hasHeader' | 'children'>): number {
  if (!hasHeader) return 0
  const rows = gridOf({ children }).cells.reduce((end, { top, height }) => (top < end ? Math.max(end, top + height) : end), 1)
  return rows <= MOST && rows < children.length ? rows : 1
}
