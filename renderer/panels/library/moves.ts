/** Where things go when they are moved by keys or dropped. Pure. An index counts the places after the moved thing was taken out. */
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'
import type { Move } from './library-actions.ts'
import type { Row } from './rows.ts'

/** One place up or down; from the edge of a chapter (or course) into the next one. Undefined when there is nowhere to go. */
export function moveByStep(tree: LibraryTree, row: Row, step: 1 | -1): Move | undefined {
  const index = row.index + step
  if (index >= 0 && index < row.siblings) return { id: row.id, index }
  if (row.kind === 'course') return undefined
  const parents =
    row.kind === 'chapter'
      ? tree.courses.map((course) => ({ id: course.id, size: course.chapters.length }))
      : tree.courses.flatMap((course) => course.chapters.map((chapter) => ({ id: chapter.id, size: chapter.lessons.length })))
  const next = parents[parents.findIndex((parent) => parent.id === row.parent) + step]
  return next && { id: row.id, parent: next.id, index: step === 1 ? 0 : next.size }
}

export type DropPlace = 'before' | 'after' | 'into'

/** Where in a row the pointer is: a row of the same kind takes a thing before or after it, a parent takes it in. */
export function dropPlace(dragged: Row, over: Row, fraction: number): DropPlace | undefined {
  if (dragged.id === over.id) return undefined
  if (dragged.kind === over.kind) return fraction < 0.5 ? 'before' : 'after'
  const takesIn = (dragged.kind === 'lesson' && over.kind === 'chapter') || (dragged.kind === 'chapter' && over.kind === 'course')
  return takesIn ? 'into' : undefined
}

/** The move that dropping `dragged` at a place of `over` means; undefined when it would change nothing. */
export function moveByDrop(dragged: Row, over: Row, place: DropPlace): Move | undefined {
  if (place === 'into') {
    if (over.kind === 'lesson' || dragged.parent === over.id) return undefined
    return { id: dragged.id, parent: over.id, index: over.children }
  }
  const sameParent = dragged.parent === over.parent
  const gap = over.index + (place === 'after' ? 1 : 0)
  const index = sameParent && dragged.index < gap ? gap - 1 : gap
  if (sameParent && index === dragged.index) return undefined
  return { id: dragged.id, ...(over.parent && !sameParent && { parent: over.parent }), index }
}

/** The row to focus once a row was removed: its next sibling, else the one before, else its parent. */
export function rowAfterRemoval(rows: readonly Row[], removed: Row): LibraryId | undefined {
  const siblings = rows.filter((row) => row.parent === removed.parent && row.kind === removed.kind)
  const at = siblings.findIndex((row) => row.id === removed.id)
  return siblings[at + 1]?.id ?? siblings[at - 1]?.id ?? removed.parent ?? undefined
}
