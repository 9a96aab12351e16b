/** How a table is set: columns as wide as what is in them asks for, in type in which words and numbers stay whole. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline, Run, Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { widestPart } from '../formulas/formula-width.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { widthOf } from '../prose/title-lines.ts'
import { cellLooks, type CellLook } from './cell-looks.ts'

/** Twips between the margins of an A4 page, and those of a cell that its line and what is not quite as measured take. */
const [MEASURE, SLACK] = [9026, 50]
/** Signs: what a column asks for at least, what a line of a long cell need not be wider than, a short word, and the longest one: what is longer is an address. */
const [LEAST, MOST, SHORT, LONG] = [3, 30, 2, 12]
/** What formulas take of what they may at most. */
const USUAL = 0.75

export interface SetColumns {
  /** Twips of each; together they are as wide as the text. */
  readonly widths: readonly number[]
  readonly cell: CellLook
}

/** Signs that a column asks for, and those of the longest word or number in it. */
interface Need {
  wanted: number
  least: number
}

export function setColumns(table: Table): SetColumns {
  const needs = needsOf(table)
  const whole = (cell: CellLook): number => sum(needs.map(({ least }) => twips(least, cell)))
  const cell = cellLooks.find((each) => whole(each) <= MEASURE) ?? cellLooks.at(-1)!
  const columns = needs.map(({ wanted, least }) => ({ wanted: twips(wanted, cell), least: twips(least, cell) }))
  return { widths: shared(columns).map(Math.round), cell }
}

const twips = (signs: number, { size, margin }: CellLook): number => signs * size * 10 + 2 * margin + SLACK
const sum = (all: readonly number[]): number => all.reduce((before, each) => before + each, 0)

function needsOf(table: Table): readonly Need[] {
  const { cells, columns } = gridOf(table)
  const needs = Array.from({ length: Math.max(columns, table.align.length) }, (): Need => ({ wanted: LEAST, least: SHORT }))
  for (const { cell, left, width } of cells) {
    const whole = longestWhole(cell.children)
    const wanted = Math.max(whole, Math.min(MOST, longestLine(cell.children)))
    for (const need of needs.slice(left, left + width)) {
      need.wanted = Math.max(need.wanted, wanted / width)
      need.least = Math.max(need.least, Math.min(LONG, whole) / width)
    }
  }
  return needs
}

function longestLine(children: readonly Inline[]): number {
  const text = children.map((each) => (isRun(each) ? shownText(each) : each.type === 'formula' ? each.tex.replaceAll(/\\[a-z]+|[{}^_]/gi, '') : '')).join('')
  return Math.max(...text.split('\n').map(widthOf))
}

/** Between Chinese characters lines end; signs of currencies and percentages stay with their number, and a unit within its brackets. */
const UNPARTED =
  /（[^\s（）]{1,2}）|[￥￡＄＋－]?[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u200b—‘’“”…\u3000-\u303f\uff00-\uffef]+[％℃]?/gu

function longestWhole(children: readonly Inline[]): number {
  const text = children.map((each) => (isRun(each) ? shownText(each) : each.type === 'formula' ? figures(formulaWidth(each.tex)) : '')).join('')
  // Lines end behind a hyphen within a word.
  const words = text.replaceAll(/(?<=\p{L})-(?=\p{L})/gu, '- ').match(UNPARTED) ?? []
  // No sign is wider than the type is high, so most words need not be measured.
  return words.reduce((longest, word) => (word.length <= longest ? longest : Math.max(longest, widthOf(word))), 0)
}

/** Signs of code are all as wide as figures. */
function shownText({ text, code }: Run): string {
  return code ? text.replaceAll(/[!-~]/g, '0') : text
}

const figures = (width: number): string => '0'.repeat(Math.ceil(width / widthOf('0')))

function formulaWidth(tex: string): number {
  const reading = readFormula(tex, false)
  return Math.min(MOST, reading.isRead ? widestPart(reading.math) * USUAL : widthOf(tex))
}

/** Columns that fit have what they ask for and share the rest; of others each has what stays whole, and a share by the root of what it asks for. */
function shared(columns: readonly Need[]): readonly number[] {
  const all = sum(columns.map(({ wanted }) => wanted))
  if (all <= MEASURE) return columns.map(({ wanted }) => (wanted * MEASURE) / all)
  // The longest are parted, where not all can stay whole.
  const floors = fitted((most) => columns.map(({ least }) => Math.min(least, most)))
  return fitted((share) => columns.map(({ wanted }, at) => Math.min(wanted, Math.max(floors[at] ?? 0, share * Math.sqrt(wanted)))))
}

/** The widest of those that grow with a number, as wide as the text at most. */
function fitted(widths: (number: number) => readonly number[]): readonly number[] {
  let [low, high] = [0, MEASURE]
  for (let pass = 0; pass < 50; pass++) {
    const middle = (low + high) / 2
    if (sum(widths(middle)) <= MEASURE) low = middle
    else high = middle
  }
  return widths(low)
}
