/** Formulas and footnotes' marks within a line: what keys do beside them. The caret steps over a mark; into a formula it goes. */
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import type { Inline, Run } from '#preload/document/schema.ts'
import { blocksOf } from './schema-rules.ts'
import { currentLine, isSource } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Node, Path, type Point, Range, Transforms } from 'slate'

/** Whatever stands in a line and is no text. */
export type InlineObject = Exclude<Inline, Run>

export interface PlacedObject {
  readonly node: InlineObject
  readonly path: Path
}

/** Whether a formula or a mark may stand where the caret is, or in the place of what is selected. */
export function takesObjects(editor: StudioEditor): boolean {
  const { selection } = editor
  const blocks = selection ? [selection.anchor, selection.focus].map(({ path }) => blocksOf(editor)[path[0] ?? -1]) : []
  return selection !== null && blocks.every((block) => block !== undefined && !isSource(block) && block.type !== 'divider')
}

/** What the caret stands in: it is there in the moment in which it is clicked or put in. */
export function objectAtCaret(editor: StudioEditor): PlacedObject | null {
  const { selection } = editor
  return selection && Range.isCollapsed(selection) ? objectAt(editor, selection.focus.path) : null
}

function objectAt(editor: StudioEditor, path: Path): PlacedObject | null {
  const line = currentLine(editor)
  const node = line && inlinesOf(line.line)[path[line.path.length] ?? -1]
  return line && node && !isRun(node) ? { node, path: path.slice(0, line.path.length + 1) } : null
}

/** What stands directly behind the caret, or before it. */
export function objectBeside(editor: StudioEditor, towards: 1 | -1): PlacedObject | null {
  const { selection } = editor
  const line = currentLine(editor)
  if (!selection || !line || Range.isExpanded(selection)) return null
  const children = inlinesOf(line.line)
  const [at, { offset }] = [selection.focus.path[line.path.length] ?? 0, selection.focus]
  const own = children[at]
  if (!own || !isRun(own) || offset !== (towards > 0 ? own.text.length : 0)) return null
  // Empty runs in between are no place of their own.
  for (let next = at + towards; ; next += towards) {
    const child = children[next]
    if (!child || (isRun(child) && child.text !== '')) return null
    if (!isRun(child)) return { node: child, path: [...line.path, next] }
  }
}

/** The place directly before or behind something: in the run that the page keeps at both its sides. */
function pointBeside(editor: StudioEditor, path: Path, towards: 1 | -1): Point {
  return towards > 0 ? Editor.start(editor, Path.next(path)) : Editor.end(editor, Path.previous(path))
}

/** Puts the caret before or behind something. */
export function stepPast(editor: StudioEditor, path: Path, towards: 1 | -1): void {
  Transforms.select(editor, pointBeside(editor, path, towards))
}

/** Selects something as a whole, so that the next key takes it away or writes over it. */
export function selectObject(editor: StudioEditor, path: Path): void {
  Transforms.select(editor, { anchor: pointBeside(editor, path, -1), focus: pointBeside(editor, path, 1) })
}

/** One that was put in just now has nothing behind it yet. */
function leaveMark(editor: StudioEditor): void {
  const object = objectAtCaret(editor)
  if (object?.node.type === 'note-mark' && Node.has(editor, Path.next(object.path))) stepPast(editor, object.path, 1)
}

/**
 * Deleting towards something selects it first: a formula is not lost by one key too many. And no caret stays in a mark, where what is typed
 * would go nowhere: a browser puts it there where one clicks beside a line that ends with the mark.
 */
export function withInlineObjects(editor: StudioEditor): StudioEditor {
  const { apply, deleteBackward, deleteForward } = editor
  editor.apply = (op) => {
    apply(op)
    if (op.type === 'set_selection' && !editor.history.isReplaying) leaveMark(editor)
  }
  const selects = (towards: 1 | -1): boolean => {
    const object = objectAtCaret(editor) ?? objectBeside(editor, towards)
    if (object) selectObject(editor, object.path)
    return object !== null
  }
  editor.deleteBackward = (unit) => {
    if (!selects(-1)) deleteBackward(unit)
  }
  editor.deleteForward = (unit) => {
    if (!selects(1)) deleteForward(unit)
  }
  return editor
}
