/** Questions about the library's tree that several parts of the page ask. Pure. */
import type { LessonId, LibraryId, LibraryTree } from '#preload/contract/library.ts'

type CourseEntry = LibraryTree['courses'][number]
type ChapterEntry = CourseEntry['chapters'][number]
type LessonEntry = ChapterEntry['lessons'][number]

/** A lesson with what it lies in. */
export interface LessonPlace {
  readonly course: CourseEntry
  readonly chapter: ChapterEntry
  readonly lesson: LessonEntry
  /** Chapter and lesson counted from one, such as `2.3`; empty where the title brings a number of its own. */
  readonly number: string
}

/** Whether a title begins with a number the author wrote: `1.2 …`, `第三课 …`, `Lesson 4 …`. */
export function isNumbered(title: string): boolean {
  return /^\s*(\d|第\s*[\d〇零一二三四五六七八九十百]+\s*[课章节讲回]|(lesson|chapter|part)\s+\d)/i.test(title)
}

/** Every lesson in the author's order. */
export function lessonPlaces(tree: LibraryTree): LessonPlace[] {
  return tree.courses.flatMap((course) =>
    course.chapters.flatMap((chapter, chapterIndex) =>
      chapter.lessons.map((lesson, lessonIndex) => ({
        course,
        chapter,
        lesson,
        number: isNumbered(lesson.title) ? '' : `${chapterIndex + 1}.${lessonIndex + 1}`,
      })),
    ),
  )
}

/** Where a lesson lies; undefined when it is in the bin or gone. */
export function findLesson(tree: LibraryTree | null, id: LessonId | null): LessonPlace | undefined {
  return tree && id ? lessonPlaces(tree).find((place) => place.lesson.id === id) : undefined
}

/** The lessons among some entries, and those in the courses and chapters among them, each once. */
export function lessonsUnder(tree: LibraryTree | null, ids: readonly LibraryId[]): LessonEntry[] {
  const wanted = new Set<string>(ids)
  const places = tree ? lessonPlaces(tree) : []
  return places.filter((place) => [place.course, place.chapter, place.lesson].some(({ id }) => wanted.has(id))).map(({ lesson }) => lesson)
}

/** What to show once the open lesson has left the library: what came after it, else what came before it. */
export function successor(before: readonly LessonId[], gone: LessonId, tree: LibraryTree): LessonId | undefined {
  const there = new Set(lessonPlaces(tree).map((place) => place.lesson.id))
  const at = before.indexOf(gone)
  return before.slice(at + 1).find((id) => there.has(id)) ?? before.slice(0, Math.max(0, at)).findLast((id) => there.has(id))
}

/** The lesson `step` places after (or before) another one, over the bounds of chapters and courses. */
export function neighbour(tree: LibraryTree, id: LessonId | null, step: 1 | -1): LessonId | undefined {
  const places = lessonPlaces(tree)
  const at = places.findIndex((place) => place.lesson.id === id)
  return at < 0 ? places[0]?.lesson.id : places[at + step]?.lesson.id
}
