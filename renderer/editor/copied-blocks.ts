/** What is copied: the selected blocks, cut to the selection, cells as a table of their own, footnotes with their texts. */
import { newBlockId } from '#preload/document/identity.ts'
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import type { Block, BlockId, Doc, Inline, Table } from '#preload/document/schema.ts'
import { notesMarkedIn } from './notes.ts'
import { blocksOf } from './schema-rules.ts'
import { currentBlock } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { emptyCell, type SelectedCells, selectedCells } from './table-cells.ts'
import { Range } from 'slate'

/** The selected blocks; a divider that holds the caret is selected whole. */
export function copiedBlocks(editor: StudioEditor): Doc {
  const { selection } = editor
  if (!selection) return []
  const cells = selectedCells(editor)
  if (cells?.isSeveral) return withNotes(editor, [tableFrom(cells)])
  if (Range.isExpanded(selection)) return withNotes(editor, wholeTables(fragmentOf(editor, cells)))
  const block = currentBlock(editor)?.block
  return block?.type === 'divider' ? [block] : []
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
  return { ...table, align: table.align.slice(rect.left, rect.right), hasHeader: table.hasHeader && rect.top === 0, children: rows.filter(({ children }) => children.length > 0) }
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
      children: block.children.map((row, at) => (at === 0 ? { ...row, children: [...Array.from({ length: missing }, () => emptyCell()), ...row.children] } : row)),
    }
  })
}

/** With the texts of the footnotes that are marked in them. */
function withNotes(editor: StudioEditor, blocks: Doc): Doc {
  const [marked, there] = [new Set(blocks.flatMap((block) => notesMarkedIn(block))), new Set<string>(blocks.map(({ id }) => id))]
  return [...blocks, ...blocksOf(editor).filter((block) => block.type === 'note' && marked.has(block.id) && !there.has(block.id))]
}

/** Blocks with footnotes of their own: ids that the page has already are others, marks without a text are none. */
export function withOwnNotes(editor: StudioEditor, blocks: Doc): Doc {
  const taken = new Set<string>(blocksOf(editor).map(({ id }) => id))
  const names = new Map<BlockId, BlockId>(blocks.flatMap((block) => (block.type === 'note' ? [[block.id, taken.has(block.id) ? newBlockId() : block.id]] : [])))
  if (names.size === 0 && blocks.every((block) => notesMarkedIn(block).length === 0)) return blocks
  const renamed = (inlines: readonly Inline[]) => inlines.flatMap((child): Inline[] => {
    if (isRun(child) || child.type === 'formula') return [child]
    const note = names.get(child.note)
    return note ? [{ ...child, note }] : []
  })
  return blocks.map((block): Block => {
    if (block.type === 'table') return { ...block, children: block.children.map((row) => ({ ...row, children: row.children.map((cell) => ({ ...cell, children: renamed(cell.children) })) })) }
    if (block.type === 'note') return { ...block, id: names.get(block.id) ?? block.id, children: renamed(block.children) }
    if (block.type === 'code' || block.type === 'formula-block' || block.type === 'divider') return block
    return { ...block, children: renamed(inlinesOf(block)) }
  })
}
