/** The turns of a page's editor: what each did to the text, told once it is drawn. */
import { flushSync } from 'react-dom'
import type { Operation } from 'slate'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import type { Piece } from '#renderer/editor/saving/batch-pieces.ts'
import { changeFromOperation } from '#renderer/editor/saving/changes.ts'

export interface TurnPorts {
  /** The text is another one, and not drawn yet. `isTyped`: nothing was taken back or done again. */
  readonly wrote: (isTyped: boolean) => void
  /** What the turn did is on the screen. */
  readonly changed: (operations: readonly Operation[], turn: Piece) => void
}

/** Hears every turn. The text is drawn at once, so that what is measured and suggested next finds it on the screen. */
export function hearTurns(editor: StudioEditor, { wrote, changed }: TurnPorts): void {
  const { onChange } = editor
  editor.onChange = (options) => {
    const turn = turnOf(editor)
    if (turn.changes.length > 0) wrote(!editor.history.isRestored)
    flushSync(() => onChange(options))
    changed(editor.operations, turn)
  }
}

/** Takes the turn that Slate has not told of yet: it will not. */
export function takeTurn(editor: StudioEditor): { readonly operations: readonly Operation[]; readonly turn: Piece } {
  const { operations } = editor
  const turn = turnOf(editor)
  editor.operations = []
  return { operations, turn }
}

function turnOf(editor: StudioEditor): Piece {
  return { changes: editor.operations.flatMap((op) => changeFromOperation(op) ?? []), steps: editor.history.takeTurn() }
}
