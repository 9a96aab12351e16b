/** How far an author is in a blind choice, and how much of it was blind. Pure. */
import type { Answer } from './blind.ts'

export interface BlindCourse {
  readonly answers: readonly Answer[]
  /** Which was which of the last answer is told. */
  readonly isShown: boolean
  /** So many answers were given before all was seen; null while nothing was. */
  readonly blind: number | null
}

export const fresh: BlindCourse = { answers: [], isShown: false, blind: null }

export function answered({ answers, ...course }: BlindCourse, answer: Answer): BlindCourse {
  return { ...course, answers: [...answers, answer], isShown: true }
}

/** All was looked at side by side: answers of before stay blind ones. */
export function compared(course: BlindCourse): BlindCourse {
  return { ...course, blind: course.blind ?? course.answers.length }
}

/** From the first pair on, whose sides are known by now. */
export function again(): BlindCourse {
  return { ...fresh, blind: 0 }
}

/** Answers that were given by somebody who could know. */
export function seenAnswers({ answers, blind }: BlindCourse): number {
  return blind === null ? 0 : Math.max(0, answers.length - blind)
}
