/**
 * Which courses, chapters and lessons a broken workspace had: what its rows say, and what its texts and the good
 * copy say of a row that is damaged or gone. Ids are random, so that two which differ in one character are one, damaged.
 */
import type { Database } from './database.ts'
import type { LostNode, ReadNode, Remains } from './remains.ts'
import { allNodes, type Kind } from './tree.ts'

/** Every entry that is known of, lessons without a row of their own last. Rows of texts get the lessons that they belong to. */
export function lostEntries(db: Database, remains: Remains): LostNode[] {
  const copied = new Map(allNodes(db).map(({ id, kind }) => [id, kind]))
  const nodes = withIds(remains, new Set(copied.keys()))
  const ids = new Set([...copied.keys(), ...nodes.map(({ id }) => id)])
  for (const text of remains.lessons()) {
    const lesson = ids.has(text) ? undefined : twinOf(text, ids)
    if (lesson !== undefined) remains.adopt(lesson, text)
  }
  const placed = nodes.map((node) => ({ ...node, parent: placeOf(node, ids) }))
  const kindFor = kinds(placed, copied, new Set(remains.lessons()))
  const withRow = placed.map((node) => ({ ...node, kind: kindFor(node), hasRow: true }))
  const named = new Set(nodes.map(({ id }) => id))
  return [...withRow, ...remains.lessons().flatMap((id) => (named.has(id) || !isId(id) ? [] : [lessonWithoutRow(id)]))]
}

/** Rows of entries under the ids that they had; those of which that cannot be said are left out. */
function withIds(remains: Remains, copied: ReadonlySet<string>): ReadNode[] {
  const nodes = remains.nodes()
  const texts = new Set(remains.lessons())
  const parents = new Set(nodes.flatMap(({ parent }) => parent ?? []))
  const missing = new Set([...copied, ...texts, ...parents].filter(isId))
  for (const { id } of nodes) missing.delete(id)
  const entries = new Map<string, ReadNode>() // two rows can name one entry where a page is read twice
  for (const node of nodes) {
    const isMeant = copied.has(node.id) || texts.has(node.id) || parents.has(node.id)
    const id = isMeant ? node.id : (twinOf(node.id, missing) ?? node.id)
    missing.delete(id)
    if (isId(id) && !entries.has(id)) entries.set(id, { ...node, id })
  }
  return [...entries.values()]
}

function isId(stored: string): boolean {
  return /^[\w-]{1,40}$/.test(stored)
}

/** Of some ids the one that differs in one character only. */
function twinOf(id: string, ids: ReadonlySet<string>): string | undefined {
  for (const other of ids) if (other.length === id.length && areTwins(id, other)) return other
  return undefined
}

/** Whether two ids of one length differ in one character: what follows the first that differs is the same. */
function areTwins(one: string, other: string): boolean {
  let index = 0
  while (index < one.length && one[index] === other[index]) index += 1
  return index < one.length && one.slice(index + 1) === other.slice(index + 1)
}

function placeOf({ parent }: ReadNode, ids: ReadonlySet<string>): string | null {
  return parent === null || ids.has(parent) ? parent : (twinOf(parent, ids) ?? parent)
}

/** What an entry is: as the copy and its texts say, else as it says itself, else as what lies in it and what it lies in say. */
function kinds(nodes: readonly ReadNode[], copied: ReadonlyMap<string, Kind>, texts: ReadonlySet<string>): (node: ReadNode) => Kind {
  const known = new Map(nodes.map((node) => [node.id, node]))
  const children = Map.groupBy(nodes, (node) => node.parent)
  const stated = ({ id, kind }: ReadNode): Kind | null => copied.get(id) ?? (texts.has(id) ? 'lesson' : kind)
  return (node) => {
    const kind = stated(node)
    if (kind) return kind
    const inside = new Set((children.get(node.id) ?? []).map(stated))
    if (inside.has('lesson')) return 'chapter'
    if (inside.has('chapter') || node.parent === null) return 'course'
    const around = known.get(node.parent)
    return (around ? stated(around) : copied.get(node.parent)) === 'chapter' ? 'lesson' : 'chapter'
  }
}

function lessonWithoutRow(id: string): LostNode {
  return { id, kind: 'lesson', parent: null, title: '', position: null, changed_at: null, removed_at: undefined, hasRow: false }
}
