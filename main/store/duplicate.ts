/** Copies of courses, chapters and lessons. Each copied lesson begins a log of its own with the newest text of the other. */
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import type { Log } from './log.ts'
import { copyPlan } from './plan-changes.ts'
import { childrenOf, insertNode, isVisible, nodeOf, type NodeRow } from './tree.ts'

/** Copies an entry with all that can be seen in it, to right after it; answers the copy's id. Throws `not-found` for one that is gone or in the bin. */
export function duplicateNode(db: Database, log: Log, id: string, title: string, now: number): string {
  const node = nodeOf(db, id)
  if (!isVisible(db, node)) throw new StoreFailure('not-found', `${id} is in the bin`)
  return copy(db, log, node, { parent: node.parent, title, after: id }, now)
}

function copy(db: Database, log: Log, node: NodeRow, place: { parent: string | null; title: string; after?: string }, now: number): string {
  const made = insertNode(db, { kind: node.kind, ...place }, now)
  if (node.kind === 'lesson') {
    log.begin(made, log.read(node.id).doc, now)
    copyPlan(db, node.id, made, now)
  }
  for (const child of childrenOf(db, node.id)) copy(db, log, child, { parent: made, title: child.title }, now)
  return made
}
