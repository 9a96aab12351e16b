/**
 * Which works are kept from training, to prove by them what it brought. By whole works, and by a hash of what a work says, so
 * that the same work is always on the same side as long as it can be. Near duplicates stand on one side together. How much, says
 * preload/document/held-out.ts.
 */
import { chooseHeldOut } from '#preload/document/held-out.ts'

/** A work as it is divided. */
export interface Divided {
  readonly id: string
  /** Says what is in it, and stays as long as that does. */
  readonly hash: string
  /** How much is learnt of it, more than nothing. */
  readonly size: number
}

const least = 2

/** Ids of those that are held out, at least two; none where that would leave fewer to learn from than are held out. `groups`: works that must stand together. */
export function heldOut(works: readonly Divided[], groups: readonly (readonly string[])[]): ReadonlySet<string> {
  if (works.length < 2 * least) return new Set()
  const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)))
  const inOrder = [...works].sort((a, b) => compare(placeOf(a.hash), placeOf(b.hash)) || compare(a.id, b.id))
  const together = [...Map.groupBy(inOrder, ({ id }) => groupOf.get(id) ?? id).values()].map((own) => ({
    ids: own.map(({ id }) => id),
    size: own.reduce((sum, { size }) => sum + size, 0),
    works: own.length,
  }))
  const held = [...chooseHeldOut(together, least)].flatMap(({ ids }) => ids)
  return new Set(held.length >= least && held.length * 2 <= works.length ? held : [])
}

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

/** FNV-1a, then mixed: works whose hashes begin alike lie apart. */
function placeOf(hash: string): number {
  let place = 0x811c9dc5
  for (let at = 0; at < hash.length; at += 1) place = Math.imul(place ^ hash.charCodeAt(at), 0x01000193)
  place = Math.imul(place ^ (place >>> 15), 0x2c1b3c6d)
  return (place ^ (place >>> 12)) >>> 0
}
