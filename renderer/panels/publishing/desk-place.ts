/** Where the author is at the desk: which course, for which target, which lesson is looked at, and what does not go out. Kept in the browser. */
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { TargetId } from '#preload/contract/targets.ts'
import { z } from '#preload/document/zod.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue, type Value } from '#renderer/host/value.ts'
import type { LeftOut } from './ticks.ts'

export interface DeskPlace {
  /** Null: that of the open lesson, or the first. */
  readonly course: CourseId | null
  readonly target: TargetId | null
  readonly lesson: LessonId | null
  /** By course, the newest last. */
  readonly left: ReadonlyMap<CourseId, LeftOut>
}

type Kept = Pick<Storage, 'getItem' | 'setItem'>

const key = 'moke.publishing'
/** Enough for any author; the oldest are forgotten first. */
const mostCourses = 100

const Stored = z.object({
  course: CourseId.nullable(),
  target: TargetId.nullable(),
  lesson: LessonId.nullable(),
  left: z.array(z.tuple([CourseId, z.array(LessonId)])),
})

const nowhere: DeskPlace = { course: null, target: null, lesson: null, left: new Map() }

/** Reads what was kept, and keeps every change. */
export function createDeskPlace(storage: Kept): Value<DeskPlace> {
  const place = createValue(read(storage))
  return {
    ...place,
    set: (next) => {
      place.set(next)
      write(storage, next)
    },
  }
}

function read(storage: Kept): DeskPlace {
  const kept = storage.getItem(key)
  if (kept === null) return nowhere
  const stored = Stored.safeParse(jsonFrom(kept))
  return stored.success ? { ...stored.data, left: new Map(stored.data.left.map(([course, lessons]) => [course, new Set(lessons)])) } : nowhere
}

function jsonFrom(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // another version wrote it, or a person
  }
}

function write(storage: Kept, { left, ...place }: DeskPlace): void {
  const kept = [...left].slice(-mostCourses).map(([course, lessons]) => [course, [...lessons]])
  try {
    storage.setItem(key, JSON.stringify({ ...place, left: kept }))
  } catch {
    // No room left: it holds for this window.
  }
}

/** The place with other lessons left out of a course, which is the newest now. */
export function withLeft({ left, ...place }: DeskPlace, course: CourseId, lessons: LeftOut): DeskPlace {
  const others = [...left].filter(([id]) => id !== course)
  return { ...place, left: new Map(lessons.size > 0 ? [...others, [course, lessons]] : others) }
}

const places = new WeakMap<Host, Value<DeskPlace>>()

/** The place of this window. */
export function deskPlaceOf(host: Host): Value<DeskPlace> {
  const known = places.get(host)
  if (known) return known
  const made = createDeskPlace(localStorage)
  places.set(host, made)
  return made
}
