/** What typing and deleting do at the edges of cells and tables: text never runs from one cell into another, nor out of a table. */
import { linesOf, lineText } from '#preload/document/lines.ts'
import type { Table } from '#preload/document/schema.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock, currentLine, isAtLineStart } from '#renderer/editor/document/selected.ts'
import { reshape } from '#renderer/editor/document/shapes.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { removeTable } from './table-commands.ts'
import { cellsIn, gridOf, placedAt, rectOf } from '#preload/document/table-grid.ts'
import { Editor, Path, Point, Range, Transforms } from 'slate'

/** Teaches an editor where text ends in a table. */
export function withTableTyping(editor: StudioEditor): StudioEditor {
  const { insertText, deleteBackward, deleteForward, delete: remove } = editor
  editor.insertText = (text, options) => {
    // Slate would go on where the selection began, which need not be the first of its cells.
    if (options?.at === undefined && editor.selection && isAcross(editor, editor.selection)) editor.deleteFragment()
    insertText(text, options)
  }
  editor.deleteBackward = (unit) => {
    if (!stopsBefore(editor)) deleteBackward(unit)
  }
  editor.deleteForward = (unit) => {
    if (!stopsBehind(editor)) deleteForward(unit)
  }
  editor.delete = (options) => {
    const at = options?.at ?? editor.selection
    if (Range.isRange(at) && isAcross(editor, at)) Editor.withoutNormalizing(editor, () => removeAcross(editor, at))
    else remove(options)
  }
  return editor
}

/** Backspace at the start of a cell stays there; in an empty table it takes the table. Behind a table it goes into it. */
function stopsBefore(editor: StudioEditor): boolean {
  const current = currentBlock(editor)
  if (!current || !isAtLineStart(editor)) return false
  const { block, index } = current
  if (block.type === 'table') {
    if (isEmptyTable(block)) removeTable(editor)
    return true
  }
  if (blocksOf(editor)[index - 1]?.type !== 'table' || isFormatted.has(block.type)) return false
  goInto(editor, index, index - 1)
  return true
}

/** Whose format Backspace takes away first. */
const isFormatted: ReadonlySet<string> = new Set(['heading', 'item', 'quote', 'callout', 'code', 'formula-block'])

function isEmptyTable(table: Table): boolean {
  return linesOf(table).every(({ line }) => lineText(line) === '')
}

function stopsBehind(editor: StudioEditor): boolean {
  const [current, line, { selection }] = [currentBlock(editor), currentLine(editor), editor]
  if (!current || !line || !selection || Range.isExpanded(selection) || !Editor.isEnd(editor, selection.focus, [...line.path])) return false
  if (current.block.type === 'table') return true
  if (blocksOf(editor)[current.index + 1]?.type !== 'table') return false
  goInto(editor, current.index, current.index + 1)
  return true
}

/** Puts the caret into the table beside a block; an empty paragraph that has something on its other side goes. */
function goInto(editor: StudioEditor, from: number, table: number): void {
  const block = blocksOf(editor)[from]
  const isNeeded = table < from && from === blocksOf(editor).length - 1
  Transforms.select(editor, table < from ? Editor.end(editor, [table]) : Editor.start(editor, [table]))
  if (block?.type === 'paragraph' && lineText(block) === '' && !isNeeded) editor.history.group(() => Transforms.removeNodes(editor, { at: [from] }))
}

/** Whether a range has its ends in two cells, or one of them in a table and the other elsewhere. */
function isAcross(editor: StudioEditor, range: Range): boolean {
  const [start, end] = Range.edges(range)
  const [first, last] = [start.path[0] ?? 0, end.path[0] ?? 0]
  if (first !== last) return [first, last].some((index) => blocksOf(editor)[index]?.type === 'table')
  return blocksOf(editor)[first]?.type === 'table' && !Path.equals(start.path.slice(0, 3), end.path.slice(0, 3))
}

