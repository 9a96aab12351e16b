/** The author's days as the calendar shows them. Pure. */
import type { WrittenDay } from '#preload/contract/days.ts'
import { dayKey } from '#renderer/ui/format.ts'

/** A month; `month` counts from 0. */
export interface Month {
  readonly year: number
  readonly month: number
}

export interface CalendarDay {
  readonly day: string
  /** Of the month, from 1. */
  readonly date: number
  readonly words: number
  /** 0 without words, then 1…4 by how many. */
  readonly level: 0 | 1 | 2 | 3 | 4
}

/** What a day has against the days that an author has: the goal, or what the best days of the last year had. */
export function fullDay(days: readonly WrittenDay[], goal: number | null): number {
  if (goal !== null) return goal
  const most = days
    .slice(-366)
    .map(({ words }) => words)
    .sort((a, b) => a - b)
  return most[Math.floor(most.length * 0.9)] ?? 1
}

/** Weeks of a month, Monday first; null before its first day and after its last. */
export function weeksOf({ year, month }: Month, days: readonly WrittenDay[], full: number): (CalendarDay | null)[][] {
  const words = new Map(days.map((day) => [day.day, day.words]))
  const length = new Date(year, month + 1, 0).getDate()
  const before = (new Date(year, month, 1).getDay() + 6) % 7
  const cells = Array.from({ length: Math.ceil((before + length) / 7) * 7 }, (_, at) => {
    const date = at - before + 1
    return date < 1 || date > length ? null : calendarDay(new Date(year, month, date), words, full)
  })
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7))
}

/** The weeks of the last year up to today, Monday first; null after today. */
export function lastYear(today: Date, days: readonly WrittenDay[], full: number): (CalendarDay | null)[][] {
  const words = new Map(days.map((day) => [day.day, day.words]))
  const weekday = (today.getDay() + 6) % 7
  return Array.from({ length: 53 }, (_, week) =>
    Array.from({ length: 7 }, (_, at) => {
      const back = (52 - week) * 7 + weekday - at
      return back < 0 ? null : calendarDay(new Date(today.getFullYear(), today.getMonth(), today.getDate() - back), words, full)
    }),
  )
}

function calendarDay(at: Date, known: ReadonlyMap<string, number>, full: number): CalendarDay {
  const day = dayKey(at)
  const words = known.get(day) ?? 0
  return { day, date: at.getDate(), words, level: levelOf(words / full) }
}

function levelOf(share: number): CalendarDay['level'] {
  if (share <= 0) return 0
  if (share < 0.34) return 1
  if (share < 0.67) return 2
  return share < 1 ? 3 : 4
}

/** How many days in a row were written on: up to today (or yesterday, while today may still be written on), and at most. */
export function streaks(days: readonly WrittenDay[], today: Date): { readonly now: number; readonly longest: number } {
  const written = new Set(days.filter(({ words }) => words > 0).map(({ day }) => day))
  const runUpTo = (at: Date): number => {
    let length = 0
    while (written.has(dayKey(new Date(at.getFullYear(), at.getMonth(), at.getDate() - length)))) length += 1
    return length
  }
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1)
  const longest = [...written].reduce((most, day) => Math.max(most, isLast(day, written) ? runUpTo(dateOf(day)) : 0), 0)
  return { now: runUpTo(written.has(dayKey(today)) ? today : yesterday), longest }
}

function isLast(day: string, written: ReadonlySet<string>): boolean {
  const at = dateOf(day)
  return !written.has(dayKey(new Date(at.getFullYear(), at.getMonth(), at.getDate() + 1)))
}

/** A moment of a day. */
function dateOf(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date)
}

/** The month `step` months later. */
export function monthAfter({ year, month }: Month, step: number): Month {
  const at = new Date(year, month + step, 1)
  return { year: at.getFullYear(), month: at.getMonth() }
}

/** The days of a month on which something was written. */
export function daysIn({ year, month }: Month, days: readonly WrittenDay[]): WrittenDay[] {
  const prefix = dayKey(new Date(year, month, 1)).slice(0, 8)
  return days.filter(({ day }) => day.startsWith(prefix))
}
