/** How wide the columns of a table are: as what is in them asks for, for programs that give each the same where nothing is said. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline, Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { widthOf } from '../prose/title-lines.ts'

/** Twentieths of a point between the margins of an A4 page, and of one sign of a cell. */
const [MEASURE, SIGN] = [9026, 200]
/** Signs: what a cell has at both sides, the least of a column, and what a line of a long cell need not be wider than. */
const [PADDING, LEAST, MOST] = [1.4, 3, 30]

/** Twips of each column; together they are as wide as the text. */
export function columnWidths(table: Table): number[] {
  const { cells, columns } = gridOf(table)
  const wanted = Array.from({ length: Math.max(columns, table.align.length) }, () => LEAST + PADDING)
  for (const { cell, left, width } of cells) {
    const own = Math.min(MOST, longestLine(cell.children)) + PADDING
    for (let at = left; at < left + width; at++) wanted[at] = Math.max(wanted[at] ?? 0, own / width)
  }
  return shared(wanted, MEASURE / SIGN).map((signs) => Math.round(signs * SIGN))
}

function longestLine(children: readonly Inline[]): number {
  const text = children.map((each) => (isRun(each) ? each.text : each.type === 'formula' ? each.tex.replaceAll(/\\[a-z]+|[{}^_]/gi, '') : '')).join('')
  return Math.max(...text.split('\n').map(widthOf))
}

/** Columns that ask for less than their part have it whole; the others share what is left by what they ask for. */
function shared(wanted: readonly number[], room: number): number[] {
  const sum = wanted.reduce((all, each) => all + each, 0)
  if (sum <= room) return wanted.map((each) => (each * room) / sum)
  const small = (limit: number): readonly number[] => wanted.filter((each) => each <= limit)
  let part = room / wanted.length
  for (let pass = 0; pass < wanted.length; pass++) {
    const few = small(part)
    const next = (room - few.reduce((all, each) => all + each, 0)) / Math.max(1, wanted.length - few.length)
    if (next <= part) break
    part = next
  }
  const large = wanted.filter((each) => each > part).reduce((all, each) => all + each, 0)
  const left = room - small(part).reduce((all, each) => all + each, 0)
  return wanted.map((each) => (each <= part ? each : (each * left) / large))
}
