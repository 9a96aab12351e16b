import { type FocusEvent, type KeyboardEvent, type MouseEvent, useState } from 'react'
import type { LibraryId, LibraryTree as Tree } from '#preload/contract/library.ts'
import type { Watched } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { ContextMenu } from '#renderer/ui/menu.tsx'
import type { LibraryActions } from './library-actions.ts'
import { useRowMenu } from './row-menu.tsx'
import type { Row } from './rows.ts'
import { SelectionBar } from './selection-bar.tsx'
import { TreeRow } from './tree-row.tsx'
import { type TreeAct, treeKey } from './tree-keys.ts'
import { TypedHint } from './typed-hint.tsx'
import { useDragging } from './use-dragging.ts'
import { type TreePlace, type TreeState, useTree } from './use-tree.ts'
import { useTypeahead } from './use-typeahead.ts'

/** What the tree is told from outside, and tells. */
export interface TreeGiven extends TreePlace {
  /** With titles in it that the library has not got yet; null before it was ever read. */
  readonly tree: Watched<Tree | null>
  readonly editable: boolean
}

/** Courses, chapters and lessons as one tree: read, opened, renamed, selected, moved, copied and removed by keys or pointer. */
export function LibraryTree({ tree, actions, given }: { tree: Tree; actions: LibraryActions; given: TreeGiven }) {
  const { t } = useTexts()
  const { current, shown, editable } = given
  const state = useTree({ ...given, tree, actions })
  const [pointed, setPointed] = useState<LibraryId | null>(null)
  const dragging = useDragging(tree, state)
  const menu = useRowMenu(
    state.rows.find((row) => row.id === pointed),
    { tree, editable, actions, state },
  )

  const at = state.rows.findIndex((row) => row.id === state.focusable?.id)
  const typing = useTypeahead(state.rows, at, (row) => state.focus(row.id))

  const onKeyDown = (event: KeyboardEvent) => {
    if (state.renaming || event.nativeEvent.isComposing) return
    if (typing.take(event)) return event.preventDefault()
    const act = treeKey(state.rows, at, event, state.selected.length > 0)
    if (!act || (!editable && changes(act))) return
    event.preventDefault()
    perform(state, act, actions)
  }
  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) typing.end()
  }
  const onRowClick = (event: MouseEvent, row: Row) => {
    if (event.shiftKey) return state.pick(row, 'to')
    if (event.ctrlKey || event.metaKey) return state.pick(row, 'toggle')
    state.open(row)
  }

  return (
    <>
      <div className="library-scroll">
        <ContextMenu items={menu}>
          <ul
            className="tree"
            role="tree"
            aria-label={t('library.courses')}
            aria-multiselectable="true"
            onKeyDown={onKeyDown}
            onFocus={typing.prepare}
            onBlur={onBlur}
            {...dragging.list}
          >
            {state.rows.map((row) => (
              <TreeRow
                key={row.id}
                row={row}
                current={shown && row.id === current}
                selected={state.selected.includes(row)}
                dragged={dragging.isDragged(row)}
                focusable={row.id === state.focusable?.id}
                renaming={row.id === state.renaming}
                drop={dragging.dropOn(row)}
                handlers={editable ? dragging.row(row) : {}}
                onClick={(event) => onRowClick(event, row)}
                onPoint={() => setPointed(row.id)}
                onFocus={() => state.noteFocus(row.id)}
                name={given.rename}
                onRenamed={(isElsewhere) => state.finishRename(row, isElsewhere)}
                onAdd={editable ? adding(row, actions) : undefined}
                onDoubleClick={row.kind === 'lesson' ? () => state.write(row) : editable ? () => state.startRename(row) : undefined}
              />
            ))}
          </ul>
        </ContextMenu>
      </div>
      <TypedHint typed={typing.typed} />
      <SelectionBar state={state} editable={editable} />
    </>
  )
}

const changing: readonly TreeAct['kind'][] = ['rename', 'remove', 'duplicate', 'move', 'move-parent', 'undo']

function changes(act: TreeAct): boolean {
  return changing.includes(act.kind)
}

function perform(state: TreeState, act: TreeAct, actions: LibraryActions): void {
  switch (act.kind) {
    case 'focus':
      return state.focus(act.id)
    case 'expand':
      return state.expand(act.id, act.expanded)
    case 'open':
      return state.write(act.row)
    case 'beside':
      return state.openBeside(act.row)
    case 'rename':
      return state.startRename(act.row)
    case 'remove':
      return state.remove(act.row)
    case 'duplicate':
      return state.duplicate(act.row)
    case 'move':
      return state.move(act.row, act.step)
    case 'move-parent':
      return state.moveToParent(act.row, act.step)
    case 'select':
      return state.select(act.row, act.how)
    case 'deselect':
      return state.deselect()
    case 'undo':
      return void actions.undo()
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
