/**
 * The changes that make one document of another. Blocks are told by their ids: one that is in both is kept and changed
 * within, where its shape is the same; one that stands elsewhere is taken out and put in again.
 */
import { haveSameMarks } from './inlines.ts'
import { isSame, isText, type ElementNode, type Node } from './node.ts'
import type { Change, Doc } from './schema.ts'

/** Changes in order, none where the documents are equal. `applyChanges(from, changesBetween(from, to))` equals `to`. */
export function changesBetween(from: Doc, to: Doc): Change[] {
  const pairs = keptBlocks(from, to)
  const kept = new Set(pairs.map(([before]) => before))
  const known = new Map(pairs.map(([before, after]) => [after, from[before]]))
  const removed = from.flatMap((node, at): Change[] => (kept.has(at) ? [] : [{ type: 'remove_node', path: [at], node }])).reverse()
  const made = to.flatMap((block, at): Change[] => {
    const before = known.get(at)
    return before ? changesWithin(before, block, [at]) : [{ type: 'insert_node', path: [at], node: block }]
  })
  return [...removed, ...made]
}

/** Places, in the one and in the other, of blocks that need not be taken out: the longest run of them that stand in the same order in both. */
export function keptBlocks(from: Doc, to: Doc): [before: number, after: number][] {
  const places = firstPlaces(to)
  const common = [...firstPlaces(from)].flatMap(([id, before]) => {
    const place = places.get(id)
    return place !== undefined && to[place]?.type === from[before]?.type ? [{ before, place }] : []
  })
  return longestRising(common).map(({ before, place }) => [before, place])
}

/** Where each id stands for the first time: an id is a block's own, but what came from elsewhere may hold one twice. */
function firstPlaces(doc: Doc): Map<string, number> {
  const places = new Map<string, number>()
  for (const [at, { id }] of doc.entries()) if (!places.has(id)) places.set(id, at)
  return places
}

export interface Common {
  readonly before: number
  readonly place: number
}

interface Link extends Common {
  readonly previous: Link | undefined
}

/** Those of them, in order of `before`, whose places rise, as many as can be. Patience sorting: the ends of the best run of each length, each with the one before it. */
export function longestRising(items: readonly Common[]): Common[] {
  const ends: Link[] = []
  for (const item of items) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle]?.place ?? 0) < item.place) low = middle + 1
      else high = middle
    }
    ends[low] = { ...item, previous: ends[low - 1] }
  }
  const rising: Common[] = []
  for (let link = ends.at(-1); link; link = link.previous) rising.push(link)
  return rising.reverse()
}

/** A block, row, cell or object that is changed in place, or its parts put in anew. */
function changesWithin(from: ElementNode, to: ElementNode, path: readonly number[]): Change[] {
  if (isSame(from, to)) return []
  return [...setProperties(from, to, path), ...changedChildren(from, to, path)]
}

function setProperties(from: ElementNode, to: ElementNode, path: readonly number[]): Change[] {
  const own = (node: ElementNode) => new Map(Object.entries(node).filter(([name]) => name !== 'children'))
  const [before, after] = [own(from), own(to)]
  const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => !isSame(before.get(name), after.get(name)))
  if (names.length === 0) return []
  const of = (values: ReadonlyMap<string, unknown>) => Object.fromEntries(names.filter((name) => values.has(name)).map((name) => [name, values.get(name)]))
  return [{ type: 'set_node', path: [...path], properties: of(before), newProperties: of(after) }]
}

function changedChildren(from: ElementNode, to: ElementNode, path: readonly number[]): Change[] {
  return changesBetweenNodes(from.children, to.children, path)
}

/** The changes that make one list of siblings of another; they stand under `path`, the first of them at `first`. What is the same at both ends is left alone. */
export function changesBetweenNodes(old: readonly Node[], next: readonly Node[], path: readonly number[], first = 0): Change[] {
  const start = sharedStart(old, next, isSame)
  const end = sharedEnd(old, next, start, isSame)
  const [removed, added] = [old.slice(start, old.length - end), next.slice(start, next.length - end)]
  const at = first + start
  const isInPlace = removed.length === added.length && removed.every((node, index) => isOneShape(node, added[index]))
  if (isInPlace) return removed.flatMap((node, index) => changedNode(node, added[index], [...path, at + index]))
  // What comes first, so that there is never a parent without children.
  return [
    ...added.map((node, index): Change => ({ type: 'insert_node', path: [...path, at + index], node })),
    ...removed.map((node): Change => ({ type: 'remove_node', path: [...path, at + added.length], node })),
  ]
}

type Same<T> = (one: T | undefined, other: T | undefined) => boolean

/** How much two lists, or two texts, share from their beginning. */
function sharedStart<T>(from: ArrayLike<T>, to: ArrayLike<T>, same: Same<T>): number {
  const shared = Math.min(from.length, to.length)
  let start = 0
  while (start < shared && same(from[start], to[start])) start += 1
  return start
}

/** How much they share from their end, besides what they share from their beginning. */
function sharedEnd<T>(from: ArrayLike<T>, to: ArrayLike<T>, start: number, same: Same<T>): number {
  const shared = Math.min(from.length, to.length) - start
  let end = 0
  while (end < shared && same(from[from.length - 1 - end], to[to.length - 1 - end])) end += 1
  return end
}

/** Whether one can become the other by changes within: runs with the same marks, elements of one kind. */
function isOneShape(one: Node, other: Node | undefined): boolean {
  if (!other || isText(one) !== isText(other)) return false
  if (!isText(one) || !isText(other)) return one['type'] === other['type']
  return haveSameMarks(one, other)
}

function changedNode(from: Node, to: Node | undefined, path: number[]): Change[] {
  if (!to) return []
  if (isText(from) && isText(to)) return changedText(from.text, to.text, path)
  return isText(from) || isText(to) ? [] : changesWithin(from, to, path)
}

function changedText(from: string, to: string, path: number[]): Change[] {
  // No character is cut in two; begun before the end is sought, which may then reach into it.
  let start = sharedStart(from, to, Object.is)
  if (start > 0 && /[\uD800-\uDBFF]/.test(from[start - 1] ?? '')) start -= 1
  let end = sharedEnd(from, to, start, Object.is)
  if (end > 0 && /[\uDC00-\uDFFF]/.test(from[from.length - end] ?? '')) end -= 1
  const [removed, added] = [from.slice(start, from.length - end), to.slice(start, to.length - end)]
  return [
    ...(removed === '' ? [] : [{ type: 'remove_text' as const, path, offset: start, text: removed }]),
    ...(added === '' ? [] : [{ type: 'insert_text' as const, path, offset: start, text: added }]),
  ]
}
