/** What a proof comes to, in one word. Pure; the bars are all here, but for the price of what is better (`preload/document/price.ts`). */

/** `better`; `little`: hardly better; `worse`: not better; `forgets`: general language suffers; `recites`: learnt works are said again word by word. */
export type Verdict = 'better' | 'little' | 'worse' | 'forgets' | 'recites'

/** The base's figure, and that with the adapter. */
export interface Sides<T> {
  readonly before: T
  readonly after: T
}

/** What is judged. */
export interface Findings {
  readonly bitsPerCharacter: Sides<number>
  /** How the share of the characters that writing saves changed, with the error of that change; null where it could not be measured. */
  readonly savedChange: { readonly value: number; readonly error: number | null } | null
  /** Bits per character of general text. */
  readonly general: Sides<number>
  /** Null where there is nothing to recite. */
  readonly recital: Sides<{ readonly own: number; readonly longest: number }> | null
}

/** The share by which held-out bits have to fall to be called better, and hardly better. */
const [betterGain, littleGain] = [0.02, 0.005]
/** The share by which general text may get harder: so much does what an author of law cases teaches by the defaults cost (engine/LOG.md), and more. From 5 % on that is told as the price. */
const mostForgotten = 0.15
/** What is saved is told no more exactly than this, however alike all stretches are. */
const leastError = 0.005
/** The share of what is generated that may stand in one or two learnt works, and characters of the longest run of it. */
const mostRecited = 0.1
export const longestRecited = 60

export function verdictOf(findings: Findings): Verdict {
  const gain = 1 - findings.bitsPerCharacter.after / findings.bitsPerCharacter.before
  if (isAlarming(findings.recital)) return 'recites'
  // What is no number is no gain.
  if (!(gain >= littleGain) || savesLess(findings.savedChange)) return 'worse'
  if (!(findings.general.after <= findings.general.before * (1 + mostForgotten))) return 'forgets'
  return gain >= betterGain ? 'better' : 'little'
}

/** Whether so much of learnt works is said again that the author has to be warned. What the base knows by heart it did not learn here. */
export function isAlarming(recital: Findings['recital']): boolean {
  if (recital === null) return false
  const { before, after } = recital
  return (after.own > mostRecited && after.own > before.own) || (after.longest > longestRecited && after.longest > before.longest)
}

/** Whether writing saves less than before, by more than chance. */
function savesLess(change: Findings['savedChange']): boolean {
  return change !== null && -change.value > 2 * Math.max(change.error ?? 0, leastError)
}

/** Whether it is to be offered. What suffered may be used all the same, if its author insists. */
export function isWorthUsing(verdict: Verdict): boolean {
  return verdict === 'better' || verdict === 'little'
}
