/** What a key does in the tree, by the pattern for trees of the ARIA Authoring Practices. Pure. */
import type { LibraryId } from '#preload/contract/library.ts'
import type { Row } from './rows.ts'

export type TreeAct =
  | { readonly kind: 'focus'; readonly id: LibraryId }
  | { readonly kind: 'expand'; readonly id: LibraryId; readonly expanded: boolean }
  | { readonly kind: 'open' | 'rename' | 'remove'; readonly row: Row }
  | { readonly kind: 'move'; readonly row: Row; readonly step: 1 | -1 }

interface Press {
  readonly key: string
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

/** The act of a key pressed on the row at `at`; undefined leaves the key to others. */
export function treeKey(rows: readonly Row[], at: number, press: Press): TreeAct | undefined {
  const row = rows[at]
  if (!row || press.ctrlKey || press.metaKey) return undefined
  if (press.altKey) return press.key === 'ArrowUp' || press.key === 'ArrowDown' ? { kind: 'move', row, step: press.key === 'ArrowUp' ? -1 : 1 } : undefined
  switch (press.key) {
    case 'ArrowDown':
      return focusOn(rows[at + 1])
    case 'ArrowUp':
      return focusOn(rows[at - 1])
    case 'Home':
      return focusOn(rows[0])
    case 'End':
      return focusOn(rows.at(-1))
    case 'ArrowRight':
      return row.kind === 'lesson' ? undefined : row.expanded ? focusOn(childOf(rows, at)) : { kind: 'expand', id: row.id, expanded: true }
    case 'ArrowLeft':
      return row.kind !== 'lesson' && row.expanded ? { kind: 'expand', id: row.id, expanded: false } : focusOn(rows.find((each) => each.id === row.parent))
    case 'Enter':
    case ' ':
      return { kind: 'open', row }
    case 'F2':
      return { kind: 'rename', row }
    case 'Delete':
    case 'Backspace':
      return { kind: 'remove', row }
    default:
      return press.key.length === 1 ? focusOn(nextStartingWith(rows, at, press.key)) : undefined
  }
}

function focusOn(row: Row | undefined): TreeAct | undefined {
  return row && { kind: 'focus', id: row.id }
}

function childOf(rows: readonly Row[], at: number): Row | undefined {
  const next = rows[at + 1]
  return next && next.level > (rows[at]?.level ?? 0) ? next : undefined
}

function nextStartingWith(rows: readonly Row[], at: number, letter: string): Row | undefined {
  const after = [...rows.slice(at + 1), ...rows.slice(0, at)]
  return after.find((row) => row.title.toLowerCase().startsWith(letter.toLowerCase()))
}
