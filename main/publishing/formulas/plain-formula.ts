/** A formula as characters in a line, for texts that hold nothing else: x² + (a + b)/2. What a line would give another value is in brackets, or says in words where it stands. */
import { isNothing, partsOf, type Expression, type ExpressionOf } from './expression.ts'
import { asDrawn, isLarge, isOpen, plainRow } from './plain-row.ts'

export function plainFormula(math: Expression): string {
  return write(math).replaceAll(/ {2,}/g, ' ').trim()
}

/** A part of a formula in a line, and whether its letters slant. */
export interface LinearPart {
  readonly text: string
  readonly isSlanted: boolean
}

/** A formula that is a line of characters and loses nothing by it: n, 1 + r, (1 + r)ⁿ. Null for any other. */
export function linearFormula(math: Expression): readonly LinearPart[] | null {
  const text = plainFormula(math)
  if (text === '' || !isLinear(math) || /[\^_]/.test(text)) return null
  const slanting = new Set(lettersOf(math))
  return text
    .split(/(\p{L}+)/u)
    .map((part) => ({ text: part, isSlanted: part !== '' && [...part].every((sign) => slanting.has(sign)) }))
    .filter((part) => part.text !== '')
}

function isLinear(math: Expression): boolean {
  switch (math.kind) {
    case 'row':
      return math.of.every(isLinear)
    case 'sign':
      return math.height === undefined && !/[∑∏∐∫∬∭∮⋃⋂]/u.test(math.text)
    case 'text':
    case 'space':
      return true
    case 'scripts':
      return isLinear(math.base) && isSigns(math.sub) && isSigns(math.sup) && (math.sub === null || math.sup === null)
    case 'fenced':
      return math.parts.every(isLinear)
    default:
      return false
  }
}

/** Nothing or signs behind one another, of which there may be small ones. */
const isSigns = (math: Expression | null): boolean => math === null || partsOf(math).every((part) => part.kind === 'sign')

/** Letters that slant: names and units don't. */
function lettersOf(math: Expression): string[] {
  if (math.kind === 'row') return math.of.flatMap(lettersOf)
  if (math.kind === 'fenced') return math.parts.flatMap(lettersOf)
  if (math.kind === 'scripts') return [math.base].flatMap(lettersOf)
  return math.kind === 'sign' && math.role === 'identifier' && !math.upright ? [...math.text] : []
}

function write(math: Expression): string {
  switch (math.kind) {
    case 'row':
      return plainRow(math.of, write)
    case 'sign':
    case 'text':
      return math.text
    case 'space':
      return math.em > 0.25 ? ' ' : ''
    case 'fraction':
      return math.hasBar ? `${operand(math.above)}/${factor(math.below)}` : `(${write(math.above)} ${write(math.below)})`
    case 'root':
      return root(math)
    case 'scripts':
      return scripts(math)
    case 'prescripts':
      return lowered(math.sub) + raised(math.sup) + base(math)
    case 'limits':
      return limits(math)
    case 'accent':
      return accented(math)
    case 'line':
      return write(math.of).replaceAll(/\P{M}/gu, `$&${math.at === 'over' ? '\u0305' : '\u0332'}`)
    case 'cancelled':
      return write(math.of).replaceAll(/\P{M}/gu, '$&\u0336')
    case 'brace':
    case 'boxed':
      return write(math.of)
    case 'coloured':
    case 'sized':
    case 'styled':
      return plainRow([math], write)
    case 'arrow':
      return `${math.sign}${bracketed(math.over)}${bracketed(math.under)}`
    case 'fenced':
      return chosen(math) ?? math.open + math.parts.map((part, at) => write(part) + (math.separators[at] ?? '')).join('') + math.close
    case 'grid':
      return grid(math)
    case 'hidden':
      return ''
    case 'rule':
      return ' '
  }
}

/** A binomial coefficient. */
function chosen({ open, parts: [part, other] }: ExpressionOf<'fenced'>): string | null {
  if (open !== '(' || part?.kind !== 'fraction' || part.hasBar || other !== undefined) return null
  return `C(${write(part.above)}, ${write(part.below)})`
}

/** A power behind what is below in a line is not below, too. */
function scripts(math: ExpressionOf<'scripts'>): string {
  const below = base(math) + lowered(math.sub)
  const above = raised(math.sup)
  return above !== '' && !isLarge(math.base) && isOpen(below) ? `(${below})${above}` : below + above
}

/** A power where the root's index has no raised characters: α√x would be α times the root. */
function root({ of, index }: ExpressionOf<'root'>): string {
  const above = index === null ? '' : raised(index)
  return above.startsWith('^') ? `${factor(of)}^(1/${factor(index!)})` : `${above}√${factor(of)}`
}

/** Bounds are beside their sum, and a word is above a relation; what is above anything else is no power of it, and what a brace names is none either. */
function limits({ base: of, under, over }: ExpressionOf<'limits'>): string {
  if (of.kind === 'brace') return operand(of.of) + note('上方', over) + note('下方', under)
  const isOperator = partsOf(of).every((part) => part.kind === 'sign' && part.role === 'operator')
  return base({ base: of, sub: under, sup: over }) + lowered(under) + (isOperator ? raised(over) : note('上方', over))
}

/** What has no characters of its own, in words. */
const note = (place: '上方' | '下方', math: Expression | null): string => (math === null || isNothing(math) ? '' : `（${place}：${write(math)}）`)

