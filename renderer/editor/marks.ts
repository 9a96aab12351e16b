/** Marks on runs: the author's, and the model's. */
import type { Run } from '#preload/document/schema.ts'
import { currentBlock, isSource } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Range, Text, Transforms } from 'slate'

/** Marks that are there or not. */
export type Mark = 'bold' | 'italic' | 'underline' | 'strike' | 'highlight' | 'code'

/** Whether the selection carries a mark; at a caret, whether what is typed next will. */
export function hasMark(editor: StudioEditor, mark: Mark): boolean {
  return Editor.marks(editor)?.[mark] === true
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

/** Marks that a text put in at the caret should carry: those around it, but never the model's. */
export function marksAtCaret(editor: StudioEditor): Omit<Run, 'text' | 'ai'> {
  const { ai: _ai, ...marks } = Editor.marks(editor) ?? {}
  return marks
}

/** Inserts text that a model wrote, as one step. */
export function insertAccepted(editor: StudioEditor, text: string, ai: NonNullable<Run['ai']>): void {
  const run: Run = { text, ...marksAtCaret(editor), ai }
  editor.history.group(() => {
    Transforms.insertNodes(editor, run, { select: true })
    editor.marks = null
  })
}

/** Takes the model's mark off a range of text that the author has written. */
export function claimForAuthor(editor: StudioEditor, range: Range): void {
  Transforms.unsetNodes(editor, 'ai', { at: range, match: Text.isText, split: true })
}
