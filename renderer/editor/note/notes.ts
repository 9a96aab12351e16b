/** Footnotes: a mark in the text, and a block at the end that holds what it says. */
import { newBlockId } from '#preload/document/identity.ts'
import { inlinesOf, isRun, linesOf } from '#preload/document/lines.ts'
import { isNote, type Note, notesMarkedIn } from '#preload/document/notes.ts'
import type { BlockId, Doc, NoteMark } from '#preload/document/schema.ts'
import { objectAtCaret, objectBeside, stepPast, takesObjects } from '#renderer/editor/document/inline-objects.ts'
import { blocksOf } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, type Path, type Point, Range, Transforms } from 'slate'

/** Numbers of the notes that a text's marks name: by the first mark of each, from one. */
export function noteNumbers(doc: Doc): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const block of doc) for (const note of notesMarkedIn(block)) if (!numbers.has(note)) numbers.set(note, numbers.size + 1)
  return numbers
}

/** Where the last block that is no note ends: the end of what the author writes, with the notes behind it. */
export function endOfText(editor: StudioEditor): Point {
  const last = blocksOf(editor).findLastIndex((block) => !isNote(block))
  return Editor.end(editor, last < 0 ? [] : [last])
}

/** Puts a footnote's mark at the caret, its note at the end, and the caret into the note. */
export function insertNote(editor: StudioEditor): void {
  if (!takesObjects(editor) || !editor.selection || currentBlock(editor)?.block.type === 'note') return
  const id = newBlockId()
  const mark: NoteMark = { type: 'note-mark', note: id, children: [{ text: '' }] }
  const note: Note = { type: 'note', id, children: [{ text: '' }] }
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      // What is selected is what the note is about: it stays.
      Transforms.collapse(editor, { edge: 'end' })
      Transforms.insertNodes(editor, mark, { select: true })
      Transforms.insertNodes(editor, note, { at: [blocksOf(editor).length] })
    })
    goToNote(editor, id)
  })
}

/** From a mark to its note, or from a note to its first mark. False where there is neither. */
export function followNote(editor: StudioEditor): boolean {
  const { selection } = editor
  const block = currentBlock(editor)?.block
  if (!selection || !block || Range.isExpanded(selection)) return false
  if (block.type === 'note') return goToMark(editor, block.id)
  const beside = objectAtCaret(editor) ?? objectBeside(editor, -1) ?? objectBeside(editor, 1)
  return beside?.node.type === 'note-mark' && goToNote(editor, beside.node.note)
}

/** Puts the caret into a note. */
export function goToNote(editor: StudioEditor, id: BlockId): boolean {
  const index = blocksOf(editor).findIndex((block) => block.id === id && isNote(block))
  if (index >= 0) Transforms.select(editor, Editor.end(editor, [index]))
  return index >= 0
}

/** Puts the caret behind the first mark of a note. */
export function goToMark(editor: StudioEditor, id: BlockId): boolean {
  const path = firstMark(editor, id)
  if (path) stepPast(editor, path, 1)
  return path !== null
}

function firstMark(editor: StudioEditor, id: BlockId): Path | null {
  for (const [index, block] of blocksOf(editor).entries()) {
    if (!notesMarkedIn(block).includes(id)) continue
    for (const { path, line } of linesOf(block)) {
      const at = inlinesOf(line).findIndex((child) => !isRun(child) && child.type === 'note-mark' && child.note === id)
      if (at >= 0) return [index, ...path, at]
    }
  }
  return null
}
