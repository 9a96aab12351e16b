/** Tables as pipes of Markdown say them: one cell in every place. */
import { namedBars } from '#preload/markdown/cell-bars.ts'
import type { BlockId, Cell, Table } from '#preload/document/schema.ts'
import { isRun } from '#preload/document/lines.ts'
import { isBlank } from '#preload/document/inlines.ts'
import { gridOf } from '#preload/document/table-grid.ts'

/** Whether any cell reaches over several columns or rows. */
export function isMerged({ children }: Table): boolean {
  return children.some((row) => row.children.some(({ colspan, rowspan }) => colspan !== undefined || rowspan !== undefined))
}

/** The words of a merged cell stand in its first place, the others are empty, as what is missing in a short row is. A head that says nothing is none. */
export function evenTable(table: Table): Table {
  const grid = gridOf(table)
  const rows = Array.from({ length: grid.rows }, (_, top) =>
    Array.from({ length: grid.columns }, (__, left): Cell => {
      const placed = grid.at(top, left)
      if (placed?.top !== top || placed.left !== left) return { type: 'cell', id: `${table.id}-${top}-${left}` as BlockId, children: [{ text: '' }] }
      const { colspan: _colspan, rowspan: _rowspan, ...cell } = placed.cell
      return { ...cell, children: cell.children.map((each) => (isRun(each) || each.type !== 'formula' ? each : { ...each, tex: withoutBars(each.tex) })) }
    }),
  ).map((children): Table['children'][number] => ({ type: 'row', children }))
  const hasHeader = table.hasHeader && rows[0]?.children.some(({ children }) => !isBlank(children)) === true
  const isHeadEmpty = table.hasHeader && !hasHeader && rows.length > 1
  const align = Array.from({ length: grid.columns }, (_, left) => table.align[left] ?? null)
  return { ...table, align, hasHeader, children: isHeadEmpty ? rows.slice(1) : rows }
}

/** A formula whose bars are named (`preload/markdown/cell-bars.ts`). The columns of an array have no names for theirs, and lose them. */
export function withoutBars(tex: string): string {
  return namedBars(
    tex.replaceAll(/(\\begin\s*\{array\}\s*(?:\[[^\]]*\]\s*)?)\{([^{}]*)\}/g, (_, head: string, columns: string) => `${head}{${columns.replaceAll('|', '')}}`),
    ' ',
  )
}
