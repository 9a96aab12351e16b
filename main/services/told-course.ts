/** What a publishing thread is told of a course before it is asked: all of it, and after a change only the lessons that are others. */
import type { PublishedCourse, PublishedLesson } from '#main/publishing/desk/course.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import type { Doc } from '#preload/document/schema.ts'

export interface CourseTask {
  readonly kind: 'course'
  readonly course: PublishedCourse
  /** Where the files of its pictures lie, by their ids. */
  readonly images: Readonly<Record<string, string>>
}

/** A lesson whose text the thread has: as it was told last. */
interface ToldLesson extends Omit<PublishedLesson, 'doc'> {
  readonly doc: Doc | null
}

interface ToldChapter {
  readonly title: string
  readonly lessons: readonly ToldLesson[]
}

export interface ToldCourse extends Omit<CourseTask, 'course'> {
  readonly course: Omit<PublishedCourse, 'chapters'> & { readonly chapters: readonly ToldChapter[] }
}

/** The course without the texts that are the same objects in what was told last. What the thread knows of their blocks stays known. */
export function changedSince({ course, ...rest }: CourseTask, told: CourseTask): ToldCourse {
  const texts = textsOf(told)
  const chapters = course.chapters.map((chapter) => ({
    ...chapter,
    lessons: chapter.lessons.map((lesson): ToldLesson => (texts.get(lesson.id) === lesson.doc ? { ...lesson, doc: null } : lesson)),
  }))
  return { ...rest, course: { ...course, chapters } }
}

/** The whole course, with those texts as they were told before. */
export function toldOf({ course, ...rest }: ToldCourse, before: CourseTask | null): CourseTask {
  const texts = before === null ? new Map<string, Doc>() : textsOf(before)
  const known = ({ doc, ...lesson }: ToldLesson): PublishedLesson => {
    const text = doc ?? texts.get(lesson.id)
    if (text === undefined) throw new Error(`the thread was never told the text of ${lesson.id}`)
    return { ...lesson, doc: text }
  }
  return { ...rest, course: { ...course, chapters: course.chapters.map((chapter) => ({ ...chapter, lessons: chapter.lessons.map(known) })) } }
}

function textsOf({ course }: CourseTask): ReadonlyMap<string, Doc> {
  return new Map(lessonsOf(course).map(({ id, doc }) => [id, doc]))
}
