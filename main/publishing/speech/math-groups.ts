/** A row of a formula with its brackets found: TeX sets `(`, `|` and their like as signs that stand side by side with what is between them. */
import { type Expression, type ExpressionOf, isNothing, partsOf } from '../formulas/expression.ts'

/** What stands between two brackets, with what is written at the closing one. */
export interface Group {
  readonly kind: 'group'
  readonly open: string
  readonly close: string
  readonly items: readonly Item[]
  readonly sub: Expression | null
  readonly sup: Expression | null
}

export type Item = Exclude<Expression, { kind: 'row' | 'space' | 'rule' | 'hidden' }> | Group

const OPENING = new Set(['(', '[', '{', '⌊', '⌈', '⟨', '（'])
const CLOSING = new Set([')', ']', '}', '⌋', '⌉', '⟩', '）'])
/** Both at once. As an operator (`\mid`) a bar parts. */
const BARS = new Set(['|', '‖', '∥'])

/** The parts of a formula without what is not seen, brackets as groups; those that have no fellow stay signs. */
export function itemsOf(math: Expression): Item[] {
  return grouped(
    inThrees(partsOf(math).flatMap(partsOf)).flatMap((part): Item[] =>
      part.kind === 'space' || part.kind === 'rule' || part.kind === 'hidden' || part.kind === 'row' || isNothing(part) ? [] : numbersOf(part),
    ),
  )
}

/** Digits that small spaces part are one number: 299\\,792\\,458. */
function inThrees(parts: readonly Expression[]): Expression[] {
  const all: Expression[] = []
  for (const part of parts) {
    const [before, space] = [all.at(-2), all.at(-1)]
    const isMore = isDigits(part, /^\d{3}(?:\.\d+)?$/) && space?.kind === 'space' && space.em > 0 && space.em < WIDE && isDigits(before, /^\d{1,3}(?:,\d{3})*$/)
    if (isMore) all.splice(-2, 2, { ...before, text: `${before.text},${part.text}` })
    else all.push(part)
  }
  return all
}

/** In em: what parts formulas, and no digits. */
const WIDE = 0.5

function isDigits(part: Expression | undefined, like: RegExp): part is ExpressionOf<'sign'> {
  return part?.kind === 'sign' && part.role === 'number' && like.test(part.text)
}

/** The text of a sign; null for what is none. */
export function signIn(item: Item | undefined): string | null {
  return item?.kind === 'sign' ? item.text : null
}

/** `1,2,3` is one number to TeX. */
function numbersOf(part: Item): Item[] {
  if (part.kind !== 'sign' || part.role !== 'number' || !part.text.includes(',') || /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(part.text)) return [part]
  return part.text.split(/(,)/).flatMap((text): Item[] => {
    if (text === '') return []
    return [text === ',' ? { kind: 'sign', role: 'operator', text, upright: true } : { ...part, text }]
  })
}

interface Open {
  readonly sign: Item
  readonly text: string
  readonly items: Item[]
}

function grouped(items: readonly Item[]): Item[] {
  const all: Item[] = []
  const stack: Open[] = []
  const top = (): Item[] => stack.at(-1)?.items ?? all
  for (const [at, item] of items.entries()) {
    const base = item.kind === 'scripts' && item.base.kind === 'sign' ? item.base : item
    const text = base.kind === 'sign' ? base.text : ''
    const last = stack.at(-1)
    const isBar = BARS.has(text) && base.kind === 'sign' && base.role !== 'operator'
    if (last && ((CLOSING.has(text) && !BARS.has(last.text)) || (isBar && last.text === text))) {
      stack.pop()
      const scripts = item.kind === 'scripts' ? { sub: item.sub, sup: item.sup } : { sub: null, sup: null }
      top().push({ kind: 'group', open: last.text, close: text, items: last.items, ...scripts })
    } else if (item === base && (OPENING.has(text) || (isBar && hasFellow(items, at, text)))) stack.push({ sign: item, text, items: [] })
    else top().push(item)
  }
  // Brackets that nothing closes.
  for (let open = stack.shift(); open !== undefined; open = stack.shift()) all.push(open.sign, ...open.items)
  return all
}

/** Whether another bar comes before what is around this one ends. */
function hasFellow(items: readonly Item[], at: number, bar: string): boolean {
  let depth = 0
  for (const item of items.slice(at + 1)) {
    const base = item.kind === 'scripts' ? item.base : item
    if (base.kind !== 'sign') continue
    if (OPENING.has(base.text)) depth += 1
    else if (CLOSING.has(base.text) && --depth < 0) return false
    else if (base.text === bar && base.role !== 'operator' && depth === 0) return true
  }
  return false
}
