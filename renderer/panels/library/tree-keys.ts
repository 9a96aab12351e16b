/** What a key does in the tree, by the pattern for trees of the ARIA Authoring Practices in which several can be selected; letters are `typeahead.ts`’s. Pure. */
import type { LibraryId } from '#preload/contract/library.ts'
import type { Row } from './rows.ts'

export type TreeAct =
  | { readonly kind: 'focus'; readonly id: LibraryId }
  | { readonly kind: 'expand'; readonly id: LibraryId; readonly expanded: boolean }
  | { readonly kind: 'open' | 'beside' | 'rename' | 'remove' | 'duplicate'; readonly row: Row }
  /** Among siblings, or at once into the chapter or course before or after. */
  | { readonly kind: 'move' | 'move-parent'; readonly row: Row; readonly step: 1 | -1 }
  /** `to`: up to that row; `toggle`: that row in or out; `all`: every one of its kind. */
  | { readonly kind: 'select'; readonly how: 'to' | 'toggle' | 'all'; readonly row: Row }
  | { readonly kind: 'deselect' | 'undo' }

interface Press {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
}

/** The act of a key pressed on the row at `at`; undefined leaves the key to others. */
export function treeKey(rows: readonly Row[], at: number, press: Press, hasSelection: boolean): TreeAct | undefined {
  const row = rows[at]
  if (!row) return undefined
  if (press.ctrlKey || press.metaKey) return press.altKey || press.shiftKey ? undefined : withMod(row, press.key)
  if (press.altKey) return withAlt(row, press)
  if (press.key === 'Escape') return hasSelection ? { kind: 'deselect' } : undefined
  const to = reached(rows, at, press.key)
  if (press.shiftKey && to) return { kind: 'select', how: 'to', row: to }
  return to ? focusOn(to) : plain(rows, at, row, press.key)
}

function withMod(row: Row, key: string): TreeAct | undefined {
  switch (key.toLowerCase()) {
    case 'a':
      return { kind: 'select', how: 'all', row }
    case 'enter':
      return row.kind === 'lesson' ? { kind: 'beside', row } : undefined
    case 'd':
      return { kind: 'duplicate', row }
    case 'z':
      return { kind: 'undo' }
    default:
      return undefined
  }
}

function withAlt(row: Row, { key, shiftKey }: Press): TreeAct | undefined {
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined
  return { kind: shiftKey ? 'move-parent' : 'move', row, step: key === 'ArrowUp' ? -1 : 1 }
}

/** The row that an arrow up or down, or a key to an end, leads to. */
function reached(rows: readonly Row[], at: number, key: string): Row | undefined {
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1]
    case 'ArrowUp':
      return rows[at - 1]
    case 'Home':
      return rows[0]
    case 'End':
      return rows.at(-1)
    default:
      return undefined
  }
}

function plain(rows: readonly Row[], at: number, row: Row, key: string): TreeAct | undefined {
  switch (key) {
    case 'ArrowRight':
      return row.kind === 'lesson' ? undefined : row.expanded ? focusOn(childOf(rows, at)) : { kind: 'expand', id: row.id, expanded: true }
    case 'ArrowLeft':
      return row.kind !== 'lesson' && row.expanded ? { kind: 'expand', id: row.id, expanded: false } : focusOn(rows.find((each) => each.id === row.parent))
    case 'Enter':
      return { kind: 'open', row }
    // Alone: Ctrl+Space is an input method's.
    case ' ':
      return { kind: 'select', how: 'toggle', row }
    case 'F2':
      return { kind: 'rename', row }
    case 'Delete':
    case 'Backspace':
      return { kind: 'remove', row }
    default:
      return undefined
  }
}

function focusOn(row: Row | undefined): TreeAct | undefined {
  return row && { kind: 'focus', id: row.id }
}

function childOf(rows: readonly Row[], at: number): Row | undefined {
  const next = rows[at + 1]
  return next && next.level > (rows[at]?.level ?? 0) ? next : undefined
}
