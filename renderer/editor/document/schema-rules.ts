/**
 * Keeps the page what `preload/document/schema.ts` says a document is: whatever is edited, pasted, split or
 * merged, the children are blocks, each block has its own properties and no other, ids are never shared.
 */
import { newBlockId } from '#preload/document/identity.ts'
import { inlinesOf, isRun } from '#preload/document/lines.ts'
import type { Block, Cell, Doc, Inline, Line, Row, Run, Table } from '#preload/document/schema.ts'
import type { StudioEditor } from './slate-shape.ts'
import { repairTable, takeRowOut } from '#renderer/editor/table/table-rules.ts'
import { Editor, Element, Node, type NodeEntry, Path, Text, Transforms } from 'slate'

const ownProperties: Record<Element['type'], readonly string[]> = {
  paragraph: ['id'],
  heading: ['id', 'level'],
  item: ['id', 'kind', 'depth', 'done', 'start'],
  quote: ['id'],
  callout: ['id', 'tone'],
  code: ['id', 'language'],
  divider: ['id'],
  image: ['id', 'image', 'alt', 'width'],
  'formula-block': ['id'],
  note: ['id'],
  table: ['id', 'align', 'hasHeader'],
  row: [],
  cell: ['id', 'colspan', 'rowspan'],
  formula: ['tex'],
  'note-mark': ['note'],
}
const marks: readonly string[] = ['bold', 'italic', 'underline', 'strike', 'highlight', 'code', 'link', 'ai'] satisfies (keyof Run)[]
/** What a run may carry in code and in a formula's source. */
const sourceMarks: readonly string[] = ['ai']

/** The blocks of the page. */
export function blocksOf(editor: { readonly children: readonly unknown[] }): Doc {
  // The rules below keep every child of the root a block; Slate's type also allows text there.
  return editor.children as Doc
}

/** A new paragraph. */
export function paragraph(children: Inline[] = [{ text: '' }]): Extract<Block, { type: 'paragraph' }> {
  return { type: 'paragraph', id: newBlockId(), children }
}

/** What stands within a line. */
export function isInline(element: Element): element is Exclude<Inline, Run> {
  return element.type === 'formula' || element.type === 'note-mark'
}

/** A block: what may be a child of the document. */
export function isBlock(element: Element): element is Block {
  return element.type in ownProperties && !isInline(element) && element.type !== 'row' && element.type !== 'cell'
}

/** Teaches an editor the schema. */
export function withSchema(editor: StudioEditor): StudioEditor {
  const { insertNodes, normalizeNode, getSplitProperties } = editor
  editor.isVoid = (element) => element.type === 'divider' || isInline(element)
  editor.isInline = isInline
  editor.getSplitProperties = (node, path) => {
    // What is split off is an item behind the one that said where it counts from.
    const { start: _start, ...properties } = { start: undefined, ...getSplitProperties(node, path) }
    return Element.isElement(node) && 'id' in node ? { ...properties, id: newBlockId() } : properties
  }
  editor.insertNodes = (nodes, options) => insertNodes(withOwnIds(editor, Array.isArray(nodes) ? nodes : [nodes]), options)
  editor.normalizeNode = (entry, options) => {
    // What undo brings back was a document before; a repair that the history does not know of would come between its steps.
    if (!editor.history.isReplaying && !repair(editor, entry)) normalizeNode(entry, options)
  }
  return editor
}

/** Completes blocks that come from outside and gives new ids to those whose id is taken. */
export function withOwnIds(editor: StudioEditor, nodes: readonly Node[]): Node[] {
  if (!nodes.some((node) => Element.isElement(node) && !isInline(node))) return [...nodes]
  const taken = new Set<string>(blocksOf(editor).flatMap((block) => idsOf(block)))
  const own = <N extends Block | Cell>(node: N): N => {
    const fresh = taken.has(node.id) ? { ...node, id: newBlockId() } : node
    taken.add(fresh.id)
    return fresh
  }
  return nodes.map((node) => {
    if (!Element.isElement(node) || isInline(node)) return node
    if (node.type === 'cell') return own(node)
    if (node.type === 'row') return { ...node, children: node.children.map(own) }
    // Slate itself inserts a bare `{children: [{text: ''}]}` after everything was deleted.
    const whole: Block = isBlock(node) ? node : paragraph()
    const block = own(whole)
    return block.type === 'table' ? { ...block, children: block.children.map((row) => ({ ...row, children: row.children.map(own) })) } : block
  })
}

/** The ids of a block and of what lies in it. */
function idsOf(block: Block): string[] {
  return [block.id, ...(block.type === 'table' ? block.children.flatMap((row) => row.children.map(({ id }) => id)) : [])]
}

