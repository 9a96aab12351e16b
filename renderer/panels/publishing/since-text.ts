/** What is told of where a lesson or a course went: when, and what has changed since. Pure. */
import type { TargetFacts } from '#preload/contract/targets.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { formatDate } from './dates.ts'
import { settingNames } from './setting-names.ts'
import { hasOwnWords, nameWithin, spaced } from './target-groups.ts'
import type { Whereabouts } from './whereabouts.ts'

type Target = Pick<TargetFacts, 'options' | 'name' | 'kind'>

/** What is said above all rows to be set otherwise since, and whether that holds of each of them. */
export interface Above extends Pick<Whereabouts, 'otherwise' | 'isOutAgain'> {
  readonly isOfAll: boolean
}

/** `set`: what is said there; null where nothing is. */
export function aboveOf(set: Pick<Whereabouts, 'otherwise' | 'isOutAgain'> | null | undefined, rows: readonly Whereabouts[]): Above | null {
  if (!set) return null
  const went = rows.filter((row) => row.at !== null && !row.isKept)
  return { ...set, isOfAll: went.every((row) => row.isSetOtherwise && row.isOutAgain === set.isOutAgain && isSame(row.otherwise, set.otherwise)) }
}

const isSame = (some: readonly string[], others: readonly string[]): boolean => some.length === others.length && some.every((each) => others.includes(each))

/** `above`: what is said there is not said again. */
export function sinceText(t: Translate, language: Language, where: Whereabouts, target: Target, above: Above | null = null): string {
  const text = textSince(t, language, where)
  // Of a text that was written in since, nothing is said above.
  const isToldAbove = above?.isOfAll === true && above.isOutAgain && where.standing === 'published'
  const again =
    where.isOutAgain && !isToldAbove
      ? [t(target.kind === 'book' ? 'publishing.out-again-book' : 'publishing.out-again', { target: nameWithin(language, target) })]
      : []
  const between = t('publishing.between')
  if (!where.isSetOtherwise || above?.isOfAll) return [text, ...again].join(between)
  if (above && above.otherwise.length > 0 && isSame(where.otherwise, above.otherwise)) return [text, t('publishing.set-otherwise'), ...again].join(between)
  const names = settingNames(t, language, where.otherwise, target, true)
  if (names !== '') return [text, t('publishing.set-otherwise-named', { names }), ...again].join(between)
  // Where an author's own titles and introductions are set, it may be one of these: what earlier versions kept can't say which.
  return [text, t(hasOwnWords(target) ? 'publishing.set-otherwise-words' : 'publishing.set-otherwise'), ...again].join(between)
}

function textSince(t: Translate, language: Language, where: Whereabouts): string {
  const { changedWords, isKept, isRetitled, at } = where
  const said = textOf(t, language, where)
  return isRetitled && !isKept && at !== null && (changedWords ?? 0) > 0 ? [said, t('publishing.retitled-too')].join(t('publishing.between')) : said
}

function textOf(t: Translate, language: Language, { standing, at, versionAt, changedWords, isRetitled, isKept }: Whereabouts): string {
  if (at === null) return t('publishing.never')
  if (isKept) return t('publishing.kept-own')
  const count = changedWords ?? 0
  // What stands there may have gone out long before its author said so: changes count from then.
  if (standing === 'changed' && versionAt === null) {
    if (count > 0) return t('publishing.published-changed', { count })
    return t(isRetitled ? 'publishing.published-retitled' : 'publishing.published-changed-otherwise')
  }
  if (standing === 'changed' && versionAt !== null && versionAt !== at) {
    const when = formatDate(language, versionAt)
    if (count > 0) return t('publishing.version-changed', { when, count })
    return t(isRetitled ? 'publishing.version-retitled' : 'publishing.version-changed-otherwise', { when })
  }
  const when = spaced(language, formatDate(language, at), 'after')
  if (count > 0) return t('publishing.changed-since', { when, count })
  if (standing !== 'changed' && standing !== 'stale') return when.trimEnd()
  return t(isRetitled ? 'publishing.retitled' : 'publishing.changed-otherwise', { when })
}

/** What stands on its badge: of what is set otherwise since, that it is behind, and not that it is as it should be. */
export function badgeOf({ standing, isCopied, isKept, isSetOtherwise }: Whereabouts): Whereabouts['standing'] | 'copied' | 'outdated' {
  if (isSetOtherwise && !isKept && (standing === 'exported' || standing === 'published')) return 'outdated'
  return isCopied && standing === 'exported' ? 'copied' : standing
}

/** Whether what went out is other than it is now, as its dot says. */
export function isBehind(whereabouts: Whereabouts): boolean {
  return ['changed', 'stale'].includes(dotOf(whereabouts))
}

/** The dot beside a lesson's name says what its badge does. */
export function dotOf(whereabouts: Whereabouts): Whereabouts['standing'] {
  const badge = badgeOf(whereabouts)
  if (badge === 'outdated') return 'stale'
  return badge === 'copied' ? 'exported' : badge
}
