/** Where things go when they are moved by keys, dropped or sent. Pure. An index counts the places after all that move were taken out. */
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { entriesIn, type ParentId, parentsFor } from './parents.ts'
import type { Row } from './rows.ts'

/** Where an entry is to lie. */
interface Place {
  readonly id: LibraryId
  readonly parent?: ParentId
  readonly index: number
}

/** Entries of one kind on their way, in order. */
export interface Move {
  readonly places: readonly Place[]
  /** What brings them back. */
  readonly back: readonly Place[]
  /** Where they are to lie; null for courses. */
  readonly into: ParentId | null
}

/** One place up or down, together; from the edge of a chapter (or course) into the next one. Undefined when there is nowhere to go. */
export function moveByStep(tree: LibraryTree, rows: readonly Row[], step: 1 | -1): Move | undefined {
  const edge = step === 1 ? rows.at(-1) : rows[0]
  if (!edge) return undefined
  const siblings = entriesIn(tree, edge)
  const gap = siblings.slice(0, siblings.indexOf(edge.id)).filter(isOther(rows)).length
  const next = gap + step
  if (next >= 0 && next <= siblings.filter(isOther(rows)).length) return moveTo(rows, edge.parent, next)
  // At the end already: those that lie apart come together there first.
  return moveTo(rows, edge.parent, gap) ?? moveByParent(tree, rows, step)
}

/** Into the chapter (or course) before or after; undefined where there is none. */
export function moveByParent(tree: LibraryTree, rows: readonly Row[], step: 1 | -1): Move | undefined {
  const edge = step === 1 ? rows.at(-1) : rows[0]
  if (!edge || edge.kind === 'course') return undefined
  const parents = parentsFor(tree, edge.kind)
  const next = parents[parents.findIndex(({ id }) => id === edge.parent) + step]
  return next && moveTo(rows, next.id, step === 1 ? 0 : next.inside.filter(isOther(rows)).length)
}

/** To the end of a chapter or course; undefined when all of them lie in it. */
export function moveInto(tree: LibraryTree, rows: readonly Row[], parent: ParentId): Move | undefined {
  const [first] = rows
  if (!first || first.kind === 'course' || rows.every((row) => row.parent === parent)) return undefined
  const target = parentsFor(tree, first.kind).find(({ id }) => id === parent)
  return target && moveTo(rows, parent, target.inside.filter(isOther(rows)).length)
}

export type DropPlace = 'before' | 'after' | 'into'

/** Where in a row the pointer is: a row of the same kind takes things before or after it, a parent takes them in. */
export function dropPlace(dragged: readonly Row[], over: Row, fraction: number): DropPlace | undefined {
  const [first] = dragged
  if (!first || dragged.some(({ id }) => id === over.id)) return undefined
  if (first.kind === over.kind) return fraction < 0.5 ? 'before' : 'after'
  const takesIn = (first.kind === 'lesson' && over.kind === 'chapter') || (first.kind === 'chapter' && over.kind === 'course')
  return takesIn ? 'into' : undefined
}

/** The move that dropping `dragged` at a place of `over` means; undefined when it would change nothing. */
export function moveByDrop(tree: LibraryTree, dragged: readonly Row[], over: Row, place: DropPlace): Move | undefined {
  if (place === 'into') return over.kind === 'lesson' ? undefined : moveInto(tree, dragged, over.id)
  const gap = entriesIn(tree, over).filter(isOther(dragged)).indexOf(over.id)
  return moveTo(dragged, over.parent, place === 'after' ? gap + 1 : gap)
}

/** Puts rows one after another at a place of a parent; undefined when they lie there already. */
function moveTo(rows: readonly Row[], parent: ParentId | null, gap: number): Move | undefined {
  const places = rows.map((row, at): Place => ({ id: row.id, ...(parent && { parent }), index: gap + at }))
  const back = rows.map((row): Place => ({ id: row.id, ...(row.parent && { parent: row.parent }), index: row.index }))
  const isThere = places.every((place, at) => place.index === back[at]?.index && place.parent === back[at]?.parent)
  return isThere ? undefined : { places, back, into: parent }
}

const isOther = (rows: readonly Row[]) => (id: LibraryId) => !rows.some((row) => row.id === id)
