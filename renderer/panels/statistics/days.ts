/** The fourteen days of the statistics' picture. Pure. */
import type { SuggestionStatistics } from '#preload/contract/suggestions.ts'
import { dayKey } from '#renderer/ui/format.ts'

export type Day = SuggestionStatistics['days'][number]

/** The last `length` days up to today, oldest first; a day without counts is zeros. */
export function recentDays(days: readonly Day[], today: Date, length = 14): Day[] {
  const known = new Map(days.map((day) => [day.day, day]))
  return Array.from({ length }, (_, index) => {
    const key = dayKey(new Date(today.getFullYear(), today.getMonth(), today.getDate() - (length - 1 - index)))
    return known.get(key) ?? { day: key, shownCharacters: 0, acceptedCharacters: 0 }
  })
}

/** Share of shown characters that were accepted; 0 when none was shown. */
export function acceptance(counts: Pick<SuggestionStatistics, 'shownCharacters' | 'acceptedCharacters'>): number {
  return counts.shownCharacters > 0 ? counts.acceptedCharacters / counts.shownCharacters : 0
}
