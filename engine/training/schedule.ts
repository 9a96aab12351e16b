/** The learning rate's course: linear warm-up, flat, linear decay to almost nothing. */
export interface Schedule {
  readonly steps: number
  readonly warmupSteps: number
  /** The share of all steps over which the rate falls, at the end. */
  readonly decayShare: number
}

/** The rate never falls below this share, so that the last steps still learn. */
const FLOOR = 0.02

/** What to multiply the learning rate by at a step; the first step is 1. */
export function rateFactor({ steps, warmupSteps, decayShare }: Schedule, step: number): number {
  const warm = warmupSteps === 0 ? 1 : Math.min(1, step / warmupSteps)
  const left = decayShare === 0 ? 1 : (steps - step) / (steps * decayShare)
  return warm * Math.max(FLOOR, Math.min(1, left))
}
