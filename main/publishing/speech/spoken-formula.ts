/**
 * A formula as a teacher says it: what is short in its place, bounds of sums and integrals before what they are of, sets and intervals by their
 * name. Null where nobody could follow it by ear: there the listener is told to look at the text.
 */
import { type Expression, type ExpressionOf, isNothing } from '../formulas/expression.ts'
import { arrowWords } from './arrow-words.ts'
import { groupWords } from './bracket-words.ts'
import { derivativeIn } from './derivative-sense.ts'
import { casesWords, equationWords } from './grid-words.ts'
import { type Group, type Item, itemsOf, signIn } from './math-groups.ts'
import { isDots, isElement, isNumber, isOperator, letterOf } from './math-kinds.ts'
import { isAdding, isCompound, isPair, Unsayable, unsayable } from './math-rows.ts'
import { ACCENTS, FUNCTIONS, NAMES, RELATIONS } from './math-words.ts'
import { amount, digitByDigit } from './numbers.ts'
import { isFactor, isLong, isLongRoot, isMultiplied, isOfSeveral, isPowerRoot, isUnder } from './open-ends.ts'
import { saidOf } from './readings.ts'
import { setName, superSense } from './script-sense.ts'
import { type Phrase, type Row, rowOf, signSense } from './sign-sense.ts'
import { ALONE, wordOf } from './sign-word.ts'
import { unitBehind } from './unit-behind.ts'

/** Words that can be followed by ear: between two stops, and of all cases together. */
const [MOST_PARTS, MOST_OF_ALL] = [24, 60]

export function spokenFormula(math: Expression): string | null {
  try {
    const words = say(math)
      .replaceAll(/\s+/g, ' ')
      .replaceAll(/ ?([，；])(?: ?，)*/g, '$1')
      .replace(/^[，；]+|[，；\s]+$/g, '')
      .trim()
    if (words === '' || words.split(' ').length > MOST_OF_ALL) return null
    return words.split('；').some((part) => part.split(' ').length > MOST_PARTS) ? null : spaced(words)
  } catch (error) {
    if (error instanceof Unsayable) return null
    throw error
  }
}

/** As Chinese is written: no space between its characters, nor behind its signs. */
function spaced(words: string): string {
  return words.replaceAll(/(?<=[\p{Script=Han}）”》]) (?=\p{Script=Han})|(?<=[，；]) | (?=[，；])/gu, '')
}

function say(math: Expression): string {
  return sayAll(itemsOf(math))
}

/** One behind the other, each as what is before and behind it asks. `isInside`: between round brackets. */
function sayAll(items: readonly Item[], isInside = false): string {
  const words: string[] = []
  const row = rowOf(items)
  for (let at = 0; at < items.length;) {
    const { said, count } = phrase(row, at, isInside) ?? { said: sayItem(items[at]!), count: 1 }
    if (isMultiplied(items[at - 1], items[at]!) || isPowerRoot(words.at(-1), items, at)) words.push('乘')
    words.push(said)
    at += count
    if (isPaused(items[at - 1], items[at])) words.push('，')
  }
  return words.filter((word) => word !== '').join(' ')
}

/** A pause says where what is before it ends. */
function isPaused(before: Item | undefined, item: Item | undefined): boolean {
  if (before === undefined || item === undefined) return false
  if (isLong(before) || (before.kind === 'fraction' && isAdding(item))) return true
  if (item.kind === 'fraction' && /^[dΔδ∂∇]$/.test(signIn(before) ?? '')) return true
  // Of the name of a function: 平方根号 would be heard as 平方根.
  if (item.kind === 'root' && before.kind === 'scripts' && before.sup !== null && isFunction(before)) return true
  return before.kind === 'root' && isLongRoot(itemsOf(before.of)) && !RELATIONS.has(signIn(item) ?? '')
}

/** What several items are together, or what one is in its place; null where it is said as anywhere. */
function phrase(row: Row, at: number, isInside: boolean): Phrase | null {
  const { items } = row
  return (
    arrowPhrase(row, at) ??
    signSense(row, at) ??
    productOfSums(items, at) ??
    numberPhrase(items, at) ??
    namePhrase(items, at) ??
    placePhrase(items, at, isInside)
  )
}

