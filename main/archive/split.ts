/**
 * Which works are kept from training, to prove by them what it brought. By whole works, and by a hash of what a work says, so
 * that the same work is always on the same side. Near duplicates stand on one side together.
 */

/** A work as it is divided. */
export interface Divided {
  readonly id: string
  /** Says what is in it, and stays as long as that does. */
  readonly hash: string
}

const share = 0.1
const least = 2

/** Ids of those that are held out: about a tenth, at least two; none where that would leave fewer to learn from than are held out. `groups`: works that must stand together. */
export function heldOut(works: readonly Divided[], groups: readonly (readonly string[])[]): ReadonlySet<string> {
  const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)))
  const wanted = Math.max(least, Math.round(works.length * share))
  const held = new Set<string>()
  if (works.length < 2 * least) return held
  const present = new Set(works.map(({ id }) => id))
  for (const { id } of [...works].sort((a, b) => compare(placeOf(a.hash), placeOf(b.hash)) || compare(a.id, b.id))) {
    if (held.size >= wanted) break
    if (held.has(id)) continue
    const together = (groupOf.get(id) ?? [id]).filter((one) => present.has(one))
    // A group larger than what is wanted in all stays where it is learnt from, as long as others can be had.
    if (held.size + together.length <= wanted + 1) for (const one of together) held.add(one)
  }
  return held.size >= least ? held : new Set()
}

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

/** FNV-1a, then mixed: works whose hashes begin alike lie apart. */
function placeOf(hash: string): number {
  let place = 0x811c9dc5
  for (let at = 0; at < hash.length; at += 1) place = Math.imul(place ^ hash.charCodeAt(at), 0x01000193)
  place = Math.imul(place ^ (place >>> 15), 0x2c1b3c6d)
  return (place ^ (place >>> 12)) >>> 0
}
