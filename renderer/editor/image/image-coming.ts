/** Pictures that come in make the text below them lower: who looks on sees the picture, its caption and the caret after it as before. */
import { ReactEditor } from 'slate-react'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { caretBoxOf, frameOf, showDownTo } from '#renderer/editor/looks/in-view.ts'

/**
 * To be called just before pictures come in below a block, or into the places kept for them (null). The answer, called when they
 * are there, brings the last of them into view where that block was, and keeps the caret in view where it was; else nothing moves.
 */
export function watchComing(editor: StudioEditor, after: string | null): (last: string | null) => void {
  const isPlaceSeen = after !== null && isSeen(editor, boxOfBlock(editor, after))
  const isCaretSeen = isSeen(editor, caretBoxOf(editor))
  return (last) => {
    if (isPlaceSeen || isCaretSeen) requestAnimationFrame(() => show(editor, isPlaceSeen ? last : null, isCaretSeen))
  }
}

/** The picture's end, its caption, and the caret where that is below: of one that is taller than the window, so much. */
function show(editor: StudioEditor, last: string | null, isCaretSeen: boolean): void {
  const [picture, caret] = [last === null ? null : boxOfBlock(editor, last), isCaretSeen ? caretBoxOf(editor) : null]
  if (caret && (!picture || caret.top >= picture.bottom)) showDownTo(editor, caret.bottom, 'caret')
  // What is written on above it stays in view.
  else if (picture) showDownTo(editor, picture.bottom, 'block', caret?.top)
}

function isSeen(editor: StudioEditor, box: DOMRect | null): boolean {
  const frame = frameOf(editor)
  return frame !== null && box !== null && box.bottom > frame.top && box.top < frame.bottom
}

function boxOfBlock(editor: StudioEditor, id: string): DOMRect | null {
  const block = blocksOf(editor).find((each) => each.id === id)
  return block ? ReactEditor.toDOMNode(editor, block).getBoundingClientRect() : null
}
