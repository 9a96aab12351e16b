/** A table pasted into a table fills its cells; one that is too large comes as several. */
import { newBlockId } from '#preload/document/identity.ts'
import type { Block, Cell, Row, Table } from '#preload/document/schema.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { emptyCell, pathOf, selectedCells } from './table-cells.ts'
import { asOne } from './table-edits.ts'
import { mostCells } from '#preload/document/blocks.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { gridAt, setAlign } from './table-rules.ts'
import { Editor, Node, Transforms } from 'slate'

/** Puts the texts of a table into the cells from the first selected one on, with rows and columns that are missing. False where there is no room, or no table to fill. */
export function fillCells(editor: StudioEditor, coming: Table): boolean {
  const selected = selectedCells(editor)
  if (!selected) return false
  const { path, rect, grid, table } = selected
  const from = gridOf(coming)
  const [rows, columns] = [Math.max(grid.rows, rect.top + from.rows), Math.max(grid.columns, rect.left + from.columns)]
  if (rows * columns > mostCells) return false
  asOne(editor, () => {
    Transforms.deselect(editor)
    grow(editor, path, table, rows, columns)
    const grown = gridAt(editor, path)
    const filled = new Map<string, Cell>()
    for (const { cell, top, left } of from.cells) {
      const into = grown.at(rect.top + top, rect.left + left)
      if (into && !filled.has(into.cell.id)) filled.set(into.cell.id, cell)
    }
    for (const placed of grown.cells) {
      const cell = filled.get(placed.cell.id)
      if (cell) replaceText(editor, pathOf(path, placed), cell)
    }
    const last = grown.at(Math.min(rows, rect.top + from.rows) - 1, Math.min(columns, rect.left + from.columns) - 1)
    if (last) Transforms.select(editor, Editor.end(editor, pathOf(path, last)))
  })
  return true
}

/** Makes a table as large as it has to be. */
function grow(editor: StudioEditor, path: number[], table: Table, rows: number, columns: number): void {
  const grid = gridOf(table)
  const wider = columns - grid.columns
  if (wider > 0) {
    for (const [row, { children }] of table.children.entries())
      for (let each = 0; each < wider; each += 1) editor.apply({ type: 'insert_node', path: [...path, row, children.length + each], node: emptyCell() })
    setAlign(editor, path, table.align, [...table.align, ...Array.from({ length: wider }, () => null)])
  }
  for (let row = grid.rows; row < rows; row += 1) {
    const node: Row = { type: 'row', children: Array.from({ length: columns }, () => emptyCell()) }
    editor.apply({ type: 'insert_node', path: [...path, row], node })
  }
}

function replaceText(editor: StudioEditor, path: number[], cell: Cell): void {
  const old = Node.get(editor, path)
  if (Node.isText(old)) return
  for (const [at, node] of [...old.children.entries()].reverse()) editor.apply({ type: 'remove_node', path: [...path, at], node })
  for (const [at, node] of cell.children.entries()) editor.apply({ type: 'insert_node', path: [...path, at], node: { ...node } })
}

/** Parts tables that have too many cells, each part with the header of the whole. Answers how many were parted. */
export function partTables(blocks: readonly Block[]): { blocks: Block[]; parted: number } {
  let parted = 0
  const parts = blocks.flatMap((block): Block[] => {
    if (block.type !== 'table' || block.children.length * block.align.length <= mostCells) return [block]
    parted += 1
    return partsOf(block)
  })
  return { blocks: parts, parted }
}

function partsOf(table: Table): Table[] {
  const [first, ...others] = table.children
  const header = table.hasHeader && first ? [first] : []
  const body = header.length > 0 ? others : table.children
  const most = Math.max(1, Math.floor(mostCells / table.align.length) - header.length)
  const parts: Table[] = []
  for (let at = 0; at < body.length; at += most) {
    const rows = [...(at === 0 ? header : header.map(renewed)), ...body.slice(at, at + most)]
    parts.push({ ...table, id: at === 0 ? table.id : newBlockId(), children: rows })
  }
  return parts
}

const renewed = (row: Row): Row => ({ ...row, children: row.children.map((cell) => ({ ...cell, id: newBlockId() })) })

/** A table of lines whose parts are set apart by tabs, as programs for tables write them; null of any other text. */
export function tableFromTabs(text: string): Table | null {
  if (!text.includes('\t')) return null
  const rows = text
    .replace(/\r\n?/g, '\n')
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.split('\t'))
  const columns = Math.max(...rows.map(({ length }) => length))
  if (rows.length * columns > mostCells) return null
  const row = (texts: readonly string[]): Row => ({
    type: 'row',
    children: Array.from({ length: columns }, (_, column) => emptyCell([{ text: texts[column] ?? '' }])),
  })
  return { type: 'table', id: newBlockId(), align: Array.from({ length: columns }, () => null), hasHeader: false, children: rows.map(row) }
}
