/** Amounts of 字 as authors say them. */
import { formatCount } from './format.ts'
import type { Language, Translate } from './translate.ts'

/** `7,340 字`, `24.1 万字`. */
export function wordsText(t: Translate, language: Language, words: number): string {
  if (language === 'en') return t('archive.words', { words: formatCount(language, words) })
  return words < 10_000 ? t('archive.words', { words }) : t('archive.words-many', { words: Number((words / 10_000).toFixed(1)) })
}
