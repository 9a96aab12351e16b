/** The timeline of a lesson as its author thinks of it: days, the newest first, with what was written in each. Pure. */
import type { Sitting, Timeline, Version } from '#preload/contract/versions.ts'

export interface DaySitting extends Sitting {
  /** Moments of it that have a name, newest first. */
  readonly versions: readonly Version[]
  /** 字 more or fewer than before; null where it is not known. */
  readonly change: number | null
}

export interface Day {
  /** Its first moment by the author's clock. */
  readonly at: number
  readonly sittings: readonly DaySitting[]
}

export function daysOf({ sittings, versions }: Timeline): Day[] {
  const all = sittings.map((sitting): DaySitting => {
    const named = versions.filter(
      ({ revision }) => (revision > sitting.base || revision === 0) && revision <= sitting.revision && (revision > 0 || sitting.base === 0),
    )
    const { before, words } = sitting
    return { ...sitting, versions: named.toReversed(), change: words === null || before === null ? null : words - before }
  })
  const days = Map.groupBy(all.toReversed(), (sitting) => dayOf(sitting.at))
  return [...days].map(([at, inside]) => ({ at, sittings: inside }))
}

/** Midnight before a moment. */
export function dayOf(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0)
}

/** How many days ago a day was; 0 today. Days are not all of 24 hours. */
export function daysAgo(day: number, now: number): number {
  return Math.round((dayOf(now) - day) / 86_400_000)
}
