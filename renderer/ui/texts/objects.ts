/** Strings of formulas, footnotes and pictures on the page. */
import type { Entry } from './entry.ts'

export const objectTexts = {
  'editor.formula': { zh: '行内公式', en: 'Formula in the line' },
  'editor.formula-block': { zh: '公式块', en: 'Formula' },
  'editor.note': { zh: '脚注', en: 'Footnote' },
} as const satisfies Record<string, Entry>
