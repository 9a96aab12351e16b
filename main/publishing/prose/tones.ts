import type { Tone } from '#preload/document/schema.ts'

/** What a box is called where nothing but its words is left. */
export const TONES: Readonly<Record<Tone, string>> = { note: '说明', tip: '提示', important: '重要', warning: '注意', caution: '小心' }
