/** How wide a formula is drawn, in em of its text: near enough to say how small it has to be where there is less room, and rather too much than too little. */
import type { Expression, ExpressionOf } from './expression.ts'

/** What stands above, below and beside something is so large. */
const SMALL = 0.71

/** `isDisplay`: whether its fractions and sums are of full size. */
export function drawnWidth(math: Expression, isDisplay: boolean): number {
  const widthOf = (each: Expression | null): number => (each === null ? 0 : drawnWidth(each, isDisplay))
  switch (math.kind) {
    case 'row':
      return sum(math.of.map(widthOf))
    case 'sign':
      return signWidth(math)
    case 'text':
      return textWidth(math.text)
    case 'space':
      return math.em
    case 'fraction':
      return 0.3 + (isDisplay ? 1 : SMALL) * Math.max(drawnWidth(math.above, false), drawnWidth(math.below, false))
    case 'root':
      return widthOf(math.of) + 0.9 + SMALL * 0.5 * widthOf(math.index)
    case 'scripts':
    case 'prescripts':
      return widthOf(math.base) + SMALL * Math.max(script(math.sub), script(math.sup)) + 0.05
    case 'limits':
      return Math.max(widthOf(math.base), SMALL * script(math.under), SMALL * script(math.over)) + 0.2
    case 'arrow':
      return Math.max(0.8, SMALL * script(math.over), SMALL * script(math.under)) + 1.2
    case 'fenced':
      return sum(math.parts.map(widthOf)) + 0.5 * (2 + math.separators.length)
    case 'grid':
      return gridWidth(math)
    case 'sized':
      return widthOf(math.of) * math.factor
    case 'rule':
      return math.width
    case 'styled':
      return drawnWidth(math.of, math.isDisplay)
    case 'boxed':
      return widthOf(math.of) + 0.6
    default:
      return widthOf(math.of)
  }
}

const sum = (all: readonly number[]): number => all.reduce((width, each) => width + each, 0)
const script = (math: Expression | null): number => (math === null ? 0 : drawnWidth(math, false))

const RELATION = /^[=<>≤≥≠≈≡∼≃≅≪≫∈∉⊂⊆⊃⊇→←↔⇒⇐⇔↦⟶⟹⟺∣∥⟂]$/u

function signWidth({ role, text, upright, height }: ExpressionOf<'sign'>): number {
  if (height !== undefined) return 0.25 * height + 0.3
  const count = [...text].length
  if (role === 'number') return 0.53 * count
  if (role === 'identifier') return count === 1 ? (/^[A-Zmw]/u.test(text) ? 0.75 : 0.58) : 0.53 * count + (upright ? 0.17 : 0)
  if (/^[()[\]{}|‖⟨⟩⌊⌋⌈⌉,.;:!'′/]$/u.test(text)) return 0.42
  if (RELATION.test(text)) return 1.4
  return count === 1 ? 1.15 : 0.55 * count + 0.35
}

function textWidth(text: string): number {
  return [...text].reduce((width, sign) => width + (sign > '\u2e80' ? 1.02 : 0.5), 0)
}

function gridWidth({ rows, columns, look }: ExpressionOf<'grid'>): number {
  const isEquations = look === 'equations'
  const widths = columns.map((_, at) => Math.max(0, ...rows.map(({ cells }) => (cells[at] ? drawnWidth(cells[at], isEquations) : 0))))
  const tag = Math.max(0, ...rows.map((row) => (row.tag === null ? 0 : textWidth(row.tag) + 2)))
  const between = isEquations ? 0.5 * Math.max(0, Math.ceil(columns.length / 2) - 1) * 2 : 0.8 * Math.max(0, columns.length - 1)
  return (sum(widths) + between) * (look === 'small' ? SMALL : 1) + tag
}
