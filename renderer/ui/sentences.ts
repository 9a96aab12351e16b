import type { Language } from './translate.ts'

/** Sentences as one paragraph: Chinese ones bring the space between them along. */
export function sentences(language: Language, parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(language === 'zh-CN' ? '' : ' ')
}
