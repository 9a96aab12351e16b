/** A list whose rows one Tab reaches together: arrow keys, Home and End go from row to row. Pure. */

/** The row that a key goes to; null: it is no key of the list, or there is none. */
export function rowGoneTo<R>(rows: readonly R[], from: R, key: string): R | null {
  const at = rows.indexOf(from)
  if (at < 0) return null
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1] ?? null
    case 'ArrowUp':
      return rows[at - 1] ?? null
    case 'Home':
      return at === 0 ? null : (rows[0] ?? null)
    case 'End':
      return at === rows.length - 1 ? null : (rows.at(-1) ?? null)
    default:
      return null
  }
}

interface Span {
  readonly top: number
  readonly bottom: number
}

/** How far a list is scrolled so that a row of it is seen, and no further. */
export function scrollTo(row: Span, list: Span): number {
  if (row.top < list.top) return row.top - list.top
  return Math.max(0, Math.min(row.bottom - list.bottom, row.top - list.top))
}
