/** Tables of a piece of HTML: which are ones, their rows and cells, how their columns are aligned. Reads elements; makes nothing of them. */
import type { Align } from '#preload/document/schema.ts'

/** Wider ones are no tables that a page could show. */
export const mostColumns = 200

/** The rows of a table itself, not of one in it, with their cells. */
export function rowsOf(table: Element): Element[][] {
  const rows: Element[] = []
  for (const child of table.children) {
    if (child.tagName === 'TR') rows.push(child)
    else if (/^(THEAD|TBODY|TFOOT)$/.test(child.tagName)) rows.push(...[...child.children].filter(({ tagName }) => tagName === 'TR'))
  }
  return rows.map((row) => [...row.children].filter(({ tagName }) => tagName === 'TD' || tagName === 'TH')).filter((cells) => cells.length > 0)
}

/** Whether a table holds what belongs together in rows and columns. Many only arrange a page: of one column, or of what can't be on a line. */
export function isDataTable(table: Element, rows: readonly Element[][]): boolean {
  if (/^(?:presentation|none)$/.test(table.getAttribute('role') ?? '')) return false
  const widest = rows.reduce((most, cells) => Math.max(most, widthOf(cells)), 0)
  return widest > 1 && widest <= mostColumns && rows.some((cells) => cells.length > 1) && table.querySelector('table, pre, h1, h2, h3') === null
}

function widthOf(cells: readonly Element[]): number {
  return cells.reduce((sum, cell) => sum + spanOf(cell, 'colspan'), 0)
}

/** How far a cell reaches. */
export function spanOf(cell: Element, name: 'colspan' | 'rowspan'): number {
  const span = Number.parseInt(cell.getAttribute(name) ?? '1', 10)
  return span > 1 ? Math.min(span, 1000) : 1
}

/** Whether a row is a header: called one, or all of it in bold. */
export function isHeaderRow(cells: readonly Element[]): boolean {
  return cells.every((cell) => cell.tagName === 'TH') || cells[0]?.closest('thead') !== null || cells.every(isBold)
}

/** Whether all the text of a cell is bold; an empty cell is not. */
function isBold(cell: Element): boolean {
  const length = cell.textContent.trim().length
  const bold = [...cell.querySelectorAll('b, strong, [style*="font-weight" i]')].filter(
    (each) => each.matches('b, strong') || /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(each.getAttribute('style') ?? ''),
  )
  return length > 0 && bold.length > 0 && bold.length < 20 && bold.some((each) => each.textContent.trim().length >= length)
}

/** How a cell is aligned, by itself or by what is in it; null: as text is. */
export function alignOf(cell: Element): Align {
  for (const element of [cell, cell.firstElementChild]) {
    const align = /text-align\s*:\s*(\w+)/i.exec(element?.getAttribute('style') ?? '')?.[1] ?? element?.getAttribute('align')
    if (align === 'center' || align === 'right') return align
    if (align === 'end') return 'right'
  }
  return null
}

/** What most cells of a column say. */
export function mostOf(aligns: readonly Align[]): Align {
  return (['center', 'right'] as const).find((align) => aligns.filter((each) => each === align).length * 2 > aligns.length) ?? null
}
