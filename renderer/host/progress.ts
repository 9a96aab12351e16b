/** How far lessons are on their way to what the author aims at. Pure. */
import type { LessonEntry } from '#preload/contract/library.ts'

type Planned = Pick<LessonEntry, 'words' | 'narrated' | 'target'>

/** What there is of what is aimed at. */
interface Amount {
  readonly done: number
  readonly target: number
}

export interface Progress {
  /** 字; null where none are aimed at. */
  readonly words: Amount | null
  /** Of narration, likewise. */
  readonly minutes: Amount | null
  /** 0…1, 1 when all is reached. What one lesson has too much of makes up for nothing in another. */
  readonly share: number
}

/** Of one lesson or of several together, each as far as it has a target; null where none has. `pace`: 字 a minute. */
export function progressOf(lessons: readonly Planned[], pace: number): Progress | null {
  const aimed = lessons.filter(({ target }) => target.words !== null || target.minutes !== null)
  if (aimed.length === 0) return null
  const weights = aimed.map(({ target }) => target.words ?? (target.minutes ?? 0) * pace)
  const reached = aimed.reduce((sum, lesson, at) => sum + shareOf(lesson, pace) * (weights[at] ?? 0), 0)
  return {
    words: sumOf(aimed.map(({ words, target }) => ({ done: words, target: target.words }))),
    minutes: sumOf(aimed.map(({ narrated, target }) => ({ done: narrated / pace, target: target.minutes }))),
    share: reached / weights.reduce((sum, weight) => sum + weight, 0),
  }
}

/** A lesson that aims at both has reached as much as it has of the one that is further off. */
function shareOf({ words, narrated, target }: Planned, pace: number): number {
  return Math.min(1, target.words === null ? 1 : words / target.words, target.minutes === null ? 1 : narrated / pace / target.minutes)
}

function sumOf(amounts: readonly { readonly done: number; readonly target: number | null }[]): Amount | null {
  const aimed = amounts.flatMap(({ done, target }) => (target === null ? [] : [{ done, target }]))
  if (aimed.length === 0) return null
  return aimed.reduce((sum, { done, target }) => ({ done: sum.done + done, target: sum.target + target }))
}
