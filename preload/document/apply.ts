/**
 * Applying changes. What each change does is what Slate's operation of the same name does
 * (https://docs.slatejs.org/concepts/05-operations), held to that by tests against Slate itself; but a
 * change that does not fit is refused where Slate would guess: an offset past the end of a text, a removed
 * text or node that is not the one there, a merge at another place. A log is only worth keeping if it says the truth.
 */
import type { Change, Doc } from './schema.ts'
import { checkDoc, isSame, isText, misfit, nodeAt, type ElementNode, type Node, type Nodes, type Path, type TextNode } from './node.ts'
import { isAncestor, pathAfterMove } from './path.ts'

type Of<T extends Change['type']> = Extract<Change, { type: T }>

/** Applies a batch and reads the outcome as a document. Throws a `ChangeError`; the given document is never altered. */
export function applyChanges(doc: Doc, changes: readonly Change[]): Doc {
  return checkDoc(changes.reduce<Nodes>(applyChange, doc))
}

/** Applies one change. The outcome need not be a document yet: a batch may pass through states that no document has. */
export function applyChange(nodes: Nodes, change: Change): Nodes {
  switch (change.type) {
    case 'insert_text':
      return changeText(nodes, change, (text) => text.slice(0, change.offset) + change.text + text.slice(change.offset))
    case 'remove_text':
      return removeText(nodes, change)
    case 'insert_node':
      return insertNode(nodes, change, change.path, change.node)
    case 'remove_node':
      return removeNode(nodes, change)
    case 'split_node':
      return splitNode(nodes, change)
    case 'merge_node':
      return mergeNode(nodes, change)
    case 'move_node':
      return moveNode(nodes, change)
    case 'set_node':
      return replaceAt(nodes, change, (node) => [withProperties(node, change)])
    default:
      return change satisfies never
  }
}

/** Properties that no change may set: what a node is, and whatever every object has. */
const fixed = new Set(['children', 'text', ...Object.getOwnPropertyNames(Object.prototype)])

/** Refuses a property that no change may set. */
function checkSettable(properties: object, change: Change): void {
  for (const property of Object.keys(properties)) if (fixed.has(property)) misfit(change, `"${property}" cannot be set`)
}

/** Runs `edit` on the children of the node at `parent`, copying what lies between it and the root. */
function editChildren(nodes: Nodes, change: Change, parent: Path, edit: (children: Nodes) => Nodes): Nodes {
  const [index, ...rest] = parent
  if (index === undefined) return edit(nodes)
  const node = nodes[index]
  if (node === undefined) misfit(change, 'there is no such node')
  if (isText(node)) misfit(change, 'a text has no children')
  return nodes.with(index, { ...node, children: editChildren(node.children, change, rest, edit) })
}

/** Puts what `make` answers in the place of the node at the change's path. */
function replaceAt(nodes: Nodes, change: Change, make: (node: Node) => readonly Node[]): Nodes {
  const index = change.path.at(-1)
  if (index === undefined) misfit(change, 'the root cannot be changed so')
  return editChildren(nodes, change, change.path.slice(0, -1), (children) => {
    const node = children[index]
    if (node === undefined) misfit(change, 'there is no such node')
    return children.toSpliced(index, 1, ...make(node))
  })
}

function changeText(nodes: Nodes, change: Of<'insert_text' | 'remove_text'>, edit: (text: string) => string): Nodes {
  return replaceAt(nodes, change, (node) => {
    if (!isText(node)) misfit(change, 'not a text')
    if (change.offset > node.text.length) misfit(change, `offset ${change.offset} is past the end of a text of ${node.text.length}`)
    return [{ ...node, text: edit(node.text) }]
  })
}

function removeText(nodes: Nodes, change: Of<'remove_text'>): Nodes {
  return changeText(nodes, change, (text) => {
    if (!text.startsWith(change.text, change.offset)) misfit(change, `the text at ${change.offset} is another`)
    return text.slice(0, change.offset) + text.slice(change.offset + change.text.length)
  })
}

function insertNode(nodes: Nodes, change: Change, path: Path, node: Node): Nodes {
  const index = path.at(-1)
  if (index === undefined) misfit(change, 'a root cannot be inserted')
  return editChildren(nodes, change, path.slice(0, -1), (children) => {
    if (index > children.length) misfit(change, `past the end of ${children.length} children`)
    return children.toSpliced(index, 0, node)
  })
}

function removeNode(nodes: Nodes, change: Of<'remove_node'>): Nodes {
  return replaceAt(nodes, change, (node) => {
    if (!isSame(node, change.node)) misfit(change, 'the node there is another')
    return []
  })
}

function splitNode(nodes: Nodes, change: Of<'split_node'>): Nodes {
  checkSettable(change.properties, change)
  const set = Object.fromEntries(Object.entries(change.properties).filter(([, value]) => value !== null && value !== undefined))
  const { position } = change
  return replaceAt(nodes, change, (node) => {
    const size = isText(node) ? node.text.length : node.children.length
    if (position > size) misfit(change, `position ${position} is past the end of ${size}`)
    return isText(node)
      ? [
          { ...node, text: node.text.slice(0, position) },
          { ...set, text: node.text.slice(position) },
        ]
      : [
          { ...node, children: node.children.slice(0, position) },
          { ...set, children: node.children.slice(position) },
        ]
  })
}

function mergeNode(nodes: Nodes, change: Of<'merge_node'>): Nodes {
  const index = change.path.at(-1)
  if (index === undefined || index === 0) misfit(change, 'there is nothing before it to merge with')
  return editChildren(nodes, change, change.path.slice(0, -1), (children) => {
    const [previous, node] = [children[index - 1], children[index]]
    if (previous === undefined || node === undefined) misfit(change, 'there is no such node')
    return children.toSpliced(index - 1, 2, merged(previous, node, change))
  })
}

function merged(previous: Node, node: Node, change: Of<'merge_node'>): TextNode | ElementNode {
  const size = isText(previous) ? previous.text.length : previous.children.length
  if (change.position !== size) misfit(change, `the one before ends at ${size}, not at ${change.position}`)
  if (isText(previous) && isText(node)) return { ...previous, text: previous.text + node.text }
  if (!isText(previous) && !isText(node)) return { ...previous, children: [...previous.children, ...node.children] }
  return misfit(change, 'a text and an element cannot be merged')
}

function moveNode(nodes: Nodes, change: Of<'move_node'>): Nodes {
  if (isAncestor(change.path, change.newPath)) misfit(change, 'it cannot move into itself')
  const node = nodeAt(nodes, change.path)
  if (node === undefined) misfit(change, 'there is no such node')
  const without = replaceAt(nodes, change, () => [])
  return insertNode(without, change, pathAfterMove(change.path, change.path, change.newPath), node)
}

function withProperties(node: Node, change: Of<'set_node'>): Node {
  checkSettable({ ...change.properties, ...change.newProperties }, change)
  const kept = Object.entries(node).filter(([property]) => !Object.hasOwn(change.properties, property) && !Object.hasOwn(change.newProperties, property))
  const set = Object.entries(change.newProperties).filter(([, value]) => value !== null && value !== undefined)
  const changed = Object.fromEntries([...kept, ...set])
  return isText(node) ? { ...changed, text: node.text } : { ...changed, children: node.children }
}
