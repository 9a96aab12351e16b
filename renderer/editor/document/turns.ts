/** Every turn of an editor, for what floats over its text: whether the text changed, or only the caret. */
import { perEditor } from './per-editor.ts'
import type { StudioEditor } from './slate-shape.ts'

type Listener = (turn: { readonly isTyped: boolean }) => void

const listenersOf = perEditor(() => new Set<Listener>())

/** Hears of every turn until the answer is called. */
export function onTurn(editor: StudioEditor, listener: Listener): () => void {
  const listeners = listenersOf(editor).add(listener)
  return () => {
    listeners.delete(listener)
  }
}

/** Teaches an editor to tell of its turns. */
export function withTurns(editor: StudioEditor): StudioEditor {
  const { onChange } = editor
  editor.onChange = (options) => {
    onChange(options)
    const isTyped = editor.operations.some((op) => op.type !== 'set_selection')
    listenersOf(editor).forEach((listener) => listener({ isTyped }))
  }
  return editor
}
