/** What holds chapters and lessons. Pure. */
import type { ChapterId, CourseId, LibraryId, LibraryTree } from '#preload/contract/library.ts'
import type { Row } from './rows.ts'

export type ParentId = CourseId | ChapterId

/** What may hold chapters or lessons, in order, with what lies in it. */
export function parentsFor(
  { courses }: LibraryTree,
  kind: 'chapter' | 'lesson',
): { readonly id: ParentId; readonly title: string; readonly course: string | null; readonly inside: readonly LibraryId[] }[] {
  if (kind === 'chapter') return courses.map(({ id, title, chapters }) => ({ id, title, course: null, inside: chapters.map((chapter) => chapter.id) }))
  return courses.flatMap((course) =>
    course.chapters.map(({ id, title, lessons }) => ({ id, title, course: course.title, inside: lessons.map((lesson) => lesson.id) })),
  )
}

/** A row with its siblings, in order. */
export function entriesIn(tree: LibraryTree, row: Row): readonly LibraryId[] {
  if (row.kind === 'course') return tree.courses.map(({ id }) => id)
  return parentsFor(tree, row.kind).find(({ id }) => id === row.parent)?.inside ?? []
}