function arrowPhrase({ items, isChemistry }: Row, at: number): Phrase | null {
  const item = items[at]!
  const before = items[at - 1]
  const isOfSequence = before?.kind === 'scripts' && before.sub !== null
  // Nothing stands over arrows of chemistry; those of others are signs.
  const isReaction = item.kind === 'arrow' && ((item.over === null && item.under === null) || items.some(isElement))
  if (item.kind === 'arrow') return { said: arrowWords(item, isReaction, isOfSequence, small), count: 1 }
  const sign = item.kind === 'limits' ? signIn(item.base) : null
  if (item.kind !== 'limits' || sign === null || !/^[→⟶←↔⇌⇒=∼]$/.test(sign)) return null
  return { said: arrowWords({ sign, over: item.over, under: item.under }, isChemistry, isOfSequence, small), count: 1 }
}

/** What is said by what stands around it: values at the ends of a bar, segments, derivatives. */
function placePhrase(items: readonly Item[], at: number, isInside: boolean): Phrase | null {
  const item = items[at]!
  if (item.kind === 'scripts' && /^[|∣]$/.test(signIn(item.base) ?? '')) return { said: valuesAt(item.sub, item.sup), count: 1 }
  if (item.kind === 'line' && item.at === 'over' && !isInside && isSegment(items, item)) return { said: `线段 ${say(item.of)}`, count: 1 }
  if (item.kind === 'boxed' && (isBehind(items, at) || (items[at + 1] !== undefined && isFactor(items[at + 1]!)))) return { said: oneOf(item.of), count: 1 }
  // What is equal to something is no interval: [4, 6] = 12.
  if (item.kind === 'group' && item.open === '[' && item.close === ']' && signIn(items[at + 1]) === '=')
    return { said: scripts(`方括号 ${sayAll(item.items)} 方括号完`, item, item.sub, item.sup), count: 1 }
  return item.kind === 'fraction' ? derivative(items, at, item) : null
}

/** Two capitals below a line, but among events and statements, whose opposites are written so, too. */
function isSegment(items: readonly Item[], { of }: ExpressionOf<'line'>): boolean {
  const isOpposite = items.some((each) => each.kind === 'line' && itemsOf(each.of).length !== 2)
  return !isOpposite && isPair(itemsOf(of))
}

/** 的导数, of what stands above or behind. */
function derivative(items: readonly Item[], at: number, fraction: ExpressionOf<'fraction'>): Phrase | null {
  const found = derivativeIn(fraction)
  if (found === null) return null
  const order = found.order === null ? '' : `${say(found.order)} 阶`
  const named = `对 ${found.by.map(say).join('、')} 的 ${order}${found.isPartial ? '偏' : ''}导数`
  if (found.of.length > 0) return { said: `${isBehind(items, at) ? '，' : ''} ${sayAll(found.of)} ${named}`, count: 1 }
  const taken = operand(items, at + 1)
  if (taken === null) return { said: `对 ${found.by.map(say).join('、')} 求 ${order}${found.isPartial ? '偏' : ''}导，`, count: 1 }
  return { said: `${isBehind(items, at) ? '，' : ''} ${taken.said} ${named}`, count: taken.count + 1 }
}

/** Behind a factor or a sum it would be heard as of both. */
const isBehind = (items: readonly Item[], at: number): boolean => at > 0 && (isFactor(items[at - 1]!) || (at > 1 && isAdding(items[at - 1])))

/** (a+b)(c−d), by what they are: brackets are nothing to listen to. Where it is all of a side; elsewhere no ear could tell where it begins. */
function productOfSums(items: readonly Item[], at: number): Phrase | null {
  const isEdge = (item: Item | undefined): boolean => item === undefined || RELATIONS.has(signIn(item) ?? '')
  if (!isEdge(items[at - 1])) return null
  const sums: string[] = []
  let end = at
  for (let next = at; ; next = /^[×⋅]$/.test(signIn(items[end]) ?? '') ? end + 1 : end) {
    const sum = sumIn(items[next])
    if (sum === null) break
    sums.push(sum)
    end = next + 1
  }
  if (sums.length < 2 || !isEdge(items[end])) return null
  return { said: sums.join(' ，乘以 ') + (end < items.length ? ' ，' : ''), count: end - at }
}