/** By what is drawn over one. */
const ACCENTS: Readonly<Record<string, string>> = {
  '→': '\u20d7',
  '←': '\u20d6',
  '↔': '\u20e1',
  '⇀': '\u20d1',
  '↼': '\u20d0',
  ˆ: '\u0302',
  '^': '\u0302',
  ˇ: '\u030c',
  '˘': '\u0306',
  '‾': '\u0304',
  '¯': '\u0304',
  '~': '\u0303',
  '˜': '\u0303',
  '´': '\u0301',
  '`': '\u0300',
  '˚': '\u030a',
  '˙': '\u0307',
  '¨': '\u0308',
  '⃛': '\u20db',
  '⃜': '\u20dc',
  '⏜': '\u0311',
}
/** By what is drawn under one. */
const ACCENTS_BELOW: Readonly<Record<string, string>> = { '→': '\u20ef', '←': '\u20ee', '~': '\u0330', '˜': '\u0330', '‾': '\u0332', '¯': '\u0332' }

/** With a mark on each of its letters, or on the bracket behind what has other signs, of which it is as a whole. */
function accented({ of, sign, at }: ExpressionOf<'accent'>): string {
  const mark = (at === 'over' ? ACCENTS : ACCENTS_BELOW)[sign]
  const text = write(of)
  if (mark === undefined) return `${operand(of)}（${at === 'over' ? '上方' : '下方'}：${sign}）`
  if (/^[\p{L}\p{M}\p{N}]+$/u.test(text)) return text.replaceAll(/[\p{L}\p{N}]\p{M}*/gu, `$&${mark}`)
  return [...text].length === 1 ? text + mark : `(${text})${mark}`
}

/** What has scripts, in brackets where a line would give them to its last part alone, or join them with its own: (1/2)², (x²)³. */
function base({ base: of, sub, sup }: Pick<ExpressionOf<'scripts'>, 'base' | 'sub' | 'sup'>): string {
  const text = write(of)
  const parts = partsOf(of).flatMap(asDrawn)
  const [only] = parts
  return only !== undefined && parts.length === 1 && (sub ?? sup) !== null && isApart(only, text, sub, sup) ? `(${text})` : text
}

function isApart(math: Expression, text: string, sub: Expression | null, sup: Expression | null): boolean {
  if (math.kind === 'fraction' || math.kind === 'root') return math.kind === 'root' || math.hasBar
  if (math.kind === 'scripts') return (math.sup !== null && !/^[′″‴]+$/.test(write(math.sup))) || (math.sub !== null && sub !== null)
  if (math.kind === 'limits') return math.base.kind !== 'brace' && ((math.under !== null && sub !== null) || (math.over !== null && sup !== null))
  if (math.kind === 'line' || math.kind === 'accent' || math.kind === 'cancelled') return !/^(?:\P{M}|\(.*\))\p{M}+$/u.test(text)
  return /^(?:brace|boxed|grid)$/.test(math.kind) && !isOne(text)
}

const isOne = (text: string): boolean => [...text].length === 1 || /^[\p{L}\p{M}\p{N}.∂∇!]+$/u.test(text)

/** Between brackets of its own. */
const isEnclosed = (math: Expression): boolean => math.kind === 'fenced' && math.open !== '' && math.close !== ''

/** What is one sign, or one product, needs no brackets above a stroke; 1/2 has some there. */
function operand(math: Expression): string {
  const text = write(math)
  return isOne(text) || isEnclosed(math) ? text : `(${text})`
}

/** What several factors are needs brackets below a stroke, under a root and as a power: e^(iπ), 1/(2a), √(ab). */
function factor(math: Expression): string {
  const text = write(math)
  const isName = (math.kind === 'sign' && math.role === 'identifier') || (math.kind === 'text' && /^\p{L}+$/u.test(text))
  return isName || /^(?:\p{L}\p{M}*|[\d.]+)$/u.test(text) || isEnclosed(math) ? text : `(${text})`
}

const bracketed = (math: Expression | null): string => (math === null || isNothing(math) ? '' : `(${write(math)})`)

const SUPER: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+−=()′″‴niabcdefghjklmoprstuvwxyz'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾′″‴ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'][at] ?? '']),
)
const SUB: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+−=()aehijklmnoprstuvx'].map((sign, at) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'][at] ?? '']),
)

function raised(math: Expression | null): string {
  return beside(math, SUPER, '^')
}

function lowered(math: Expression | null): string {
  return beside(math, SUB, '_')
}

function beside(math: Expression | null, signs: Readonly<Record<string, string>>, mark: string): string {
  if (math === null || isNothing(math)) return ''
  const text = write(math).replaceAll('-', '−').replaceAll(' ', '').replaceAll('′′′', '‴').replaceAll('′′', '″')
  if (/^[′″‴]+$/.test(text)) return text
  if (text === '∘' && signs === SUPER) return '°'
  const all = [...text].map((sign) => signs[sign])
  return all.every((sign) => sign !== undefined) ? all.join('') : mark + factor(math)
}

/** Rows one behind the other. Cells in which there is room stand apart by commas: those of (a + b c) would be three. */
function grid({ rows, look }: ExpressionOf<'grid'>): string {
  const texts = rows.map(({ cells, tag }) =>
    [...cells.map((cell) => plainFormula(cell).replace(/^[=<>≤≥≠≈≡→⇒⇔](?=\S)/u, '$& ')), tag ?? ''].filter((text) => text !== ''),
  )
  const between = look !== 'equations' && texts.some((row) => row.length > 1 && row.some((text) => text.includes(' '))) ? ', ' : ' '
  return texts.map((row) => row.join(between)).join('；')
}
