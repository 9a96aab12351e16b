/** How versions are called. Pure. */
import type { Version } from '#preload/contract/versions.ts'
import { formatWhen } from '#renderer/ui/format.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { daysAgo } from './days.ts'

/** What a moment is called: the author's name for it, or what the studio was about to do. */
export function versionName(t: Translate, { kind, name }: Version): string {
  return kind === 'named' ? name : t(`versions.${kind}`)
}

export function dayName(t: Translate, language: Language, day: number, now: number): string {
  const ago = daysAgo(day, now)
  if (ago === 0) return t('versions.today')
  if (ago === 1) return t('versions.yesterday')
  const sameYear = new Date(day).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(language, { month: 'long', day: 'numeric', weekday: 'short', ...(sameYear ? {} : { year: 'numeric' as const }) }).format(day)
}

export function timeName(language: Language, at: number): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hour12: false }).format(at)
}

/** A moment with its day, as a title says it. */
export function whenName(language: Language, at: number): string {
  return formatWhen(language, at)
}

export function changeName(t: Translate, change: number): string {
  if (change === 0) return t('versions.level')
  return change > 0 ? t('versions.more', { count: change }) : t('versions.fewer', { count: -change })
}
