/** What is told of one finding beside its sentence: the words that are concerned, how far from a limit, and in which lesson. Pure. */
import { isInFigures } from '#preload/contract/finding-sentences.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import { leftoverKinds } from '#preload/document/leftovers.ts'
import { untidyKinds } from '#preload/document/untidy.ts'
import { formatMinutes } from '#renderer/ui/format.ts'
import type { Translate } from '#renderer/ui/translate.ts'

export function detailOf(t: Translate, finding: TargetFinding, nameOf: (lesson: LessonId) => string): string {
  const { text, lesson } = finding
  const where = lesson === null ? t('publishing.whole-course') : nameOf(lesson)
  if (lesson !== null && isInTitle(finding)) return [t('publishing.in-title'), where].join(t('publishing.between'))
  const words = text === '' || text === where ? '' : isInFigures(finding) ? text : t('publishing.quoted', { text })
  return [words, pictureOf(t, finding), limitOf(t, finding), placesOf(t, finding), where].filter((part) => part !== '').join(t('publishing.between'))
}

/** Which picture of its lesson, as an export numbers them: authors know their files by other names. */
function pictureOf(t: Translate, { kind, numbers: { number } }: TargetFinding): string {
  return kind === 'image-by-hand' && number !== undefined ? t('publishing.picture-number', { number }) : ''
}

/** What is found in words stands in a block, or in a title. */
function isInTitle({ kind, block }: TargetFinding): boolean {
  return block === null && [...untidyKinds, ...leftoverKinds].some((each) => each === kind)
}

/** What is told once of a lesson, says how often it is there. */
function placesOf(t: Translate, { kind, numbers: { count } }: TargetFinding): string {
  return (kind === 'heading-led' || kind === 'breath-commas') && count !== undefined && count > 1 ? t('publishing.found-places', { count }) : ''
}

/** A length of a track is told as its script tells it. */
function limitOf(t: Translate, { kind, numbers: { is, most, least } }: TargetFinding): string {
  if (is === undefined) return ''
  if ((kind === 'track-short' || kind === 'track-small') && least !== undefined)
    return t('publishing.at-least', { is: formatMinutes(is / 60), least: formatMinutes(least / 60) })
  if (most !== undefined) return t('publishing.at-most', { is, most })
  return least === undefined ? '' : t('publishing.at-least', { is, least })
}
