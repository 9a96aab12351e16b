/** What an author can do to blocks and marks, whether by key, by mouse or by a markdown shortcut. */
import { newBlockId } from '#preload/document/identity.ts'
import type { Block, Run } from '#preload/document/schema.ts'
import { joinWithNext, splitLines } from './code-lines.ts'
import { blocksOf, paragraph } from './schema-rules.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Node, Range, Text, Transforms } from 'slate'

/** What a block can be turned into. */
export type Shape =
  | { readonly type: 'paragraph' }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3 }
  | { readonly type: 'item'; readonly kind: 'bullet' | 'number' }
  | { readonly type: 'quote' }
  | { readonly type: 'code' }
export type Mark = 'bold' | 'italic' | 'code'

const deepest = 8

/** The block that holds the caret (the focus of the selection) and its index. */
export function currentBlock(editor: StudioEditor): { block: Block; index: number } | null {
  const index = editor.selection?.focus.path[0]
  const block = index === undefined ? undefined : blocksOf(editor)[index]
  return index === undefined || !block ? null : { block, index }
}

/** Blocks that the selection touches, without dividers. */
function selectedBlocks(editor: StudioEditor): { block: Block; index: number }[] {
  if (!editor.selection) return []
  const [start, end] = Range.edges(Editor.unhangRange(editor, editor.selection))
  const [first = 0, last = 0] = [start.path[0], end.path[0]]
  const inside = blocksOf(editor)
    .slice(first, last + 1)
    .map((block, at) => ({ block, index: first + at }))
  return inside.filter(({ block }) => block.type !== 'divider')
}

/** Turns one block into another kind in a single change, its id and its text staying; of code, every line. */
export function reshape(editor: StudioEditor, index: number, shape: Shape): void {
  Editor.withoutNormalizing(editor, () => {
    const lines = blocksOf(editor)[index]?.type === 'code' && shape.type !== 'code' ? splitLines(editor, index) : 1
    for (let line = 0; line < lines; line += 1) setProperties(editor, index + line, shape)
  })
}

function setProperties(editor: StudioEditor, index: number, shape: Shape): void {
  const block = blocksOf(editor)[index]
  if (!block || block.type === 'divider') return
  const { children: _children, id: _id, ...properties } = block
  const newProperties = shape.type === 'item' ? { ...shape, depth: block.type === 'item' ? block.depth : 0 } : shape
  editor.apply({ type: 'set_node', path: [index], properties, newProperties })
}

/** Whether a block already is what it would be turned into. */
export function hasShape(block: Block, shape: Shape): boolean {
  if (block.type !== shape.type) return false
  if (block.type === 'heading' && shape.type === 'heading') return block.level === shape.level
  return block.type !== 'item' || shape.type !== 'item' || block.kind === shape.kind
}

/** Turns the selected blocks into a kind, or back into paragraphs when they all are of it. Those that follow each other become one block of code. */
export function setShape(editor: StudioEditor, shape: Shape): void {
  const selected = selectedBlocks(editor)
  const target: Shape = selected.every(({ block }) => hasShape(block, shape)) ? { type: 'paragraph' } : shape
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      // The last one first: what comes of it moves none that is still to be turned.
      selected.toReversed().forEach(({ block, index }, at, { length }) => {
        if (!hasShape(block, target)) reshape(editor, index, target)
        if (target.type === 'code' && selected[length - at]?.index === index + 1) joinWithNext(editor, index)
      })
    })
  })
}

/** Whether the selection carries a mark; at a caret, whether what is typed next will. */
export function hasMark(editor: StudioEditor, mark: Mark): boolean {
  return Editor.marks(editor)?.[mark] === true
}

/** Puts a mark on the selection or takes it off; at a caret, decides about what is typed next. */
export function toggleMark(editor: StudioEditor, mark: Mark): void {
  const { selection } = editor
  if (!selection || currentBlock(editor)?.block.type === 'code') return
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

/** Puts a divider after the current block, or in its place when it is empty, and the caret below it. */
export function insertDivider(editor: StudioEditor): void {
  const current = currentBlock(editor)
  if (!current) return
  const divider: Block = { type: 'divider', id: newBlockId(), children: [{ text: '' }] }
  const isEmpty = current.block.type !== 'divider' && Node.string(current.block) === ''
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

/** Puts the caret (or, with `extend`, the end of the selection) at the very beginning or end of the page. */
export function moveToEdge(editor: StudioEditor, edge: 'start' | 'end', extend: boolean): void {
  const to = edge === 'start' ? Editor.start(editor, []) : Editor.end(editor, [])
  Transforms.select(editor, extend && editor.selection ? { anchor: editor.selection.anchor, focus: to } : to)
}

/** Selects the whole page. */
export function selectAll(editor: StudioEditor): void {
  Transforms.select(editor, Editor.range(editor, []))
}

/** Whether the caret stands at the first place of its block. */
export function isAtBlockStart(editor: StudioEditor): boolean {
  const { selection } = editor
  if (!selection || Range.isExpanded(selection)) return false
  return Editor.isStart(editor, selection.anchor, selection.anchor.path.slice(0, 1))
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
