/** Slate's operations as the changes that go into the log. */
import type { Change } from '#preload/document/schema.ts'
import type { Operation } from 'slate'

/** The change that an operation makes, or null for a move of the selection. */
export function changeFromOperation(op: Operation): Change | null {
  switch (op.type) {
    case 'set_selection':
      return null
    case 'insert_text':
      return { type: op.type, path: op.path, offset: op.offset, text: op.text }
    case 'remove_text':
      return { type: op.type, path: op.path, offset: op.offset, text: op.text }
    case 'split_node':
      return { type: op.type, path: op.path, position: op.position, properties: defined(op.properties) }
    case 'merge_node':
      return { type: op.type, path: op.path, position: op.position, properties: defined(op.properties) }
    case 'move_node':
      return { type: op.type, path: op.path, newPath: op.newPath }
    case 'set_node':
      return { type: op.type, path: op.path, properties: defined(op.properties), newProperties: defined(op.newProperties) }
    case 'insert_node':
      return 'history' in op.node ? null : { type: op.type, path: op.path, node: op.node }
    case 'remove_node':
      return 'history' in op.node ? null : { type: op.type, path: op.path, node: op.node }
    default:
      return op satisfies never
  }
}

/** The operation that makes a change. */
export function operationFromChange(change: Change): Operation {
  // A change says of its nodes only that they are some; Slate takes them for what the page's rules make of them.
  return change as Operation
}

/** What is undefined does not survive the wire: absent says the same. */
function defined(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined))
}
