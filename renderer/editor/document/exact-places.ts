/**
 * Places that lie in the document. Slate takes an offset behind the end of a text for its end and goes on; the
 * log refuses such a change. They come up where a browser shows more than the document holds: COMPAT: Chromium
 * composes into a text that has not got the focus, and Slate reads the caret off the letters it finds there.
 */
import { Node, type Operation, type Point } from 'slate'
import type { StudioEditor } from './slate-shape.ts'

/** Moves what lies behind the end of a text to its end, before anything else hears of it. */
export function withExactPlaces(editor: StudioEditor): StudioEditor {
  const { apply } = editor
  editor.apply = (op) => {
    const exact = exactOperation(editor, op)
    if (exact) apply(exact)
  }
  return editor
}

/** Null where nothing is left to do. */
function exactOperation(editor: StudioEditor, op: Operation): Operation | null {
  switch (op.type) {
    case 'insert_text':
      return { ...op, offset: Math.min(op.offset, lengthAt(editor, op.path)) }
    case 'remove_text': {
      const text = op.text.slice(0, Math.max(0, lengthAt(editor, op.path) - op.offset))
      return text === '' && op.text !== '' ? null : { ...op, text }
    }
    case 'set_selection':
      return op.newProperties ? ({ ...op, newProperties: exactPoints(editor, op.newProperties) } as typeof op) : op
    default:
      return op
  }
}

function exactPoints<Points extends { anchor?: Point; focus?: Point }>(editor: StudioEditor, points: Points): Points {
  const exact = { ...points }
  for (const end of ['anchor', 'focus'] as const) {
    const point = exact[end]
    if (point) exact[end] = { ...point, offset: Math.min(point.offset, lengthAt(editor, point.path)) }
  }
  return exact
}

function lengthAt(editor: StudioEditor, path: readonly number[]): number {
  const node = Node.getIf(editor, [...path])
  return node && 'text' in node ? node.text.length : Infinity
}
