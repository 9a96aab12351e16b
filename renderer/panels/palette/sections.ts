/** Courses and chapters as places to go to. Pure. */
import type { ChapterId, CourseId, LessonId, LibraryTree } from '#preload/contract/library.ts'

/** A course or a chapter. */
export interface Section {
  readonly kind: 'course' | 'chapter'
  readonly id: CourseId | ChapterId
  readonly title: string
  /** The course itself, or the one that the chapter lies in. */
  readonly course: { readonly id: CourseId; readonly title: string }
  /** How many lessons lie in it. */
  readonly lessons: number
  /** Null where there is none yet. */
  readonly firstLesson: LessonId | null
}

/** Every course, each followed by its chapters, in the author's order. */
export function sectionsOf(tree: LibraryTree): Section[] {
  return tree.courses.flatMap((course): Section[] => {
    const { id, title, chapters } = course
    const section = (kind: Section['kind'], entry: Pick<Section, 'id' | 'title'>, lessons: readonly { readonly id: LessonId }[]): Section => ({
      kind,
      id: entry.id,
      title: entry.title,
      course: { id, title },
      lessons: lessons.length,
      firstLesson: lessons[0]?.id ?? null,
    })
    return [
      section(
        'course',
        course,
        chapters.flatMap((chapter) => chapter.lessons),
      ),
      ...chapters.map((chapter) => section('chapter', chapter, chapter.lessons)),
    ]
  })
}
