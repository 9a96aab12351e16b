/**
 * A formula as a teacher says it: what is short in its place, bounds of sums and integrals before what they are of, sets and intervals by their
 * name. Null where nobody could follow it by ear: there the listener is told to look at the text.
 */
import { type Expression, type ExpressionOf, isNothing, partsOf } from '../formulas/expression.ts'
import { type Group, type Item, itemsOf, signIn } from './math-groups.ts'
import { ACCENTS, FUNCTIONS, GREEK, NAMES, RELATIONS, SIGNS } from './math-words.ts'
import { amount, digitByDigit } from './numbers.ts'
import { saidOf } from './readings.ts'
import { isUnit, unitOf } from './units.ts'

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

/** No one says it. */
class Unsayable extends Error {}

function unsayable(): never {
  throw new Unsayable()
}

function say(math: Expression): string {
  return sayAll(itemsOf(math))
}

/** One behind the other, each as what is before and behind it asks. */
function sayAll(items: readonly Item[]): string {
  const words: string[] = []
  const row = { items, isMap: items.some((item) => signIn(item) === ':') && items.some((item) => signIn(item) === '→') }
  for (let at = 0; at < items.length;) {
    const { said, count } = phrase(row, at) ?? { said: sayItem(items[at]!), count: 1 }
    words.push(said)
    at += count
    // A pause says where it ends.
    if (at < items.length && isLong(items[at - 1]!)) words.push('，')
  }
  return words.filter((word) => word !== '').join(' ')
}

interface Row {
  readonly items: readonly Item[]
  /** f: A → B */
  readonly isMap: boolean
}

interface Phrase {
  readonly said: string
  /** Items that it is of. */
  readonly count: number
}

/** What several items are together, or what one is in its place; null where it is said as anywhere. */
function phrase(row: Row, at: number): Phrase | null {
  return signPhrase(row, at) ?? productOfSums(row.items, at) ?? numberPhrase(row.items, at) ?? namePhrase(row.items, at)
}

function signPhrase({ items, isMap }: Row, at: number): Phrase | null {
  const [sign, before, behind] = [signIn(items[at]), items[at - 1], items[at + 1]]
  const one = (said: string): Phrase => ({ said, count: 1 })
  const begins = before === undefined || isOperator(before)
  switch (sign) {
    case '−':
    case '-':
      return begins ? one('负') : null
    case '+':
      if (isDots(behind) && signIn(items[at + 2]) === '+') return { said: '，一直加到', count: 3 }
      return begins ? one('正') : null
    case ',':
      return isDots(behind) ? { said: '，一直到', count: signIn(items[at + 2]) === ',' ? 3 : 2 } : null
    case '±':
      return begins ? one('正负') : null
    case ':':
      if (signIn(behind) === '=') return { said: '定义为', count: 2 }
      return isMap ? one('，从') : null
    case '→':
      if (isMap) return one('到')
      return items.every((item) => signIn(item) === null || !isUnit(signIn(item) ?? '')) && items.some(isElement) ? one('生成') : null
    case '/':
      return isUpright(before) && isUpright(behind) ? one('每') : null
    case '≡':
      return items.some((item) => isModulus(item) || signIn(item) === 'mod') ? one('同余于') : null
    case '|':
      return one('整除')
    case '×':
    case '⋅':
      return isVector(before) && isVector(behind) ? one(sign === '×' ? '叉乘' : '点乘') : null
    default:
      return null
  }
}

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
    return { said: `${signIn(behind) === '%' ? '百' : '千'}分之${sayItem(item)}`, count: 2 }
  }
  if (isNumber(item) && behind?.kind === 'fraction' && isNumber(behind.above) && isNumber(behind.below)) {
    return { said: `${sayItem(item)} 又 ${sayItem(behind)}`, count: 2 }
  }
  if (isNumber(item) && behind?.kind === 'accent' && behind.sign === '˙' && isNumber(behind.of)) return recurring(items, at)
  const isDegrees = item.kind === 'scripts' && signIn(item.base as Item) !== null && item.sup !== null && signIn(item.sup as Item) === '∘'
  if (isDegrees && /^[CF]$/.test(signIn(behind) ?? '')) {
    return { said: `${say(item.base)} ${signIn(behind) === 'C' ? '摄氏度' : '华氏度'}`, count: 2 }
  }
  return isNumber(item) ? withUnit(items, at) : null
}

