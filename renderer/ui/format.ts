/** Numbers and times as the interface's language writes them. Pure. */
import type { Language } from './translate.ts'

/** A moment: the time when it was today, else the date too. */
export function formatWhen(language: Language, at: number, now: number = Date.now()): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString()
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  const time = { hour: '2-digit', minute: '2-digit', hour12: false } as const
  const date = { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' as const }) } as const
  return new Intl.DateTimeFormat(language, sameDay ? time : { ...date, ...time }).format(at)
}

/** Minutes as a clock shows them: 5.35 → `5:21`, 75.5 → `1:15:30`. */
export function formatMinutes(minutes: number): string {
  const seconds = Math.round(minutes * 60)
  const two = (value: number) => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${hours > 0 ? two(Math.floor(seconds / 60) % 60) : Math.floor(seconds / 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** A share from 0 to 1: `3.1%`, whole numbers from ten on. */
export function formatShare(language: Language, share: number): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: share > 0 && share < 0.0995 ? 1 : 0 }).format(share)
}

/** A size in bytes: `412 KB`, `1.6 GB`. */
export function formatBytes(language: Language, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const
  const power = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, bytes)) / Math.log(1024)))
  const value = bytes / 1024 ** power
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value)
}

/** A large number in a few digits: `1.3亿`, `135M`. */
export function formatCount(language: Language, count: number): string {
  return new Intl.NumberFormat(language, { notation: 'compact', maximumSignificantDigits: 3 }).format(count)
}

/** A day given as `2026-11-24`: `11/24`. */
export function formatDay(language: Language, day: string): string {
  return new Intl.DateTimeFormat(language, { month: 'numeric', day: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))
}

/** A day of the author's own calendar as `2026-11-24`. */
export function dayKey(at: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
}
