/** What Enter, Backspace, Delete and ordinary typing do in each kind of block, and whose text it is. */
import { blockText, lineText } from '#preload/document/lines.ts'
import { offsetInLine, pointInBlock, pointInLine } from '#preload/document/places.ts'
import { insertParagraphBelow } from '#renderer/editor/document/commands.ts'
import { indentBelow, nameLanguage } from '#renderer/editor/code/code-typing.ts'
import { marksLeft, standHere } from './edges.ts'
import { currentBlock, currentLine, isAtLineStart } from '#renderer/editor/document/selected.ts'
import { reshape } from '#renderer/editor/document/shapes.ts'
import { nextWord } from '#preload/document/suggested.ts'
import { previousWord } from '#renderer/editor/ghost/ghost-text.ts'
import { blocksOf, paragraph } from '#renderer/editor/document/schema-rules.ts'
import type { StudioEditor } from '#renderer/editor/document/slate-shape.ts'
import { Editor, Node, Range, Text, Transforms } from 'slate'

/** Teaches an editor the rules of typing. */
export function withTypingRules(editor: StudioEditor): StudioEditor {
  const { insertText, insertBreak, deleteBackward, deleteForward, deleteFragment } = editor
  editor.insertText = (text, options) => {
    Editor.withoutNormalizing(editor, () => {
      const ended = options?.at === undefined ? marksLeft(editor) : []
      insertText(text, options)
      if (options?.at === undefined) claimTyped(editor, text, ended)
    })
    standHere(editor)
  }
  editor.insertBreak = () => breakBlock(editor, insertBreak)
  editor.insertSoftBreak = () => {
    if (currentBlock(editor)?.block.type === 'heading') breakBlock(editor, insertBreak)
    else editor.insertText('\n')
  }
  editor.deleteBackward = (unit) => {
    if (!unformat(editor) && !removeDivider(editor, -1) && !(unit === 'word' && deleteWord(editor, -1))) deleteBackward(unit)
    standHere(editor)
  }
  editor.deleteForward = (unit) => {
    if (!removeDivider(editor, 1) && !(unit === 'word' && deleteWord(editor, 1))) deleteForward(unit)
    standHere(editor)
  }
  editor.deleteFragment = (options) => {
    const { selection } = editor
    const isAll = selection !== null && Range.equals(Editor.range(editor, selection), Editor.range(editor, []))
    deleteFragment(options)
    const [first] = blocksOf(editor)
    if (isAll && first && first.type !== 'paragraph') reshape(editor, 0, { type: 'paragraph' })
  }
  return editor
}

/**
 * What the author types is the author's, wherever it stands: typed text never inherits the model's mark, nor those that end there.
 * They are taken off once it is in the run, where an input method has written it: a run is drawn anew only when it changes.
 */
function claimTyped(editor: StudioEditor, text: string, ended: ReturnType<typeof marksLeft>): void {
  const { selection } = editor
  if (!selection || text === '') return
  const { path, offset } = selection.focus
  const node = Node.getIf(editor, path)
  const surplus = [...ended, 'ai' as const].filter((mark) => Text.isText(node) && node[mark] !== undefined)
  if (surplus.length === 0 || offset < text.length) return
  const typed = Editor.rangeRef(editor, { anchor: { path, offset: offset - text.length }, focus: { path, offset } }, { affinity: 'inward' })
  if (typed.current) Transforms.unsetNodes(editor, surplus, { at: typed.current, match: Text.isText, split: true })
  const end = typed.unref()?.focus
  // Stay at the end of what was typed, not at the beginning of the model's text behind it.
  if (end) Transforms.select(editor, end)
}

function breakBlock(editor: StudioEditor, insertBreak: () => void): void {
  if (editor.selection && Range.isExpanded(editor.selection)) editor.deleteFragment()
  const current = currentBlock(editor)
  if (!current) return
  const { block, index } = current
  const isEmpty = blockText(block) === ''
  switch (block.type) {
    case 'code':
    case 'formula-block':
      return breakCode(editor)
    case 'table':
      return editor.insertText('\n')
    case 'image':
    case 'note':
      return insertParagraphBelow(editor)
    case 'divider':
      return insertParagraphBelow(editor)
    case 'item':
      if (!isEmpty) return breakItem(editor, index, insertBreak)
      if (block.depth > 0) return Transforms.setNodes(editor, { depth: block.depth - 1 }, { at: [index] })
      return reshape(editor, index, { type: 'paragraph' })
    case 'quote':
    case 'callout':
      return isEmpty ? reshape(editor, index, { type: 'paragraph' }) : insertBreak()
    case 'heading':
      return isEmpty ? reshape(editor, index, { type: 'paragraph' }) : breakHeading(editor, index, insertBreak)
    case 'paragraph':
      return insertBreak()
    default:
      return block satisfies never
  }
}

