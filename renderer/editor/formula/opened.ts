/**
 * The formula of a text whose source is being written, if any. The page's text has not got the focus meanwhile; what is
 * written goes into the document at once, as one step of the history from its opening to its closing.
 */
import type { PathRef } from 'slate'
import { Held } from '#renderer/editor/held.ts'
import type { Step } from '#renderer/editor/saving/history.ts'
import { perEditor } from '#renderer/editor/document/per-editor.ts'

export interface OpenedFormula {
  readonly ref: PathRef
  /** Where in its source the caret begins. */
  readonly from: 'start' | 'end'
  /** The step that put it in, where this opening did: left empty, it was never there. */
  readonly made: Step | null
}

/** What is open in an editor's text. */
export const openedIn = perEditor(() => new Held<OpenedFormula | null>(null))