/** 0.1̇42̇ */
function recurring(items: readonly Item[], at: number): Phrase {
  let [digits, count] = ['', 1]
  for (let item = items[at + count]; item !== undefined; item = items[at + count]) {
    const of = item.kind === 'accent' && item.sign === '˙' ? item.of : item
    if (!isNumber(of)) break
    digits += of.text
    count += 1
  }
  const [whole = '', fraction = ''] = (signIn(items[at]) ?? '').split('.')
  return { said: `${amount(whole)}点${digitByDigit(fraction)} ${digitByDigit(digits)} 循环`, count }
}

/** A number with what stands upright behind it and is a unit. */
function withUnit(items: readonly Item[], at: number): Phrase | null {
  let unit = ''
  for (let count = 1; at + count < items.length; count += 1) {
    const part = unitPart(items[at + count]!)
    if (part === null) break
    unit += part
    const next = items[at + count + 1]
    if ((next === undefined || unitPart(next) === null) && isUnit(unit)) return { said: `${sayItem(items[at]!)} ${unitOf(unit)}`, count: count + 1 }
  }
  return null
}

function unitPart(item: Item): string | null {
  if (item.kind === 'text') return item.text.trim()
  if (item.kind === 'sign') return item.text === '/' || item.text === '⋅' || (item.upright && item.role === 'identifier') ? item.text : null
  if (item.kind !== 'scripts' || item.sub !== null || item.base.kind !== 'sign' || !item.base.upright) return null
  const power = item.sup?.kind === 'sign' ? item.sup.text : ''
  return power === '2' || power === '3' ? item.base.text + (power === '2' ? '²' : '³') : null
}

function namePhrase(items: readonly Item[], at: number): Phrase | null {
  const [item, behind] = [items[at]!, items[at + 1]]
  if (signIn(item) === 'arg' && behind !== undefined) {
    const base = signIn(behind.kind === 'limits' || behind.kind === 'scripts' ? (behind.base as Item) : behind)
    const named: Expression = { ...sign, text: `arg${base}` }
    const under = behind.kind === 'limits' ? behind.under : behind.kind === 'scripts' ? behind.sub : null
    if (base === 'max' || base === 'min') return { said: limits({ kind: 'limits', base: named, under, over: null }), count: 2 }
  }
  if (item.kind === 'scripts' && item.sub !== null && item.sup === null) {
    const name = item.base.kind === 'sign' ? item.base.text : ''
    const taken = operand(items, at + 1)
    if (name === 'log' && taken) return { said: `以 ${say(item.sub)} 为底 ${taken.said} 的对数`, count: taken.count + 1 }
    if (name === '∁' && taken) return { said: `${taken.said} 在 ${say(item.sub)} 中的补集`, count: taken.count + 1 }
  }
  if (item.kind === 'sign' && (item.text === '∀' || item.text === '∃') && behind !== undefined) return { said: SIGNS[item.text]!, count: 1 }
  return null
}

const sign = { kind: 'sign', role: 'identifier', upright: true } as const

/** What a function is of: what is in brackets, or all until the next operator. */
function operand(items: readonly Item[], from: number): Phrase | null {
  const first = items[from]
  if (first?.kind === 'group' && first.open === '(') return { said: sayAll(first.items), count: 1 }
  let to = from
  while (to < items.length && !isOperator(items[to]!)) to += 1
  return to > from ? { said: sayAll(items.slice(from, to)), count: to - from } : null
}

function isNumber(item: Expression | Item | undefined): item is ExpressionOf<'sign'> {
  return item?.kind === 'sign' && item.role === 'number'
}

function isOperator(item: Item): boolean {
  return item.kind === 'sign' && item.role === 'operator' && !/^[!%…⋯∞]$/.test(item.text)
}

function isDots(item: Item | undefined): boolean {
  return /^[…⋯]$/.test(signIn(item) ?? '')
}

/** Upright letters: units, and elements of chemistry. */
function isUpright(item: Item | undefined): boolean {
  const base = item?.kind === 'scripts' ? item.base : item
  return base?.kind === 'text' || (base?.kind === 'sign' && base.upright && base.role === 'identifier')
}

