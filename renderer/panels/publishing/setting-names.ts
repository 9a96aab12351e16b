/** What is set otherwise since something went out, by the names that authors know it by. Pure. */
import { OtherFact, type TargetFacts } from '#preload/contract/targets.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'

/** `ofOne`: of a lesson, whose own words are called so. Empty where it is not known which, as of what went out by an earlier version. */
export function settingNames(t: Translate, language: Language, otherwise: readonly string[], target: Pick<TargetFacts, 'options'>, ofOne: boolean): string {
  return namesOf(t, language, otherwise, target, ofOne).join(t('publishing.apart-and'))
}

/** The same where there is room for one name. */
export function settingsInShort(t: Translate, language: Language, otherwise: readonly string[], target: Pick<TargetFacts, 'options'>): string {
  const names = namesOf(t, language, otherwise, target, false)
  const [name] = names
  if (name === undefined) return ''
  if (names.length === 1) return t('publishing.card-set-otherwise-named', { name })
  return t('publishing.card-set-otherwise-several', { name, count: names.length - 1 })
}

function namesOf(t: Translate, language: Language, otherwise: readonly string[], { options }: Pick<TargetFacts, 'options'>, ofOne: boolean): string[] {
  const names = otherwise.flatMap((name) => {
    const fact = OtherFact.safeParse(name)
    const option = options.find((each) => each.name === name)
    if (fact.success) return [t(`publishing.other-${fact.data}`)]
    return option === undefined ? [] : [option.kind === 'lessons' && !ofOne ? t('publishing.other-of-lessons') : option.label[language]]
  })
  return [...new Set(names)].map((name) => t('publishing.other-named', { name }))
}
