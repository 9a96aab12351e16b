/** Lines of a formula one below the other: an equation with its number, what a value is in which case, equations that hold together. */
import type { ExpressionOf, GridRow } from '../formulas/expression.ts'
import { type Item, itemsOf, signIn } from './math-groups.ts'
import { type SayAll, unsayable } from './math-rows.ts'
import { RELATIONS } from './math-words.ts'
import { amount } from './numbers.ts'
import { saidOf } from './readings.ts'

/** A line by itself, with the number that it is known by. */
export function equationWords({ rows: [only, ...more], look }: ExpressionOf<'grid'>, sayAll: SayAll): string {
  if (only === undefined || more.length > 0 || (look !== 'equations' && only.cells.length > 1)) return unsayable()
  // Each equation is two cells, for they stand above one another by their signs.
  const equations = only.cells.flatMap((_, at) => (at % 2 === 0 ? [only.cells.slice(at, at + 2)] : []))
  return equations.map((cells) => sayAll(cells.flatMap(itemsOf))).join(' ，') + tagged(only)
}

/** What its author calls it; what is counted by itself no one speaks of, for each formula counts anew. */
function tagged({ tag, isCounted }: GridRow): string {
  if (tag === null || isCounted) return ''
  const name = tag.replace(/^\((.*)\)$/, '$1').replaceAll(/(?<=\p{Script=Han})\s+/gu, '')
  const marks = /^[*∗⋆]+$/.test(name) ? '星'.repeat(name.length) : null
  const said = marks ?? (/^\d+(?:[-–−]\d+)+$/.test(name) ? name.split(/[-–−]/).map(amount).join('杠') : saidOf(name))
  if (!/^[\p{L}\p{N} ]+$/u.test(said)) return unsayable()
  return ` ，记作${/^\p{Script=Han}/u.test(name) ? '' : marks === null ? '式 ' : ''}${said}${marks === null ? '' : '号式'}`
}

/** What a value is in which case; or equations that hold together. */
export function casesWords({ rows }: ExpressionOf<'grid'>, sayAll: SayAll): string {
  const parts = rows.map(({ cells }) => cells.map(itemsOf))
  const isSystem = parts.every(([, second]) => second === undefined || second.length === 0 || RELATIONS.has(signIn(second[0]) ?? ''))
  if (isSystem) return `方程组，${parts.map((cells) => sayAll(withoutComma(cells.flat()))).join('；')}；`
  return `分段函数，${parts.map(([value = [], when = []]) => `${condition(when, sayAll)}，是 ${sayAll(withoutComma(value))}`).join('；')}；`
}

function condition(when: readonly Item[], sayAll: SayAll): string {
  const said = sayAll(withoutComma(when)).replace(/^\s*(?:if|when|若|当|如果)\s*/, '')
  return /^(?:otherwise|else|其他|其它|其余|否则)/.test(said.trim()) || said.trim() === '' ? '其他情况' : `当 ${said.replace(/\s*时$/, '')} 时`
}

function withoutComma(items: readonly Item[]): readonly Item[] {
  return /^[,，;；.。]$/.test(signIn(items.at(-1)) ?? '') ? items.slice(0, -1) : items
}
