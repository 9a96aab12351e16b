/**
 * What is typed at the edge of a mark. Bold and the like go on; code and links end where they end, unless the author is in the
 * middle of writing them: what was typed or deleted last was inside. Markdown that has just been completed ends its mark, too.
 */
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import type { Run } from '#preload/document/schema.ts'
import { currentLine } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Point, Range } from 'slate'

type MarkName = Exclude<keyof Run, 'text' | 'ai'>

/** Marks that swallow nothing typed beside them. */
const closed: readonly MarkName[] = ['code', 'link']

/** How the caret came to stand where it is: by typing inside, or by ending marks. */
interface Standing {
  readonly at: Point
  readonly ended: readonly MarkName[]
}

const standings = new WeakMap<StudioEditor, Standing>()

/** Teaches an editor to forget how the caret came to its place, once it leaves it. */
export function withEdges(editor: StudioEditor): StudioEditor {
  const { apply } = editor
  editor.apply = (op) => {
    if (op.type === 'set_selection') standings.delete(editor)
    apply(op)
  }
  return editor
}

/** The author typed or deleted here: what comes next belongs to the same marks. */
export function standHere(editor: StudioEditor): void {
  const { selection } = editor
  if (selection && Range.isCollapsed(selection)) standings.set(editor, { at: selection.anchor, ended: [] })
}

/** The author has completed a mark here, which what comes next does not belong to. */
export function endHere(editor: StudioEditor, mark: MarkName): void {
  const { selection } = editor
  standings.delete(editor)
  if (selection && Range.isCollapsed(selection)) standings.set(editor, { at: selection.anchor, ended: [mark, ...marksLeft(editor)] })
}

/** Marks of the run at the caret that what is typed there does not take over. */
export function marksLeft(editor: StudioEditor): readonly MarkName[] {
  const { selection } = editor
  if (!selection || Range.isExpanded(selection) || editor.marks) return []
  const standing = standings.get(editor)
  if (standing && Point.equals(standing.at, selection.anchor)) return standing.ended
  return closed.filter((mark) => isAtEdge(editor, mark))
}

/** Ends the marks that end here, when the author was still inside of them. False: none does. */
export function leaveMarks(editor: StudioEditor): boolean {
  const standing = standings.get(editor)
  const { selection } = editor
  if (!standing || !selection || !Point.equals(standing.at, selection.anchor)) return false
  const ending = closed.filter((mark) => !standing.ended.includes(mark) && isAtEdge(editor, mark))
  if (ending.length > 0) standings.set(editor, { ...standing, ended: [...standing.ended, ...ending] })
  if (ending.length > 0) editor.onChange()
  return ending.length > 0
}

/** Whether the caret stands where a mark of its run begins or ends. */
function isAtEdge(editor: StudioEditor, mark: MarkName): boolean {
  const [line, point] = [currentLine(editor), editor.selection?.anchor]
  const at = line && point?.path[line.path.length]
  if (!line || !point || at === null || at === undefined) return false
  const runs = inlinesOf(line.line)
  const here = runs[at]
  if (!here || !isRun(here) || here[mark] === undefined) return false
  const beside = (child: (typeof runs)[number] | undefined) => (child && isRun(child) ? child[mark] : undefined)
  if (point.offset === here.text.length) return beside(runs[at + 1]) !== here[mark]
  return point.offset === 0 && beside(runs[at - 1]) !== here[mark]
}

/** Marks that a text put in at the caret should carry: those around it that do not end there, but never the model's. */
export function marksAtCaret(editor: StudioEditor): Omit<Run, 'text' | 'ai'> {
  const { ai: _ai, ...marks } = Editor.marks(editor) ?? {}
  const left = marksLeft(editor)
  return Object.fromEntries(Object.entries(marks).filter(([name]) => !left.some((mark) => mark === name)))
}
