/** Which backups stay: the newest few, those of the last day by the hour, of the last month by the day, of the last year by the week. Pure. */
import { dayOf } from './written-days.ts'

const hourMs = 3600_000
const dayMs = 24 * hourMs

/** What an author made by hand within an hour is not gone by the next. */
const keptNewest = 8

/** Each span keeps the newest backup of each of its periods, as many periods as it says. */
const spans = [
  { periods: 24, of: (at: number) => Math.floor(at / hourMs) },
  { periods: 30, of: dayNumber },
  { periods: 52, of: (at: number) => Math.floor((dayNumber(at) + 3) / 7) }, // weeks begin on Monday: 1970 began on a Thursday
] as const

/** The author's own days, counted from 1970. */
function dayNumber(at: number): number {
  return Date.parse(dayOf(at)) / dayMs
}

/** Those of some backups that are to be kept, newest first. Counted in periods that have a backup: a studio that was not used for a year loses none. */
export function backupsToKeep<B extends { readonly at: number }>(backups: readonly B[]): B[] {
  const newestFirst = backups.toSorted((a, b) => b.at - a.at)
  const kept = new Set<B>(newestFirst.slice(0, keptNewest))
  for (const { periods, of } of spans) {
    const seen = new Set<number>()
    for (const backup of newestFirst) {
      const period = of(backup.at)
      if (seen.size < periods && !seen.has(period)) kept.add(backup)
      seen.add(period)
    }
  }
  return newestFirst.filter((backup) => kept.has(backup))
}
