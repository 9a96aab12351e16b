/** A formula as characters in a line, for texts that hold nothing else: x² + (a+b)/2. */
import { isNothing, partsOf, type Expression, type ExpressionOf } from './expression.ts'

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
      return row(math.of)
    case 'sign':
    case 'text':
      return math.text
    case 'space':
      return math.em > 0.3 ? ' ' : ''
    case 'fraction':
      return math.hasBar ? `${operand(math.above)}/${factor(math.below)}` : `(${write(math.above)} ${write(math.below)})`
    case 'root':
      return `${math.index === null ? '' : raised(math.index, '')}√${operand(math.of)}`
    case 'scripts':
      return write(math.base) + lowered(math.sub) + raised(math.sup)
    case 'prescripts':
      return lowered(math.sub) + raised(math.sup) + write(math.base)
    case 'limits':
      return write(math.base) + lowered(math.under) + raised(math.over)
    case 'accent':
      return marked(math.of, math.at === 'over' ? ACCENTS[math.sign] : undefined)
    case 'line':
      return marked(math.of, math.at === 'over' ? '\u0305' : '\u0332')
    case 'brace':
    case 'cancelled':
    case 'boxed':
    case 'coloured':
    case 'sized':
    case 'styled':
      return write(math.of)
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

function row(parts: readonly Expression[]): string {
  const seen = parts.filter((part) => !isNothing(part))
  let [line, isBehindName] = ['', false]
  for (const part of parts) {
    const at = seen.indexOf(part)
    // ½x is no 1/(2x).
    line +=
      isFraction(part) && (isFactor(seen[at - 1], /^[)\]}]$/) || isFactor(seen[at + 1], /^[([{]$/)) ? `(${write(part)})` : spaced(part, line, isBehindName)
    if (!isNothing(part)) isBehindName = isName(part)
  }
  return line
}

function isFraction(math: Expression): boolean {
  return math.kind === 'fraction' && math.hasBar
}

/** Whether what stands beside it is multiplied with it. `bracket`: that which something begins, or ends, there. */
function isFactor(math: Expression | undefined, bracket: RegExp): boolean {
  return math !== undefined && math.kind !== 'text' && math.kind !== 'space' && (math.kind !== 'sign' || math.role !== 'operator' || bracket.test(math.text))
}

/** A binomial coefficient. */
function chosen({ open, parts: [part, other] }: ExpressionOf<'fenced'>): string | null {
  if (open !== '(' || part?.kind !== 'fraction' || part.hasBar || other !== undefined) return null
  return `C(${write(part.above)}, ${write(part.below)})`
}

/** By what is drawn over one. */
const ACCENTS: Readonly<Record<string, string>> = {
  '→': '\u20d7',
  '⇀': '\u20d1',
  ˆ: '\u0302',
  '^': '\u0302',
  ˇ: '\u030c',
  '‾': '\u0304',
  '¯': '\u0304',
  '~': '\u0303',
  '˜': '\u0303',
  '˙': '\u0307',
  '¨': '\u0308',
}

/** With a mark over each of its signs; one that has none as a character is left out. */
function marked(math: Expression, mark = ''): string {
  const text = write(math)
  return text.replaceAll(/[\p{L}\p{N}]/gu, (sign) => sign + mark)
}

/** Relations and sums have room around them, and a name behind it: sin x. `line`: what is before; a sign that begins something is its own: −1. */
function spaced(part: Expression, line: string, isBehindName: boolean): string {
  const text = write(part)
  if (isBehindName && /^[\p{L}\p{N}√∑∫]/u.test(text)) return ` ${text}`
  if (part.kind !== 'sign' || part.role !== 'operator' || line === '') return text
  const sign = text.replace('-', '−')
  const isOwn = /^[+−±]$/u.test(sign) && /[=<>≤≥≠≈≡→⇒⇔+−±×÷∈⊂⊆([{,;；]$/u.test(line.trimEnd())
  return !isOwn && /^[=<>≤≥≠≈≡→⇒⇔+−±×÷∈⊂⊆]$/u.test(sign) ? ` ${text} ` : text
}

function isName(math: Expression): boolean {
  if (math.kind === 'scripts' || math.kind === 'limits') return isName(math.base)
  return math.kind === 'sign' && math.role === 'identifier' && /^\p{L}{2,}$/u.test(math.text)
}

/** What is one sign needs no brackets. */
function operand(math: Expression): string {
  const text = write(math)
  return [...text].length === 1 || /^[\p{L}\p{M}\p{N}.]+$/u.test(text) || math.kind === 'fenced' ? text : `(${text})`
}

/** What several factors are needs brackets below a stroke, and as a power: e^(iπ), 1/(2a). */
function factor(math: Expression): string {
  const text = write(math)
  return /^(?:\p{L}\p{M}*|[\p{N}.]+)$/u.test(text) || math.kind === 'fenced' || (math.kind === 'sign' && math.role === 'identifier') ? text : `(${text})`
}

const bracketed = (math: Expression | null): string => (math === null || isNothing(math) ? '' : `(${write(math)})`)

const SUPER: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+−=()niabcdefghjklmoprstuvwxyz'].map((sign, at) => [sign, [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵃᵇᶜᵈᵉᶠᵍʰʲᵏˡᵐᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'][at] ?? '']),
)
const SUB: Readonly<Record<string, string>> = Object.fromEntries(
  [...'0123456789+−=()aehijklmnoprstuvx'].map((sign, at) => [sign, [...'₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ'][at] ?? '']),
)

function raised(math: Expression | null, mark = '^'): string {
  return beside(math, SUPER, mark)
}

function lowered(math: Expression | null): string {
  return beside(math, SUB, '_')
}

function beside(math: Expression | null, signs: Readonly<Record<string, string>>, mark: string): string {
  if (math === null || isNothing(math)) return ''
  const text = write(math).replaceAll('-', '−').replaceAll(' ', '')
  if (/^[′″‴]+$/.test(text)) return text
  if (text === '∘' && signs === SUPER) return '°'
  const all = [...text].map((sign) => signs[sign])
  return all.every((sign) => sign !== undefined) ? all.join('') : mark + factor(math)
}

function grid({ rows }: ExpressionOf<'grid'>): string {
  return rows
    .map(({ cells, tag }) =>
      [...cells.map((cell) => partsOf(cell).map(write).join('')), ...(tag === null ? [] : [tag])].filter((text) => text.trim() !== '').join(' '),
    )
    .join('；')
}
