/** What callouts are called, on the page and in everything that goes out: one list, so that none changes its name on the way. */
import type { Tone } from '#preload/document/schema.ts'
import type { Sentence } from './sentence.ts'

export const toneNames = {
  note: { zh: '说明', en: 'Note' },
  tip: { zh: '窍门', en: 'Tip' },
  important: { zh: '重要', en: 'Important' },
  warning: { zh: '注意', en: 'Warning' },
  caution: { zh: '当心', en: 'Caution' },
} as const satisfies Record<Tone, Sentence>
