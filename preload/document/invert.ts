/**
 * The change that takes a change back. It is read off the document before the change, not off what the
 * change claims of it, so `applyChange(applyChange(nodes, c), invertChange(nodes, c))` is `nodes` always.
 */
import { applyChange } from './apply.ts'
import { misfit, nodeAt, type Node, type Nodes } from './node.ts'
import { areSiblings, nextPath, pathAfterMove, previousPath, samePath } from './path.ts'
import type { Change, Doc } from './schema.ts'

type Of<T extends Change['type']> = Extract<Change, { type: T }>

/** Changes that take a batch back, in the order in which to apply them. `nodes` is the document before the batch. */
export function invertChanges(nodes: Doc | Nodes, changes: readonly Change[]): Change[] {
  const inverse: Change[] = []
  let before: Nodes = nodes
  for (const change of changes) {
    inverse.unshift(invertChange(before, change))
    before = applyChange(before, change)
  }
  return inverse
}

/** The change that undoes `change`. `nodes` is the document before it, which the change must fit. */
export function invertChange(nodes: Nodes, change: Change): Change {
  switch (change.type) {
    case 'insert_text':
      return { ...change, type: 'remove_text' }
    case 'remove_text':
      return { ...change, type: 'insert_text' }
    case 'insert_node':
      return { ...change, type: 'remove_node' }
    case 'remove_node':
      return { ...change, type: 'insert_node' }
    case 'split_node':
      return { type: 'merge_node', path: [...nextPath(change.path)], position: change.position, properties: change.properties }
    case 'merge_node':
      return { type: 'split_node', path: [...previousPath(change.path)], position: change.position, properties: propertiesOf(present(nodes, change)) }
    case 'move_node':
      return invertMove(change)
    case 'set_node':
      return invertSet(present(nodes, change), change)
    default:
      return change satisfies never
  }
}

function present(nodes: Nodes, change: Change): Node {
  return nodeAt(nodes, change.path) ?? misfit(change, 'there is no such node')
}

function propertiesOf(node: Node): Record<string, unknown> {
  return Object.fromEntries(Object.entries(node).filter(([property]) => property !== 'text' && property !== 'children'))
}

function invertMove(change: Of<'move_node'>): Change {
  const { path, newPath } = change
  if (samePath(path, newPath)) return change
  if (areSiblings(path, newPath)) return { type: 'move_node', path: newPath, newPath: path }
  return {
    type: 'move_node',
    path: [...pathAfterMove(path, path, newPath)],
    newPath: [...pathAfterMove(nextPath(path), path, newPath)],
  }
}

function invertSet(node: Node, change: Of<'set_node'>): Change {
  const touched = new Set([...Object.keys(change.properties), ...Object.keys(change.newProperties)])
  const before = Object.entries(propertiesOf(node)).filter(([property]) => touched.has(property))
  return { type: 'set_node', path: change.path, properties: { ...change.properties, ...change.newProperties }, newProperties: Object.fromEntries(before) }
}
