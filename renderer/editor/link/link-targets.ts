/** Where links lead, as the shell tells the page. */
import type { LessonId } from '#preload/contract/library.ts'

/** A lesson that a link can lead to. */
export interface LessonTarget {
  readonly id: LessonId
  readonly title: string
  /** Chapter and lesson, such as `2.3`; empty where the title brings its own. */
  readonly number: string
  /** The course and the chapter that it lies in. */
  readonly place: string
}

/** Where links lead. */
export interface LinkTargets {
  /** Every lesson, those near this one first. */
  readonly list: () => readonly LessonTarget[]
  /** Null where there is no such lesson any more; undefined while nobody knows. */
  readonly titleOf: (lesson: LessonId) => string | null | undefined
  /** Hears when titles may have changed. */
  readonly subscribe: (listener: () => void) => () => void
  /** Opens what a link leads to. */
  readonly follow: (link: string) => void
}
