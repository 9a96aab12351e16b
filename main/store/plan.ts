/** What the author plans for lessons: how far each is, and how long it is to become. A lesson without a row is a draft without a target. */

const states = ['draft', 'revising', 'done'] as const
export type LessonState = (typeof states)[number]

/** How long a lesson is to become; null where nothing is aimed at. */
export interface LessonTarget {
  /** 字数. */
  readonly words: number | null
  /** Of narration. */
  readonly minutes: number | null
}

/** As it is stored. */
export interface PlanRow extends LessonTarget {
  readonly state: string
}

/** A stored plan, each value of it that cannot be one left out: it carries no checksum. */
export function planFrom({ state, words, minutes }: { readonly [Name in keyof PlanRow]: unknown }): { state: LessonState; target: LessonTarget } {
  return { state: states.find((one) => one === state) ?? 'draft', target: { words: amount(words, 1), minutes: amount(minutes, 0) } }
}

/** Far more than a lesson ever has. */
const mostAmount = 10_000_000

function amount(stored: unknown, least: number): number | null {
  return typeof stored === 'number' && stored >= least && stored > 0 && stored <= mostAmount ? stored : null
}
