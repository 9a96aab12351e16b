/** Marks on runs: the author's, and the model's. */
import type { Run } from '#preload/document/schema.ts'
import { marksAtCaret } from '#renderer/editor/typing/edges.ts'
import { currentBlock, isSource } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { stretchesOf } from '#renderer/editor/table/table-cells.ts'
import { Editor, Range, Text, Transforms } from 'slate'

/** Marks that are there or not. */
export type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'highlight' | 'code'

const formMarks = ['bold', 'italic', 'underline', 'strike', 'highlight', 'code'] as const satisfies readonly Mark[]

/** Whether the selection carries a mark, of several cells all that is written there; at a caret, whether what is typed next will. */
export function hasMark(editor: StudioEditor, mark: Mark): boolean {
  const { selection } = editor
  const stretches = selection ? stretchesOf(editor, selection) : []
  if (stretches.length > 1) return isAllMarked(editor, stretches, mark)
  const marks = selection && Range.isCollapsed(selection) ? marksAtCaret(editor) : Editor.marks(editor)
  return marks?.[mark] === true
}

function isAllMarked(editor: StudioEditor, stretches: readonly Range[], mark: Mark): boolean {
  const runs = stretches.filter((at) => Range.isExpanded(at)).flatMap((at) => [...Editor.nodes(editor, { at, match: Text.isText })])
  const written = runs.filter(([run]) => run.text !== '')
  return runs.length > 0 && (written.length > 0 ? written : runs).every(([run]) => run[mark] === true)
}

/** Does something to every stretch that is selected, as one step; an empty cell is none. */
function onSelected(editor: StudioEditor, selection: Range, change: (at: Range) => void): void {
  editor.history.group(() => {
    for (const stretch of stretchesOf(editor, selection)) if (Range.isExpanded(stretch)) change(stretch)
  })
}

/** Puts a mark on the selection or takes it off; at a caret, decides about what is typed next. */
export function toggleMark(editor: StudioEditor, mark: Mark): void {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || !block || isSource(block)) return
  const isOn = hasMark(editor, mark)
  if (Range.isExpanded(selection)) {
    onSelected(editor, selection, (at) => {
      if (isOn) Transforms.unsetNodes(editor, mark, { at, match: Text.isText, split: true })
      else Transforms.setNodes(editor, { [mark]: true }, { at, match: Text.isText, split: true })
    })
    return
  }
  const { [mark]: _old, ...rest } = marksAtCaret(editor)
  editor.marks = isOn ? rest : { ...rest, [mark]: true }
  editor.onChange()
}

/** Takes every mark of form off the selection, links staying; at a caret, off what is typed next. */
export function clearMarks(editor: StudioEditor): void {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || !block || isSource(block)) return
  if (Range.isExpanded(selection)) {
    onSelected(editor, selection, (at) => Transforms.unsetNodes(editor, [...formMarks], { at, match: Text.isText, split: true }))
    return
  }
  const { link } = marksAtCaret(editor)
  editor.marks = link ? { link } : {}
  editor.onChange()
}

/** Inserts text that a model wrote, as one step. */
export function insertAccepted(editor: StudioEditor, text: string, ai: NonNullable<Run['ai']>): void {
  const run: Run = { text, ...marksAtCaret(editor), ai }
  editor.history.group(() => {
    Transforms.insertNodes(editor, run, { select: true })
    editor.marks = null
  })
}
