/** Strings of the shell: the bars, the commands, the dialogs every area shares. */
import type { Entry } from './entry.ts'

export const appTexts = {
  'app.name': { zh: '墨课', en: 'Moke' },
} as const satisfies Record<string, Entry>
