/** Moments as short as they can be told: the time of today, else the day, with its year only where it is another. Pure. */
import type { Language } from '#renderer/ui/translate.ts'

export function formatDate(language: Language, at: number, now: number = Date.now()): string {
  const [then, today] = [new Date(at), new Date(now)]
  if (then.toDateString() === today.toDateString()) return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at)
  const year = then.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const)
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...year }).format(at)
}