/** What comes new of a task is still to do, above or below it. */
function breakItem(editor: StudioEditor, index: number, insertBreak: () => void): void {
  const fresh = isAtLineStart(editor) ? index : index + 1
  insertBreak()
  const item = blocksOf(editor)[fresh]
  if (item?.type === 'item' && item.done) Transforms.unsetNodes(editor, 'done', { at: [fresh] })
}

/** Text goes on below a heading, or comes in above it. */
function breakHeading(editor: StudioEditor, index: number, insertBreak: () => void): void {
  const isStart = isAtLineStart(editor)
  const isEnd = editor.selection !== null && Editor.isEnd(editor, editor.selection.focus, [index])
  if (isStart) return Transforms.insertNodes(editor, paragraph(), { at: [index] })
  insertBreak()
  if (isEnd) reshape(editor, index + 1, { type: 'paragraph' })
}

/** Enter makes a line that begins as the one above did; on the second empty line at the end it leaves the block. */
function breakCode(editor: StudioEditor): void {
  const { selection } = editor
  const current = currentBlock(editor)
  if (!selection || !current || nameLanguage(editor)) return
  const { block, index } = current
  const surplus = Editor.isEnd(editor, selection.focus, [index]) ? /(?:^|\n)[ \t]*\n[ \t]*$/.exec(blockText(block)) : null
  if (!surplus) return editor.insertText(`\n${indentBelow(editor)}`)
  Editor.withoutNormalizing(editor, () => {
    Transforms.delete(editor, { at: { anchor: pointInBlock(block, index, surplus.index), focus: Editor.end(editor, [index]) } })
    insertParagraphBelow(editor)
  })
}

/** Backspace at the start of a formatted block takes the format away before it takes the block away. */
function unformat(editor: StudioEditor): boolean {
  const current = currentBlock(editor)
  if (!current || !isAtLineStart(editor)) return false
  const { block, index } = current
  if (block.type === 'paragraph' || block.type === 'divider' || block.type === 'table' || block.type === 'image' || block.type === 'note') return false
  if (block.type === 'item' && block.depth > 0) Transforms.setNodes(editor, { depth: block.depth - 1 }, { at: [index] })
  else editor.history.group(() => reshape(editor, index, { type: 'paragraph' }))
  return true
}

/** Deletes a word of the block: Slate takes a whole run of Chinese for one. */
function deleteWord(editor: StudioEditor, towards: 1 | -1): boolean {
  const { selection } = editor
  const current = currentLine(editor)
  if (!selection || !current || Range.isExpanded(selection) || current.line.type === 'divider') return false
  const [text, at] = [lineText(current.line), offsetInLine(current.line, selection.anchor, current.path.length)]
  const length = towards < 0 ? previousWord(text.slice(0, at)).length : nextWord(text.slice(at)).length
  if (length === 0) return false
  const [from, to] = towards < 0 ? [at - length, at] : [at, at + length]
  Transforms.delete(editor, { at: { anchor: pointInLine(current, from), focus: pointInLine(current, to) } })
  return true
}

/** Deleting towards a divider takes the divider. */
function removeDivider(editor: StudioEditor, towards: 1 | -1): boolean {
  const { selection } = editor
  const current = currentBlock(editor)
  if (!selection || !current || Range.isExpanded(selection) || current.block.type === 'divider') return false
  if (current.block.type === 'table') return false
  const isAtEdge = towards < 0 ? isAtLineStart(editor) : Editor.isEnd(editor, selection.focus, [current.index])
  const index = current.index + towards
  if (!isAtEdge || blocksOf(editor)[index]?.type !== 'divider') return false
  Transforms.removeNodes(editor, { at: [index], voids: true })
  return true
}
