/** What stands between brackets: amounts, sets, intervals, products of two, what is under a condition. */
import { type Group, type Item, signIn } from './math-groups.ts'
import { isNumber, isVector, letterOf } from './math-kinds.ts'
import { isCompound, type SayAll, unsayable } from './math-rows.ts'
import { wordOf } from './sign-word.ts'

/** What is between brackets, by the name of what they make of it. Scripts behind them are not said. */
export function groupWords({ open, close, items }: Group, sayAll: SayAll): string {
  const at = items.findIndex((item) => signIn(item) === '|' || signIn(item) === '∣')
  const commas = items.filter((item) => signIn(item) === ',').length
  const said = (): string => sayAll(items, open === '(')
  switch (open + close) {
    case '||':
      return bars(items, sayAll)
    case '‖‖':
    case '∥∥':
      return items.length > 1 ? `范数 ${said()} 范数完` : `${said()} 的范数`
    case '⌊⌋':
      return `${items.length > 1 ? `括号 ${said()} 括号完` : said()} 向下取整`
    case '⌈⌉':
      return `${items.length > 1 ? `括号 ${said()} 括号完` : said()} 向上取整`
    case '|⟩':
      return `右矢 ${said()} ，`
    case '⟨|':
      return `左矢 ${said()} ，`
    case '⟨⟩':
      return angled(items, commas, sayAll)
    case '{}':
      return braced(items, at, commas, sayAll)
    case '()':
      if (signIn(items[0]) === 'mod') return `，模 ${sayAll(items.slice(1))}`
  }
  if (at > 0 && /^[([]$/.test(open)) {
    const condition = `${sayAll(items.slice(0, at), true)} 在 ${sayAll(items.slice(at + 1), true)} 的条件下`
    return `${wordOf(open, 'operator')} ${condition} ${wordOf(close, 'operator')}`
  }
  return commas === 1 && !isList(items) ? interval(open, close, items, said()) : `${wordOf(open, 'operator')} ${said()} ${wordOf(close, 'operator')}`
}

/** 的绝对值, of an amount; a capital may be a set, a matrix or an event, and of a vector it is its length. */
function bars(items: readonly Item[], sayAll: SayAll): string {
  const [only] = items
  if (only === undefined) return unsayable()
  if (isMany(items)) return `竖线 ${sayAll(items)} 竖线完`
  if (items.length > 1) return `绝对值 ${sayAll(items)} 绝对值完`
  return `${sayAll(items)} 的${isVector(only) ? '模' : '绝对值'}`
}

/** Capitals without a small letter among them. */
function isMany(items: readonly Item[]): boolean {
  return items.some((item) => /^[A-Z]$/.test(letterOf(item))) && !items.some((item) => /^[a-z]$/.test(letterOf(item)))
}

/** ⟨a, b⟩ and ⟨a|b⟩ are what two make together; ⟨a|H|b⟩ has something between them. */
function angled(items: readonly Item[], commas: number, sayAll: SayAll): string {
  const parts = partedBy(items, /^[|∣‖]$/).filter((part) => part.length > 0)
  if (parts.length > 1 && (commas > 0 || isCompound(items.filter((item) => !/^[|∣‖]$/.test(signIn(item) ?? ''))))) return unsayable()
  if (parts.length === 2) return `${parts.map((part) => sayAll(part)).join(' 与 ')} 的内积`
  if (parts.length === 3) return `左矢 ${sayAll(parts[0]!)} ，${sayAll(parts[1]!)} ，右矢 ${sayAll(parts[2]!)} ，`
  if (parts.length > 3) return unsayable()
  const pair = commas === 1 ? partedBy(items, /^,$/) : []
  const isProduct = pair.length === 2 && pair.every((part) => part.length > 0 && !part.every(isNumber))
  return isProduct ? `${pair.map((part) => sayAll(part)).join(' 与 ')} 的内积` : `尖括号 ${sayAll(items)} 尖括号完`
}

function partedBy(items: readonly Item[], like: RegExp): Item[][] {
  const parts: Item[][] = [[]]
  for (const item of items)
    if (like.test(signIn(item) ?? '')) parts.push([])
    else parts.at(-1)?.push(item)
  return parts
}

/** `at`: the bar behind which is what all of them have in common. */
function braced(items: readonly Item[], at: number, commas: number, sayAll: SayAll): string {
  const of = at > 0 ? at : items.findIndex((item) => signIn(item) === ':')
  if (of > 0) return `集合，${sayAll(items.slice(0, of))} ，满足 ${sayAll(items.slice(of + 1))} ，`
  return items.length === 0 ? '空集' : commas > 0 ? `集合 ${sayAll(items)}` : `花括号 ${sayAll(items)} 花括号完`
}

function isList(items: readonly Item[]): boolean {
  return items.length < 3
}

function interval(open: string, close: string, items: readonly Item[], said: string): string {
  const between = said.replace('，', ' 到 ')
  // What operators and Lie groups write so is no interval.
  if (items.some((item) => item.kind === 'accent' || /^[A-Z]$/.test(letterOf(item)))) return `${wordOf(open, 'operator')} ${said} ${wordOf(close, 'operator')}`
  if (open === '[' && close === ']') return `闭区间 ${between}`
  if (open === '[' && close === ')') return `左闭右开区间 ${between}`
  if (open === '(' && close === ']') return `左开右闭区间 ${between}`
  const isEndless = items.some((item) => signIn(item) === '∞')
  return isEndless ? `开区间 ${between}` : `${wordOf(open, 'operator')} ${said} ${wordOf(close, 'operator')}`
}
