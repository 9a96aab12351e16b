import { useCallback, useEffect, useRef, useState } from 'react'
import type { LessonEntry, LessonId, LibraryId, LibraryTree } from '#preload/contract/library.ts'
import type { LessonState } from '#preload/contract/plan.ts'
import { findLesson, lessonsUnder } from '#renderer/host/tree.ts'
import { useValue, type Value } from '#renderer/host/value.ts'
import type { Expansion } from './expansion.ts'
import type { LibraryActions } from './library-actions.ts'
import { type Move, moveByParent, moveByStep } from './moves.ts'
import { libraryRows, type Row, rowAfterRemoval } from './rows.ts'
import { beginning, everyLike, extended, noSelection, rowsWith, type Selection, selectedRows, toggled } from './selection.ts'

export interface TreeState {
  readonly rows: readonly Row[]
  /** The one row that Tab reaches. */
  readonly focusable: Row | undefined
  readonly renaming: LibraryId | null
  /** Rows that were chosen together; one alone is the author's place, and no selection to act on. */
  readonly selected: readonly Row[]
  /** What is done to a row is done to these: the row, or all that is selected when it is among them. */
  rowsWith(row: Row): readonly Row[]
  focus(id: LibraryId): void
  noteFocus(id: LibraryId): void
  expand(id: LibraryId, expanded: boolean): void
  /** A lesson is shown and the focus stays in the tree; a course or chapter opens or closes. */
  open(row: Row): void
  /** A lesson is shown and written in. */
  write(row: Row): void
  /** Opens a lesson beside the one that the author is in. */
  openBeside(row: Row): void
  select(row: Row, how: 'to' | 'toggle' | 'all'): void
  /** Likewise, by pointer. */
  pick(row: Row, how: 'to' | 'toggle'): void
  deselect(): void
  remove(row: Row): void
  duplicate(row: Row): void
  move(row: Row, step: 1 | -1): void
  moveToParent(row: Row, step: 1 | -1): void
  /** Moves rows as they were dropped. */
  drop(move: Move, rows: readonly Row[]): void
  /** Of lessons, or of all lessons in chapters and courses. */
  setState(row: Row, state: LessonState): void
  plan(row: Row): void
  send(row: Row): void
  /** Markdown in, to where a row is. */
  bringInto(row: Row): void
  /** Markdown out, of all that is meant by a row. */
  giveOut(row: Row): void
  /** To the publishing desk, with all that is meant by a row. */
  publish(row: Row): void
  startRename(row: Row): void
  finishRename(row: Row, isElsewhere: boolean): void
}

/** Where the author is in the tree, and who hears of it. */
export interface TreePlace {
  readonly current: LessonId | null
  /** Whether the open lesson's page is what is seen now. */
  readonly shown: boolean
  /** `text`: the author came to write; `row`: the tree keeps the focus. */
  readonly onOpen: (lesson: LessonId, focus: 'text' | 'row') => void
  readonly onOpenBeside: (lesson: LessonId) => void
  /** What the author calls an entry: `soon` while it is being typed, `now` when that is done. `before`: what it was called until then. */
  readonly rename: (id: LibraryId, title: string, when: 'soon' | 'now', before: string) => void
  readonly expansion: Expansion
  readonly selection: Value<Selection>
  /** 字 a minute of narration. */
  readonly pace: number
  /** What was just made and gets its name now. */
  readonly naming: LibraryId | null
  /** `goOn`: the author did not go elsewhere instead. */
  readonly onNamed: (goOn: boolean) => void
  /** What the author asked to see here: it takes the focus once it has a row. */
  readonly revealed: LibraryId | null
  readonly onRevealed: () => void
  /** Asks how long lessons are to become. */
  readonly onPlan: (lessons: readonly LessonId[]) => void
  /** Asks where entries are to go. */
  readonly onSend: (entries: readonly LibraryId[]) => void
  /** Asks for Markdown to put into a course or a chapter, or where a lesson lies. */
  readonly onImport: (into: LibraryId) => void
  /** Asks how entries go out as Markdown. */
  readonly onExport: (entries: readonly LibraryId[]) => void
  /** Shows entries at the publishing desk. */
  readonly onPublish: (entries: readonly LibraryId[]) => void
}

interface Given extends TreePlace {
  readonly tree: LibraryTree
  readonly actions: LibraryActions
}

