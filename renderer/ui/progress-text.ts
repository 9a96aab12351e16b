/** How far something is on its way to what is aimed at, in words. */
import { formatMinutes } from './format.ts'
import type { Translate } from './translate.ts'

interface Amount {
  readonly done: number
  readonly target: number
}

/** `320 / 1,200 字 · 口播 1:20 / 5:00`. */
export function progressText(t: Translate, { words, minutes }: { readonly words: Amount | null; readonly minutes: Amount | null }): string {
  const parts = [
    words && t('target.words-of', { count: words.target, done: words.done }),
    minutes && t('target.minutes-of', { time: formatMinutes(minutes.target), done: formatMinutes(minutes.done) }),
  ]
  return parts.filter(Boolean).join(' · ')
}
