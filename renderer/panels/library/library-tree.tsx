import { type KeyboardEvent, useRef, useState } from 'react'
import type { LessonId, LibraryId, LibraryTree as Tree } from '#preload/contract/library.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { ContextMenu } from '#renderer/ui/menu.tsx'
import type { LibraryActions } from './library-actions.ts'
import { moveByStep, rowAfterRemoval } from './moves.ts'
import { useRowMenu } from './row-menu.tsx'
import { libraryRows, type Row } from './rows.ts'
import { TreeRow } from './tree-row.tsx'
import { treeKey } from './tree-keys.ts'
import { useDragging } from './use-dragging.ts'

function adding(row: Row, actions: LibraryActions): (() => void) | undefined {
  switch (row.kind) {
    case 'course': return () => void actions.newChapter(row.id)
    case 'chapter': return () => void actions.newLessonIn(row.id)
    case 'lesson': return undefined
    default: return row satisfies never
  }
}

/** Courses, chapters and lessons as one tree: read, opened, renamed, moved and removed by keys or pointer. */
export function LibraryTree({ tree, current, shown, editable, actions, onOpen }: {
  tree: Tree
  current: LessonId | null
  shown: boolean
  editable: boolean
  actions: LibraryActions
  onOpen: (lesson: LessonId) => void
}) {
  const { t } = useTexts()
  const [left, setLeft] = useState<ReadonlyMap<LibraryId, boolean>>(new Map())
  const [focused, setFocused] = useState<LibraryId | null>(null)
  const [renaming, setRenaming] = useState<LibraryId | null>(null)
  const [pointed, setPointed] = useState<Row | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const rows = libraryRows(tree, current, left)
  const dragging = useDragging(actions)
  const focusable = rows.find((row) => row.id === focused) ?? rows.find((row) => row.id === current) ?? rows[0]

  const expand = (id: LibraryId, expanded: boolean) => setLeft((now) => new Map(now).set(id, expanded))
  const focus = (id: LibraryId) => {
    setFocused(id)
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus())
  }
  const open = (row: Row) => {
    setFocused(row.id)
    if (row.kind !== 'lesson') return expand(row.id, !row.expanded)
    // A chapter whose lesson was opened stays open when another chapter's lesson is opened next.
    const chapter = rows.find((each) => each.id === row.parent)
    setLeft((now) => new Map([...now, [row.parent, true], ...(chapter?.parent ? [[chapter.parent, true] as const] : [])]))
    onOpen(row.id)
  }
  const remove = (row: Row) => {
    const next = rowAfterRemoval(rows, row)
    void actions.remove(row.id, row.title)
    if (next) focus(next)
  }
  const finishRename = (row: Row, title: string | null) => {
    setRenaming(null)
    focus(row.id)
    if (title && title !== row.title) void actions.rename(row.id, title)
  }
  const move = (row: Row, step: 1 | -1) => {
    const next = moveByStep(tree, row, step)
    if (!next) return
    if (next.parent) expand(next.parent, true)
    void actions.move(next).then(() => focus(row.id))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (renaming || isComposing(event.nativeEvent)) return
    const act = treeKey(rows, rows.findIndex((row) => row.id === focusable?.id), event)
    if (!act || (!editable && (act.kind === 'rename' || act.kind === 'remove' || act.kind === 'move'))) return
    event.preventDefault()
    switch (act.kind) {
      case 'focus': return focus(act.id)
      case 'expand': return expand(act.id, act.expanded)
      case 'open': return open(act.row)
      case 'rename': return setRenaming(act.row.id)
      case 'remove': return remove(act.row)
      case 'move': return move(act.row, act.step)
      default: return act satisfies never
    }
  }

  const menu = useRowMenu(pointed, { editable, actions, open, remove, rename: (row) => setRenaming(row.id), move })
  return (
    <ContextMenu items={menu}>
      <ul ref={list} className="tree" role="tree" aria-label={t('library.courses')} onKeyDown={onKeyDown} {...dragging.list}>
        {rows.map((row) => (
          <TreeRow
            key={row.id}
            row={row}
            current={shown && row.id === current}
            focusable={row.id === focusable?.id}
            renaming={row.id === renaming}
            drop={dragging.dropOn(row)}
            handlers={editable ? dragging.row(row) : {}}
            onOpen={() => open(row)}
            onPoint={() => setPointed(row)}
            onFocus={() => setFocused(row.id)}
            onRenamed={(title) => finishRename(row, title)}
            onAdd={editable ? adding(row, actions) : undefined}
            onRename={editable ? () => setRenaming(row.id) : undefined}
          />
        ))}
      </ul>
    </ContextMenu>
  )
}