/** A sum or a difference between brackets, by its name; null for what is more. */
function sumIn(item: Item | undefined): string | null {
  if (item?.kind !== 'fenced' && item?.kind !== 'group') return null
  if (item.open !== '(' || item.close !== ')') return null
  if (item.kind === 'group' ? item.sub !== null || item.sup !== null : item.parts.length !== 1) return null
  const items = item.kind === 'group' ? item.items : item.parts.flatMap(itemsOf)
  const signs = items.slice(1).flatMap((each) => (isOperator(each) ? [signIn(each)!] : []))
  const isSum = signs.length > 0 && signs.every((each) => each === '+') && !items.some(isDots)
  const isDifference = signs.length === 1 && /^[−-]$/.test(signs[0]!)
  if (!isSum && !isDifference) return null
  return `${sayAll(items)} 的${isSum ? '和' : '差'}`
}

function numberPhrase(items: readonly Item[], at: number): Phrase | null {
  const [item, behind] = [items[at]!, items[at + 1]]
  if (signIn(item) === '$' && isNumber(behind)) return { said: `${sayItem(behind)}美元`, count: 2 }
  if (item.kind === 'sign' && item.role !== 'operator' && (signIn(behind) === '%' || signIn(behind) === '‰')) {
    const said = signIn(item) === '100' ? '百' : sayItem(item)
    return { said: `${signIn(behind) === '%' ? '百' : '千'}分之${said}`, count: 2 }
  }
  if (item.kind === 'fraction' && signIn(behind) === '%') return { said: `百分之，${sayItem(item)}`, count: 2 }
  if (isNumber(item) && behind?.kind === 'fraction' && isNumber(behind.above) && isNumber(behind.below)) {
    return { said: `${sayItem(item)} 又 ${sayItem(behind)}`, count: 2 }
  }
  if (isNumber(item) && item.text.includes('.') && isRecurring(behind)) return recurring(items, at)
  const isDegrees = item.kind === 'scripts' && signIn(item.base) !== null && signIn(item.sup) === '∘'
  const scale = behind?.kind === 'text' ? behind.text.trim() : (signIn(behind) ?? '')
  if (isDegrees && /^[CF]$/.test(scale)) return { said: `${say(item.base)} ${scale === 'C' ? '摄氏度' : '华氏度'}`, count: 2 }
  const unit = isAmount(item) ? unitBehind(items, at) : null
  return unit === null ? null : { said: `${sayItem(item)} ${unit.said}`, count: unit.count + 1 }
}

/** A number, a power of one, or a part. */
function isAmount(item: Item): boolean {
  if (item.kind === 'fraction') return item.hasBar && isNumber(item.above) && isNumber(item.below)
  return isNumber(item) || (item.kind === 'scripts' && item.sub === null && isNumber(item.base))
}

/** Digits that come again and again, by what stands over them. */
function isRecurring(item: Item | undefined): item is ExpressionOf<'accent' | 'line'> {
  return ((item?.kind === 'accent' && /^[˙‾¯]$/.test(item.sign)) || (item?.kind === 'line' && item.at === 'over')) && isNumber(item.of)
}

/** 0.1̇42̇ */
function recurring(items: readonly Item[], at: number): Phrase {
  let [digits, count] = ['', 1]
  for (let item = items[at + count]; item !== undefined; item = items[at + count]) {
    const of = isRecurring(item) ? item.of : item
    if (!isNumber(of)) break
    digits += of.text
    count += 1
    if (item.kind === 'line') break
  }
  const [whole = '', fraction = ''] = (signIn(items[at]) ?? '').split('.')
  return { said: `${amount(whole)}点${digitByDigit(fraction)} ${digitByDigit(digits)} 循环`, count }
}

