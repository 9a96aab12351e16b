/** Which lessons of a course go out. What the author left out is kept, so that a lesson that is written later goes along. Pure. */
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'

type Course = LibraryTree['courses'][number]
type Chapter = Course['chapters'][number]

/** Lessons that do not go out. */
export type LeftOut = ReadonlySet<LessonId>

/** All of some lessons, none of them, or a part. */
export type Ticked = 'all' | 'none' | 'some'

const lessonsOf = ({ chapters }: Course): LessonId[] => chapters.flatMap(({ lessons }) => lessons.map(({ id }) => id))

/** The lessons that go out, in the author's order. */
export function tickedLessons(course: Course, left: LeftOut): LessonId[] {
  return lessonsOf(course).filter((id) => !left.has(id))
}

/** How a box before several lessons stands; without any it is empty. */
export function tickedOf(lessons: readonly { readonly id: LessonId }[], left: LeftOut): Ticked {
  const count = lessons.filter(({ id }) => !left.has(id)).length
  if (count === 0) return 'none'
  return count === lessons.length ? 'all' : 'some'
}

/** What is left out once these lessons go out, or do not. */
export function withTicked(left: LeftOut, lessons: readonly LessonId[], isTicked: boolean): LeftOut {
  const next = new Set(left)
  for (const id of lessons) {
    if (isTicked) next.delete(id)
    else next.add(id)
  }
  return next
}

/** A click on the box before a chapter: all of it goes out, unless all of it did. */
export function chapterToggled(left: LeftOut, { lessons }: Chapter): LeftOut {
  return withTicked(
    left,
    lessons.map(({ id }) => id),
    tickedOf(lessons, left) !== 'all',
  )
}

/** Nothing but these lessons goes out. */
export function onlyThese(course: Course, lessons: readonly LessonId[]): LeftOut {
  const wanted = new Set(lessons)
  return new Set(lessonsOf(course).filter((id) => !wanted.has(id)))
}

/** The lesson that is looked at: the one that was, where it still goes out; else the first that does. */
export function lookedAt(ticked: readonly LessonId[], before: LessonId | null): LessonId | null {
  return before !== null && ticked.includes(before) ? before : (ticked[0] ?? null)
}
