/** A row of a formula with its brackets found: TeX sets `(`, `|` and their like as signs that stand side by side with what is between them. */
import { type Expression, type ExpressionOf, isNothing, nothing, partsOf } from '../formulas/expression.ts'
import { RELATIONS } from './math-words.ts'

/** What stands between two brackets, with what is written at the closing one. */
export interface Group {
  readonly kind: 'group'
  readonly open: string
  readonly close: string
  readonly items: readonly Item[]
  readonly sub: Expression | null
  readonly sup: Expression | null
}

export type Item = Exclude<Expression, { kind: 'row' | 'space' | 'rule' | 'hidden' | 'coloured' | 'sized' | 'styled' }> | Group

const OPENING = new Set(['(', '[', '{', '⌊', '⌈', '⟨', '（'])
const CLOSING = new Set([')', ']', '}', '⌋', '⌉', '⟩', '）'])
/** Both at once. As an operator (`\mid`) a bar parts. */
const BARS = new Set(['|', '‖', '∥'])

/** The parts of a formula without what is not seen, brackets as groups; those that have no fellow stay signs. */
export function itemsOf(math: Expression): Item[] {
  const parts = inThrees(visible(math))
  const isEquation = (among: readonly Expression[]): boolean => among.some((part) => RELATIONS.has(signIn(part) ?? ''))
  const items = parts.flatMap((part, at): Item[] => {
    if (isSeen(part) && !isNothing(part)) return numbersOf(placed(part))
    // Two equations that stand side by side.
    return part.kind === 'space' && part.em >= 1 && isEquation(parts.slice(0, at)) && isEquation(parts.slice(at + 1)) ? [operator(',')] : []
  })
  return grouped(doubled(based(items)))
}

/** Parts, whatever their colour and size. */
function visible(math: Expression): Expression[] {
  return partsOf(math).flatMap((part) =>
    part.kind === 'row' || part.kind === 'coloured' || part.kind === 'sized' || part.kind === 'styled' ? visible(rowOrOf(part)) : [part],
  )
}

function rowOrOf(part: ExpressionOf<'row' | 'coloured' | 'sized' | 'styled'>): Expression {
  return part.kind === 'row' ? part : part.of
}

type Seen = Exclude<Expression, { kind: 'row' | 'space' | 'rule' | 'hidden' | 'coloured' | 'sized' | 'styled' }>

function isSeen(part: Expression): part is Seen {
  if (part.kind === 'scripts' && part.base.kind === 'hidden') return [part.sub, part.sup].some((script) => script !== null && itemsOf(script).length > 0)
  return !/^(?:row|space|rule|hidden|coloured|sized|styled)$/.test(part.kind)
}

/** What a script or an accent is on, as an item is; brackets that grow, as those that don't. */
function placed(part: Seen): Item {
  if (part.kind === 'fenced') return fenced(part)
  if (part.kind !== 'scripts' && part.kind !== 'limits' && part.kind !== 'accent' && part.kind !== 'line') return part
  if (part.kind === 'accent' || part.kind === 'line') return { ...part, of: alone(part.of) }
  // Scripts on something that is not seen are those of what follows.
  if (part.kind === 'scripts' && part.base.kind === 'hidden') return { kind: 'prescripts', base: nothing, sub: part.sub, sup: part.sup }
  if (part.kind === 'limits') return { ...part, base: alone(part.base) }
  const [only, ...more] = itemsOf(part.base)
  if (only?.kind === 'group') return more.length === 0 && only.sub === null && only.sup === null ? { ...only, sub: part.sub, sup: part.sup } : part
  return { ...part, base: alone(part.base) }
}

/** One thing that stands among things that are not seen, or in a colour of its own, as itself. */
function alone(math: Expression): Expression {
  const [only, ...more] = visible(math).filter((part) => isSeen(part) && !isNothing(part))
  return only !== undefined && more.length === 0 ? only : math
}

function fenced(part: ExpressionOf<'fenced'>): Item {
  const { open, close, parts, separators } = part
  if (open === '' || close === '' || (parts.length === 1 && visible(parts[0]!).some(({ kind }) => kind === 'grid'))) return part
  const items = parts.flatMap((each, at): Item[] => [...itemsOf(each), ...(separators[at] === undefined ? [] : [operator(separators[at])])])
  return { kind: 'group', open, close, items, sub: null, sup: null }
}