/** Makes one repair and says so; Slate comes back until there is none left. */
function repair(editor: StudioEditor, [node, path]: NodeEntry): boolean {
  if (path.length === 0) return repairRoot(editor)
  if (!Element.isElement(node)) return false
  return repairPlace(editor, node, path) || repairProperties(editor, node, path) || repairChildren(editor, node, path)
}

function repairRoot(editor: StudioEditor): boolean {
  if (editor.children.length > 0) return false
  Transforms.insertNodes(editor, paragraph(), { at: [0] })
  return true
}

/** What a child of a kind of element must be. */
function belongs(parent: Element['type'] | null, child: Node): boolean {
  if (parent === null) return Element.isElement(child) && isBlock(child)
  if (parent === 'table') return Element.isElement(child) && child.type === 'row'
  if (parent === 'row') return Element.isElement(child) && child.type === 'cell'
  return Text.isText(child) || isInline(child as Element)
}

/** A cell or a row outside a table becomes paragraphs; what is no row of a table or no cell of a row goes. */
function repairPlace(editor: StudioEditor, node: Element, path: Path): boolean {
  if (path.length === 1 && (node.type === 'row' || node.type === 'cell')) {
    if (node.type === 'row') Transforms.unwrapNodes(editor, { at: path })
    else Transforms.setNodes(editor, { type: 'paragraph' }, { at: path })
    return true
  }
  return false
}

function repairProperties(editor: StudioEditor, node: Element, path: Path): boolean {
  const wrong = Object.keys(node).filter((key) => !['type', 'children', ...ownProperties[node.type]].includes(key))
  if (wrong.length === 0) return false
  Transforms.unsetNodes(editor, wrong, { at: path, voids: true })
  return true
}

function repairChildren(editor: StudioEditor, node: Element, path: Path): boolean {
  if (node.type === 'table' || node.type === 'row') return repairRows(editor, node, path)
  if (isInline(node)) return false
  if (node.type === 'divider' && (node.children.length > 1 || Node.string(node) !== '')) {
    Transforms.insertNodes(editor, { type: 'divider', id: newBlockId(), children: [{ text: '' }] }, { at: path, voids: true })
    Transforms.removeNodes(editor, { at: Path.next(path), voids: true })
    return true
  }
  return repairRuns(editor, node, path) || unwrapNested(editor, node, path)
}

/** A table without rows, and a row without cells, is none; a table is a rectangle. */
function repairRows(editor: StudioEditor, node: Table | Row, path: Path): boolean {
  const wrong = node.children.findIndex((child) => !belongs(node.type, child))
  if (wrong < 0 && node.children.length > 0) return node.type === 'table' && repairTable(editor, node, path)
  const [index] = path.slice(-1)
  if (wrong < 0 && node.type === 'row' && index !== undefined) {
    Editor.withoutNormalizing(editor, () => takeRowOut(editor, Path.parent(path), index))
    return true
  }
  if (wrong < 0 || node.children.length === 1) Transforms.removeNodes(editor, { at: path })
  else Transforms.removeNodes(editor, { at: [...path, wrong] })
  return true
}

/** Looked at with the line, because one that changes its kind does not make its runs dirty. */
function repairRuns(editor: StudioEditor, line: Line, path: Path): boolean {
  const isSource = line.type === 'code' || line.type === 'formula-block'
  const allowed = line.type === 'divider' ? [] : isSource ? sourceMarks : marks
  return inlinesOf(line).some((child, index) => {
    if (!isRun(child)) return isSource && sourceOf(editor, child, [...path, index])
    const wrong = Object.keys(child).filter((key) => key !== 'text' && (!allowed.includes(key) || (key === 'ai' && child.text === '')))
    if (wrong.length > 0) Transforms.unsetNodes(editor, wrong, { at: [...path, index], match: Text.isText, voids: true })
    return wrong.length > 0
  })
}

/** In source a formula is its source; a footnote's mark is nothing. */
function sourceOf(editor: StudioEditor, child: Exclude<Inline, Run>, path: Path): boolean {
  Editor.withoutNormalizing(editor, () => {
    Transforms.removeNodes(editor, { at: path, voids: true })
    if (child.type === 'formula') Transforms.insertNodes(editor, { text: child.tex }, { at: path })
  })
  return true
}

/** A block inside a block comes out after it; in a cell, which has no room for one, its text stays. */
function unwrapNested(editor: StudioEditor, line: Line, path: Path): boolean {
  const nested = line.children.findIndex((child) => Element.isElement(child) && !isInline(child))
  if (nested < 0) return false
  if (line.type === 'cell') Transforms.unwrapNodes(editor, { at: [...path, nested] })
  else Editor.withoutNormalizing(editor, () => Transforms.moveNodes(editor, { at: [...path, nested], to: Path.next(path) }))
  return true
}
