/** What a sign of a formula says in its place: many mean one thing between numbers, another between sets, and a third where nothing is before them. */
import { isDots, isElement, isNumber, isOperator, isUpright, isVector, letterOf } from './math-kinds.ts'
import { type Group, type Item, signIn } from './math-groups.ts'
import { unsayable } from './math-rows.ts'
import { RELATIONS } from './math-words.ts'
import { isUnit } from './units.ts'

/** Items that are said together. */
export interface Row {
  readonly items: readonly Item[]
  /** f: A → B */
  readonly isMap: boolean
  /** Whether elements of chemistry react in it. */
  readonly isChemistry: boolean
}

export interface Phrase {
  readonly said: string
  /** Items that it is of. */
  readonly count: number
}

export function rowOf(items: readonly Item[]): Row {
  return {
    items,
    isMap: items.some((item) => signIn(item) === ':') && items.some((item) => /^[→⟶]$/.test(signIn(item) ?? '')),
    isChemistry: items.every((item) => !isUnit(signIn(item) ?? '')) && items.some(isElement),
  }
}

const one = (said: string): Phrase => ({ said, count: 1 })

/** What a sign says where that is not its own word; null where it is. */
export function signSense(row: Row, at: number): Phrase | null {
  const { items } = row
  const [sign, before, behind] = [signIn(items[at]), items[at - 1], items[at + 1]]
  if (sign === null) return null
  const isFirst = before === undefined || isOperator(before)
  // Side by side they part nothing more than one does.
  if (sign === ',' && (before === undefined || behind === undefined || signIn(before) === ',')) return one('，')
  return (
    dotted(items, at) ??
    (isFirst ? prefixed(items, at) : null) ??
    compared(row, at) ??
    (row.isChemistry ? reacting(row, at) : null) ??
    operated(sign, before, behind)
  )
}

/** a + ⋯ + b, and what goes on for ever. */
function dotted(items: readonly Item[], at: number): Phrase | null {
  const [sign, before, behind] = [signIn(items[at])!, items[at - 1], items[at + 1]]
  if (isDots(items[at]))
    return isEnd(behind) ? { said: '，依此类推 ，', count: 1 } : isOperator(before) && isOperator(behind) ? { said: '，一直到 ，', count: 1 } : null
  if (!isDots(behind) || !isOperator(items[at])) return null
  if (isEnd(items[at + 2])) return { said: '，依此类推 ，', count: 2 }
  if (signIn(items[at + 2]) !== sign) return sign === ',' ? { said: '，一直到', count: 2 } : null
  const going = GOING[sign]
  return { said: going === undefined ? '，一直到' : `，一直${going}到`, count: 3 }
}

const GOING: Readonly<Record<string, string>> = { '+': '加', '−': '减', '-': '减', '×': '乘', '⋅': '乘', '∪': '并', '∩': '交' }

function isEnd(item: Item | undefined): boolean {
  return item === undefined || /^[.。;；]$/.test(signIn(item) ?? '') || RELATIONS.has(signIn(item) ?? '')
}

/** Before what it is of. */
function prefixed(items: readonly Item[], at: number): Phrase | null {
  switch (signIn(items[at])) {
    case '−':
    case '-':
      return one('负')
    case '+':
      return one('正')
    case '±':
      return one('正负')
    case '∓':
      return one('负正')
    case '∼':
      return one('大约')
    case '∗':
    case '*':
    case '⋆':
      return one('星')
    default:
      return null
  }
}

/** What compares, maps or parts. */
function compared(row: Row, at: number): Phrase | null {
  const { items } = row
  const [before, behind] = [items[at - 1], items[at + 1]]
  switch (signIn(items[at])) {
    case ':':
      return colon(row, at)
    case '→':
    case '⟶':
      return one(arrow(row, at))
    case '←':
      return one(row.isChemistry || (/^[A-Z]$/.test(letterOf(before)) && /^[A-Z]$/.test(letterOf(behind))) ? '左箭头' : '更新为')
    case '∼':
    case '∽':
      return one(alike(items, at))
    case '≅':
      if (items.some((item) => signIn(item) === '△')) return one('全等于')
      return one(isNumber(behind) ? '约等于' : '同构于')
    case '≃':
      return /^[A-Z]$/.test(letterOf(before)) && /^[A-Z]$/.test(letterOf(behind)) ? unsayable() : null
    case '≡':
      return items.some((item) => isModulus(item) || signIn(item) === 'mod') ? one('同余于') : null
    case '|':
    case '∣':
      return one(bar(items, at))
    case '∃':
      return signIn(behind) === '!' ? { said: '存在唯一的', count: 2 } : null
    case '!':
      return signIn(behind) === '!' ? { said: '的双阶乘', count: 2 } : null
    case '⊥':
    case '⟂':
      if (before === undefined || behind === undefined) return unsayable()
      return signIn(behind) === signIn(items[at]) ? { said: '独立于', count: 2 } : null
    case '△':
      return triangle(items, at)
    default:
      return null
  }
}

/** Before its corners; between two sets; else of a quadratic equation, and of what changes. */
function triangle(items: readonly Item[], at: number): Phrase | null {
  const [before, first, second] = [items[at - 1], items[at + 1], items[at + 2]].map((item) => /^[A-Z]$/.test(letterOf(item)))
  if (first && second) return null
  return one(before && first ? '对称差' : '德尔塔')
}

