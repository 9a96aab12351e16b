/** Going onto pictures by key, and off them; what deleting does beside them. */
import { blockText, lineText } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import { focusSelected } from '#renderer/editor/document/focus-selected.ts'
import { type Image, indexOfImage, removeImage } from './images.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock, isAtLineStart } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Range, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'

const pages = new WeakMap<StudioEditor, HTMLElement>()

/** Says on which page an editor's pictures are drawn, to be given the focus. */
export function drawsImages(editor: StudioEditor, page: HTMLElement): void {
  pages.set(editor, page)
}

/** Selects a picture itself: the focus is on it, and the caret waits in its caption. */
export function selectImage(editor: StudioEditor, index: number): boolean {
  const block = blocksOf(editor)[index]
  if (block?.type !== 'image') return false
  Transforms.select(editor, Editor.start(editor, [index]))
  // Once it is drawn: it may have come in this turn.
  queueMicrotask(() => {
    const frame = pages.get(editor)?.querySelector<HTMLElement>(`[data-block="${block.id}"] .image-frame`)
    frame?.focus({ preventScroll: true })
    frame?.scrollIntoView({ block: 'nearest' })
  })
  return true
}

/** The picture that has the focus. */
export function selectedImage(editor: StudioEditor): Image | null {
  const block = currentBlock(editor)?.block
  if (block?.type !== 'image') return null
  const frame = pages.get(editor)?.ownerDocument.activeElement?.closest('.image-frame')
  return frame?.closest(`[data-block="${block.id}"]`) ? block : null
}

/** From a picture into its caption (1), or to the end of what is above it (-1). */
export function leaveImage(editor: StudioEditor, id: string, towards: 1 | -1): void {
  const index = indexOfImage(editor, id)
  if (index < 0) return
  if (towards > 0) Transforms.select(editor, Editor.start(editor, [index]))
  else if (index > 0) Transforms.select(editor, Editor.end(editor, [index - 1]))
  else return
  focusSelected(editor)
}

/** Takes a picture away, and goes on writing where it was. */
export function takeAway(editor: StudioEditor, id: string): void {
  removeImage(editor, id)
  forgetCaret()
  focusSelected(editor)
}

/** The browser's caret stands in the picture that goes, and would come to stand in whatever is drawn there next. */
export function forgetCaret(): void {
  getSelection()?.removeAllRanges()
}

/** Arrow keys stop at a picture between the text above it and its caption. */
export function stepOntoImage(editor: StudioEditor, towards: 1 | -1, isVertical: boolean): boolean {
  const { selection } = editor
  const current = currentBlock(editor)
  if (!selection || !current || Range.isExpanded(selection)) return false
  const { block, index } = current
  if (towards < 0) return block.type === 'image' && (isVertical ? isOnEdgeLine(editor, block, -1) : isAtLineStart(editor)) && selectImage(editor, index)
  if (blocksOf(editor)[index + 1]?.type !== 'image') return false
  const isAtEnd = isVertical ? isOnEdgeLine(editor, block, 1) : Editor.isEnd(editor, selection.focus, [index])
  return isAtEnd && selectImage(editor, index + 1)
}

/** Whether the caret is on the first (-1) or last (1) line of a block, as it is drawn. */
function isOnEdgeLine(editor: StudioEditor, block: Block, edge: 1 | -1): boolean {
  const { selection } = editor
  const range = selection && ReactEditor.resolveDOMRange(editor, selection)
  if (!range) return false
  const caret = range.getBoundingClientRect()
  // An empty line has none: it is the only one.
  if (caret.height === 0) return true
  const index = blocksOf(editor).indexOf(block)
  const end = edge < 0 ? Editor.start(editor, [index]) : Editor.end(editor, [index])
  const other = ReactEditor.resolveDOMRange(editor, { anchor: end, focus: end })?.getBoundingClientRect()
  return !other || other.height === 0 || Math.abs(other.top - caret.top) < caret.height / 2
}

/** Deleting towards a picture selects it; nothing is merged into a caption, nor a caption into a text. */
export function withImageRules(editor: StudioEditor): StudioEditor {
  const { deleteBackward, deleteForward } = editor
  editor.deleteBackward = (unit) => {
    if (!deleteTowardsImage(editor, -1)) deleteBackward(unit)
  }
  editor.deleteForward = (unit) => {
    if (!deleteTowardsImage(editor, 1)) deleteForward(unit)
  }
  return editor
}

function deleteTowardsImage(editor: StudioEditor, towards: 1 | -1): boolean {
  const { selection } = editor
  const current = currentBlock(editor)
  if (!selection || !current || Range.isExpanded(selection) || current.block.type === 'table') return false
  const { block, index } = current
  const isAtEdge = towards < 0 ? isAtLineStart(editor) : Editor.isEnd(editor, selection.focus, [index])
  if (!isAtEdge) return false
  const beside = blocksOf(editor)[index + towards]
  if (block.type === 'image') return towards < 0 ? selectImage(editor, index) : takeEmpty(editor, index + 1) || beside !== undefined
  if (beside?.type !== 'image') return false
  // A list item or a heading first becomes a paragraph, as elsewhere.
  if (towards < 0 && block.type !== 'paragraph' && block.type !== 'divider') return false
  if (towards < 0 && lineText(block) === '' && blocksOf(editor).length > index + 1 && takeEmpty(editor, index)) {
    Transforms.select(editor, Editor.end(editor, [index - 1]))
    return true
  }
  return selectImage(editor, index + towards)
}

/** Takes an empty paragraph away. */
function takeEmpty(editor: StudioEditor, index: number): boolean {
  const block = blocksOf(editor)[index]
  const isEmpty = block?.type === 'paragraph' && blockText(block) === ''
  if (isEmpty) Transforms.removeNodes(editor, { at: [index] })
  return isEmpty
}
