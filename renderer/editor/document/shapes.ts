/** Kinds of blocks, and how one becomes another. */
import type { Block, Tone } from '#preload/document/schema.ts'
import { joinWithNext, splitLines } from '#renderer/editor/code/code-lines.ts'
import { blocksOf } from './schema-rules.ts'
import { isSource, selectedBlocks } from './selected.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor } from 'slate'

/** What a block can be turned into. */
export type Shape =
  | { readonly type: 'paragraph' }
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3 | 4 | 5 | 6 }
  | { readonly type: 'item'; readonly kind: 'bullet' | 'number' | 'task' }
  | { readonly type: 'quote' }
  | { readonly type: 'callout'; readonly tone: Tone }
  | { readonly type: 'code' }
  | { readonly type: 'formula-block' }

/** Blocks whose kind can be changed into another, their text staying. */
const shapeable: ReadonlySet<Block['type']> = new Set<Shape['type']>(['paragraph', 'heading', 'item', 'quote', 'callout', 'code', 'formula-block'])

/** Whether a block can be turned into another kind. */
export function isShapeable(block: Block): boolean {
  return shapeable.has(block.type)
}

const sourceShapes: ReadonlySet<Shape['type']> = new Set<Shape['type']>(['code', 'formula-block'])

/** Turns one block into another kind in a single change, its id and its text staying; of code, every line. */
export function reshape(editor: StudioEditor, index: number, shape: Shape): void {
  Editor.withoutNormalizing(editor, () => {
    const block = blocksOf(editor)[index]
    const lines = block && isSource(block) && !sourceShapes.has(shape.type) ? splitLines(editor, index) : 1
    for (let line = 0; line < lines; line += 1) setProperties(editor, index + line, shape)
  })
}

function setProperties(editor: StudioEditor, index: number, shape: Shape): void {
  const block = blocksOf(editor)[index]
  if (!block || !shapeable.has(block.type)) return
  const { children: _children, id: _id, ...properties } = block
  const newProperties = shape.type === 'item' ? { ...shape, depth: block.type === 'item' ? block.depth : 0 } : shape
  editor.apply({ type: 'set_node', path: [index], properties, newProperties })
}

/** Whether a block already is what it would be turned into. */
export function hasShape(block: Block, shape: Shape): boolean {
  if (block.type !== shape.type) return false
  if (block.type === 'heading' && shape.type === 'heading') return block.level === shape.level
  if (block.type === 'callout' && shape.type === 'callout') return block.tone === shape.tone
  return block.type !== 'item' || shape.type !== 'item' || block.kind === shape.kind
}

/** Turns the selected blocks into a kind, or back into paragraphs when they all are of it. Those that follow each other become one block of code. */
export function setShape(editor: StudioEditor, shape: Shape): void {
  const selected = selectedBlocks(editor).filter(({ block }) => shapeable.has(block.type))
  const target: Shape = selected.every(({ block }) => hasShape(block, shape)) ? { type: 'paragraph' } : shape
  editor.history.group(() => {
    Editor.withoutNormalizing(editor, () => {
      // The last one first: what comes of it moves none that is still to be turned.
      selected.toReversed().forEach(({ block, index }, at, { length }) => {
        if (!hasShape(block, target)) reshape(editor, index, target)
        if (sourceShapes.has(target.type) && selected[length - at]?.index === index + 1) joinWithNext(editor, index)
      })
    })
  })
}
