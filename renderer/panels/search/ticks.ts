/** Which places of a preview are to be replaced. Everything is, until it is unticked. Pure. */
import type { LessonId } from '#preload/contract/library.ts'

/** Places that stay, by lesson and number. */
export type Unticked = ReadonlyMap<LessonId, ReadonlySet<number>>

export type Tick = 'all' | 'some' | 'none'

export function isTicked(unticked: Unticked, lesson: LessonId, place: number): boolean {
  return unticked.get(lesson)?.has(place) !== true
}

export function tickOf(unticked: Unticked, lesson: LessonId, count: number): Tick {
  const without = unticked.get(lesson)?.size ?? 0
  return without === 0 ? 'all' : without >= count ? 'none' : 'some'
}

/** Ticks a place or takes its tick away. */
export function togglePlace(unticked: Unticked, lesson: LessonId, place: number): Unticked {
  const without = new Set(unticked.get(lesson))
  if (!without.delete(place)) without.add(place)
  return new Map(unticked).set(lesson, without)
}

/** Ticks all places of a lesson, or none where all are ticked. */
export function toggleLesson(unticked: Unticked, lesson: LessonId, count: number): Unticked {
  const all = tickOf(unticked, lesson, count) === 'all'
  return new Map(unticked).set(lesson, new Set(all ? Array.from({ length: count }, (_, place) => place) : []))
}

/** How many places of a lesson are ticked. */
export function tickedIn(unticked: Unticked, lesson: LessonId, count: number): number {
  return count - (unticked.get(lesson)?.size ?? 0)
}
