/** A formula as characters in a line, for texts that hold nothing else: x² + (a+b)/2. */
import { isNothing, partsOf, type Expression, type ExpressionOf } from './expression.ts'

export function plainFormula(math: Expression): string {
  return write(math).replaceAll(/ {2,}/g, ' ').trim()
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
      return math.hasBar ? `${operand(math.above)}/${operand(math.below)}` : `(${write(math.above)} ${write(math.below)})`
    case 'root':
      return `${math.index === null ? '' : raised(math.index, '')}√${operand(math.of)}`
    case 'scripts':
      return write(math.base) + lowered(math.sub) + raised(math.sup)
    case 'prescripts':
      return lowered(math.sub) + raised(math.sup) + write(math.base)
    case 'limits':
      return write(math.base) + lowered(math.under) + raised(math.over)
    case 'accent':
    case 'line':
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
      return math.open + math.parts.map((part, at) => write(part) + (math.separators[at] ?? '')).join('') + math.close
    case 'grid':
      return grid(math)
    case 'hidden':
      return ''
    case 'rule':
      return ' '
  }
}

function row(parts: readonly Expression[]): string {
  let [line, isBehindName] = ['', false]
  for (const part of parts) {
    line += spaced(part, line, isBehindName)
    if (!isNothing(part)) isBehindName = isName(part)
  }
  return line
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
  return [...text].length === 1 || /^[\p{L}\p{N}.]+$/u.test(text) || math.kind === 'fenced' ? text : `(${text})`
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
  return all.every((sign) => sign !== undefined) ? all.join('') : mark + operand(math)
}

function grid({ rows }: ExpressionOf<'grid'>): string {
  return rows
    .map(({ cells, tag }) =>
      [...cells.map((cell) => partsOf(cell).map(write).join('')), ...(tag === null ? [] : [tag])].filter((text) => text.trim() !== '').join(' '),
    )
    .join('；')
}