/** What stands open in the tree, where the focus is, what is selected, and the deeds that change it. */
export function useTree(given: Given): TreeState {
  const { tree, current, actions, expansion, onOpen } = given
  const left = useValue(expansion)
  const selection = useValue(given.selection)
  const [focused, setFocused] = useState<LibraryId | null>(null)
  const rows = libraryRows(tree, current, left, given.pace)
  const together = (row: Row) => rowsWith(rows, selection, row)
  const focusable = rows.find((row) => row.id === focused) ?? rows.find((row) => row.id === current) ?? rows[0]
  const focus = (id: LibraryId) => {
    setFocused(id)
    focusSoon(id)
  }
  const expand = expansion.note
  const select = given.selection.set
  useRevealedWay(given)
  const naming = useNaming(rows, given, focus)
  useTaken(rows, given.revealed, setFocused, given.onRevealed)
  const [made, setMade] = useState<LibraryId | null>(null)
  useTaken(
    rows,
    made,
    setFocused,
    useCallback(() => setMade(null), [setMade]),
  )
  useKeptRow(rows, focusable)
  useInView(rows.some((row) => row.id === current) ? current : null)

  const go = (move: Move | undefined, moved: readonly Row[], row?: Row) => {
    if (!move) return
    if (move.into) expand(move.into, true)
    if (row) setFocused(row.id)
    // A row that takes another place in the list loses the focus; an author who went on meanwhile keeps it.
    void actions.move(move, moved).then(() => row && focusSoon(row.id, () => document.activeElement === document.body))
  }
  const enter = (row: Row, part: 'text' | 'row') => {
    setFocused(row.id)
    select({ ...noSelection, anchor: row.id })
    if (row.kind === 'lesson') onOpen(row.id, part)
    else expand(row.id, !row.expanded)
  }
  return {
    rows,
    ...naming,
    selected: selectedRows(rows, selection),
    rowsWith: together,
    focus,
    expand,
    focusable,
    noteFocus: setFocused,
    open: (row) => enter(row, 'row'),
    write: (row) => enter(row, 'text'),
    openBeside: (row) => {
      setFocused(row.id)
      select(noSelection)
      if (row.kind === 'lesson') given.onOpenBeside(row.id)
    },
    ...selecting(rows, given, { selection, focusable, focus }),
    remove: (row) => {
      const gone = together(row)
      const next = rowAfterRemoval(rows, gone)
      select(noSelection)
      void actions.remove(gone)
      if (next) focus(next)
    },
    duplicate: (row) => void actions.duplicate(together(row)).then(([first]) => first && setMade(first)),
    move: (row, step) => go(moveByStep(tree, together(row), step), together(row), row),
    moveToParent: (row, step) => go(moveByParent(tree, together(row), step), together(row), row),
    drop: (move, moved) => go(move, moved),
    setState: (row, state) => void setStateOf(lessonsUnder(tree, idsOf(together(row))), state, actions),
    plan: (row) => given.onPlan(lessonsUnder(tree, idsOf(together(row))).map(({ id }) => id)),
    send: (row) => given.onSend(idsOf(together(row))),
    bringInto: (row) => given.onImport(row.id),
    giveOut: (row) => given.onExport(idsOf(together(row))),
    publish: (row) => given.onPublish(idsOf(together(row))),
  }
}

/** Rows are chosen together: by keys from where the focus is, by pointer from what the author opened. */
function selecting(
  rows: readonly Row[],
  { current, shown, selection: { set } }: Given,
  { selection, focusable, focus }: { selection: Selection; focusable: Row | undefined; focus: (id: LibraryId) => void },
): Pick<TreeState, 'select' | 'pick' | 'deselect'> {
  const choose = (row: Row, how: 'to' | 'toggle', from: Row | undefined) => {
    set((how === 'to' ? extended : toggled)(rows, selection, row, from))
    focus(row.id)
  }
  return {
    select: (row, how) => {
      if (how !== 'all') return choose(row, how, focusable)
      set(everyLike(rows, row))
      focus(row.id)
    },
    pick: (row, how) => choose(row, how, beginning(rows, selection, row, shown ? current : null)),
    deselect: () => set(noSelection),
  }
}

const idsOf = (rows: readonly Row[]) => rows.map(({ id }) => id)

async function setStateOf(lessons: readonly LessonEntry[], state: LessonState, actions: LibraryActions): Promise<void> {
  if (lessons.length > 0) await actions.setState(lessons, state)
}

/** What holds a lesson that was opened stays open when another lesson is opened next, or that one is removed. */
function useRevealedWay({ tree, current, expansion }: Given): void {
  const place = findLesson(tree, current)
  const course = place?.course
  const chapter = place?.chapter.id
  useEffect(() => {
    if (!course || !chapter) return
    const known = tree.courses.flatMap(({ id, chapters }) => [id, ...chapters.map((each) => each.id)])
    expansion.reveal(course.id, chapter, { chapters: course.chapters.map(({ id }) => id), known })
  }, [expansion, tree, course, chapter])
}

/** Which row is being named: one that was just made, which may reach the tree a moment later, or one that the author renames. */
function useNaming(
  rows: readonly Row[],
  { naming, onNamed }: Given,
  focus: (id: LibraryId) => void,
): Pick<TreeState, 'renaming' | 'startRename' | 'finishRename'> {
  const [renaming, setRenaming] = useState<LibraryId | null>(null)
  const nameable = rows.find((row) => row.id === naming)?.id
  useEffect(() => {
    if (nameable) setRenaming(nameable)
  }, [nameable])
  return {
    renaming,
    startRename: (row) => setRenaming(row.id),
    finishRename: (row, isElsewhere) => {
      setRenaming(null)
      if (row.id === naming) onNamed(!isElsewhere)
      else if (!isElsewhere) focus(row.id)
    },
  }
}

/** Gives a row the focus once it is there. */
function useTaken(rows: readonly Row[], wanted: LibraryId | null, noteFocus: (id: LibraryId) => void, done: () => void): void {
  const seen = rows.find((row) => row.id === wanted)?.id
  useEffect(() => {
    if (!seen) return
    noteFocus(seen)
    focusSoon(seen)
    done()
  }, [seen, noteFocus, done])
}

/** A row that goes, or takes another place, loses the focus to nothing, and with it every key: the tree keeps it. */
function useKeptRow(rows: readonly Row[], focusable: Row | undefined): void {
  const hadFocus = useRef(false)
  useEffect(() => {
    const over = new AbortController()
    const note = ({ target }: Event) => {
      hadFocus.current = target instanceof Element && target.matches('[role="tree"] [data-row]')
    }
    for (const type of ['focusin', 'pointerdown']) document.addEventListener(type, note, { signal: over.signal, capture: true })
    return () => over.abort()
  }, [])
  const order = rows.map(({ id }) => id).join()
  const id = focusable?.id
  useEffect(() => {
    if (id && hadFocus.current && document.activeElement === document.body) focusSoon(id, () => document.activeElement === document.body)
  }, [order, id])
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
