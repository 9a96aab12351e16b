/** What is told of one finding beside its sentence: the words that are concerned, how far from a limit, and in which lesson. Pure. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { Translate } from '#renderer/ui/translate.ts'

export function detailOf(t: Translate, { text, numbers, lesson }: TargetFinding, nameOf: (lesson: LessonId) => string): string {
  const where = lesson === null ? t('publishing.whole-course') : nameOf(lesson)
  const words = text !== '' && text !== where ? t('publishing.quoted', { text }) : ''
  return [words, limitOf(t, numbers), where].filter((part) => part !== '').join(t('publishing.between'))
}

function limitOf(t: Translate, { is, most, least }: TargetFinding['numbers']): string {
  if (is === undefined) return ''
  if (most !== undefined) return t('publishing.at-most', { is, most })
  return least === undefined ? '' : t('publishing.at-least', { is, least })
}
