/** Figures of writing, each with its error: how far it would move if other stretches had been drawn. */
import { Random } from '#engine/model/index.ts'
import type { Tally } from './author.ts'

/** Shares, 0…1. */
export interface WritingFigures {
  /** Of the characters, that came from accepting. */
  readonly saved: number
  /** Of the suggestions, whose first word was right. */
  readonly precision: number
  /** Of the places asked, at which something was shown. */
  readonly coverage: number
  /** Of the key presses without suggestions, that were not needed. */
  readonly keysSaved: number
}

/** Figures of a number of stretches. */
export interface MeasuredWriting extends WritingFigures {
  /** Standard errors, by drawing the stretches again (bootstrap); null for a single stretch, which says nothing of others. */
  readonly errors: WritingFigures | null
  readonly stretches: number
  readonly characters: number
  readonly shown: number
  /** Characters of a suggestion, on average. */
  readonly length: number
}

const resamples = 400

/** The figures of stretches together; 0 where there is nothing to share. */
export function measured(tallies: readonly Tally[]): MeasuredWriting {
  const all = sumOf(tallies)
  const random = new Random(1)
  const again = Array.from({ length: resamples }, () => figuresOf(sumOf(tallies.map((tally) => tallies[random.below(tallies.length)] ?? tally))))
  const error = (name: keyof WritingFigures) => deviation(again.map((figures) => figures[name]))
  return {
    ...figuresOf(all),
    errors: tallies.length < 2 ? null : { saved: error('saved'), precision: error('precision'), coverage: error('coverage'), keysSaved: error('keysSaved') },
    stretches: tallies.length,
    characters: all.typed + all.accepted,
    shown: all.shown,
    length: all.shown === 0 ? 0 : all.shownCharacters / all.shown,
  }
}

/**
 * How the share that is saved changes where the same stretches are written once more, one after another in the same order. Its error is that of
 * the difference, stretch by stretch: what makes a stretch hard makes it hard both times, and is no chance between the two.
 */
export function changeInSaved(before: readonly Tally[], after: readonly Tally[]): { readonly value: number; readonly error: number | null } {
  if (before.length !== after.length) throw new Error(`${before.length} stretches were written before, and ${after.length} after`)
  const random = new Random(1)
  const change = (which: readonly number[]) => {
    const [one, other] = [before, after].map((tallies) => figuresOf(sumOf(which.flatMap((at) => tallies[at] ?? []))).saved)
    return (other ?? 0) - (one ?? 0)
  }
  const all = before.map((_, at) => at)
  const again = Array.from({ length: resamples }, () => change(all.map(() => random.below(all.length))))
  return { value: change(all), error: all.length < 2 ? null : deviation(again) }
}

function figuresOf({ typed, accepted, asked, shown, right, keys, plainKeys }: Tally): WritingFigures {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    saved: share(accepted, typed + accepted),
    precision: share(right, shown),
    coverage: share(shown, asked),
    keysSaved: share(plainKeys - keys, plainKeys),
  }
}

function sumOf(tallies: readonly Tally[]): Tally {
  const sum = { typed: 0, accepted: 0, asked: 0, shown: 0, right: 0, shownCharacters: 0, keys: 0, plainKeys: 0 }
  for (const tally of tallies) {
    sum.typed += tally.typed
    sum.accepted += tally.accepted
    sum.asked += tally.asked
    sum.shown += tally.shown
    sum.right += tally.right
    sum.shownCharacters += tally.shownCharacters
    sum.keys += tally.keys
    sum.plainKeys += tally.plainKeys
  }
  return sum
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length - 1))
}