function isElement(item: Item): boolean {
  const base = item.kind === 'scripts' ? item.base : item
  return base.kind === 'sign' && base.upright && /^[A-Z]/.test(base.text) && NAMES[base.text] === undefined
}

function isVector(item: Item | undefined): boolean {
  return item?.kind === 'accent' && item.sign === '→'
}

function isModulus(item: Item): item is Group {
  return item.kind === 'group' && item.open === '(' && signIn(item.items[0]) === 'mod'
}

/** What has several parts that are added or compared, so that an ear can't tell where it ends. */
function isCompound(items: readonly Item[]): boolean {
  return items.some((item, at) => at > 0 && item.kind === 'sign' && (/^[+−±∓-]$/.test(item.text) || RELATIONS.has(item.text)))
}

function isLong(item: Item): boolean {
  return (item.kind === 'fraction' && isCompound(itemsOf(item.above))) || (item.kind === 'root' && isCompound(itemsOf(item.of)))
}

function sayItem(item: Item): string {
  switch (item.kind) {
    case 'group':
      return scripts(group(item), item, item.sub, item.sup)
    case 'sign':
      return word(item.text, item.role)
    case 'text':
      return ` ${saidOf(item.text.trim())} `
    case 'fraction':
      return item.hasBar ? `${apart(item.below)} 分之 ${say(item.above)}` : unsayable()
    case 'root':
      if (item.index !== null) return `${apart(item.of)} 的 ${say(item.index)} 次方根`
      return `${isCompound(itemsOf(item.of)) ? '根号下' : '根号'} ${say(item.of)}`
    case 'scripts':
      return bounds(item.base, item.sub, item.sup) ?? evaluated(item) ?? scripts(say(item.base), item.base, item.sub, item.sup)
    case 'limits':
      return limits(item)
    case 'accent':
      return `${say(item.of)} ${ACCENTS[item.sign] ?? unsayable()}`
    case 'line':
      return line(item)
    case 'fenced':
      return fenced(item)
    case 'boxed':
    case 'coloured':
    case 'sized':
    case 'styled':
      return say(item.of)
    case 'arrow':
      return item.over === null ? '变成' : `在 ${say(item.over)} 条件下变成`
    case 'grid':
      return item.rows.length === 1 && item.columns.length === 1 ? item.rows[0]!.cells.map(say).join(' ') : unsayable()
    case 'cancelled':
      return `划去的 ${say(item.of)}`
    case 'prescripts':
    case 'brace':
      return unsayable()
  }
}

/** Between brackets where an ear could not tell where it begins. */
function apart(math: Expression): string {
  return isCompound(itemsOf(math)) ? `括号 ${say(math)} 括号完` : say(math)
}