function namePhrase(items: readonly Item[], at: number): Phrase | null {
  const [item, behind] = [items[at]!, items[at + 1]]
  if (signIn(item) === 'arg' && behind !== undefined) {
    const base = signIn(behind.kind === 'limits' || behind.kind === 'scripts' ? behind.base : behind)
    const named: Expression = { ...sign, text: `arg${base}` }
    const under = behind.kind === 'limits' ? behind.under : behind.kind === 'scripts' ? behind.sub : null
    if (base === 'max' || base === 'min') return { said: limits({ kind: 'limits', base: named, under, over: null }), count: 2 }
  }
  if (item.kind === 'scripts' && item.sub !== null && item.sup === null) {
    const name = signIn(item.base) ?? ''
    const taken = operand(items, at + 1)
    if (name === 'log' && taken) return { said: `以 ${say(item.sub)} 为底 ${taken.said} 的对数`, count: taken.count + 1 }
    if (name === '∁' && taken) return { said: `${taken.said} 在 ${say(item.sub)} 中的补集`, count: taken.count + 1 }
  }
  if (signIn(item) === '∂' && items.length === 2 && /^\p{Lu}$/u.test(letterOf(behind))) return { said: `${sayItem(behind!)} 的边界`, count: 2 }
  return transposePhrase(item, behind) ?? calledPhrase(item, behind)
}

/** wᵀx: alone, and of what interest is reckoned with, it may as well be a power. */
function transposePhrase(item: Item, behind: Item | undefined): Phrase | null {
  const isMultiplying = item.kind === 'scripts' && item.sup !== null && letterOf(item.sup) === 'T' && /^[^\P{Ll}depqrv]$/u.test(letterOf(item))
  if (!isMultiplying || behind === undefined || !isFactor(behind) || isNumber(behind)) return null
  return { said: `${scripts(say(item.base), item.base, item.sub, null)} 的转置`, count: 1 }
}

