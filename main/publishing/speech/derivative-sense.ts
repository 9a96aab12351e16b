/** dy/dx, ∂²u/∂x∂y: what is derived by what, and how often. */
import type { Expression, ExpressionOf } from '../formulas/expression.ts'
import { type Item, itemsOf, signIn } from './math-groups.ts'

export interface Derivative {
  /** Empty where it stands behind the fraction. */
  readonly of: readonly Item[]
  readonly by: readonly Expression[]
  readonly isPartial: boolean
  /** How often, as a number or as letters; null: once. */
  readonly order: Expression | null
}

/** Null for a fraction that is none. */
export function derivativeIn({ above, below, hasBar }: ExpressionOf<'fraction'>): Derivative | null {
  const [first, ...of] = itemsOf(above)
  const [sign, order] = first?.kind === 'scripts' && first.sub === null ? [signIn(first.base), first.sup] : [signIn(first), null]
  if (!hasBar || (sign !== 'd' && sign !== '∂')) return null
  const by = variablesIn(itemsOf(below), sign)
  if (by === null || by.length === 0 || !isAsOften(order, by)) return null
  return { of, by: by.map(({ letter }) => letter), isPartial: sign === '∂', order }
}

interface Variable {
  readonly letter: Expression
  readonly times: Expression | null
}

/** dx, dx², ∂x∂y. */
function variablesIn(items: readonly Item[], sign: string): Variable[] | null {
  const variables: Variable[] = []
  for (let at = 0; at < items.length; at += 2) {
    const letter = items[at + 1]
    if (signIn(items[at]) !== sign || letter === undefined || letter.kind === 'group') return null
    if (letter.kind === 'scripts' && letter.sup !== null)
      variables.push({ letter: letter.sub === null ? letter.base : { ...letter, sup: null }, times: letter.sup })
    else if (/^(?:sign|scripts|accent)$/.test(letter.kind)) variables.push({ letter, times: null })
    else return null
  }
  return variables
}

/** Whether both halves tell the same number. */
function isAsOften(order: Expression | null, by: readonly Variable[]): boolean {
  const [only] = by
  if (order === null) return by.length === 1 && only?.times === null
  if (by.length === 1) return only !== undefined && only.times !== null && textIn(only.times) !== '' && textIn(only.times) === textIn(order)
  return by.reduce((sum, { times }) => sum + (times === null ? 1 : Number(textIn(times))), 0) === Number(textIn(order))
}

const textIn = (math: Expression): string =>
  itemsOf(math)
    .map((item) => signIn(item) ?? '')
    .join('')