function word(text: string, role: string): string {
  if (role === 'number') return amount(text.replace(/\.$/, ''))
  const plain = text.normalize('NFKC')
  const known = SIGNS[text] ?? SIGNS[plain] ?? GREEK[plain] ?? NAMES[plain.replaceAll(/\s/g, '')]
  if (known !== undefined) return known
  return /^[\p{L}′' ]+$/u.test(plain) ? plain : unsayable()
}

function line({ of, at }: ExpressionOf<'line'>): string {
  const items = itemsOf(of)
  const isSegment = items.length === 2 && items.every((item) => /^[A-Z]$/.test(signIn(item) ?? ''))
  if (isSegment && at === 'over') return `线段 ${sayAll(items)}`
  return `${say(of)} ${at === 'over' ? '上划线' : '下划线'}`
}

function scripts(base: string, of: Expression | Group, sub: Expression | null, sup: Expression | null): string {
  const isUprightSign = of.kind === 'sign' && of.upright && of.role === 'identifier'
  const isCounted = isUprightSign && sub !== null && isNumber(sub) && NAMES[of.text] === undefined
  const below = sub === null || isNothing(sub) ? base : isCounted ? `${base} ${say(sub)}` : `${base} 下标 ${say(sub)}`
  if (sup === null || isNothing(sup)) return below
  if (of.kind === 'sign' && FUNCTIONS.has(of.text)) return functionPower(below, sup)
  if (signIn(of as Item) === 'ℝ') return `${say(sup)} 维实数空间`
  const whole = isOneOfParts(of) && sub === null ? `括号 ${below.trim()} 括号完` : below
  return `${whole} ${power(of, sub, sup)}`
}

/** A fraction, or what has a script, alone between brackets: without them only its last part seems raised. */
function isOneOfParts(of: Expression | Group): boolean {
  if (of.kind === 'fraction') return true
  const items = of.kind === 'group' && of.open === '(' ? of.items : of.kind === 'fenced' && of.open === '(' ? of.parts.flatMap(itemsOf) : []
  return items.length === 1 && (items[0]?.kind === 'fraction' || items[0]?.kind === 'scripts')
}

/** sin²: of the name, and not of what it is of. */
function functionPower(name: string, sup: Expression): string {
  const said = say(sup).trim()
  return said === '负 一' ? `反${name}` : said === '二' ? `${name} 平方` : said === '三' ? `${name} 立方` : `${name} 的 ${said} 次方`
}

function power(of: Expression | Group, sub: Expression | null, sup: Expression): string {
  const items = itemsOf(sup)
  const only = items.length === 1 ? (signIn(items[0]) ?? '') : ''
  const isCapital = of.kind === 'sign' && /^[A-Z]$/.test(of.text.normalize('NFKC'))
  const primes = items.map((item) => signIn(item) ?? '?').join('')
  if (/^′+$/.test(primes)) return `${['一', '两', '三'][primes.length - 1] ?? unsayable()}撇`
  switch (only) {
    case '∘':
      return '度'
    case '2':
      return '的平方'
    case '3':
      return '的立方'
    case '∗':
    case '*':
    case '⋆':
      return '星'
    case '⊤':
      return '的转置'
    case '⊥':
      return '的正交补'
    case '†':
      return '的共轭转置'
    case 'T':
      if (isCapital || of.kind === 'group') return '的转置'
  }
  const charge = items.map((item) => signIn(item) ?? '?').join('')
  if (/^\d*[+−-]$/.test(charge)) return `${charge.length > 1 ? amount(charge.slice(0, -1)) : ''}${charge.endsWith('+') ? '正' : '负'}`
  const [above, below] = partsOfSlash(items)
  if (above !== undefined && below !== undefined) return `的 ${say(below)} 分之 ${say(above)} 次方`
  if (items.length === 1 && items[0]?.kind === 'group' && items[0].open === '(') return `的 ${sayAll(items[0].items)} 阶导数`
  if (sub !== null && of.kind === 'sign' && /^[ACP]$/.test(of.text)) return `上标 ${say(sup)}`
  return `的 ${say(sup).trim()} 次方`
}

/** 1/2 and m/n as exponents are fractions, and no division. */
function partsOfSlash(items: readonly Item[]): readonly Expression[] {
  const [above, slash, below] = items
  if (items.length !== 3 || above?.kind !== 'sign' || below?.kind !== 'sign' || !/^[/∕]$/.test(signIn(slash) ?? '')) return []
  return [above, below]
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
  if (over !== null) return `${name}，从 ${say(under)} 到 ${say(over)}，`
  if (isIntegral) return `${name}，在 ${say(under)} 上，`
  return isLimit || isCompound(itemsOf(under)) ? `${name}，${say(under)} ，` : `${name}，对 ${say(under)} ，`
}

function limits({ base, under, over }: ExpressionOf<'limits'>): string {
  const known = bounds(base, under, over)
  if (known !== null) return known
  if (base.kind === 'brace') return `${say(base.of)} ，${base.at === 'under' ? '下面' : '上面'}标着 ${say(under ?? over ?? unsayable())} ，`
  const above =
    over === null
      ? ''
      : partsOf(over)
          .map((part) => (part.kind === 'sign' || part.kind === 'text' ? part.text : '?'))
          .join('')
  if (base.kind === 'sign' && base.text === '=' && under === null && /^(?:def|Δ|△|定义)$/.test(above)) return '定义为'
  if (over !== null && under !== null) return `${say(base)}，从 ${say(under)} 到 ${say(over)}，`
  return under === null ? unsayable() : `${say(base)}，${say(under)} ，`
}

/** What stands before a bar with bounds: its values there. */
function evaluated({ base, sub, sup }: ExpressionOf<'scripts'>): string | null {
  if (base.kind !== 'fenced' || base.open !== '' || base.close !== '|' || sub === null) return null
  const of = base.parts.map(say).join(' ')
  return sup === null ? `${of} ，在 ${say(sub)} 处，` : `${of} ，从 ${say(sub)} 到 ${say(sup)} ，`
}

function fenced({ open, close, parts, separators }: ExpressionOf<'fenced'>): string {
  const [only] = parts
  if (parts.length === 1 && only?.kind === 'grid') return open === '{' && close === '' ? cases(only) : unsayable()
  const items = parts.flatMap((part, at): Item[] => [
    ...itemsOf(part),
    ...(separators[at] === undefined ? [] : [{ ...sign, role: 'operator' as const, text: separators[at] }]),
  ])
  if (open === '(' && items.length === 1) return sayAll(items)
  return group({ kind: 'group', open, close, items, sub: null, sup: null })
}

/** What a value is in which case; or equations that hold together. */
function cases({ rows }: ExpressionOf<'grid'>): string {
  const parts = rows.map(({ cells }) => cells.map(itemsOf))
  const isSystem = parts.every(([, second]) => second === undefined || second.length === 0 || RELATIONS.has(signIn(second[0]) ?? ''))
  if (isSystem) return `方程组，${parts.map((cells) => sayAll(withoutComma(cells.flat()))).join('；')}；`
  return `分段函数，${parts.map(([value = [], when = []]) => `${condition(when)}，是 ${sayAll(withoutComma(value))}`).join('；')}；`
}

function condition(when: readonly Item[]): string {
  const said = sayAll(withoutComma(when)).replace(/^\s*(?:if|when|若|当|如果)\s*/, '')
  return /^(?:otherwise|else|其他|其它|其余|否则)/.test(said.trim()) || said.trim() === '' ? '其他情况' : `当 ${said.replace(/\s*时$/, '')} 时`
}

function withoutComma(items: readonly Item[]): readonly Item[] {
  return /^[,，;；.。]$/.test(signIn(items.at(-1)) ?? '') ? items.slice(0, -1) : items
}

function group({ open, close, items }: Group): string {
  const at = items.findIndex((item) => signIn(item) === '|' || signIn(item) === '∣')
  const commas = items.filter((item) => signIn(item) === ',').length
  const said = (): string => sayAll(items)
  const named = (name: string): string => (isCompound(items) ? `${name} ${said()} ${name}完` : `${said()} 的${name}`)
  switch (open + close) {
    case '||':
      return named('绝对值')
    case '‖‖':
    case '∥∥':
      return named('范数')
    case '⌊⌋':
      return `${said()} 向下取整`
    case '⌈⌉':
      return `${said()} 向上取整`
    case '⟨⟩':
      return commas === 1 ? `${said().replace('，', ' 与 ')} 的内积` : `尖括号 ${said()} 尖括号完`
    case '{}':
      if (at > 0) return `集合，${sayAll(items.slice(0, at))} ，满足 ${sayAll(items.slice(at + 1))} ，`
      return items.length === 0 ? '空集' : commas > 0 ? `集合 ${said()}` : `花括号 ${said()} 花括号完`
    case '()':
      if (signIn(items[0]) === 'mod') return `，模 ${sayAll(items.slice(1))}`
      if (at > 0) return `括号 ${sayAll(items.slice(0, at))} 在 ${sayAll(items.slice(at + 1))} 的条件下 括号完`
  }
  return commas === 1 && !isList(items) ? interval(open, close, items, said()) : `${word(open, 'operator')} ${said()} ${word(close, 'operator')}`
}

function isList(items: readonly Item[]): boolean {
  return items.length < 3
}

function interval(open: string, close: string, items: readonly Item[], said: string): string {
  const between = said.replace('，', ' 到 ')
  if (open === '[' && close === ']') return `闭区间 ${between}`
  if (open === '[' && close === ')') return `左闭右开区间 ${between}`
  if (open === '(' && close === ']') return `左开右闭区间 ${between}`
  const isEndless = items.some((item) => signIn(item) === '∞')
  return isEndless ? `开区间 ${between}` : `${word(open, 'operator')} ${said} ${word(close, 'operator')}`
}
