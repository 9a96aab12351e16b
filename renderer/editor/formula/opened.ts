/**
 * The formula of a text whose source is being written, if any. The page's text has not got the focus meanwhile; what is
 * written goes into the document at once, as one step of the history from its opening to its closing.
 */
import type { PathRef } from 'slate'
import type { Step } from '#renderer/editor/saving/history.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'

export interface OpenedFormula {
  readonly ref: PathRef
  /** Where in its source the caret begins. */
  readonly from: 'start' | 'end'
  /** The step that put it in, where this opening did: left empty, it was never there. */
  readonly made: Step | null
}

export class Opened {
  private formula: OpenedFormula | null = null
  private readonly listeners = new Set<() => void>()

  get = (): OpenedFormula | null => this.formula

  set(formula: OpenedFormula | null): void {
    this.formula = formula
    this.listeners.forEach((listener) => listener())
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}

const known = new WeakMap<StudioEditor, Opened>()

/** What is open in an editor's text. */
export function openedIn(editor: StudioEditor): Opened {
  const opened = known.get(editor) ?? new Opened()
  known.set(editor, opened)
  return opened
}
