/**
 * Keeps the page what `preload/document/schema.ts` says a document is: whatever is edited, pasted, split or
 * merged, the children are blocks, each block has its own properties and no other, ids are never shared.
 */
import { newBlockId } from '#preload/document/identity.ts'
import type { Block, Doc, Run } from '#preload/document/schema.ts'
import type { StudioEditor } from './slate-shape.ts'
import { Editor, Element, Node, type NodeEntry, Path, Text, Transforms } from 'slate'

const ownProperties: Record<Block['type'], readonly string[]> = {
  paragraph: [],
  heading: ['level'],
  item: ['kind', 'depth'],
  quote: [],
  code: ['language'],
  divider: [],
}
const marks = ['bold', 'italic', 'code', 'ai'] as const
/** What a run may carry in code. */
const codeMarks: readonly string[] = ['ai']

/** The blocks of the page. */
export function blocksOf(editor: { readonly children: readonly unknown[] }): Doc {
  // The rules below keep every child of the root a block; Slate's type also allows text there.
  return editor.children as Doc
}

/** A new paragraph. */
export function paragraph(children: Run[] = [{ text: '' }]): Block {
  return { type: 'paragraph', id: newBlockId(), children }
}

/** Teaches an editor the schema. */
export function withSchema(editor: StudioEditor): StudioEditor {
  const { insertNodes, normalizeNode, getSplitProperties } = editor
  editor.isVoid = (element) => element.type === 'divider'
  editor.getSplitProperties = (node, path) =>
    Element.isElement(node) ? { ...getSplitProperties(node, path), id: newBlockId() } : getSplitProperties(node, path)
  editor.insertNodes = (nodes, options) => insertNodes(withOwnIds(editor, Array.isArray(nodes) ? nodes : [nodes]), options)
  editor.normalizeNode = (entry, options) => {
    // What undo brings back was a document before; a repair that the history does not know of would come between its steps.
    if (!editor.history.isReplaying && !repair(editor, entry)) normalizeNode(entry, options)
  }
  return editor
}

/** Completes blocks that come from outside and gives new ids to those whose id is taken. */
function withOwnIds(editor: StudioEditor, nodes: readonly Node[]): Node[] {
  if (!nodes.some((node) => Element.isElement(node))) return [...nodes]
  const taken = new Set(blocksOf(editor).map((block) => block.id))
  return nodes.map((node) => {
    if (!Element.isElement(node)) return node
    // Slate itself inserts a bare `{children: [{text: ''}]}` after everything was deleted.
    const whole: Block = node.type in ownProperties ? node : paragraph(node.children)
    const block = taken.has(whole.id) ? { ...whole, id: newBlockId() } : whole
    taken.add(block.id)
    return block
  })
}

/** Makes one repair and says so; Slate comes back until there is none left. */
function repair(editor: StudioEditor, [node, path]: NodeEntry): boolean {
  if (path.length === 0) return repairRoot(editor)
  return Element.isElement(node) && path.length === 1 ? repairBlock(editor, node, path) : false
}

function repairRoot(editor: StudioEditor): boolean {
  if (editor.children.length > 0) return false
  Transforms.insertNodes(editor, paragraph(), { at: [0] })
  return true
}

/** Looked at with the block, because a block that changes its kind does not make its runs dirty. */
function repairRun(editor: StudioEditor, type: Block['type'], run: Run, path: Path): boolean {
  const allowed: readonly string[] = type === 'divider' ? [] : type === 'code' ? codeMarks : marks
  const wrong = Object.keys(run).filter((key) => key !== 'text' && (!allowed.includes(key) || (key === 'ai' && run.text === '')))
  if (wrong.length === 0) return false
  Transforms.unsetNodes(editor, wrong, { at: path, match: Text.isText, voids: true })
  return true
}

function repairBlock(editor: StudioEditor, block: Block, path: Path): boolean {
  const own = ownProperties[block.type]
  const wrong = Object.keys(block).filter((key) => !['type', 'id', 'children', ...own].includes(key))
  if (wrong.length > 0) {
    Transforms.unsetNodes(editor, wrong, { at: path, voids: true })
    return true
  }
  if (block.type === 'divider' && (block.children.length > 1 || Node.string(block) !== '')) {
    Transforms.insertNodes(editor, { ...paragraph(), type: 'divider' }, { at: path, voids: true })
    Transforms.removeNodes(editor, { at: Path.next(path), voids: true })
    return true
  }
  return block.children.some((run, index) => Text.isText(run) && repairRun(editor, block.type, run, [...path, index])) || unwrapNested(editor, block, path)
}

/** A block inside a block comes out after it. */
function unwrapNested(editor: StudioEditor, block: Block, path: Path): boolean {
  const nested = block.children.findIndex((child) => Element.isElement(child))
  if (nested < 0) return false
  Editor.withoutNormalizing(editor, () => Transforms.moveNodes(editor, { at: [...path, nested], to: Path.next(path) }))
  return true
}
