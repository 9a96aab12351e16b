/** Picking works for a run: which of them are ticked. Pure. */
import type { SourceWork } from '#preload/contract/runs.ts'
import type { WorkId } from '#preload/contract/works.ts'

export type Ticked = ReadonlySet<WorkId>

/** With these ticked, or not. */
export function ticking(ticked: Ticked, works: Iterable<WorkId>, isIn: boolean): Ticked {
  const next = new Set(ticked)
  for (const id of works) {
    if (isIn) next.add(id)
    else next.delete(id)
  }
  return next
}

/** The works from one to another as they are listed, both with them; only the second where the first is not listed. */
export function between(inOrder: readonly WorkId[], from: WorkId | null, to: WorkId): WorkId[] {
  const [a, b] = [from === null ? -1 : inOrder.indexOf(from), inOrder.indexOf(to)]
  return a === -1 || b === -1 ? [to] : inOrder.slice(Math.min(a, b), Math.max(a, b) + 1)
}

/** How many of works are ticked, and how many 字 are learnt of those. */
export function tickedOf(works: readonly SourceWork[], ticked: Ticked): { readonly works: number; readonly words: number } {
  const own = works.filter(({ id }) => ticked.has(id))
  return { works: own.length, words: own.reduce((sum, { words }) => sum + words, 0) }
}

/** Whether works are ticked just as the host tells them. */
export function isAsTold(works: readonly SourceWork[], ticked: Ticked): boolean {
  return works.every(({ id, isChosen }) => ticked.has(id) === isChosen)
}
