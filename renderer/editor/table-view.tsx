/** How a table looks. */
import type { ReactNode } from 'react'
import type { RenderElementProps } from 'slate-react'
import type { Cell, Table } from '#preload/document/schema.ts'

export interface TableViewProps {
  readonly attributes: RenderElementProps['attributes']
  readonly table: Table
  readonly children: ReactNode
}

export function TableView({ attributes, table, children }: TableViewProps) {
  return (
    <div {...attributes} className="block table" data-header={table.hasHeader || undefined}>
      <table>
        <tbody>{children}</tbody>
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
  return (
    <td {...attributes} className="cell" colSpan={cell.colspan} rowSpan={cell.rowspan}>
      {children}
    </td>
  )
}
