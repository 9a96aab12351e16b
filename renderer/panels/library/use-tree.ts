import { useEffect, useState } from 'react'
import type { LessonId, LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import type { Expansion } from './expansion.ts'
import type { LibraryActions } from './library-actions.ts'
import { moveByStep, rowAfterRemoval } from './moves.ts'
import { libraryRows, type Row } from './rows.ts'

export interface TreeState {
  readonly rows: readonly Row[]
  /** The one row that Tab reaches. */
  readonly focusable: Row | undefined
  readonly renaming: LibraryId | null
  focus(id: LibraryId): void
  noteFocus(id: LibraryId): void
  expand(id: LibraryId, expanded: boolean): void
  open(row: Row): void
  remove(row: Row): void
  move(row: Row, step: 1 | -1): void
  startRename(row: Row): void
  finishRename(row: Row, isElsewhere: boolean): void
}

/** Where the author is in the tree, and who hears of it. */
export interface TreePlace {
  readonly current: LessonId | null
  readonly onOpen: (lesson: LessonId) => void
  /** What the author calls an entry: `soon` while it is being typed, `now` when that is done. */
  readonly rename: (id: LibraryId, title: string, when: 'soon' | 'now') => void
  readonly expansion: Expansion
  /** What was just made and gets its name now. */
  readonly naming: LibraryId | null
  /** `goOn`: the author did not go elsewhere instead. */
  readonly onNamed: (goOn: boolean) => void
  /** What the author asked to see here: it takes the focus once it has a row. */
  readonly revealed: LibraryId | null
  readonly onRevealed: () => void
}

interface Given extends TreePlace {
  readonly tree: LibraryTree
  readonly actions: LibraryActions
}

/** What stands open in the tree, where the focus is, and the deeds that move it. */
export function useTree({ tree, current, actions, onOpen, expansion, naming, onNamed, revealed, onRevealed }: Given): TreeState {
  const left = useValue(expansion)
  const [focused, setFocused] = useState<LibraryId | null>(null)
  const [renaming, setRenaming] = useState<LibraryId | null>(null)
  const rows = libraryRows(tree, current, left)

  const place = findLesson(tree, current)
  const course = place?.course.id
  const chapter = place?.chapter.id
  useEffect(() => {
    // What holds a lesson that was opened stays open when another lesson is opened next, or that one is removed.
    if (course && chapter) expansion.reveal(course, chapter)
  }, [expansion, course, chapter])

  // What was made may reach the tree a moment later.
  const nameable = rows.find((row) => row.id === naming)?.id
  useEffect(() => {
    if (nameable) setRenaming(nameable)
  }, [nameable])

  const expand = expansion.note
  const focus = (id: LibraryId) => {
    setFocused(id)
    focusSoon(id)
  }
  const seen = rows.find((row) => row.id === revealed)?.id
  useEffect(() => {
    if (!seen) return
    setFocused(seen)
    focusSoon(seen)
    onRevealed()
  }, [seen, onRevealed])
  useInView(rows.some((row) => row.id === current) ? current : null)
  return {
    rows,
    renaming,
    focus,
    expand,
    focusable: rows.find((row) => row.id === focused) ?? rows.find((row) => row.id === current) ?? rows[0],
    noteFocus: setFocused,
    open: (row) => {
      setFocused(row.id)
      if (row.kind !== 'lesson') return expand(row.id, !row.expanded)
      onOpen(row.id)
    },
    remove: (row) => {
      const next = rowAfterRemoval(rows, row)
      void actions.remove(row.id, row.title)
      if (next) focus(next)
    },
    move: (row, step) => {
      const next = moveByStep(tree, row, step)
      if (!next) return
      if (next.parent) expand(next.parent, true)
      setFocused(row.id)
      // A row that takes another place in the list loses the focus; an author who went on meanwhile keeps it.
      void actions.move(next).then(() => focusSoon(row.id, () => document.activeElement === document.body))
    },
    startRename: (row) => setRenaming(row.id),
    finishRename: (row, isElsewhere) => {
      setRenaming(null)
      if (row.id === naming) onNamed(!isElsewhere)
      else if (!isElsewhere) focus(row.id)
    },
  }
}

/** Brings the row of a lesson that was opened into view. */
function useInView(lesson: LessonId | null): void {
  useEffect(() => {
    if (lesson) rowOf(lesson)?.scrollIntoView({ block: 'nearest' })
  }, [lesson])
}

/** Focuses a row that may only now be on its way into the list, if it still should be then. */
function focusSoon(id: LibraryId, should: () => boolean = () => true): void {
  requestAnimationFrame(() => {
    if (should()) rowOf(id)?.focus()
  })
}

function rowOf(id: LibraryId): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[role="tree"] [data-row="${CSS.escape(id)}"]`)
}
