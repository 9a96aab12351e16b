/** On which side the words of each cell stand: as its column says, which is not its place in its row where a cell above reaches down. */
import type { Cell, Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'

export function sidesOf({ align, children }: Pick<Table, 'align' | 'children'>): ReadonlyMap<Cell, Table['align'][number]> {
  return new Map(gridOf({ children }).cells.map(({ cell, left }) => [cell, align[left] ?? null]))
}
