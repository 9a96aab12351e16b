/**
 * Taking the courses, chapters and lessons of a broken workspace into a good copy of it: those made since, and
 * of those that both know whatever has the later time of change. Entries carry no checksum, so that a value
 * counts only when it is one that the studio could have written.
 */
import { Title } from '#preload/document/title.ts'
import type { Database } from './database.ts'
import type { LostNode } from './remains.ts'
import { isVisible, nodeOf, type Kind } from './tree.ts'

/** In characters: what `Title` takes, and what of a text makes a name. */
const longestTitle = 200
const longestName = 40

/** What may hold what; a course lies in nothing. */
const parentKind = { chapter: 'course', lesson: 'chapter' } as const

export function kindOf(db: Database, id: string | null): Kind | undefined {
  return db.prepare<[string | null], { kind: Kind }>('SELECT kind FROM node WHERE id = ?').get(id)?.kind
}

/** Whether the copy does not know an entry, or as it was at an earlier time. */
export function isNewer(db: Database, node: LostNode): boolean {
  const kind = kindOf(db, node.id)
  return kind === undefined || (kind === node.kind && nodeOf(db, node.id).changed_at < (node.changed_at ?? 0))
}

/** Whether what an entry lay in is there to hold it. */
export function hasPlace(db: Database, { kind, parent }: LostNode): boolean {
  return kind !== 'course' && parent !== null && kindOf(db, parent) === parentKind[kind]
}

/** Makes an entry that the copy does not know. Where its title is damaged, it gets what can be read of that. */
export function insertLost(db: Database, node: LostNode, parent: string | null, now: number): void {
  const changedAt = timeOfChange(node, now)
  db.prepare('INSERT INTO node (id, kind, parent, position, title, created_at, changed_at, removed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)').run(
    node.id,
    node.kind,
    parent,
    // Last, until its siblings are put in order: a position counts among siblings only.
    (parent === node.parent ? node.position : null) ?? Number.MAX_SAFE_INTEGER,
    readTitle(node.title) ?? legibleIn(node.title),
    changedAt,
    changedAt,
    timeInBin(node, now) ?? null,
  )
}

/** What an entry is called while nothing can be read of its title. Means the same to authors of any language. */
const nameless = '…'

/** What is left of a damaged title, marked where something is missing. */
export function legibleIn(stored: string): string {
  const legible = stored
    .trim()
    .slice(0, longestTitle)
    .replaceAll(/[\p{Cc}\p{Cs}\uFFFD]+/gu, nameless)
  return legible === '' ? nameless : legible
}

/** Names an entry that was made without a legible title after the first that is written in it, as far as anything is: in a lesson words, else titles. */
export function nameFromWithin(
  db: Database,
  { id, title }: Pick<LostNode, 'id' | 'title'>,
  written: () => readonly string[] = () => titlesWithin(db, id),
): void {
  if (readTitle(title) !== null) return
  const made = db.prepare<[string, string], { id: string }>('SELECT id FROM node WHERE id = ? AND title = ?').get(id, nameless)
  const words = made && written().find((text) => text.trim() !== '')
  if (words !== undefined) db.prepare('UPDATE node SET title = ? WHERE id = ?').run(legibleIn(words.trim().slice(0, longestName)), id)
}

/** Titles of what lies in an entry, in order. */
function titlesWithin(db: Database, id: string): string[] {
  return db
    .prepare<[string], { title: string }>('SELECT title FROM node WHERE parent = ? ORDER BY position, created_at, id')
    .all(id)
    .map(({ title }) => title)
}

/** Gives an entry that the copy knows the title, the place and the bin's state that it had in the broken workspace; each stays as it is where it is damaged. */
export function takeChanges(db: Database, node: LostNode, readable: ReadonlySet<string>, now: number): void {
  const { title, parent, removed_at } = nodeOf(db, node.id)
  const removedAt = timeInBin(node, now)
  db.prepare('UPDATE node SET title = ?, parent = ?, removed_at = ?, changed_at = ? WHERE id = ?').run(
    readTitle(node.title) ?? title,
    isPlaceOf(db, node, readable) ? node.parent : parent,
    removedAt === undefined ? removed_at : removedAt,
    timeOfChange(node, now),
    node.id,
  )
}

/** A stored title, or null when no author can have given it: bytes that are no character are read as U+FFFD. */
function readTitle(stored: string): string | null {
  const title = Title.safeParse(stored)
  return title.success && !/[\p{Cc}\uFFFD]/u.test(title.data) ? title.data : null
}

/** Whether an entry can lie where it lay. A place that cannot be read itself may be in the bin of the copy only: nothing is hidden there. */
function isPlaceOf(db: Database, node: LostNode, readable: ReadonlySet<string>): boolean {
  const { parent } = node
  if (parent === null || !hasPlace(db, node)) return false
  return readable.has(parent) || isVisible(db, nodeOf(db, parent))
}

/** Since when an entry lies in the bin, null in sight, undefined where that is damaged: whatever is removed is changed by that. */
function timeInBin({ removed_at, changed_at }: LostNode, now: number): number | null | undefined {
  if (removed_at === null || removed_at === undefined) return removed_at
  return changed_at !== null && removed_at <= changed_at ? Math.min(removed_at, now) : undefined
}

/** None that is yet to come: a clock was wrong then, or it is damaged. */
function timeOfChange({ changed_at }: LostNode, now: number): number {
  return Math.min(changed_at ?? now, now)
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
      return { id, position: (there?.parent === parent ? there.position : null) ?? position }
    })
    for (const [position, { id }] of order.toSorted((a, b) => a.position - b.position).entries()) put.run(position, id)
  }
}