/** Takes out what lies in such a range. Cells stay, empty, unless the whole of their table is in it. */
function removeAcross(editor: StudioEditor, range: Range): void {
  const [start, end] = Range.edges(range)
  const [first, last] = [start.path[0] ?? 0, end.path[0] ?? 0]
  const isAll = Range.equals({ anchor: start, focus: end }, Editor.range(editor, []))
  const isSelection = editor.selection !== null && Range.equals(range, editor.selection)
  if (first === last) return emptyRect(editor, start, end, isSelection)
  const [atEnd, atStart] = [endOf(editor, end), startOf(editor, start)]
  const survives = atStart !== null
  const caret = Editor.pointRef(editor, start)
  Transforms.deselect(editor)
  takeFrom(editor, last, atEnd)
  for (let index = last - 1; index > first; index -= 1) Transforms.removeNodes(editor, { at: [index] })
  takeFrom(editor, first, atStart)
  const point = caret.unref()
  if (blocksOf(editor).length === 0 || (blocksOf(editor).length <= first && !survives))
    Transforms.insertNodes(editor, paragraph(), { at: [blocksOf(editor).length] })
  if (isAll) reshape(editor, 0, { type: 'paragraph' })
  if (isSelection) Transforms.select(editor, survives && point ? point : Editor.start(editor, [Math.min(first, blocksOf(editor).length - 1)]))
}

/** What is taken of a block: the ranges of its lines, or null for the whole of it. */
type Taken = readonly Range[] | null

function takeFrom(editor: StudioEditor, index: number, taken: Taken): void {
  if (!taken) return Transforms.removeNodes(editor, { at: [index] })
  for (const range of taken) if (Range.isExpanded(range)) Transforms.delete(editor, { at: range, hanging: true })
}

/** What of the block that a range begins in lies in the range. */
function startOf(editor: StudioEditor, start: Point): Taken {
  const index = start.path[0] ?? 0
  if (isTable(editor, index) && Editor.isStart(editor, start, [index])) return null
  return linesFrom(editor, index)
    .filter((line) => Point.isAfter(line.focus, start))
    .map((line) => (Point.isBefore(line.anchor, start) ? { anchor: start, focus: line.focus } : line))
}

/** What of the block that a range ends in lies in the range. */
function endOf(editor: StudioEditor, end: Point): Taken {
  const index = end.path[0] ?? 0
  if (isTable(editor, index) && Editor.isEnd(editor, end, [index])) return null
  return linesFrom(editor, index)
    .filter((line) => Point.isBefore(line.anchor, end))
    .map((line) => (Point.isAfter(line.focus, end) ? { anchor: line.anchor, focus: end } : line))
}

function isTable(editor: StudioEditor, index: number): boolean {
  return blocksOf(editor)[index]?.type === 'table'
}

/** The lines of a block, each as a range. */
function linesFrom(editor: StudioEditor, index: number): Range[] {
  const block = blocksOf(editor)[index]
  return block ? linesOf(block).map(({ path }) => Editor.range(editor, [index, ...path])) : []
}

/** Empties the cells of a rectangle. */
function emptyRect(editor: StudioEditor, start: Point, end: Point, isSelection: boolean): void {
  const [index = 0, ...from] = start.path
  const table = blocksOf(editor)[index]
  if (table?.type !== 'table') return
  const grid = gridOf(table)
  const [a, b] = [placedAt(grid, from[0] ?? 0, from[1] ?? 0), placedAt(grid, end.path[1] ?? 0, end.path[2] ?? 0)]
  if (!a || !b) return
  const cells = cellsIn(grid, rectOf(grid, a, b)).map(({ top, at }) => [index, top, at])
  for (const path of cells) {
    const range = Editor.range(editor, path)
    if (Range.isExpanded(range)) Transforms.delete(editor, { at: range, hanging: true })
  }
  const [first] = cells
  if (isSelection && first) Transforms.select(editor, Editor.start(editor, first))
}
