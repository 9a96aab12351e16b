/** What of a page's session the components draw. */
import { lineText } from '#preload/document/lines.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { knowsTheKeys } from '#renderer/editor/ghost/hint-memory.ts'
import type { PageProps, SavedState } from './page-props.ts'

export interface SessionView {
  /** Nothing is saved here any more. */
  readonly closed: Extract<SavedState, { kind: 'closed' }> | null
  /** What could not be saved is being kept elsewhere. */
  readonly isClosing: boolean
  /** An earlier page's text is being taken up: a moment without typing. */
  readonly isRecovering: boolean
  readonly isBlank: boolean
  readonly isQuiet: boolean
}

/** How a page begins. */
export function firstView(editor: StudioEditor, isRecovering: boolean): SessionView {
  return { closed: null, isClosing: false, isRecovering, isBlank: isBlank(editor), isQuiet: knowsTheKeys() }
}

/** Whether the text can be typed into at this moment. */
export function isEditable(open: PageProps['open'], view: SessionView): boolean {
  return open.editable && !view.closed && !view.isClosing && !view.isRecovering
}

export function isSameView(a: SessionView, b: SessionView): boolean {
  return a.closed === b.closed && a.isClosing === b.isClosing && a.isRecovering === b.isRecovering && a.isBlank === b.isBlank && a.isQuiet === b.isQuiet
}

export function isBlank(editor: StudioEditor): boolean {
  const [first, ...rest] = blocksOf(editor)
  return rest.length === 0 && first?.type === 'paragraph' && lineText(first) === ''
}
