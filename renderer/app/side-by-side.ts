/** One lesson is seen, or two side by side: which, which of them the author is in, and which one came beside the other. Pure. */
import type { LessonId } from '#preload/contract/library.ts'

export interface Seen {
  /** From left to right, at most two. */
  readonly places: readonly LessonId[]
  readonly current: LessonId | null
  /** Of two, the one that was opened beside the other; null where one is seen. */
  readonly guest: LessonId | null
}

/** A lesson in the place of the one that the author is in; where it is seen already, they go there. */
export function opened({ places, current, guest }: Seen, next: LessonId | null): Seen {
  if (next === null) return { places: [], current: null, guest: null }
  if (places.includes(next)) return { places, current: next, guest }
  const isGuest = guest !== null && guest === current
  return { places: current === null ? [next] : places.map((each) => (each === current ? next : each)), current: next, guest: isGuest ? next : guest }
}

/** A lesson beside the one that the author is in, in the place of what is there. */
export function openedBeside({ places, current, guest }: Seen, next: LessonId): Seen {
  if (current === null || places.includes(next)) return { places: places.includes(next) ? places : [next], current: next, guest }
  return { places: places.length < 2 ? [current, next] : places.map((each) => (each === current ? each : next)), current: next, guest: next }
}

/** One lesson less. */
export function closed({ places, current }: Seen, gone: LessonId): Seen {
  const rest = places.filter((each) => each !== gone)
  return { places: rest, current: current === gone ? (rest[0] ?? null) : current, guest: null }
}
