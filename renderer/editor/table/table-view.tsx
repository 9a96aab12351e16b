/** How a table looks. */
import { createContext, type CSSProperties, type ReactNode, use, useState } from 'react'
import type { RenderElementProps } from 'slate-react'
import { lineText } from '#preload/document/lines.ts'
import type { Align, Cell, Table } from '#preload/document/schema.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { writtenIn } from '#renderer/ui/written-in.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import './table.css'

/** What a cell needs to know of its table. The same value for as long as nothing of it changes, so that a key draws one cell. */
interface Layout {
  readonly hasHeader: boolean
  readonly align: readonly Align[]
  /** By the ids of cells. */
  readonly columns: ReadonlyMap<string, number>
  readonly header: ReadonlySet<string>
}

const noLayout: Layout = { hasHeader: false, align: [], columns: new Map(), header: new Set() }
const LayoutContext = createContext(noLayout)

function layoutOf(table: Table): Layout {
  const { cells } = gridOf(table)
  return {
    hasHeader: table.hasHeader,
    align: table.align,
    columns: new Map(cells.map(({ cell, left }) => [cell.id, left])),
    header: new Set(table.hasHeader ? cells.filter(({ top }) => top === 0).map(({ cell }) => cell.id) : []),
  }
}

function isSameLayout(a: Layout, b: Layout): boolean {
  if (a.hasHeader !== b.hasHeader || a.columns.size !== b.columns.size || a.align.join() !== b.align.join()) return false
  for (const [id, column] of a.columns) if (b.columns.get(id) !== column) return false
  for (const id of a.header) if (!b.header.has(id)) return false
  return a.header.size === b.header.size
}

function useLayout(table: Table): Layout {
  const [known, setKnown] = useState(() => layoutOf(table))
  const layout = layoutOf(table)
  if (isSameLayout(known, layout)) return known
  setKnown(layout)
  return layout
}

/** A table of more cells is laid out row by row, its columns alike: as a table, it would be measured whole at every key. */
const manyCells = 300

export interface TableViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly table: Table
  readonly children: ReactNode
}

/** Wider than the page, a table scrolls inside its own box. */
export function TableView({ attributes, table, children }: TableViewProps) {
  const { t } = useTexts()
  const { rows, columns, cells } = gridOf(table)
  const isLarge = cells.length > manyCells && cells.every(({ height }) => height === 1)
  return (
    <div {...attributes} className="block table" data-large={isLarge || undefined} style={isLarge ? ({ '--columns': columns } as CSSProperties) : undefined}>
      <table aria-label={t('editor.table-name', { rows, columns })}>
        <tbody>
          <LayoutContext value={useLayout(table)}>{children}</LayoutContext>
        </tbody>
      </table>
    </div>
  )
}

export interface CellViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly cell: Cell
  readonly children: ReactNode
}

export function CellView({ attributes, cell, children }: CellViewProps) {
  const { align, columns, header } = use(LayoutContext)
  const common = {
    ...attributes,
    className: 'cell',
    'data-cell': cell.id,
    lang: writtenIn(lineText(cell)),
    style: cell.colspan === undefined ? undefined : { gridColumn: `span ${cell.colspan}` },
    'data-align': align[columns.get(cell.id) ?? -1] ?? undefined,
    colSpan: cell.colspan,
    rowSpan: cell.rowspan,
  }
  if (header.has(cell.id))
    return (
      <th {...common} scope="col">
        {children}
      </th>
    )
  return <td {...common}>{children}</td>
}
