/**
 * Taking the courses, chapters and lessons of a broken workspace into a good copy of it: those made since, and
 * of those that both know whatever has the later time of change. Entries carry no checksum, so that a value
 * counts only when it is one that the studio could have written.
 */
import { Title } from '#preload/document/title.ts'
import type { Database } from './database.ts'
import type { LostNode } from './remains.ts'
import { isVisible, nodeOf, type Kind } from './tree.ts'

/** What may hold what; a course lies in nothing. */
const parentKind = { chapter: 'course', lesson: 'chapter' } as const

export function kindOf(db: Database, id: string | null): Kind | undefined {
  return db.prepare<[string | null], { kind: Kind }>('SELECT kind FROM node WHERE id = ?').get(id)?.kind
}

/** Whether the copy does not know an entry, or as it was at an earlier time. */
export function isNewer(db: Database, node: LostNode): boolean {
  const kind = kindOf(db, node.id)
  return kind === undefined || (kind === node.kind && nodeOf(db, node.id).changed_at < node.changed_at)
}

/** Makes an entry that the copy does not know. */
export function insertLost(db: Database, node: LostNode, parent: string | null): void {
  db.prepare('INSERT INTO node (id, kind, parent, position, title, created_at, changed_at, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    node.id,
    node.kind,
    parent,
    node.position,
    node.title,
    node.changed_at,
    node.changed_at,
    node.removed_at,
  )
}

/** Gives an entry that the copy knows the title, the place and the bin's state that it had in the broken workspace; each stays as it is where it is damaged. */
export function takeChanges(db: Database, node: LostNode, readable: ReadonlySet<string>, now: number): void {
  const { title, parent, removed_at } = nodeOf(db, node.id)
  db.prepare('UPDATE node SET title = ?, parent = ?, removed_at = ?, changed_at = ? WHERE id = ?').run(
    readTitle(node.title) ?? title,
    isPlaceOf(db, node, readable) ? node.parent : parent,
    isTimeInBin(node) ? node.removed_at : removed_at,
    Math.min(node.changed_at, now), // a clock that was wrong, or damage
    node.id,
  )
}

/** A stored title, or null when no author can have given it: bytes that are no character are read as U+FFFD. */
function readTitle(stored: string): string | null {
  const title = Title.safeParse(stored)
  return title.success && !/[\p{Cc}\uFFFD]/u.test(title.data) ? title.data : null
}

/** Whether an entry can lie where it lay. A place that cannot be read itself may be in the bin of the copy only: nothing is hidden there. */
function isPlaceOf(db: Database, { kind, parent }: LostNode, readable: ReadonlySet<string>): boolean {
  if (kind === 'course' || parent === null || kindOf(db, parent) !== parentKind[kind]) return false
  return readable.has(parent) || isVisible(db, nodeOf(db, parent))
}

/** Whatever is removed is changed by that. */
function isTimeInBin({ removed_at, changed_at }: LostNode): boolean {
  return removed_at === null || (removed_at > 0 && removed_at <= changed_at)
}

/** Puts the siblings of what was taken over in the order they had: a move gives its siblings other positions and no later time. */
export function orderAsLost(db: Database, lost: readonly LostNode[], taken: readonly LostNode[]): void {
  const known = new Map(lost.map((node) => [node.id, node]))
  const parentOf = db.prepare<[string], { parent: string | null }>('SELECT parent FROM node WHERE id = ?')
  const siblings = db.prepare<[string | null], { id: string; position: number }>(
    'SELECT id, position FROM node WHERE parent IS ? ORDER BY position, created_at, id',
  )
  const put = db.prepare('UPDATE node SET position = ? WHERE id = ?')
  const parents = new Set(taken.flatMap(({ id }) => parentOf.get(id) ?? []).map(({ parent }) => parent))
  for (const parent of parents) {
    const order = siblings.all(parent).map(({ id, position }) => {
      const there = known.get(id)
      return { id, position: there?.parent === parent ? there.position : position }
    })
    for (const [position, { id }] of order.toSorted((a, b) => a.position - b.position).entries()) put.run(position, id)
  }
}
