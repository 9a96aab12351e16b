import { type KeyboardEvent, useState } from 'react'
import type { LibraryTree as Tree } from '#preload/contract/library.ts'
import type { Watched } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { ContextMenu } from '#renderer/ui/menu.tsx'
import type { LibraryActions } from './library-actions.ts'
import { useRowMenu } from './row-menu.tsx'
import type { Row } from './rows.ts'
import { TreeRow } from './tree-row.tsx'
import { type TreeAct, treeKey } from './tree-keys.ts'
import { useDragging } from './use-dragging.ts'
import { type TreePlace, type TreeState, useTree } from './use-tree.ts'

/** What the tree is told from outside, and tells. */
export interface TreeGiven extends TreePlace {
  /** With titles in it that the library has not got yet; null before it was ever read. */
  readonly tree: Watched<Tree | null>
  /** Whether the open lesson's page is what is seen now. */
  readonly shown: boolean
  readonly editable: boolean
}

/** Courses, chapters and lessons as one tree: read, opened, renamed, moved and removed by keys or pointer. */
export function LibraryTree({ tree, actions, given }: { tree: Tree; actions: LibraryActions; given: TreeGiven }) {
  const { t } = useTexts()
  const { current, shown, editable } = given
  const state = useTree({ ...given, tree, actions })
  const [pointed, setPointed] = useState<Row | null>(null)
  const dragging = useDragging(actions)
  const menu = useRowMenu(pointed, { editable, actions, open: state.open, remove: state.remove, rename: state.startRename, move: state.move })

  const onKeyDown = (event: KeyboardEvent) => {
    if (state.renaming || isComposing(event.nativeEvent)) return
    const act = treeKey(
      state.rows,
      state.rows.findIndex((row) => row.id === state.focusable?.id),
      event,
    )
    if (!act || (!editable && changes(act))) return
    event.preventDefault()
    perform(state, act)
  }

  return (
    <ContextMenu items={menu}>
      <ul className="tree" role="tree" aria-label={t('library.courses')} onKeyDown={onKeyDown} {...dragging.list}>
        {state.rows.map((row) => (
          <TreeRow
            key={row.id}
            row={row}
            current={shown && row.id === current}
            focusable={row.id === state.focusable?.id}
            renaming={row.id === state.renaming}
            drop={dragging.dropOn(row)}
            handlers={editable ? dragging.row(row) : {}}
            onOpen={() => state.open(row)}
            onPoint={() => setPointed(row)}
            onFocus={() => state.noteFocus(row.id)}
            name={given.rename}
            onRenamed={(isElsewhere) => state.finishRename(row, isElsewhere)}
            onAdd={editable ? adding(row, actions) : undefined}
            onRename={editable ? () => state.startRename(row) : undefined}
          />
        ))}
      </ul>
    </ContextMenu>
  )
}

function changes(act: TreeAct): boolean {
  return act.kind === 'rename' || act.kind === 'remove' || act.kind === 'move'
}

function perform(state: TreeState, act: TreeAct): void {
  switch (act.kind) {
    case 'focus':
      return state.focus(act.id)
    case 'expand':
      return state.expand(act.id, act.expanded)
    case 'open':
      return state.open(act.row)
    case 'rename':
      return state.startRename(act.row)
    case 'remove':
      return state.remove(act.row)
    case 'move':
      return state.move(act.row, act.step)
    default:
      return act satisfies never
  }
}

function adding(row: Row, actions: LibraryActions): (() => void) | undefined {
  switch (row.kind) {
    case 'course':
      return () => void actions.newChapter(row.id)
    case 'chapter':
      return () => void actions.newLessonIn(row.id)
    case 'lesson':
      return undefined
    default:
      return row satisfies never
  }
}
