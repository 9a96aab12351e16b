import type { StudioEditor } from './slate-shape.ts'

/** What goes with each editor and is none of its own properties: made when it is first asked for, gone with the editor. */
export function perEditor<T extends object>(make: (editor: StudioEditor) => T): (editor: StudioEditor) => T {
  const known = new WeakMap<StudioEditor, T>()
  return (editor) => {
    const made = known.get(editor) ?? make(editor)
    known.set(editor, made)
    return made
  }
}
