/** What the tests of tables do and see on the page. */
import type { Page } from 'playwright-core'

type Spans = { readonly colspan?: number; readonly rowspan?: number }

export const cell = (text: string, spans: Spans = {}) => ({
  type: 'cell',
  id: `c-${text || Math.random().toString(36).slice(2)}`,
  ...spans,
  children: [{ text }],
})

export const tableOf = (...rows: ReturnType<typeof cell>[][]) => ({
  type: 'table',
  id: 't',
  align: Array.from({ length: Math.max(...rows.map((row) => row.reduce((sum, { colspan = 1 }) => sum + colspan, 0))) }, () => null),
  hasHeader: true,
  children: rows.map((children) => ({ type: 'row', children })),
})

export const grid = (rows: readonly string[]) => tableOf(...rows.map((row) => row.split(' ').map((text) => cell(text === '_' ? '' : text))))

/** Puts the caret into a cell, by a click behind its text. */
export async function clickCell(page: Page, row: number, column: number): Promise<void> {
  const box = await page.locator('.page-text tr').nth(row).locator('.cell').nth(column).boundingBox()
  if (!box) throw new Error(`no cell ${row} ${column}`)
  await page.mouse.click(box.x + box.width - 4, box.y + box.height - 8)
  await page.mouse.move(0, 0)
}

/** The texts of the first table's cells as the screen shows them, and the cell that the browser's caret is in with its place there. */
export function lookAtTable(page: Page): Promise<{ rows: string[]; caret: string | null }> {
  return page.evaluate(() => {
    const clean = (text: string) => text.replaceAll('\uFEFF', '')
    const rows = [...document.querySelectorAll('.page-text .table tr')]
    const selection = getSelection()!
    const inside = selection.focusNode instanceof Element ? selection.focusNode : (selection.focusNode?.parentElement ?? null)
    const at = inside?.closest('.cell') ?? null
    let caret: string | null = null
    if (at) {
      const range = document.createRange()
      range.selectNodeContents(at)
      range.setEnd(selection.focusNode!, selection.focusOffset)
      const row = rows.findIndex((each) => each.contains(at))
      caret = `${row}:${[...rows[row]!.querySelectorAll('.cell')].indexOf(at)}:${clean(range.toString()).length}`
    }
    return { rows: rows.map((row) => [...row.querySelectorAll('.cell')].map((each) => clean(each.textContent)).join('|')), caret }
  })
}
