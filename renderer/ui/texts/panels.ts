/** Strings of the panels: library, bin, inspector, settings, statistics, about. */
import type { Entry } from './entry.ts'

export const panelTexts = {
  'library.lessons': { zh: '{count} 课', en: { one: '{count} lesson', other: '{count} lessons' } },
} as const satisfies Record<string, Entry>