function operator(text: string): ExpressionOf<'sign'> {
  return { kind: 'sign', role: 'operator', text, upright: true }
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
export function signIn(item: Item | Expression | null | undefined): string | null {
  return item?.kind === 'sign' ? item.text : null
}

/** `1,2,3` is one number to TeX. */
function numbersOf(part: Item): Item[] {
  if (part.kind !== 'sign' || part.role !== 'number' || !part.text.includes(',') || /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(part.text)) return [part]
  return part.text.split(/(,)/).flatMap((text): Item[] => (text === '' ? [] : [text === ',' ? operator(text) : { ...part, text }]))
}

/** Scripts on a space are on what is before it: 25\\,^\\circ. */
function based(items: readonly Item[]): Item[] {
  const all: Item[] = []
  for (const item of items) {
    const last = all.at(-1)
    if (item.kind === 'scripts' && isNothing(item.base) && last?.kind === 'sign' && last.role !== 'operator') all.splice(-1, 1, { ...item, base: last })
    else all.push(item)
  }
  return all
}

/** Two bars side by side are one that is double, but where the first closes, and between a bra and a ket. */
function doubled(items: readonly Item[]): Item[] {
  if (items.some((item) => signIn(item) === '⟨' || signIn(item) === '⟩')) return [...items]
  const all: Item[] = []
  let isOpen = false
  for (const item of items) {
    const [last, base] = [all.at(-1), item.kind === 'scripts' ? item.base : item]
    if (base.kind !== 'sign' || base.text !== '|' || base.role === 'operator') all.push(item)
    else if (signIn(last) === '|' && isOpen) {
      all.splice(-1, 1, item.kind === 'scripts' ? { ...item, base: { ...base, text: '‖' } } : { ...base, text: '‖' })
      isOpen = false
    } else {
      all.push(item)
      isOpen = !isOpen
    }
  }
  return all
}

interface Open {
  readonly sign: Item
  readonly text: string
  readonly items: Item[]
  /** Of a bar: what closes it. */
  readonly by?: '⟩'
}

function grouped(items: readonly Item[]): Item[] {
  const all: Item[] = []
  const stack: Open[] = []
  const top = (): Item[] => stack.at(-1)?.items ?? all
  for (const [at, item] of items.entries()) {
    const base = item.kind === 'scripts' && item.base.kind === 'sign' ? item.base : item
    const text = base.kind === 'sign' ? base.text : ''
    const last = stack.at(-1)
    const isBar = BARS.has(text) && base.kind === 'sign' && (base.role !== 'operator' || base.edge !== undefined)
    const isBra = last?.text === '⟨' && text === '|' && !isAhead(items, at, '⟩')
    if (
      last &&
      (isBra || (isBar ? last.text === text && last.by === undefined && text !== '' : CLOSING.has(text) && (!BARS.has(last.text) || last.by === text)))
    ) {
      stack.pop()
      const scripts = item.kind === 'scripts' ? { sub: item.sub, sup: item.sup } : { sub: null, sup: null }
      top().push({ kind: 'group', open: last.text, close: text, items: last.items, ...scripts })
    } else if (item !== base || (last?.text === '⟨' && text === '|')) top().push(item)
    else if (OPENING.has(text) || (isBar && isAhead(items, at, text))) stack.push({ sign: item, text, items: [] })
    else if (text === '|' && isAhead(items, at, '⟩')) stack.push({ sign: item, text, items: [], by: '⟩' })
    else top().push(item)
  }
  // Brackets that nothing closes.
  for (let open = stack.shift(); open !== undefined; open = stack.shift()) all.push(open.sign, ...open.items)
  return all
}

/** Whether another bar, or what closes, comes before what is around this one ends. */
function isAhead(items: readonly Item[], at: number, sign: string): boolean {
  let depth = 0
  for (const item of items.slice(at + 1)) {
    const base = item.kind === 'scripts' ? item.base : item
    if (base.kind !== 'sign') continue
    if (base.text === sign && depth === 0 && (base.role !== 'operator' || base.edge !== undefined || CLOSING.has(sign))) return true
    if (OPENING.has(base.text)) depth += 1
    else if (CLOSING.has(base.text) && --depth < 0) return false
  }
  return false
}
