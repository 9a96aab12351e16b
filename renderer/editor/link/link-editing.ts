/** The link that is being made or changed: where in the text, and what it is so far. */
import { Editor, Range, type RangeRef } from 'slate'
import { Held } from '#renderer/editor/held.ts'
import { perEditor } from '#renderer/editor/document/per-editor.ts'
import { linkAtCaret } from './links.ts'
import { textIn } from '#renderer/editor/table/table-cells.ts'
import { currentBlock, isSource } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

export interface EditedLink {
  /** Where it is, whatever comes into the text meanwhile; its `current` is null once that is gone. */
  readonly place: RangeRef
  /** Null of a new one. */
  readonly link: string | null
  readonly text: string
}

/** The link of an editor's text that is being edited, if any. */
export const editedLink = perEditor(() => new Held<EditedLink | null>(null))

/** Opens the link at the caret, or makes one of the selection, or of nothing yet. */
export function editLink(editor: StudioEditor): void {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || !block || isSource(block) || block.type === 'divider') return
  const found = linkAtCaret(editor)
  const range = found && Range.isCollapsed(selection) ? found.range : selection
  leaveLink(editor)
  const place = Editor.rangeRef(editor, range, { affinity: 'inward' })
  editedLink(editor).set({ place, link: found?.link ?? null, text: textIn(editor, range) })
}

/** Closes what is open, and answers where it is by now; null where its text has gone. */
export function leaveLink(editor: StudioEditor): Range | null {
  const range = editedLink(editor).get()?.place.unref() ?? null
  editedLink(editor).set(null)
  return range
}
