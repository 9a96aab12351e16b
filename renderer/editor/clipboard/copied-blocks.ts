/** What is copied: the selected blocks, cut to the selection, cells as a table of their own, footnotes with their texts. */
import { newBlockId } from '#preload/document/identity.ts'
import type { Doc, Table } from '#preload/document/schema.ts'
import { selectedImage } from '#renderer/editor/image/image-keys.ts'
import { withMarkedNotes } from './note-copy.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { emptyCell, type SelectedCells, selectedCells } from '#renderer/editor/table/table-cells.ts'
import { Range } from 'slate'

/** The selected blocks; a divider that holds the caret is selected whole, and so is a picture that has the focus. */
export function copiedBlocks(editor: StudioEditor): Doc {
  const { selection } = editor
  if (!selection) return []
  const cells = selectedCells(editor)
  if (cells?.isSeveral) return withMarkedNotes([tableFrom(cells)], blocksOf(editor))
  if (Range.isExpanded(selection)) return withMarkedNotes(wholeTables(fragmentOf(editor, cells)), blocksOf(editor))
  const block = currentBlock(editor)?.block
  if (block?.type === 'divider') return [block]
  const image = selectedImage(editor)
  return image ? [image] : []
}

/** Of a cell, what is selected of its text. */
function fragmentOf(editor: StudioEditor, cells: SelectedCells | null): Doc {
  const fragment = blocksOf({ children: editor.getFragment() })
  const [table] = fragment
  const line = cells && table?.type === 'table' ? table.children[0]?.children[0] : undefined
  return line ? [{ type: 'paragraph', id: newBlockId(), children: line.children }] : fragment
}

/** A table of the selected cells alone. */
function tableFrom({ table, grid, rect }: SelectedCells): Table {
  const rows: Table['children'] = []
  for (let row = rect.top; row < rect.bottom; row += 1) {
    const children = grid.cells.filter(({ top, left }) => top === row && left >= rect.left && left < rect.right).map(({ cell }) => cell)
    rows.push({ type: 'row', children })
  }
  return {
    ...table,
    align: table.align.slice(rect.left, rect.right),
    hasHeader: table.hasHeader && rect.top === 0,
    children: rows.filter(({ children }) => children.length > 0),
  }
}

/** Of a table that the selection ends in, the rows that are selected; what a row lacks comes empty. */
function wholeTables(blocks: Doc): Doc {
  return blocks.map((block) => {
    if (block.type !== 'table') return block
    const widths = block.children.map(({ children }) => children.reduce((sum, { colspan = 1 }) => sum + colspan, 0))
    const [first] = widths
    const missing = block.align.length - (first ?? 0)
    // Only the first row is cut at its beginning.
    const isCut = missing > 0 && block.children.length > 1 && !block.children.some(({ children }) => children.some(({ rowspan }) => rowspan !== undefined))
    if (!isCut) return block
    return {
      ...block,
      children: block.children.map((row, at) =>
        at === 0 ? { ...row, children: [...Array.from({ length: missing }, () => emptyCell()), ...row.children] } : row,
      ),
    }
  })
}
