/** What is told of where a lesson or a course went: when, and what has changed since. Pure. */
import type { TargetFacts } from '#preload/contract/targets.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { formatDate } from './dates.ts'
import { settingNames } from './setting-names.ts'
import { hasOwnWords } from './target-groups.ts'
import type { Whereabouts } from './whereabouts.ts'

export function sinceText(t: Translate, language: Language, where: Whereabouts, target: Pick<TargetFacts, 'options'>): string {
  const text = textSince(t, language, where)
  if (!where.isSetOtherwise) return text
  const names = settingNames(t, language, where.otherwise, target, true)
  if (names !== '') return [text, t('publishing.set-otherwise-named', { names })].join(t('publishing.between'))
  // Where an author's own titles and introductions are set, it may be one of these: what earlier versions kept can't say which.
  return [text, t(hasOwnWords(target) ? 'publishing.set-otherwise-words' : 'publishing.set-otherwise')].join(t('publishing.between'))
}

function textSince(t: Translate, language: Language, { standing, at, versionAt, changedCharacters, isKept }: Whereabouts): string {
  if (at === null) return t('publishing.never')
  if (isKept) return t('publishing.kept-own')
  const count = changedCharacters ?? 0
  // What stands there may have gone out long before its author said so: changes count from then.
  if (standing === 'changed' && versionAt === null)
    return count > 0 ? t('publishing.published-changed', { count }) : t('publishing.published-changed-otherwise')
  if (standing === 'changed' && versionAt !== null && versionAt !== at) {
    const when = formatDate(language, versionAt)
    return count > 0 ? t('publishing.version-changed', { when, count }) : t('publishing.version-changed-otherwise', { when })
  }
  const when = formatDate(language, at)
  if (count > 0) return t('publishing.changed-since', { when, count })
  return standing === 'changed' || standing === 'stale' ? t('publishing.changed-otherwise', { when }) : when
}
