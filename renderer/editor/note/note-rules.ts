/**
 * What holds for the notes of footnotes: they lie at the end, in the order of their marks, and those that no mark names
 * behind them; a text stands before them; nothing is merged into them or they into it.
 */
import { lineText } from '#preload/document/lines.ts'
import { isNote } from '#preload/document/notes.ts'
import { goToMark, noteNumbers } from './notes.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import { currentBlock, isAtLineStart } from '#renderer/editor/document/selected.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Range, Transforms } from 'slate'

/** Teaches an editor the rules of notes. */
export function withNoteRules(editor: StudioEditor): StudioEditor {
  const { normalizeNode, deleteBackward, deleteForward, insertBreak } = editor
  editor.normalizeNode = (entry, options) => {
    if (entry[1].length > 0 || editor.history.isReplaying || !arrange(editor)) normalizeNode(entry, options)
  }
  editor.deleteBackward = (unit) => {
    if (!deleteNote(editor)) deleteBackward(unit)
  }
  editor.deleteForward = (unit) => {
    if (!isBeforeNote(editor)) deleteForward(unit)
  }
  editor.insertBreak = () => {
    if (currentBlock(editor)?.block.type === 'note') editor.insertText('\n')
    else insertBreak()
  }
  return editor
}

/** Moves one note to where it belongs and says so. */
function arrange(editor: StudioEditor): boolean {
  const doc = blocksOf(editor)
  let first = doc.length
  while (first > 0 && doc[first - 1]?.type === 'note') first -= 1
  if (first === 0 && doc.length > 0) {
    Transforms.insertNodes(editor, paragraph(), { at: [0] })
    return true
  }
  const stray = doc.findIndex(({ type }, index) => index < first && type === 'note')
  if (stray >= 0) {
    Transforms.moveNodes(editor, { at: [stray], to: [doc.length - 1] })
    return true
  }
  return doc.length - first > 1 && sort(editor, first)
}

/** Moves the first note that comes too late. */
function sort(editor: StudioEditor, first: number): boolean {
  const doc = blocksOf(editor)
  const numbers = noteNumbers(doc)
  const rank = (index: number) => numbers.get(doc[index]?.id ?? '') ?? Infinity
  for (let index = first + 1; index < doc.length; index += 1) {
    if (rank(index - 1) <= rank(index)) continue
    let to = first
    while (rank(to) <= rank(index)) to += 1
    Transforms.moveNodes(editor, { at: [index], to: [to] })
    return true
  }
  return false
}

/** Backspace at the start of a note takes an empty one away, with its marks, and goes back to where it was called for; one with a text stays. */
function deleteNote(editor: StudioEditor): boolean {
  const current = currentBlock(editor)
  if (!current || !isNote(current.block) || !isAtLineStart(editor)) return false
  const { block, index } = current
  if (lineText(block) !== '') return true
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      const isMarked = goToMark(editor, block.id)
      Transforms.removeNodes(editor, { at: [], voids: true, match: (node) => 'type' in node && node.type === 'note-mark' && node.note === block.id })
      Transforms.removeNodes(editor, { at: [index] })
      if (!isMarked) Transforms.select(editor, Editor.end(editor, [Math.max(0, index - 1)]))
    })
  })
  return true
}

/** Whether Delete would draw a note into what stands before it. */
function isBeforeNote(editor: StudioEditor): boolean {
  const { selection } = editor
  const current = currentBlock(editor)
  if (!selection || !current || Range.isExpanded(selection) || !Editor.isEnd(editor, selection.focus, [current.index])) return false
  return blocksOf(editor)[current.index + 1]?.type === 'note'
}
