/** Fractions and roots of which an ear can't tell where they end. */
import { type Item, itemsOf } from './math-groups.ts'
import { isCompound } from './math-rows.ts'

export function isLong(item: Item): boolean {
  return (item.kind === 'fraction' && isCompound(itemsOf(item.above))) || (item.kind === 'root' && isCompound(itemsOf(item.of)))
}

export function isOfSeveral(items: readonly Item[]): boolean {
  return items.length > 1 || items[0]?.kind === 'fraction' || (items[0]?.kind === 'scripts' && items[0].sup !== null)
}

/** A fraction has pauses of its own. */
export function isLongRoot(items: readonly Item[]): boolean {
  return items.length > 1 || (items[0]?.kind !== 'fraction' && isOfSeveral(items))
}

/** Whether what is behind it would be heard as below its sign, too. */
export function isUnder(item: Item): boolean {
  return item.kind === 'root' && item.index === null && isOfSeveral(itemsOf(item.of))
}
