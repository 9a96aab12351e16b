/** What the columns of a table ask for at the least, for one that Typst would set over the edges of its cells: it makes columns even, whatever words they hold. */
import { isRun } from '#preload/document/lines.ts'
import type { Table } from '#preload/document/schema.ts'
import { gridOf } from '#preload/document/table-grid.ts'
import { typstString } from '../formulas/typst-math.ts'
import { cellNeeds } from '../page/table-width.ts'

/** Em that Typst's own widths of words may differ from those told here. */
const SLACK = 0.8

/** Words of a column that are measured: the widest is not always the one that is told to be. */
const MEASURED = 4

/** In Typst's language, for each column em and words (`moke-tight-table`); null where even columns, each of `share` em, have room for all words. */
export function leastColumns(table: Table, columns: number, heads: number, share: number): string | null {
  const cells = gridOf(table).cells.map(({ cell, left, top, width }) => ({ ...cellNeeds(cell), cell, left, width, isHead: top < heads }))
  if (cells.every(({ widest, width }) => widest <= share * width * SLACK)) return null
  const all = Array.from({ length: columns }, (_, column) => {
    const own = cells.filter(({ left, width }) => left === column && width === 1)
    const words = own.flatMap(({ words: some, isHead, cell }) => some.map(({ word, em }) => ({ em, code: styled(word, isHead, cell.children) })))
    const widest = words.toSorted((one, other) => other.em - one.em).slice(0, MEASURED)
    const em = Math.max(0, ...own.map(({ least }) => Math.min(least, share)))
    return `(${em.toFixed(2)}, (${widest.map(({ code }) => `${code},`).join(' ')}))`
  })
  return `(${all.join(', ')},)`
}

/** As wide as the widest that its cell may show it: bold, or as code. */
function styled(word: string, isHead: boolean, children: Table['children'][number]['children'][number]['children']): string {
  const text = children.some((each) => isRun(each) && each.code) ? `raw(${typstString(word)})` : typstString(word)
  return isHead || children.some((each) => isRun(each) && each.bold) ? `strong(${text})` : text
}
