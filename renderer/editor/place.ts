/** Where the caret stands, as suggestions see it, and what is drawn there without moving anything. */
import { blockText } from '#preload/document/blocks.ts'
import { offsetInBlock, type Point as DocPoint } from '#preload/document/plain-text.ts'
import type { Block } from '#preload/document/schema.ts'
import { currentBlock } from './commands.ts'
import type { Place } from './ghost-text.ts'
import { blocksOf } from './schema-rules.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Range } from 'slate'
import { ReactEditor } from 'slate-react'

/** The caret's place, or null where nothing is suggested: a selection, code, a divider, a mark chosen but not typed yet. */
export function suggestionPlace(editor: StudioEditor): Place | null {
  const { selection } = editor
  const current = currentBlock(editor)
  if (!selection || !current || Range.isExpanded(selection) || editor.marks !== null) return null
  const { block } = current
  if (isUnfit(editor)) return null
  const [text, offset] = [blockText(block), offsetInBlock(block, selection.anchor)]
  return { block: block.id, before: text.slice(0, offset), after: text.slice(offset) }
}

/** Whether the caret is in code or on a divider, where nothing is ever suggested. */
export function isUnfit(editor: StudioEditor): boolean {
  const current = currentBlock(editor)
  if (!current || !editor.selection) return false
  const { block } = current
  const run = block.children[editor.selection.anchor.path[1] ?? 0]
  return block.type === 'code' || block.type === 'divider' || !run || run.code === true
}

/** The caret as block index and offset in the block's text. */
export function caretOf(editor: StudioEditor): readonly [block: number, offset: number] | null {
  const current = currentBlock(editor)
  const focus = editor.selection?.focus
  return current && focus ? [current.index, offsetInBlock(current.block, focus)] : null
}

/** The point of a block's text offset, as near as the text goes. */
export function pointAt(editor: StudioEditor, [index, offset]: readonly [number, number]): DocPoint & { path: number[] } {
  const blocks = blocksOf(editor)
  const at = Math.min(Math.max(0, index), blocks.length - 1)
  let rest = Math.max(0, offset)
  const runs = blocks[at]?.children ?? []
  const run = runs.findIndex(({ text }, place) => {
    if (rest <= text.length || place === runs.length - 1) return true
    rest -= text.length
    return false
  })
  return { path: [at, Math.max(0, run)], offset: Math.min(rest, runs[run]?.text.length ?? 0) }
}

/**
 * Whether a suggestion drawn in the text at the caret would move what is there: text behind it on its line,
 * or the blocks below when it needs another line.
 */
export function wouldMove(editor: StudioEditor, place: Place, text: string): boolean {
  if (place.after !== '') return true
  const blocks = blocksOf(editor)
  const block = blocks.find(({ id }) => id === place.block)
  if (!block || block === blocks.at(-1)) return false
  return textWidth(editor, block, text) > roomOnLine(editor, block)
}

/** Width of a text in the type of a block, in px. */
export function textWidth(editor: StudioEditor, block: Block, text: string): number {
  const { font, letterSpacing } = getComputedStyle(ReactEditor.toDOMNode(editor, block))
  canvas ??= document.createElement('canvas').getContext('2d')
  if (!canvas) return Infinity
  canvas.font = font
  canvas.letterSpacing = letterSpacing === 'normal' ? '0px' : letterSpacing
  return canvas.measureText(text).width
}
let canvas: CanvasRenderingContext2D | null = null

function roomOnLine(editor: StudioEditor, block: Block): number {
  const element = ReactEditor.toDOMNode(editor, block)
  const { paddingLeft, paddingRight } = getComputedStyle(element)
  const box = element.getBoundingClientRect()
  const caret = caretBox(editor)
  const left = caret ? caret.right : box.left + parseFloat(paddingLeft)
  return box.right - parseFloat(paddingRight) - left
}

/** The caret's box on the screen; null in an empty block, where a caret has none. */
export function caretBox(editor: StudioEditor): DOMRect | null {
  if (!editor.selection) return null
  const boxes = ReactEditor.toDOMRange(editor, editor.selection).getClientRects()
  return boxes.item(boxes.length - 1)
}
