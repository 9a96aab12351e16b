/** What is told of where a lesson or a course went: when, and what has changed since. Pure. */
import type { TargetFacts } from '#preload/contract/targets.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { formatDate } from './dates.ts'
import { settingNames } from './setting-names.ts'
import { hasOwnWords, nameWithin, spaced } from './target-groups.ts'
import type { Whereabouts } from './whereabouts.ts'

type Target = Pick<TargetFacts, 'options' | 'name' | 'kind'>

export function sinceText(t: Translate, language: Language, where: Whereabouts, target: Target): string {
  const text = textSince(t, language, where)
  const again = where.isOutAgain
    ? [t(target.kind === 'book' ? 'publishing.out-again-book' : 'publishing.out-again', { target: nameWithin(language, target) })]
    : []
  const between = t('publishing.between')
  if (!where.isSetOtherwise) return [text, ...again].join(between)
  const names = settingNames(t, language, where.otherwise, target, true)
  if (names !== '') return [text, t('publishing.set-otherwise-named', { names }), ...again].join(between)
  // Where an author's own titles and introductions are set, it may be one of these: what earlier versions kept can't say which.
  return [text, t(hasOwnWords(target) ? 'publishing.set-otherwise-words' : 'publishing.set-otherwise'), ...again].join(between)
}

function textSince(t: Translate, language: Language, where: Whereabouts): string {
  const { changedCharacters, isKept, isRetitled, at } = where
  const said = textOf(t, language, where)
  return isRetitled && !isKept && at !== null && (changedCharacters ?? 0) > 0 ? [said, t('publishing.retitled-too')].join(t('publishing.between')) : said
}

function textOf(t: Translate, language: Language, { standing, at, versionAt, changedCharacters, isRetitled, isKept }: Whereabouts): string {
  if (at === null) return t('publishing.never')
  if (isKept) return t('publishing.kept-own')
  const count = changedCharacters ?? 0
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
