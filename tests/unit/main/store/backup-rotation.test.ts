import fc from 'fast-check'
import { expect, onTestFinished, test, vi } from 'vitest'
import { backupsToKeep } from '#main/store/backup-rotation.ts'

const hour = 3600_000
const day = 24 * hour
const start = Date.UTC(2026, 10, 30, 12)

/** A year of work, a backup every hour of it, rotated after each as the studio does. */
function year(from: number): { at: number }[] {
  let kept: { at: number }[] = []
  for (let at = from; at < from + 365 * day; at += hour) kept = backupsToKeep([...kept, { at }])
  return kept
}

test('after a year of an hourly backup there are about a hundred: hours, days, weeks', () => {
  const kept = year(start)
  const newest = kept[0]?.at ?? 0
  const ages = kept.map(({ at }) => newest - at)
  expect(ages.slice(0, 24)).toEqual(Array.from({ length: 24 }, (_, index) => index * hour))
  const within = (from: number, to: number) => ages.filter((age) => age >= from && age < to).length
  expect([within(day, 30 * day), within(30 * day, 366 * day)]).toEqual([
    expect.toSatisfy((n) => n >= 28 && n <= 30),
    expect.toSatisfy((n) => n >= 46 && n <= 49),
  ])
  expect(kept.length).toBeLessThan(106)
})

test('several that were made within one hour stay', () => {
  const made = [0, 1, 5, 9].map((minutes) => ({ at: start - minutes * 60_000 }))
  expect(backupsToKeep(made)).toEqual(made)
})

test('a studio that was not used for long loses none of the few that there are', () => {
  const few = [0, 1, 40, 400, 1400].map((days) => ({ at: start - days * day }))
  expect(backupsToKeep(few)).toEqual(few)
})

test('the newest always stays, nothing is made up, and rotating again takes nothing more', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 800 * 24 }), { minLength: 1, maxLength: 300 }), (hours) => {
      const all = hours.map((one) => ({ at: start + one * hour }))
      const kept = backupsToKeep(all)
      expect(kept[0]?.at).toBe(Math.max(...all.map(({ at }) => at)))
      expect(kept.every((one) => all.includes(one))).toBe(true)
      expect(backupsToKeep(kept)).toEqual(kept)
      expect(kept.length).toBeLessThanOrEqual(8 + 24 + 30 + 52)
    }),
    { numRuns: 50 },
  )
})

test.each(['Asia/Shanghai', 'America/New_York'])('days and weeks are the author’s own, in %s', (zone) => {
  vi.stubEnv('TZ', zone)
  onTestFinished(() => void vi.unstubAllEnvs())
  // Eight by hand and a day of hours fill what is kept for other reasons; then two of one day, two of one week (Monday is 30 November).
  const hours = Array.from({ length: 24 }, (_, index) => ({ at: new Date(2026, 11, 31, 23 - index, 30).getTime() }))
  const ofDays = Array.from({ length: 29 }, (_, index) => [23, 0].map((each) => ({ at: new Date(2026, 11, 30 - index, each, 30).getTime() })))
  const [monday, sunday] = [new Date(2026, 10, 23, 0, 30), new Date(2026, 10, 29, 23, 30)].map((date) => ({ at: date.getTime() }))
  const kept = backupsToKeep([...hours, ...ofDays.flat(), monday, sunday].filter((one) => one !== undefined))
  expect(kept).toEqual([...hours, ...ofDays.map(([late]) => late), sunday])
})
