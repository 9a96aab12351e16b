/**
 * Which rows of the tree are selected together: by Shift from one to another, by Ctrl one by one. A selection holds rows of
 * one kind, so that whatever is done to it means one thing, and no chapter goes along because it stands between two lessons.
 * With fewer than two, what is done concerns the row itself. Pure.
 */
import type { LessonId, LibraryId } from '#preload/contract/library.ts'
import type { Row } from './rows.ts'

export interface Selection {
  readonly ids: ReadonlySet<LibraryId>
  /** Where a range begins; while nothing is selected, what was clicked last. */
  readonly anchor: LibraryId | null
}

export const noSelection: Selection = { ids: new Set(), anchor: null }

/** The rows of a selection that are seen, top to bottom. What is not seen is not selected any more. */
export function selectedRows(rows: readonly Row[], { ids }: Selection): Row[] {
  return rows.filter((row) => ids.has(row.id))
}

/** What is done to `row` is done to these. */
export function rowsWith(rows: readonly Row[], selection: Selection, row: Row): readonly Row[] {
  const selected = selectedRows(rows, selection)
  return selected.length > 1 && selected.some(({ id }) => id === row.id) ? selected : [row]
}

/** Takes a row in, or out again. `from` is the row that was chosen before, which is meant too when nothing is selected yet. */
export function toggled(rows: readonly Row[], selection: Selection, row: Row, from: Row | undefined): Selection {
  const before = selectedRows(rows, selection)
  const begun = before.length > 0 ? before : from && from !== row ? [from] : []
  const fitting = begun.filter(({ kind }) => kind === row.kind).map(({ id }) => id)
  const ids = fitting.includes(row.id) ? fitting.filter((id) => id !== row.id) : [...fitting, row.id]
  return { ids: new Set(ids), anchor: row.id }
}

/**
 * Where a selection by pointer begins while nothing is selected: of the kind of the row that is clicked, the open lesson, else
 * what was clicked last. The focus does not tell, for the press itself has moved it.
 */
export function beginning(rows: readonly Row[], { anchor }: Selection, clicked: Row, open: LessonId | null): Row | undefined {
  return [open, anchor].map((id) => rows.find((row) => row.id === id)).find((row) => row?.kind === clicked.kind)
}

/** From the anchor (or `from`) to a row. The row may be of another kind: the range ends beside it. */
export function extended(rows: readonly Row[], selection: Selection, to: Row, from: Row | undefined): Selection {
  const begun = selectedRows(rows, selection).length > 0 ? rows.find(({ id }) => id === selection.anchor) : undefined
  const anchor = begun ?? from ?? to
  const [first, last] = [rows.indexOf(anchor), rows.indexOf(to)].sort((a, b) => a - b)
  const range = rows.slice(first, (last ?? 0) + 1).filter(({ kind }) => kind === anchor.kind)
  return { ids: new Set(range.map(({ id }) => id)), anchor: anchor.id }
}

/** Every row of the kind of this one. */
export function everyLike(rows: readonly Row[], row: Row): Selection {
  return { ids: new Set(rows.filter(({ kind }) => kind === row.kind).map(({ id }) => id)), anchor: row.id }
}
