/** Lessons of a course that go out without the others. */
import type { PublishedCourse } from './course.ts'

/** The course with these lessons alone, for a target that makes one thing of all. */
export function onlyLessons(course: PublishedCourse, lessons: ReadonlySet<string>): PublishedCourse {
  const chapters = course.chapters.map((chapter) => ({ ...chapter, lessons: chapter.lessons.filter(({ id }) => lessons.has(id)) }))
  return { ...course, chapters: chapters.filter((chapter) => chapter.lessons.length > 0) }
}

/** A lesson's own unit has its id, and others of it go on from that: `ID/cover`. */
export function lessonOf(unit: string): string {
  return unit.split('/')[0] ?? unit
}
