/** Marks on runs: the author's, and the model's. */
import type { Run } from '#preload/document/schema.ts'
import { marksAtCaret } from '#renderer/editor/typing/edges.ts'
import { currentBlock, isSource } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Range, Text, Transforms } from 'slate'

/** Marks that are there or not. */
export type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'highlight' | 'code'

const formMarks = ['bold', 'italic', 'underline', 'strike', 'highlight', 'code'] as const satisfies readonly Mark[]

/** Whether the selection carries a mark; at a caret, whether what is typed next will. */
export function hasMark(editor: StudioEditor, mark: Mark): boolean {
  const { selection } = editor
  const marks = selection && Range.isCollapsed(selection) ? marksAtCaret(editor) : Editor.marks(editor)
  return marks?.[mark] === true
}

/** Puts a mark on the selection or takes it off; at a caret, decides about what is typed next. */
export function toggleMark(editor: StudioEditor, mark: Mark): void {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || !block || isSource(block)) return
  const isOn = hasMark(editor, mark)
  if (Range.isExpanded(selection)) {
    editor.history.group(() => (isOn ? editor.removeMark(mark) : editor.addMark(mark, true)))
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
    editor.history.group(() => Transforms.unsetNodes(editor, [...formMarks], { match: Text.isText, split: true }))
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
