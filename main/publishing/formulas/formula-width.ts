/** How wide a formula is at most, in em of its text: those that fit wherever they stand need not be measured. */
import type { Expression, ExpressionOf } from './expression.ts'

/** Never less than what is drawn. */
export function mostWidth(math: Expression): number {
  switch (math.kind) {
    case 'row':
      return sum(math.of)
    case 'sign':
      return signWidth(math)
    case 'text':
      return textWidth(math.text)
    case 'space':
      return Math.max(0, math.em)
    case 'fraction':
      return Math.max(mostWidth(math.above), mostWidth(math.below)) + 0.5
    case 'root':
      return mostWidth(math.of) + optional(math.index) + 1.2
    case 'scripts':
    case 'prescripts':
      return mostWidth(math.base) + 0.8 * Math.max(optional(math.sub), optional(math.sup)) + 0.2
    case 'limits':
      return Math.max(mostWidth(math.base), optional(math.under), optional(math.over)) + 0.5
    case 'arrow':
      return Math.max(1, optional(math.over), optional(math.under)) + 2
    case 'fenced':
      return sum(math.parts) + 1.5 * (2 + math.separators.length)
    case 'grid':
      return gridWidth(math)
    case 'sized':
      return mostWidth(math.of) * math.factor
    case 'rule':
      return math.width
    default:
      return mostWidth(math.of) + 0.8
  }
}

/** The same of the widest thing in which no line ends, where one ends between all that stand beside each other. */
export function widestPart(math: Expression): number {
  if (math.kind === 'row') return Math.max(0, ...math.of.map(widestPart))
  if (math.kind === 'coloured' || math.kind === 'styled') return widestPart(math.of)
  const [only, ...others] = math.kind === 'grid' ? math.rows : []
  return only !== undefined && others.length === 0 && only.cells.length === 1 ? Math.max(...only.cells.map(widestPart)) : mostWidth(math)
}

const sum = (all: readonly Expression[]): number => all.reduce((width, each) => width + mostWidth(each), 0)
const optional = (math: Expression | null): number => (math === null ? 0 : mostWidth(math))

function signWidth({ role, text, height }: ExpressionOf<'sign'>): number {
  if (height !== undefined) return 0.6 * height + 0.6
  if (role === 'number') return 0.6 * text.length
  // With the room around it.
  return role === 'operator' ? 1.3 * [...text].length + 0.6 : [...text].length + 0.3
}

function textWidth(text: string): number {
  return [...text].reduce((width, sign) => width + (sign > '\u2e80' ? 1.05 : 0.8), 0)
}

function gridWidth({ rows, columns, look }: ExpressionOf<'grid'>): number {
  const widths = columns.map((_, at) => Math.max(0, ...rows.map(({ cells }) => optional(cells[at] ?? null))))
  const tag = Math.max(0, ...rows.map((row) => (row.tag === null ? 0 : textWidth(row.tag) + 3)))
  return widths.reduce((all, width) => all + width + (look === 'equations' ? 2 : 1.2), tag)
}
