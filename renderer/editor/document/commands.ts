/** What an author can do to blocks, whether by key, by mouse or by a markdown shortcut. */
import { newBlockId } from '#preload/document/identity.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Block, Tone } from '#preload/document/schema.ts'
import { endOfText } from '#renderer/editor/note/notes.ts'
import { blocksOf, paragraph } from './schema-rules.ts'
import { currentBlock, selectedBlocks } from './selected.ts'
import { reshape } from './shapes.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Point, Transforms } from 'slate'

const deepest = 8

/** Moves the selected items a level in or out; an item goes at most one level below the one before it. */
export function indentItems(editor: StudioEditor, by: 1 | -1): void {
  editor.history.group(() => {
    for (const { block, index } of selectedBlocks(editor)) {
      if (block.type !== 'item') continue
      const before = blocksOf(editor)[index - 1]
      const most = before?.type === 'item' ? Math.min(before.depth + 1, deepest) : 0
      const depth = Math.max(0, by > 0 ? Math.min(block.depth + 1, Math.max(most, block.depth)) : block.depth - 1)
      if (depth !== block.depth) Transforms.setNodes(editor, { depth }, { at: [index] })
    }
  })
}

/** Ticks the selected tasks, or unticks them when all are done. */
export function toggleDone(editor: StudioEditor, tasks = selectedBlocks(editor).filter(({ block }) => block.type === 'item' && block.kind === 'task')): void {
  const isDone = tasks.every(({ block }) => block.type === 'item' && block.done)
  editor.history.group(() => {
    for (const { index } of tasks) {
      if (isDone) Transforms.unsetNodes(editor, 'done', { at: [index] })
      else Transforms.setNodes(editor, { done: true }, { at: [index] })
    }
  })
}

/** Gives the callout at an index another tone, with all that are one box with it. */
export function setTone(editor: StudioEditor, index: number, tone: Tone): void {
  const blocks = blocksOf(editor)
  const callout = blocks[index]
  if (callout?.type !== 'callout') return
  const isSame = (block: Block | undefined) => block?.type === 'callout' && block.tone === callout.tone
  let [first, last] = [index, index]
  while (isSame(blocks[first - 1])) first -= 1
  while (isSame(blocks[last + 1])) last += 1
  editor.history.group(() => {
    for (let at = first; at <= last; at += 1) Transforms.setNodes(editor, { tone }, { at: [at] })
  })
}

/** Puts a divider after the current block, or in its place when it is empty, and the caret below it. */
export function insertDivider(editor: StudioEditor): void {
  const current = currentBlock(editor)
  if (!current) return
  const divider: Block = { type: 'divider', id: newBlockId(), children: [{ text: '' }] }
  const isEmpty = current.block.type !== 'divider' && blockText(current.block) === ''
  const at = isEmpty ? current.index : current.index + 1
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      Transforms.insertNodes(editor, divider, { at: [at] })
      const below = blocksOf(editor)[at + 1]
      if (!isEmpty && (!below || below.type === 'divider')) Transforms.insertNodes(editor, paragraph(), { at: [at + 1] })
      Transforms.select(editor, Editor.start(editor, [at + 1]))
      if (isEmpty) reshape(editor, at + 1, { type: 'paragraph' })
    })
  })
}

/** Leaves a code block (or any block) for a new paragraph below it. */
export function insertParagraphBelow(editor: StudioEditor): void {
  const current = currentBlock(editor)
  if (!current) return
  editor.history.group(() => Transforms.insertNodes(editor, paragraph(), { at: [current.index + 1], select: true }))
}

/** Puts the caret (or, with `extend`, the end of the selection) at the beginning or end of the text; from its end on, at the end of the last footnote. */
export function moveToEdge(editor: StudioEditor, edge: 'start' | 'end', extend: boolean): void {
  const to = edge === 'start' ? Editor.start(editor, []) : endAfter(editor)
  Transforms.select(editor, extend && editor.selection ? { anchor: editor.selection.anchor, focus: to } : to)
}

function endAfter(editor: StudioEditor): Point {
  const end = endOfText(editor)
  return editor.selection && !Point.isBefore(editor.selection.focus, end) ? Editor.end(editor, []) : end
}

/** Selects the whole page. */
export function selectAll(editor: StudioEditor): void {
  Transforms.select(editor, Editor.range(editor, []))
}
