/** What changes the tree: new entries, new names, other places. */
import { randomId } from '#preload/document/identity.ts'
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { isVisible, nodeOf, type Kind } from './tree.ts'

/** An entry to be made; its id is random unless given. */
interface NewNode {
  readonly id?: string | undefined
  readonly kind: Kind
  readonly parent: string | null
  readonly title: string
  readonly after?: string | undefined
}

/** Entries of one kind to be made in one parent. */
interface NewNodes extends Pick<NewNode, 'kind' | 'parent' | 'after'> {
  readonly entries: readonly { readonly id: string; readonly title: string; /** Now if left out. */ readonly changedAt?: number | null }[]
}

/** What may hold what. */
const parentKind = { course: null, chapter: 'course', lesson: 'chapter' } as const satisfies Record<Kind, Kind | null>

/** A new entry at the end of its siblings, or right after one of them. Answers its id. */
export function insertNode(db: Database, { id = randomId(), kind, parent, title, after }: NewNode, now: number): string {
  insertNodes(db, { kind, parent, entries: [{ id, title }], after }, now)
  return id
}

/** New entries of one parent at once, at the end of their siblings or right after one of them: however many, those are read and numbered once. */
export function insertNodes(db: Database, { kind, parent, entries, after }: NewNodes, now: number): void {
  if (entries.length === 0) return
  const holder = parent === null ? null : nodeOf(db, parent)
  if ((holder?.kind ?? null) !== parentKind[kind]) throw new StoreFailure('invalid', `a ${kind} cannot lie in ${holder?.kind ?? 'nothing'}`)
  if (holder && !isVisible(db, holder)) throw new StoreFailure('not-found', `${holder.id} is in the bin`)
  const order = siblingsIn(db, parent).map((sibling) => sibling.id)
  const index = after === undefined ? -1 : order.indexOf(after)
  const at = index < 0 ? order.length : index + 1
  const put = db.prepare('INSERT INTO node (id, kind, parent, position, title, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?)')
  for (const [offset, { id, title, changedAt }] of entries.entries()) put.run(id, kind, parent, at + offset, title, changedAt ?? now, changedAt ?? now)
  number(db, [...order.slice(0, at), ...entries.map(({ id }) => id), ...order.slice(at)])
}

export function renameNode(db: Database, id: string, title: string, now: number): void {
  nodeOf(db, id)
  db.prepare('UPDATE node SET title = ?, changed_at = ? WHERE id = ?').run(title, now, id)
}

/** Where an entry is to lie. */
export interface Placed {
  readonly id: string
  /** Its parent as before when undefined. */
  readonly parent?: string | undefined
  /** Among those that can be seen, after all that move were taken out and those before it in the list put in. */
  readonly index: number
}

/** Moves entries among their siblings or into other parents. Throws `not-found` where one of them, or its new parent, is gone or in the bin. */
export function moveNodes(db: Database, places: readonly Placed[], now: number): void {
  const moves = places.map((place) => ({ ...place, parent: newParentOf(db, place) }))
  const moved = new Set(moves.map(({ id }) => id))
  const put = db.prepare('UPDATE node SET parent = ?, changed_at = ? WHERE id = ?')
  for (const [parent, into] of Map.groupBy(moves, (move) => move.parent)) {
    const order = siblingsIn(db, parent).filter((sibling) => !moved.has(sibling.id))
    for (const { id, index } of into) {
      put.run(parent, now, id)
      const before = order.filter((sibling) => sibling.removed_at === null)[index]
      order.splice(before ? order.indexOf(before) : order.length, 0, { id, removed_at: null })
    }
    number(
      db,
      order.map((sibling) => sibling.id),
    )
  }
}

function newParentOf(db: Database, { id, parent }: Placed): string | null {
  const node = nodeOf(db, id)
  const target = parent === undefined ? (node.parent === null ? null : nodeOf(db, node.parent)) : nodeOf(db, parent)
  if ((target?.kind ?? null) !== parentKind[node.kind]) throw new StoreFailure('invalid', `a ${node.kind} cannot lie in ${target?.kind ?? 'nothing'}`)
  if (!isVisible(db, node) || (target && !isVisible(db, target))) throw new StoreFailure('not-found', `${id} or ${target?.id} is in the bin`)
  return target?.id ?? null
}

/** Entries of one parent in order, those in the bin among them: they keep their neighbours. */
function siblingsIn(db: Database, parent: string | null): { id: string; removed_at: number | null }[] {
  return db
    .prepare<[string | null], { id: string; removed_at: number | null }>('SELECT id, removed_at FROM node WHERE parent IS ? ORDER BY position, created_at, id')
    .all(parent)
}

function number(db: Database, order: readonly string[]): void {
  const put = db.prepare('UPDATE node SET position = ? WHERE id = ? AND position <> ?')
  for (const [position, id] of order.entries()) put.run(position, id, position)
}
