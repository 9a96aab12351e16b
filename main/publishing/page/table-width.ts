/** How much room a table asks for, in em of its own text: what its columns take beside one another where no line ends within a word or a number. */
import { isRun } from '#preload/document/lines.ts'
import type { Cell, Inline, Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { drawnWidth } from '../formulas/drawn-width.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { widthOf } from '../prose/title-lines.ts'

/** Em of a word from which it may end its line anywhere, as an address does; so wide is its column at the least. */
const LONG_WORD = 10
const LEAST_OF_LONG = 6
/** Em that words without spaces, such as Chinese, have beside one another at the least, where they have so many. */
const LEAST = 3
/** Em at both sides of a cell together, where there are several columns and where there are many. */
const [SIDES, NARROW_SIDES] = [1.3, 0.7]

/** Columns from which a table has narrow sides in its cells. */
const MANY_COLUMNS = 6

export interface TableWidth {
  readonly em: number
  /** Whether it has so many columns that the sides of its cells are narrow. */
  readonly isMany: boolean
}

export function tableWidth(table: Pick<Table, 'children'>): TableWidth {
  const { cells, columns } = gridOf(table)
  const isMany = columns >= MANY_COLUMNS
  const sides = isMany ? NARROW_SIDES : SIDES
  const wanted = Array.from({ length: columns }, () => 0)
  for (const { cell, left, width } of cells) if (width === 1) wanted[left] = Math.max(wanted[left] ?? 0, cellWidth(cell))
  // What reaches over several columns takes what those don't have yet.
  for (const { cell, left, width } of cells) {
    const missing = cellWidth(cell) - wanted.slice(left, left + width).reduce((all, each) => all + each, 0)
    if (width > 1 && missing > 0) for (let at = left; at < left + width; at++) wanted[at] = (wanted[at] ?? 0) + missing / width
  }
  return { em: wanted.reduce((all, each) => all + each + sides, 0), isMany }
}

/** Whether a word of it is so long that a line may end within it. */
export function hasLongWord({ children }: Pick<Cell, 'children'>): boolean {
  return wordsOf(children).some((word) => widthOf(word) > LONG_WORD)
}

interface CellNeeds {
  /** Em that it has at the least, beside its words. */
  readonly least: number
  /** Those within which no line is to end; long ones are none. */
  readonly words: readonly { readonly word: string; readonly em: number }[]
  /** Em of the widest word or formula, long ones too. */
  readonly widest: number
}

/** The same of a cell, part by part. */
export function cellNeeds({ children }: Cell): CellNeeds {
  const words = wordsOf(children).map((word) => ({ word, em: widthOf(word) }))
  const formulas = Math.max(0, ...children.map(formulaWidth))
  const long = words.some(({ em }) => em > LONG_WORD) ? LEAST_OF_LONG : 0
  const all = words.reduce((sum, { em }) => sum + em, 0)
  return {
    least: Math.max(long, formulas, Math.min(LEAST, all)),
    words: words.filter(({ em }) => em <= LONG_WORD),
    widest: Math.max(formulas, ...words.map(({ em }) => em)),
  }
}

function cellWidth({ children }: Cell): number {
  const words = wordsOf(children).map(widthOf)
  const word = Math.max(0, ...words.map((width) => (width > LONG_WORD ? LEAST_OF_LONG : width)))
  const all = words.reduce((sum, each) => sum + each, 0)
  return Math.max(word, Math.min(LEAST, all), ...children.map(formulaWidth))
}

function formulaWidth(each: Inline): number {
  if (isRun(each) || each.type !== 'formula') return 0
  const reading = readFormula(each.tex, false)
  return reading.isRead ? Math.min(LONG_WORD * 2, drawnWidth(reading.math, false)) : LEAST_OF_LONG
}

/** In which no line ends: characters of Chinese one by one, others up to a space or a hyphen. */
function wordsOf(children: readonly Inline[]): string[] {
  const text = children.map((each) => (isRun(each) ? each.text : ' ')).join('')
  return text.match(/[\u2e80-\uffef][，。、；：？！）》」』】]*|[^\s\u2e80-\uffef-]+-*|-+/gu) ?? []
}
