/** The library's tree as the list of rows that are to be seen. Pure. */
import type { ChapterId, CourseId, LessonEntry, LessonId, LibraryId, LibraryTree } from '#preload/contract/library.ts'
import type { LessonState } from '#preload/contract/plan.ts'
import { type Progress, progressOf } from '#renderer/host/progress.ts'
import { isNumbered } from '#renderer/host/tree.ts'

interface Shared {
  readonly title: string
  readonly level: 1 | 2 | 3
  /** Place among its siblings from 0, and how many they are. */
  readonly index: number
  readonly siblings: number
  /** Lessons in a course or chapter, itself for a lesson. */
  readonly lessons: number
  /** 字数 of all of them together, and minutes of their narration. */
  readonly words: number
  readonly minutes: number
  /** On the way to what is aimed at, in a course or chapter of all lessons together; null without a target. */
  readonly progress: Progress | null
}
type CourseRow = Shared & { readonly kind: 'course'; readonly id: CourseId; readonly parent: null; readonly expanded: boolean; readonly children: number }
type ChapterRow = Shared & {
  readonly kind: 'chapter'
  readonly id: ChapterId
  readonly parent: CourseId
  readonly expanded: boolean
  readonly children: number
}
type LessonRow = Shared & { readonly kind: 'lesson'; readonly id: LessonId; readonly parent: ChapterId; readonly number: string; readonly state: LessonState }
export type Row = CourseRow | ChapterRow | LessonRow

/** Whether a course or chapter stands open: as the author left it, else when it holds the open lesson or is the only one. */
function isExpanded(id: LibraryId, left: ReadonlyMap<LibraryId, boolean>, holdsCurrent: boolean, only: boolean): boolean {
  return left.get(id) ?? (holdsCurrent || only)
}

/** The rows to be seen, top to bottom. `pace`: 字 a minute of narration. */
export function libraryRows(tree: LibraryTree, current: LessonId | null, left: ReadonlyMap<LibraryId, boolean>, pace: number): Row[] {
  const rows: Row[] = []
  for (const [courseIndex, course] of tree.courses.entries()) {
    const holds = course.chapters.some((chapter) => chapter.lessons.some((lesson) => lesson.id === current))
    const expanded = isExpanded(course.id, left, holds, tree.courses.length === 1)
    rows.push({
      kind: 'course',
      id: course.id,
      parent: null,
      title: course.title,
      level: 1,
      index: courseIndex,
      siblings: tree.courses.length,
      ...inAll(
        course.chapters.flatMap((chapter) => chapter.lessons),
        pace,
      ),
      expanded,
      children: course.chapters.length,
    })
    if (!expanded) continue
    for (const [chapterIndex, chapter] of course.chapters.entries()) {
      const open = isExpanded(
        chapter.id,
        left,
        chapter.lessons.some((lesson) => lesson.id === current),
        course.chapters.length === 1,
      )
      rows.push({
        kind: 'chapter',
        id: chapter.id,
        parent: course.id,
        title: chapter.title,
        level: 2,
        index: chapterIndex,
        siblings: course.chapters.length,
        ...inAll(chapter.lessons, pace),
        expanded: open,
        children: chapter.lessons.length,
      })
      if (!open) continue
      for (const [index, lesson] of chapter.lessons.entries()) {
        const number = isNumbered(lesson.title) ? '' : `${chapterIndex + 1}.${index + 1}`
        rows.push({
          kind: 'lesson',
          id: lesson.id,
          parent: chapter.id,
          title: lesson.title,
          level: 3,
          index,
          siblings: chapter.lessons.length,
          ...inAll([lesson], pace),
          number,
          state: lesson.state,
        })
      }
    }
  }
  return rows
}

/** How much lessons are together. `pace`: 字 a minute of narration. */
export function inAll(lessons: readonly LessonEntry[], pace: number): Pick<Row, 'lessons' | 'words' | 'minutes' | 'progress'> {
  const sum = (of: (lesson: LessonEntry) => number) => lessons.reduce((so, lesson) => so + of(lesson), 0)
  return { lessons: lessons.length, words: sum(({ words }) => words), minutes: sum(({ narrated }) => narrated) / pace, progress: progressOf(lessons, pace) }
}

/** The rows of some entries, whatever stands open. */
export function rowsOf(tree: LibraryTree, ids: readonly LibraryId[], pace: number): Row[] {
  const all = tree.courses.flatMap((course) => [course.id, ...course.chapters.map((chapter) => chapter.id)])
  return libraryRows(tree, null, new Map(all.map((id) => [id, true])), pace).filter((row) => ids.includes(row.id))
}

/** The row to focus once rows were removed: the next sibling that stays, else the one before, else the parent. */
export function rowAfterRemoval(rows: readonly Row[], removed: readonly Row[]): LibraryId | undefined {
  const [last] = removed.slice(-1)
  if (!last) return undefined
  const siblings = rows.filter((row) => row.parent === last.parent && row.kind === last.kind)
  const at = siblings.indexOf(last)
  const stays = (row: Row) => !removed.includes(row)
  return siblings.slice(at).find(stays)?.id ?? siblings.slice(0, at).findLast(stays)?.id ?? last.parent ?? undefined
}
