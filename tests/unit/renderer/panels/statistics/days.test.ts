import { expect, test } from 'vitest'
import { acceptance, recentDays } from '#renderer/panels/statistics/days.ts'
import { dayKey } from '#renderer/ui/format.ts'

test('it shows fourteen days up to today, with zeros where nothing was counted', () => {
  const counted = { day: '2026-11-23', shownCharacters: 10, acceptedCharacters: 4 }
  const days = recentDays([counted, { ...counted, day: '2026-10-01' }], new Date(2026, 10, 24, 23, 59))
  expect([days.length, days[0]?.day, days[12], days[13]]).toEqual([14, '2026-11-11', counted, { day: '2026-11-24', shownCharacters: 0, acceptedCharacters: 0 }])
})

test('it goes over the end of a month', () => {
  expect(recentDays([], new Date(2026, 2, 2), 3).map((day) => day.day)).toEqual(['2026-02-28', '2026-03-01', '2026-03-02'])
})

test('a day is the author’s own, not the one of Greenwich', () => {
  expect(dayKey(new Date(2026, 0, 1, 0, 5))).toBe('2026-01-01')
})

test('the share taken of nothing is nothing', () => {
  expect([acceptance({ shownCharacters: 0, acceptedCharacters: 0 }), acceptance({ shownCharacters: 8, acceptedCharacters: 2 })]).toEqual([0, 0.25])
})
