import { expect, test } from 'vitest'
import { formatBytes, formatDay, formatMinutes, formatShare, formatWhen } from '#renderer/ui/format.ts'

test('it writes minutes as a clock does', () => {
  expect([0, 0.5, 5.35, 59.999, 75.5].map(formatMinutes)).toEqual(['0:00', '0:30', '5:21', '1:00:00', '1:15:30'])
})

test('it writes small shares with a decimal and others without', () => {
  expect([0, 0.0312, 0.0996, 0.284, 1].map((share) => formatShare('zh-CN', share))).toEqual(['0%', '3.1%', '10%', '28%', '100%'])
})

test('it writes sizes in the unit that fits', () => {
  expect([0, 512, 412_345, 11_200_000, 1_700_000_000].map((bytes) => formatBytes('en', bytes))).toEqual(['0 byte', '512 byte', '403 kB', '11 MB', '1.6 GB'])
})

test('it leaves the date away today and the year this year', () => {
  const now = new Date(2026, 10, 24, 15).getTime()
  const at = (...parts: [number, number, number, number, number]) => formatWhen('zh-CN', new Date(...parts).getTime(), now)
  expect([at(2026, 10, 24, 9, 5), at(2026, 10, 23, 9, 5), at(2025, 10, 24, 9, 5)]).toEqual(['09:05', '11月23日 09:05', '2025年11月24日 09:05'])
})

test('it writes a day of the counts short, whatever the time zone', () => {
  expect(formatDay('zh-CN', '2026-11-24')).toBe('11/24')
})
