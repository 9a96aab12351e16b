/** Chapters in which there is nothing yet: where a course is shown by its lessons, their names stand nowhere. */
import type { PublishedCourse } from './course.ts'
import { type Finding, Findings } from './finding.ts'

function emptyChapters({ chapters }: PublishedCourse): string[] {
  return chapters.flatMap(({ title, lessons }) => (lessons.length === 0 && title.trim() !== '' ? [title] : []))
}

/** What the author is told of them. */
export function emptyFindings(course: PublishedCourse): readonly Finding[] {
  const told = new Findings(null)
  for (const title of emptyChapters(course)) told.add('lost', 'chapter-empty', title)
  return told.all
}

/** What they are told, as part of what a target is made from; nothing where all have lessons. */
export function emptyInput(course: PublishedCourse): { readonly empty?: readonly string[] } {
  const empty = emptyChapters(course)
  return empty.length === 0 ? {} : { empty }
}
