/** One lesson is seen, or two side by side: which, and which of them the author is in. Pure. */
import type { LessonId } from '#preload/contract/library.ts'

export interface Seen {
  /** From left to right, at most two. */
  readonly places: readonly LessonId[]
  readonly current: LessonId | null
}

/** A lesson in the place of the one that the author is in; where it is seen already, they go there. */
export function opened({ places, current }: Seen, next: LessonId | null): Seen {
  if (next === null) return { places: [], current: null }
  if (places.includes(next)) return { places, current: next }
  return { places: current === null ? [next] : places.map((each) => (each === current ? next : each)), current: next }
}

/** A lesson beside the one that the author is in, in the place of what is there. */
export function openedBeside({ places, current }: Seen, next: LessonId): Seen {
  if (current === null || places.includes(next)) return { places: places.includes(next) ? places : [next], current: next }
  return { places: places.length < 2 ? [current, next] : places.map((each) => (each === current ? each : next)), current: next }
}

/** One lesson less. */
export function closed({ places, current }: Seen, gone: LessonId): Seen {
  const rest = places.filter((each) => each !== gone)
  return { places: rest, current: current === gone ? (rest[0] ?? null) : current }
}
