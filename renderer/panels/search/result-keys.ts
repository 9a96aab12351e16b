/** Moves the focus among the rows of a list of results: one Tab stop, arrows within. */
import type { KeyboardEvent } from 'react'

const rowsIn = (list: Element) => [...list.querySelectorAll<HTMLElement>('[data-row]')]

/** The first row takes the focus; with `opens`, it is opened instead and the focus stays in the field. */
export function focusResults(panel: Element, opens: boolean): void {
  const [first] = rowsIn(panel)
  if (opens) panel.querySelector<HTMLElement>('[data-row][data-place]')?.click()
  else first?.focus()
}

/** Handles a key in a list of results. From the first row ↑ goes back to the field. */
export function pressedInResults(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const rows = rowsIn(event.currentTarget)
  const at = rows.findIndex((row) => row === document.activeElement)
  if (at < 0) return
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1, PageDown: Math.min(at + 10, rows.length - 1), PageUp: Math.max(at - 10, 0) }[
    event.key
  ]
  if (to === undefined) return
  event.preventDefault()
  if (to < 0) event.currentTarget.closest('.search')?.querySelector<HTMLElement>('.search-query')?.focus()
  else rows[to]?.focus()
}
