/** The bin. What is removed keeps its place and everything in it, until it is restored or erased. */
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { allNodes, ancestorsOf, nodeOf, type Kind, type NodeRow } from './tree.ts'

export interface Removed {
  readonly id: string
  readonly kind: Kind
  readonly title: string
  readonly removedAt: number
  /** Titles of what it lay in, outermost first. */
  readonly from: string[]
  /** Lessons that come back with it. */
  readonly lessons: number
}

/** Puts entries into the bin. What is in it or gone already is passed over; where nothing is left, `not-found`. */
export function removeNodes(db: Database, ids: readonly string[], now: number): void {
  const remove = db.prepare('UPDATE node SET removed_at = $now, changed_at = $now WHERE id = $id AND removed_at IS NULL')
  for (const id of thoseThere(db, ids)) remove.run({ id, now })
}

function thoseThere(db: Database, ids: readonly string[]): string[] {
  const find = db.prepare<[string], string>('SELECT id FROM node WHERE id = ?').pluck()
  const there = ids.filter((id) => find.get(id) !== undefined)
  if (there.length === 0) throw new StoreFailure('not-found', `there is no entry ${ids.join(', ')}`)
  return there
}

/** What was removed, newest first. Something removed before what it lay in is listed by itself. */
export function readBin(db: Database): Removed[] {
  const children = Map.groupBy(allNodes(db), (node) => node.parent)
  const lessonsIn = (node: NodeRow): number =>
    node.kind === 'lesson' ? 1 : (children.get(node.id) ?? []).reduce((sum, child) => sum + (child.removed_at === null ? lessonsIn(child) : 0), 0)
  return [...children.values()]
    .flat()
    .flatMap((node) =>
      node.removed_at === null
        ? []
        : [
            {
              id: node.id,
              kind: node.kind,
              title: node.title,
              removedAt: node.removed_at,
              from: ancestorsOf(db, node)
                .map((ancestor) => ancestor.title)
                .reverse(),
              lessons: lessonsIn(node),
            },
          ],
    )
    .sort((a, b) => b.removedAt - a.removedAt || a.id.localeCompare(b.id))
}

/** Brings entries back to where they lay, together with whatever they lay in. What is gone for good is passed over; where nothing is left, `not-found`. */
export function restoreNodes(db: Database, ids: readonly string[], now: number): void {
  const restore = db.prepare('UPDATE node SET removed_at = NULL, changed_at = ? WHERE id = ? AND removed_at IS NOT NULL')
  for (const id of thoseThere(db, ids)) {
    const node = nodeOf(db, id)
    for (const one of [node, ...ancestorsOf(db, node)]) restore.run(now, one.id)
  }
}

/** Deletes entries of the bin for good, and passes over what is no longer in it: another may have taken it along. Answers the lessons that went. */
export function eraseNodes(db: Database, ids: readonly string[]): string[] {
  const removed = db.prepare<[string], { id: string }>('SELECT id FROM node WHERE id = ? AND removed_at IS NOT NULL')
  return ids.flatMap((id) => (removed.get(id) ? eraseNode(db, id) : []))
}

/** Deletes an entry of the bin for good, with all that lies in it. Answers the lessons that went. */
export function eraseNode(db: Database, id: string): string[] {
  const node = nodeOf(db, id)
  if (node.removed_at === null) throw new StoreFailure('invalid', `${id} is not in the bin`)
  const lessons = db
    .prepare<[string], { id: string }>(`
    WITH RECURSIVE inside (id, kind) AS (
      SELECT id, kind FROM node WHERE id = ?
      UNION ALL SELECT node.id, node.kind FROM node JOIN inside ON node.parent = inside.id
    ) SELECT id FROM inside WHERE kind = 'lesson'`)
    .all(id)
  db.prepare('DELETE FROM node WHERE id = ?').run(id)
  return lessons.map((lesson) => lesson.id)
}
