/** What an id in the library's tree stands for: a course, a chapter or a lesson. Pure. */
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'

type CourseEntry = LibraryTree['courses'][number]
type ChapterEntry = CourseEntry['chapters'][number]
type LessonEntry = ChapterEntry['lessons'][number]

/** A course or a chapter in it, or a lesson in that. */
export interface EntryPlace {
  readonly course: CourseEntry
  readonly chapter?: ChapterEntry
  readonly lesson?: LessonEntry
}

/** Where a course, a chapter or a lesson lies, with itself; undefined when it is in the bin or gone. */
export function findPlace(tree: LibraryTree | null, id: LibraryId): EntryPlace | undefined {
  const places = tree?.courses.flatMap((course): EntryPlace[] => [
    { course },
    ...course.chapters.flatMap((chapter): EntryPlace[] => [{ course, chapter }, ...chapter.lessons.map((lesson) => ({ course, chapter, lesson }))]),
  ])
  return places?.find(({ course, chapter, lesson }) => (lesson ?? chapter ?? course).id === id)
}

/** A course, a chapter or a lesson; undefined when it is in the bin or gone. */
export function findEntry(tree: LibraryTree | null, id: LibraryId): CourseEntry | ChapterEntry | LessonEntry | undefined {
  const entries = tree?.courses.flatMap((course) => [course, ...course.chapters.flatMap((chapter) => [chapter, ...chapter.lessons])])
  return entries?.find((entry) => entry.id === id)
}
