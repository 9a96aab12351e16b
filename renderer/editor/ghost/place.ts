/** Where the caret stands, as suggestions see it, and what is drawn there without moving anything. */
import { proseOf } from '#preload/document/context-window.ts'
import { inlinesOf, isRun, lineText } from '#preload/document/lines.ts'
import { offsetInBlock, offsetInLine, pointInBlock } from '#preload/document/places.ts'
import type { Line } from '#preload/document/schema.ts'
import { marksAtCaret } from '#renderer/editor/typing/edges.ts'
import { currentBlock, currentLine } from '#renderer/editor/document/selected.ts'
import type { Place } from './ghost-text.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Range } from 'slate'
import { ReactEditor } from 'slate-react'

/** The caret's place, or null where nothing is suggested: a selection, code, a divider, a mark chosen but not typed yet. */
export function suggestionPlace(editor: StudioEditor): Place | null {
  const { selection } = editor
  const current = currentLine(editor)
  if (!selection || !current || Range.isExpanded(selection) || editor.marks !== null) return null
  const { line, path } = current
  if (isUnfit(editor)) return null
  const [text, offset] = [lineText(line), offsetInLine(line, selection.anchor, path.length)]
  return { block: line.id, before: text.slice(0, offset), after: text.slice(offset) }
}

/** Whether the caret is in code, in a formula or on a divider, where nothing is ever suggested. */
export function isUnfit(editor: StudioEditor): boolean {
  const [current, block] = [currentLine(editor), currentBlock(editor)?.block]
  if (!current || !block || !editor.selection) return false
  const child = inlinesOf(current.line)[editor.selection.anchor.path[current.path.length] ?? 0]
  return proseOf(block) === null || !child || !isRun(child) || marksAtCaret(editor).code === true
}

/** Whether the caret is in a cell of a table, where Tab goes to the next one: a suggestion comes there only when it is asked for. */
export function isOnRequest(editor: StudioEditor): boolean {
  return currentLine(editor)?.line.type === 'cell'
}

/** The caret as block index and offset in the block's text. */
export function caretOf(editor: StudioEditor): readonly [block: number, offset: number] | null {
  const current = currentBlock(editor)
  const focus = editor.selection?.focus
  return current && focus ? [current.index, offsetInBlock(current.block, focus)] : null
}

/** The point of a block's text offset, as near as the text goes. */
export function pointAt(editor: StudioEditor, [index, offset]: readonly [number, number]): { path: number[]; offset: number } {
  const blocks = blocksOf(editor)
  const at = Math.min(Math.max(0, index), blocks.length - 1)
  const block = blocks[at]
  return block ? pointInBlock(block, at, offset) : { path: [0, 0], offset: 0 }
}

/**
 * Whether a suggestion drawn in the text at the caret would move what is there: text behind it on its line, that before it
 * where the line stands in the middle or at the right, or the blocks below when it needs another line.
 */
export function wouldMove(editor: StudioEditor, place: Place, text: string): boolean {
  if (place.after !== '') return true
  const line = currentLine(editor)?.line
  if (!line || line.id !== place.block) return false
  if (place.before !== '' && !beginsAtItsStart(editor, line)) return true
  if (line === blocksOf(editor).at(-1)) return false
  return textWidth(editor, line, text) > roomOnLine(editor, line)
}

/** Whether more of a line leaves its beginning where it is: not so in a caption, nor in a column that is set so. */
function beginsAtItsStart(editor: StudioEditor, line: Line): boolean {
  return /^(?:start|left|justify)$/.test(getComputedStyle(ReactEditor.toDOMNode(editor, line)).textAlign)
}

/** Width of a text in the type of a block, in px. */
export function textWidth(editor: StudioEditor, block: Line, text: string): number {
  const { font, letterSpacing } = getComputedStyle(ReactEditor.toDOMNode(editor, block))
  canvas ??= document.createElement('canvas').getContext('2d')
  if (!canvas) return Infinity
  canvas.font = font
  canvas.letterSpacing = letterSpacing === 'normal' ? '0px' : letterSpacing
  return canvas.measureText(text).width
}
let canvas: CanvasRenderingContext2D | null = null

function roomOnLine(editor: StudioEditor, block: Line): number {
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
