/** Text that is dragged with the mouse: where a press selects instead, and how what is carried is let go of. */
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Range, Transforms } from 'slate'
import { ReactEditor } from 'slate-react'

/** What of a press is looked at. */
interface Press {
  readonly target: EventTarget
  readonly button: number
  readonly shiftKey: boolean
}

/**
 * In a table a press selects, also where something is selected: carried off, the text of cells would make cells elsewhere.
 * The browser picks up only what is selected when it is pressed on. Both selections go to the caret at once: the page,
 * drawn again before Slate hears of the browser's, would bring the old one back.
 */
export function pressedInCell(editor: StudioEditor, press: Press): void {
  const { selection } = editor
  if (!selection || Range.isCollapsed(selection) || press.button !== 0 || press.shiftKey) return
  if (!(press.target instanceof Element) || !press.target.closest('.cell')) return
  const caret = ReactEditor.findEventRange(editor, press, { suppressThrow: true })
  const shown = caret && ReactEditor.resolveDOMRange(editor, caret)
  if (!shown) return
  Transforms.select(editor, caret)
  getSelection()?.collapse(shown.startContainer, shown.startOffset)
}

/** What is dragged within the page is taken out and put in by Slate, at once and after this: one step to take back. */
export function dropped({ history }: StudioEditor): void {
  history.openGroup()
  queueMicrotask(() => history.closeGroup())
}
