/** What items of a formula are together, and how they are said. */
import { type Item, signIn } from './math-groups.ts'
import { RELATIONS } from './math-words.ts'

/** Says items one behind the other. `isInside`: between round brackets. */
export type SayAll = (items: readonly Item[], isInside?: boolean) => string

/** No one says it. */
export class Unsayable extends Error {}

export function unsayable(): never {
  throw new Unsayable()
}

/** Two capitals: the ends of a segment. */
export function isPair(items: readonly Item[]): boolean {
  return items.length === 2 && items.every((item) => /^[A-Z]$/.test(signIn(item) ?? ''))
}

/** What has several parts that are added or compared, so that an ear can't tell where it ends. */
export function isCompound(items: readonly Item[]): boolean {
  return items.some((item, at) => at > 0 && item.kind === 'sign' && (/^[+−±∓-]$/.test(item.text) || RELATIONS.has(item.text)))
}

/** Adds or takes away. */
export function isAdding(item: Item | undefined): boolean {
  return /^[+−±∓-]$/.test(signIn(item) ?? '')
}
