/** Strings of the page and its toolbar. */
import type { Entry } from './entry.ts'

export const editorTexts = {
  'editor.page': { zh: '正文', en: 'Lesson text' },
} as const satisfies Record<string, Entry>
