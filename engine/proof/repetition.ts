/** How far what was generated goes round in circles, beside what the author wrote at the same places. Pure. */
import { repeatedShare } from '#preload/document/repeated.ts'
import type { Sides } from './verdict.ts'

/** Means over places, so that a long continuation says no more than a short one. */
export interface Repetition extends Sides<number> {
  /** Of what the author wrote there: nobody writes without any. */
  readonly author: number
  /** The standard error of the rise, place by place; null of a single one. */
  readonly error: number | null
  readonly places: number
}

/** A place that was gone on with twice, and what its author wrote. */
export interface Retold extends Sides<string> {
  readonly truth: string
}

/** Of the places at which both sides said enough to tell, and the author too; null where there is none. */
export function repetitionOf(retold: readonly Retold[]): Repetition | null {
  const told = retold.flatMap((place) => {
    const [before, after, author] = [repeatedShare(place.before), repeatedShare(place.after), repeatedShare(place.truth)]
    return before === null || after === null || author === null ? [] : [{ before, after, author }]
  })
  if (told.length === 0) return null
  return {
    before: mean(told.map(({ before }) => before)),
    after: mean(told.map(({ after }) => after)),
    author: mean(told.map(({ author }) => author)),
    error: errorOf(told.map(({ before, after }) => after - before)),
    places: told.length,
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function errorOf(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const middle = mean(values)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1) / values.length)
}
