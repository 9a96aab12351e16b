/**
 * Which texts are held out from learning, to prove by them what it brought: the one place that says so. Whoever asks decides in which
 * order they are tried, and which stand together.
 */

/** What is held out whole, or not at all. */
export interface Holdable {
  /** In any measure that is the same for all. */
  readonly size: number
  /** How many works it is. */
  readonly works: number
}

/** How much is held out. */
const share = 0.1
/** What would make the held-out part larger than this is passed over while there is anything else. */
const mostSize = 0.15
/** Nor more of the works than this, where one of them is most of what there is. */
const mostWorks = 1 / 3

/**
 * About a tenth of all, in the order given; `least` works where there are so many, and never all. Where the first that come are
 * large, the smallest ones have to do.
 */
export function chooseHeldOut<T extends Holdable>(inOrder: readonly T[], least: number): ReadonlySet<T> {
  const sum = (some: Iterable<T>) => [...some].reduce(({ size, works }, one) => ({ size: size + one.size, works: works + one.works }), { size: 0, works: 0 })
  const all = sum(inOrder)
  const chosen = new Set<T>()
  let held = { size: 0, works: 0 }
  const add = (one: T) => {
    chosen.add(one)
    held = { size: held.size + one.size, works: held.works + one.works }
  }
  for (const one of inOrder) {
    if (held.size >= all.size * share || chosen.size === inOrder.length - 1) break
    const isTooMuch = held.size + one.size > all.size * mostSize || held.works + one.works > Math.max(least, all.works * mostWorks)
    if (!isTooMuch) add(one)
  }
  for (const one of inOrder.toSorted((a, b) => a.size - b.size)) {
    if (held.works >= least || chosen.size >= inOrder.length - 1) break
    if (!chosen.has(one)) add(one)
  }
  return chosen
}
