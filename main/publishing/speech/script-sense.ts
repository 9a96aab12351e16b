/** What a script says where it is no power and no index: a charge, a transpose, a set without its zero. */
import type { Expression } from '../formulas/expression.ts'
import { type Group, type Item, itemsOf, signIn } from './math-groups.ts'
import { isBold, isNumber, isOperator, isUpright, letterOf } from './math-kinds.ts'
import { unsayable } from './math-rows.ts'
import { FUNCTIONS, NAMES, RELATIONS } from './math-words.ts'
import { amount } from './numbers.ts'

/** What scripts are on. */
type Scripted = Expression | Group

/** A script as words, or how it is said: as a power or as what is written up there. */
export type SuperSense = { readonly said: string } | 'power' | 'label'

const words = (said: string): SuperSense => ({ said })

const FIXED: Readonly<Record<string, string>> = {
  '2': '的平方',
  '3': '的立方',
  '∗': '星',
  '*': '星',
  '⋆': '星',
  '⊤': '的转置',
  '⊥': '的正交补',
  '†': '上标剑号',
  '∁': '的补集',
}

/** Capitals that count: C, A and P of combinations, with the number below no smaller than that above. */
const COUNTING = /^[ACP]$/

export function superSense(of: Scripted, sub: Expression | null, sup: Expression): SuperSense {
  const items = itemsOf(sup)
  const [only] = items.length === 1 ? items : []
  const text = signIn(only) ?? ''
  const signs = items.map((item) => signIn(item) ?? '?').join('')
  if (/^′+$/.test(signs)) return words(`${['一', '两', '三'][signs.length - 1] ?? unsayable()}撇`)
  if (text === '∘') return words(isNumber(of as Item) || /^[\p{Ll}]$/u.test(letterOf(of)) ? '度' : '上标圆圈')
  if (/^\d*[+−-]$/.test(signs)) return charge(of, sub, signs)
  if (COUNTING.test(letterOf(of)) && sub !== null && isCounting(sub, items)) return 'label'
  if (FIXED[text] !== undefined) return words(FIXED[text])
  return transposed(of, only) ?? (isIndex(of, sub, items) ? 'label' : 'power')
}

function charge(of: Scripted, sub: Expression | null, signs: string): SuperSense {
  const sign = signs.endsWith('+') ? '正' : '负'
  if (signs.length === 1) return words(sub !== null && isUpright(of as Item) ? `，${sign}` : sign)
  if (!isUpright(of as Item) && of.kind !== 'group') return 'label'
  return words(`${sub === null ? '' : '，'}${amount(signs.slice(0, -1))}${sign}`)
}

function isCounting(sub: Expression, above: readonly Item[]): boolean {
  const [below, top] = [itemsOf(sub), above[0]]
  if (below.length === 1 && isNumber(below[0]) && above.length === 1 && isNumber(top)) return Number(below[0].text) >= Number(top.text)
  return [...below, ...above].every((item) => item.kind === 'sign')
}

/** A T or an H, a c: beside a matrix and a set, and an ordinary number beside others. */
function transposed(of: Scripted, only: Item | undefined): SuperSense | null {
  const [text, base] = [letterOf(only), of.kind === 'group' ? of.items : itemsOf(of)]
  const isMatrix = base.length > 0 && base.every((item) => /^[A-Z]$/.test(letterOf(item)) || isBold(item) || isBold(item.kind === 'scripts' ? item.base : item))
  const isItalic = only?.kind === 'sign' && only.text === text && !only.upright
  if (text === 'T' && (isMatrix || !isItalic)) return words('的转置')
  if (text === 'T' && of.kind !== 'group' && /^\p{L}$/u.test(letterOf(of)) && letterOf(of) !== 'e') return 'label'
  if (text === 'H' && isMatrix) return words(base.every((item) => isBold(item)) ? '的共轭转置' : '上标 H')
  if (/^[cC]$/.test(text) && isMatrix && (of.kind !== 'group' || of.open === '(')) return words('的补集')
  return null
}

/** What stands up there and is no exponent: words, names, lists, what is compared, and the indices of tensors. */
function isIndex(of: Scripted, sub: Expression | null, items: readonly Item[]): boolean {
  const [only] = items.length === 1 ? items : []
  if (items.some((item) => item.kind === 'text' || item.kind === 'arrow' || item.kind === 'grid')) return true
  if (items.length > 0 && items.every(({ kind }) => kind === 'group')) return !isNumber(of as Item) && letterOf(of) !== 'e'
  if (items.length > 1 && /^[^+−±∓∘-]$/.test(signIn(items[0]) ?? '') && isOperator(items[0])) return true
  if (items.some((item) => /^[,;]$/.test(signIn(item) ?? '') || RELATIONS.has(signIn(item) ?? ''))) return true
  if (
    only?.kind === 'sign' &&
    only.upright &&
    only.role !== 'number' &&
    only.text !== '∞' &&
    (NAMES[only.text] === undefined ? /^[^\d]+$/.test(only.text) : !FUNCTIONS.has(only.text))
  )
    return true
  if (signIn(only) === '∞') return /^[A-Z]$/.test(letterOf(of))
  const letters = items.map(letterOf).join('')
  if (letters.length !== items.length || /^[eω]$/.test(letterOf(of)) || isNumber(of as Item)) return false
  if (/^[μν]$/.test(letters) || /^[μνρσλκαβγ]{2,}$/.test(letters)) return true
  return /^[i-l]{2,}$/.test(letters) && /^[A-VX-Zgδ]$/.test(letterOf(of)) ? true : sub !== null && /^[μνρσ]+$/.test(itemsOf(sub).map(letterOf).join(''))
}

const SETS: Readonly<Record<string, string>> = { ℝ: '实数', ℤ: '整数', ℚ: '有理数', ℂ: '复数', ℕ: '自然数' }

/** ℝ⁺, ℕ* and their like; null for what has no name of its own. */
export function setName(set: string, sup: Expression): string | null {
  const [name, signs] = [
    SETS[set],
    itemsOf(sup)
      .map((item) => signIn(item) ?? '?')
      .join(''),
  ]
  if (name === undefined) return null
  if (set === 'ℕ') return /^[+*∗]$/.test(signs) ? '正整数集' : null
  if (signs === '+') return `正${name}集`
  return signs === '−' || signs === '-' ? `负${name}集` : null
}