/** Between a name and what it is of; of a map; of what is for all; else of two amounts. */
function colon({ items, isMap }: Row, at: number): Phrase | null {
  if (signIn(items[at + 1]) === '=') return { said: '定义为', count: 2 }
  if (isMap) return one('，从')
  const isQuantified = items.slice(0, at).some((item) => /^[∀∃∄]$/.test(signIn(item) ?? ''))
  if (isQuantified) return one(items.slice(0, at).some((item) => signIn(item) === '∃') ? '，使得' : '，')
  const isOnly = items.filter((item) => signIn(item) === ':').length === 1
  const isNamed = isOnly && at === 1 && items.slice(at).some((item) => RELATIONS.has(signIn(item) ?? '') && signIn(item) !== ':')
  return isNamed && letterOf(items[0]) !== letterOf(items[2]) ? one('，冒号，') : null
}

const LOGIC = /^[p-s]$/

function arrow({ items, isMap, isChemistry }: Row, at: number): string {
  const [before, behind] = [items[at - 1], items[at + 1]]
  if (isMap) return '到'
  if (isChemistry) return '生成'
  if (LOGIC.test(letterOf(before)) && (LOGIC.test(letterOf(behind)) || signIn(behind) === '¬')) return '推出'
  const isPlain = before?.kind === 'sign' && behind?.kind === 'sign'
  return isPlain && /^[A-Z]$/.test(letterOf(before)) && /^[A-Z]$/.test(letterOf(behind)) ? '到' : '趋于'
}

/** ∼ is said of triangles, of what is drawn from a distribution, of ranges and of what grows alike; between two capitals it is one of several things. */
function alike(items: readonly Item[], at: number): string {
  const [before, behind, next] = [items[at - 1], items[at + 1], items[at + 2]]
  if (items.some((item) => signIn(item) === '△')) return '相似于'
  if (isNumber(before) && isNumber(behind)) return '到'
  if (isNumber(behind?.kind === 'scripts' ? behind.base : behind) && items.slice(at + 1).every((item) => !letterOf(item) || isUpright(item))) return '约为'
  const [isCalled, name] = [next?.kind === 'group' && /^[([]$/.test(next.open), letterOf(behind)]
  const isDistribution = /^[pqπ]$/.test(name) || isScript(behind) || (isCalled && (/^[A-Ztχ]$/.test(name) || isUpright(behind)))
  if (isDistribution && letterOf(before) !== '') return '服从'
  return /^[A-Z]$/.test(letterOf(before)) || /^[A-Z]$/.test(name) ? '波浪号' : '等价于'
}

/** 𝒟, as sets of examples are named. */
function isScript(item: Item | undefined): boolean {
  const base = item?.kind === 'scripts' ? item.base : item
  return base?.kind === 'sign' && /^[\u{1d49c}-\u{1d4cf}ℬℰℱℋℐℒℳℛ]$/u.test(base.text)
}

/** Numbers and small letters are divided; capitals may stand for anything. */
function bar(items: readonly Item[], at: number): string {
  const isDivided = [items[at - 1], items[at + 1]].every((item) => isNumber(item) || item?.kind === 'group' || /^\p{Ll}$/u.test(letterOf(item)))
  return isDivided && !items.some((item) => signIn(item) === '∼') ? '整除' : '竖线'
}

/** Among elements signs are bonds, or what becomes of a substance. */
function reacting({ items }: Row, at: number): Phrase | null {
  const [before, behind] = [items[at - 1], items[at + 1]]
  const isFormula = !isNumber(items[0]) && items.every((item) => item.kind !== 'arrow' && signIn(item) !== '+')
  switch (signIn(items[at])) {
    case '↑':
      return one('，气体 ，')
    case '↓':
      return one('，沉淀 ，')
    case '⋅':
      return one('，点 ，')
    case '=':
      return isFormula && isElement(before) && isElement(behind) ? one('双键') : null
    case '≡':
      return isElement(before) && isElement(behind) ? one('三键') : null
    case '−':
    case '-':
      return isElement(before) && isElement(behind) ? one('单键') : null
    default:
      return null
  }
}

/** Between what it connects. */
function operated(sign: string, before: Item | undefined, behind: Item | undefined): Phrase | null {
  switch (sign) {
    case '/':
      if (isUpright(before) && isUpright(behind)) return one('每')
      return isQuotient(before, behind) ? one('模') : null
    case '×':
    case '⋅':
      if (signIn(before) === '∇' || (isVector(before) && (isVector(behind) || /^[d∇]$/.test(signIn(behind) ?? '')))) return one(sign === '×' ? '叉乘' : '点乘')
      return null
    case '∗':
    case '*':
      return isNumber(before) || isNumber(behind) ? null : one(isSignal(before) && isSignal(behind) ? '卷积' : '星')
    case '⊙':
      return before === undefined || isOperator(before) ? null : one('圈点')
    case '∧':
      return signIn(before) === 'd' || signIn(behind) === 'd' ? one('楔') : null
    case '↑':
    case '↓':
      return isEnd(behind) || signIn(behind) === ',' ? null : one(sign === '↑' ? '上箭头' : '下箭头')
    case '∥':
      return /^[RZCL]$/.test(letterOf(before)) && letterOf(before) === letterOf(behind) ? one('并联') : null
    default:
      return null
  }
}

/** ℤ/nℤ, G/N */
function isQuotient(before: Item | undefined, behind: Item | undefined): boolean {
  return [before, behind].some((item) => /^[ℤℚℝℂ]$/.test(signIn(item) ?? '')) || (letterOf(before) === 'G' && /^[HKN]$/.test(letterOf(behind)))
}

function isSignal(item: Item | undefined): boolean {
  return /^[fghk]$/.test(letterOf(item)) || item?.kind === 'group'
}

/** (mod n) */
function isModulus(item: Item): item is Group {
  return item.kind === 'group' && item.open === '(' && signIn(item.items[0]) === 'mod'
}