/** Of a function that is called: its inverse, its derivatives; a space of functions. */
function calledPhrase(item: Item, behind: Item | undefined): Phrase | null {
  if ((item.kind !== 'scripts' && item.kind !== 'group') || item.sub !== null || item.sup === null) return null
  const [name, above] = [item.kind === 'group' ? '' : letterOf(item), itemsOf(item.sup)]
  const isCalled = behind?.kind === 'group' && /^[([]$/.test(behind.open)
  const [only] = above.length === 1 ? above : []
  if (only?.kind === 'group' && only.open === '(' && (item.kind === 'group' ? item.open === '(' : isCalled && /^[fghuvyFGHφψ]$/.test(name))) {
    const order = only.items.map((each) => signIn(each) ?? '?').join('')
    const base = item.kind === 'group' ? groupWords(item, sayAll) : say(item.base)
    // Few of them have primes; so few in brackets are mostly layers of a network.
    if (/^(?:[kmn](?:[+−-]\d)?|[3-9]|\d\d)$/.test(order)) return { said: `${base} 的 ${sayAll(only.items)} 阶导数`, count: 1 }
  }
  if (!isCalled || item.kind === 'group') return null
  if (/^[fghFGHφ]$/.test(name) && above.length === 2 && /^[−-]1$/.test(above.map((each) => signIn(each) ?? '?').join('')))
    return { said: `${say(item.base)} 的反函数`, count: 1 }
  return name === 'L' ? { said: `${say(item.base)} 上标 ${small(item.sup)}`, count: 1 } : null
}

const sign = { kind: 'sign', role: 'identifier', upright: true } as const

/** What a function is of: what is in brackets, or all until the next operator or function. */
function operand(items: readonly Item[], from: number): Phrase | null {
  const first = items[from]
  if (first?.kind === 'group' && first.open === '(' && first.sup === null) return { said: sayAll(first.items), count: 1 }
  let to = from
  while (to < items.length && !isOperator(items[to]) && !(to > from && isFunction(items[to]!)) && !startsSum(items[to]!)) to += 1
  return to > from ? { said: sayAll(items.slice(from, to)), count: to - from } : null
}

function isFunction(item: Item): boolean {
  return FUNCTIONS.has(signIn(item.kind === 'scripts' ? item.base : item) ?? '')
}

function startsSum(item: Item): boolean {
  const text = signIn(item.kind === 'scripts' || item.kind === 'limits' ? item.base : item) ?? ''
  return SUMS.has(text) || INTEGRALS.has(text) || text.startsWith('lim')
}

function sayItem(item: Item): string {
  switch (item.kind) {
    case 'group':
      return scripts(groupWords(item, sayAll), item, item.sub, item.sup)
    case 'sign':
      return wordOf(item.text, item.role)
    case 'text':
      return ` ${saidOf(item.text.trim())} `
    case 'fraction':
      return item.hasBar ? `${apart(itemsOf(item.below))} 分之 ${paused(item.above)}` : unsayable()
    case 'root':
      return root(item)
    case 'scripts':
      return (
        bounds(item.base, item.sub, item.sup) ??
        evaluated(item) ??
        scripts(item.base.kind === 'boxed' ? oneOf(item.base.of) : say(item.base), item.base, item.sub, item.sup)
      )
    case 'limits':
      return limits(item)
    case 'accent':
      return accent(item)
    case 'line':
      return around(item.at === 'over' ? '上划线' : '下划线', item.of)
    case 'fenced':
      return fenced(item)
    case 'boxed':
      return say(item.of)
    case 'grid':
      return equationWords(item, sayAll)
    case 'cancelled':
      return `划去的 ${oneOf(item.of)}`
    case 'prescripts':
      return `${item.sup === null ? '' : `左上标 ${small(item.sup)} ，`}${item.sub === null ? '' : `左下标 ${small(item.sub)} ，`}${say(item.base)}`
    case 'arrow':
    case 'brace':
      return unsayable()
  }
}

function root({ of, index }: ExpressionOf<'root'>): string {
  const [items, said] = [itemsOf(of), say(of)]
  if (index !== null)
    return `${items.length > 1 || items[0]?.kind === 'fraction' || items[0]?.kind === 'root' ? bracketed(said) : said} 的 ${say(index)} 次方根`
  return `${isOfSeveral(items) ? '根号下' : '根号'} ${said}`
}

function accent({ of, sign: mark, at }: ExpressionOf<'accent'>): string {
  if (at === 'under') return unsayable()
  if (mark === '⏜') return `弧 ${say(of)}`
  const name = ACCENTS[mark] ?? unsayable()
  return isPair(itemsOf(of)) ? `${say(of)} ${name}` : around(name, of)
}

/** A mark over one letter comes behind it; one over several is said where it begins and where it ends. */
function around(name: string, of: Expression): string {
  return itemsOf(of).length > 1 ? `${name} ${say(of)} ${name}完` : `${say(of)} ${name}`
}

/** Between brackets where an ear could not tell where it begins. */
function apart(items: readonly Item[]): string {
  const said = sayAll(items)
  const isOpen = said.includes('，') || items.some((item, at) => (at > 0 && isOperator(item)) || isLong(item) || item.kind === 'fraction' || isUnder(item))
  return isOpen ? bracketed(said) : said
}

/** What \boxed and \cancel are on is one thing on paper, of which no ear hears the end. */
function oneOf(math: Expression): string {
  return itemsOf(math).length > 1 ? bracketed(say(math)) : say(math)
}

function bracketed(said: string): string {
  return `括号 ${said} 括号完`
}

/** Between brackets where there is a pause in it, which would be heard as its end. */
function paused(math: Expression): string {
  const said = say(math)
  return said.includes('，') ? `括号 ${said} 括号完` : said
}

/** What stands above or below a letter. */
function small(math: Expression): string {
  const [only, ...more] = itemsOf(math)
  const text = more.length === 0 ? (signIn(only) ?? '') : ''
  const said = ALONE[text] ?? say(math).trim()
  return /[\p{L}\p{N}]/u.test(said) ? said : unsayable()
}

function scripts(base: string, of: Expression | Group, sub: Expression | null, sup: Expression | null): string {
  // A sequence, from its first to its last.
  if (of.kind === 'group' && sub !== null && sup !== null && isCompound(itemsOf(sub))) return `${base} ${valuesAt(sub, sup)}`
  const isUprightSign = of.kind === 'sign' && of.upright && of.role === 'identifier'
  const isCombination = /^[ACP]$/.test(letterOf(of)) && sup !== null && superSense(of, sub, sup) === 'label'
  const isCounted = isUprightSign && sub !== null && isNumber(sub) && NAMES[of.text] === undefined && !isCombination
  const below = sub === null || isNothing(sub) ? base : isCounted ? `${base} ${say(sub)}` : `${base} 下标 ${index(sub)}`
  if (sup === null || isNothing(sup)) return below
  if (of.kind === 'sign' && FUNCTIONS.has(of.text)) return functionPower(below, of.text, sup)
  return (of.kind === 'sign' && sub === null ? space(of.text, sup) : null) ?? raised(below, of, sub, sup)
}

/** ℝⁿ, ℝ⁺; null for what is a power like others. */
function space(set: string, sup: Expression): string | null {
  const name = setName(set, sup)
  if (name !== null || !/^[ℝℂ]$/.test(set)) return name
  const items = itemsOf(sup)
  if (items.some((item) => /^[∗*]$/.test(signIn(item) ?? ''))) return null
  const field = set === 'ℝ' ? '实' : '复'
  return items.some((item) => signIn(item) === '×') ? `${say(sup)} ${field}矩阵空间` : `${say(sup)} 维${field}数空间`
}

/** A sum below would be heard as one with what comes behind it; two digits are mostly a row and a column. */
function index(sub: Expression): string {
  const [only] = itemsOf(sub)
  if (isNumber(only) && /^[1-4]{2}$/.test(only.text)) return digitByDigit(only.text)
  const items = itemsOf(sub)
  if (items.some((item, at) => at > 0 && isAdding(item))) return `括号 ${small(sub)} 括号完`
  const part = partsOfSlash(items)
  if (part !== null) return `${part.sign}${apart([part.below])} 分之 ${sayAll(part.above)}`
  return isCompound(items) ? `${small(sub)} ，` : small(sub)
}

/** A fraction, a root, or what has a script, alone between brackets: without them only its last part seems raised. */
function isOneOfParts(of: Expression | Group): boolean {
  if (of.kind === 'fraction' || of.kind === 'root') return true
  const [only, ...more] = of.kind === 'group' && of.open === '(' ? of.items : []
  return more.length === 0 && (only?.kind === 'fraction' || only?.kind === 'scripts')
}

/** sin²: of the name, and not of what it is of. */
function functionPower(name: string, text: string, sup: Expression): string {
  const said = small(sup)
  if (said === '负 一' && !text.startsWith('l')) return `反${name}`
  return said === '二' ? `${name} 平方` : said === '三' ? `${name} 立方` : `${name} 的 ${paused(sup).trim()} 次方`
}

function raised(below: string, of: Expression | Group, sub: Expression | null, sup: Expression): string {
  const sense = superSense(of, sub, sup)
  if (letterOf(of) === 'χ' && sub === null && signIn(sup) === '2') return '卡方'
  if (sense === 'label') return `${below} 上标 ${itemsOf(sup).some((item, at) => at > 0 && isAdding(item)) ? `括号 ${small(sup)} 括号完` : small(sup)}`
  const whole = isOneOfParts(of) && of.kind !== 'group' && sub === null ? `括号 ${below.trim()} 括号完` : below
  if (sense !== 'power') return `${whole} ${sense.said}`
  const part = partsOfSlash(itemsOf(sup))
  if (part !== null) return `${whole} 的 ${part.sign}${apart([part.below])} 分之 ${sayAll(part.above)} 次方`
  return `${whole} 的 ${paused(sup).trim()} 次方`
}

/** 1/2 and −x²/2 as exponents are fractions, and no division. */
function partsOfSlash(items: readonly Item[]): { readonly sign: string; readonly above: readonly Item[]; readonly below: Item } | null {
  const [below, slash] = [items.at(-1), items.at(-2)]
  if (below === undefined || items.length < 3 || !/^[/∕]$/.test(signIn(slash) ?? '')) return null
  const isNegative = /^[−-]$/.test(signIn(items[0]) ?? '')
  const above = items.slice(isNegative ? 1 : 0, -2)
  return above.length === 0 || above.some(isOperator) ? null : { sign: isNegative ? '负 ' : '', above, below }
}

const SUMS = new Set(['∑', '∏', '⋃', '⋂', '⨁', '⨂', '⋁', '⋀'])
const INTEGRALS = new Set(['∫', '∬', '∭', '∮'])
const EXTREMES = new Set(['max', 'min', 'sup', 'inf', 'argmax', 'argmin'])

/** What sums and integrals run over, and what limits go to; null for what has no bounds. */
function bounds(base: Expression, under: Expression | null, over: Expression | null): string | null {
  const text = base.kind === 'sign' ? base.text.replaceAll(/\s/g, '') : ''
  const isIntegral = INTEGRALS.has(text)
  const isLimit = text.startsWith('lim')
  if (!isIntegral && !isLimit && !SUMS.has(text) && !EXTREMES.has(text)) return null
  const name = say(base)
  if (under === null) return over === null ? name : unsayable()
  if (over !== null && (isLimit || EXTREMES.has(text))) return `${name}，上面标着 ${small(over)}，下面标着 ${small(under)}，`
  if (over !== null) return `${name}，从 ${say(under)} 到 ${say(over)}，`
  if (isIntegral) return `${name}，在 ${say(under)} 上，`
  return isLimit || isCompound(itemsOf(under)) ? `${name}，${say(under)} ，` : `${name}，对 ${say(under)} ，`
}

function limits({ base, under, over }: ExpressionOf<'limits'>): string {
  const known = bounds(base, under, over)
  if (known !== null) return known
  if (base.kind === 'brace') return `${say(base.of)} ，${base.at === 'under' ? '下面' : '上面'}标着 ${small(under ?? over ?? unsayable())} ，`
  const mark = over === null ? '' : (signIn(itemsOf(over)[0]) ?? '')
  if (under === null && /^[⌢⏜]$/.test(mark)) return `弧 ${say(base)}`
  if (under === null && /^[→⇀]$/.test(mark)) return `${say(base)} 向量`
  // Names of operators are told what they run over, as sums are.
  if (under !== null && over === null && base.kind === 'sign' && base.upright && base.role === 'identifier' && base.text.length > 1)
    return `${say(base)} ，${say(under)} ，`
  const said = isCompound(itemsOf(base)) ? `括号 ${say(base)} 括号完` : say(base)
  return `${said} ，${over === null ? '' : `上面标着 ${small(over)} ，`}${under === null ? '' : `下面标着 ${small(under)} ，`}`
}

/** What stands before a bar with bounds: its values there. */
function evaluated({ base, sub, sup }: ExpressionOf<'scripts'>): string | null {
  if (base.kind !== 'fenced' || base.open !== '' || base.close !== '|' || sub === null) return null
  return `${sayAll(base.parts.flatMap(itemsOf))} ${valuesAt(sub, sup)}`
}

/** From one to the other, at one, or of no more than a set. */
function valuesAt(sub: Expression | null, sup: Expression | null): string {
  if (sub === null) return unsayable()
  if (sup !== null) return `，从 ${say(sub)} 到 ${say(sup)} ，`
  const isSet = itemsOf(sub).length === 1 && /^[A-Z]$/.test(letterOf(sub))
  return isSet ? `，限制在 ${say(sub)} 上 ，` : `，在 ${say(sub)} 处 ，`
}

/** Brackets on one side, or around a table; others are groups. */
function fenced({ open, close, parts }: ExpressionOf<'fenced'>): string {
  const [only] = parts.flatMap(itemsOf)
  return only?.kind === 'grid' && open === '{' && close === '' ? casesWords(only, sayAll) : unsayable()
}
