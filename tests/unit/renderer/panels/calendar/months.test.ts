import { describe, expect, test } from 'vitest'
import { daysIn, fullDay, lastYear, monthAfter, streaks, weeksOf } from '#renderer/panels/calendar/months.ts'

const on = (day: string, words = 100) => ({ day, words })
const november = { year: 2026, month: 10 }

describe('a month', () => {
  test('it begins on its weekday, Monday first, and is filled up to whole weeks', () => {
    const weeks = weeksOf(november, [], 1)
    expect(weeks.map((week) => week.map((day) => day?.date ?? 0))).toEqual([
      [0, 0, 0, 0, 0, 0, 1],
      [2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13, 14, 15],
      [16, 17, 18, 19, 20, 21, 22],
      [23, 24, 25, 26, 27, 28, 29],
      [30, 0, 0, 0, 0, 0, 0],
    ])
  })

  test('a day is as deep as its share of a full one', () => {
    const days = [on('2026-11-01', 0), on('2026-11-02', 100), on('2026-11-03', 200), on('2026-11-04', 400), on('2026-11-05', 500)]
    const levels = weeksOf(november, days, 500)
      .flat()
      .flatMap((day) => (day && day.date <= 6 ? [day.level] : []))
    expect(levels).toEqual([0, 1, 2, 3, 4, 0])
  })

  test('its neighbours, over the turn of the year, and the days of it', () => {
    expect([monthAfter(november, 2), monthAfter({ year: 2026, month: 0 }, -1)]).toEqual([
      { year: 2027, month: 0 },
      { year: 2025, month: 11 },
    ])
    expect(daysIn(november, [on('2026-10-31'), on('2026-11-30'), on('2027-11-01')])).toEqual([on('2026-11-30')])
  })
})

test('the last year ends today, in whole weeks', () => {
  const weeks = lastYear(new Date(2026, 10, 25), [on('2026-11-25', 7)], 7)
  expect([weeks.length, weeks.at(-1)?.map((day) => day?.date ?? 0), weeks.at(-1)?.[2]?.level, weeks[0]?.[0]?.day]).toEqual([
    53,
    [23, 24, 25, 0, 0, 0, 0],
    4,
    '2025-11-24',
  ])
})

test('a full day is the goal, else what the best days had', () => {
  const days = Array.from({ length: 10 }, (_, at) => on(`2026-11-${10 + at}`, (at + 1) * 100))
  expect([fullDay(days, 300), fullDay(days, null), fullDay([], null)]).toEqual([300, 1000, 1])
})

describe('days in a row', () => {
  const today = new Date(2026, 10, 29)
  test.each([
    [['2026-11-27', '2026-11-28', '2026-11-29'], 3, 3],
    [['2026-11-26', '2026-11-27', '2026-11-28'], 3, 3],
    [['2026-11-26', '2026-11-27'], 0, 2],
    [['2026-02-27', '2026-02-28', '2026-03-01', '2026-11-29'], 1, 3],
    [[], 0, 0],
  ])('%o are %i now and %i at most', (days, now, longest) => {
    expect(
      streaks(
        days.map((day) => on(day)),
        today,
      ),
    ).toEqual({ now, longest })
  })

  test('a day without words is none', () => {
    expect(streaks([on('2026-11-28'), on('2026-11-29', 0)], today)).toEqual({ now: 1, longest: 1 })
  })
})
