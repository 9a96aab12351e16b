/** What an item of a formula is, by itself: a number, a letter, an operator, an element of chemistry. */
import type { Expression, ExpressionOf } from '../formulas/expression.ts'
import { type Item, signIn } from './math-groups.ts'
import { NAMES } from './math-words.ts'

export function isNumber(item: Expression | Item | undefined): item is ExpressionOf<'sign'> {
  return item?.kind === 'sign' && item.role === 'number'
}

export function isOperator(item: Item | undefined): boolean {
  return item?.kind === 'sign' && item.role === 'operator' && !/^[!%…⋯∞]$/.test(item.text)
}

export function isDots(item: Item | undefined): boolean {
  return /^[…⋯]$/.test(signIn(item) ?? '')
}

/** Upright letters: units, and elements of chemistry. */
export function isUpright(item: Item | undefined): boolean {
  const base = item?.kind === 'scripts' ? item.base : item
  return base?.kind === 'text' || (base?.kind === 'sign' && base.upright && base.role === 'identifier')
}

export function isElement(item: Item | undefined): boolean {
  const base = item?.kind === 'scripts' ? item.base : item
  return base?.kind === 'sign' && base.upright && /^[A-Z]/.test(base.text) && NAMES[base.text] === undefined
}

/** The letter that an item is or has scripts on, as a plain one; empty for what is none. */
export function letterOf(item: Expression | Item | undefined): string {
  const base = item?.kind === 'scripts' ? item.base : item
  if (base?.kind !== 'sign' || base.role !== 'identifier') return ''
  const plain = base.text.normalize('NFKC')
  return /^\p{L}$/u.test(plain) ? plain : ''
}

/** A vector by what stands over it, or by being bold. */
export function isVector(item: Item | undefined): boolean {
  const base = item?.kind === 'scripts' ? item.base : item
  return (base?.kind === 'accent' && base.sign === '→') || isBold(base)
}

/** A bold letter of Unicode. */
export function isBold(item: Expression | Item | undefined): boolean {
  return item?.kind === 'sign' && /^[\u{1d400}-\u{1d433}\u{1d468}-\u{1d49b}\u{1d6a8}-\u{1d6e1}\u{1d71c}-\u{1d755}]$/u.test(item.text)
}
