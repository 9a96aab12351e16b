/** Where the selection is. */
import { lineAt, type PlacedLine } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { blocksOf } from './schema-rules.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Range } from 'slate'

/** Whether a block holds source text, in which no mark is: lines are in its text. */
export function isSource(block: Block): boolean {
  return block.type === 'code' || block.type === 'formula-block'
}

/** The block that holds the caret (the focus of the selection) and its index. */
export function currentBlock(editor: StudioEditor): { block: Block; index: number } | null {
  const index = editor.selection?.focus.path[0]
  const block = index === undefined ? undefined : blocksOf(editor)[index]
  return index === undefined || !block ? null : { block, index }
}

/** The line that holds the caret, with its path. */
export function currentLine(editor: StudioEditor): PlacedLine | null {
  const path = editor.selection?.focus.path
  return (path && lineAt(blocksOf(editor), path)) ?? null
}

/** Blocks that the selection touches. */
export function selectedBlocks(editor: StudioEditor): { block: Block; index: number }[] {
  if (!editor.selection) return []
  const [start, end] = Range.edges(Editor.unhangRange(editor, editor.selection))
  const [first = 0, last = 0] = [start.path[0], end.path[0]]
  return blocksOf(editor)
    .slice(first, last + 1)
    .map((block, at) => ({ block, index: first + at }))
}

/** Whether the caret stands at the first place of its line. */
export function isAtLineStart(editor: StudioEditor): boolean {
  const { selection } = editor
  if (!selection || Range.isExpanded(selection)) return false
  const line = currentLine(editor)
  return line !== null && Editor.isStart(editor, selection.anchor, [...line.path])
}
