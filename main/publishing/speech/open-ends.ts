/** Where an ear can't tell that something ends, or that something else begins. */
import type { Expression } from '../formulas/expression.ts'
import { type Item, itemsOf } from './math-groups.ts'
import { isNumber, isUpright, letterOf } from './math-kinds.ts'
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

/** Whether a sign that nobody writes is said: without it what is before would be heard as below a bar, or what is behind as under a root. */
export function isMultiplied(before: Item | undefined, item: Item): boolean {
  if (before === undefined || !isFactor(before)) return false
  if (before.kind === 'root' || item.kind === 'root')
    return (item.kind === 'root' && item.index !== null) || (before.kind === 'root' && isFactor(item) && !isUpright(item))
  // E|X| is an expectation, P‖Q and D|X| their like.
  return item.kind === 'fraction' || (item.kind === 'group' && item.open === item.close && !/^[DEP]$/.test(letterOf(before)))
}

/** Behind a power a root would be heard as 平方根 and 次方根. */
export function isPowerRoot(said: string | undefined, items: readonly Item[], at: number): boolean {
  return items[at]?.kind === 'root' && items[at].index === null && at > 0 && isFactor(items[at - 1]!) && /[平立次]方$/.test(said ?? '')
}

export function isFactor(item: Expression | Item): boolean {
  switch (item.kind) {
    case 'sign':
      return isNumber(item) || (letterOf(item) !== '' && !/^[dΔδ∂∇]$/.test(letterOf(item)))
    case 'scripts':
      return isFactor(item.base)
    case 'group':
      return item.close === ')' || item.open === item.close
    case 'fraction':
    case 'root':
    case 'accent':
      return true
    default:
      return false
  }
}
