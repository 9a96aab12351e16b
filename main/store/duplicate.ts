/** Copies of courses, chapters and lessons. Each copied lesson begins a log of its own with the newest text of the other. */
import { randomId } from '#preload/document/identity.ts'
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import type { Log } from './log.ts'
import { copyPlan } from './plan-changes.ts'
import { childrenOf, isVisible, nodeOf, type NodeRow } from './tree.ts'
import { insertNode, insertNodes } from './tree-changes.ts'

/** Copies an entry with all that can be seen in it, to right after it; answers the copy's id. Throws `not-found` for one that is gone or in the bin. */
export function duplicateNode(db: Database, log: Log, id: string, title: string, now: number): string {
  const node = nodeOf(db, id)
  if (!isVisible(db, node)) throw new StoreFailure('not-found', `${id} is in the bin`)
  const made = insertNode(db, { kind: node.kind, parent: node.parent, title, after: id }, now)
  fill(db, log, node, made, now)
  return made
}

/** Gives a copy what the other holds. */
function fill(db: Database, log: Log, node: NodeRow, made: string, now: number): void {
  if (node.kind === 'lesson') {
    log.begin(made, log.read(node.id).doc, now)
    copyPlan(db, node.id, made, now)
  }
  const children = childrenOf(db, node.id).map((child) => ({ child, id: randomId(), title: child.title }))
  const kind = children[0]?.child.kind
  if (kind) insertNodes(db, { kind, parent: made, entries: children }, now)
  for (const { child, id } of children) fill(db, log, child, id, now)
}
