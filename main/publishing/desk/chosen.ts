/** Lessons of a course that go out without the others. */
import type { PublishedCourse } from './course.ts'

/** The course with these lessons alone, for a target that makes one thing of all. */
export function onlyLessons(course: PublishedCourse, lessons: ReadonlySet<string>): PublishedCourse {
  const chapters = course.chapters.map((chapter) => ({ ...chapter, lessons: chapter.lessons.filter(({ id }) => lessons.has(id)) }))
  return { ...course, chapters: chapters.filter((chapter) => chapter.lessons.length > 0) }
}
