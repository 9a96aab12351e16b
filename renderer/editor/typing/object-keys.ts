/** Keys beside and in formulas, footnotes and pictures. */
import { stepInto } from '#renderer/editor/formula/formulas.ts'
import { stepOntoImage } from '#renderer/editor/image/image-keys.ts'
import { followNote } from '#renderer/editor/note/notes.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { ReactEditor } from 'slate-react'

/** Runs what a key means there; `is` says which it is. False: nothing of its own. */
export function runObjectKey(editor: StudioEditor, is: (keys: string) => boolean): boolean {
  if (is('ArrowRight')) return stepInto(editor, 1) || stepOntoImage(editor, 1, false)
  if (is('ArrowLeft')) return stepInto(editor, -1) || stepOntoImage(editor, -1, false)
  if (is('ArrowDown')) return stepOntoImage(editor, 1, true)
  if (is('ArrowUp')) return stepOntoImage(editor, -1, true)
  if (is('Mod+Enter')) return followNote(editor)
  return is('Tab') && goToPalette(editor)
}

/** From a formula's source to its signs. */
function goToPalette(editor: StudioEditor): boolean {
  const block = currentBlock(editor)?.block
  const first = block?.type === 'formula-block' ? ReactEditor.toDOMNode(editor, block).querySelector<HTMLElement>('.formula-palette button') : null
  first?.focus()
  return first !== null && first !== undefined
}
