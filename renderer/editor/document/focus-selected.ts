import { focusText } from '#renderer/editor/looks/caret-view.ts'
import type { StudioEditor } from './slate-shape.ts'

/** Gives the text the focus once what was just changed or selected is drawn: the caret then goes there, and not to the start. */
export function focusSelected(editor: StudioEditor): void {
  const focus = () => focusText(editor)
  // What is done after this was asked for is drawn in a microtask of its own, which stands in line by then.
  queueMicrotask(() => (editor.operations.length > 0 ? queueMicrotask(focus) : focus()))
}
