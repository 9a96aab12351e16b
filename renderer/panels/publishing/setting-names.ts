/** What is set otherwise since something went out, by the names that authors know it by. Pure. */
import { OtherFact, type TargetFacts } from '#preload/contract/targets.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'

/** `ofOne`: of a lesson, whose own words are called so. Empty where it is not known which, as of what went out by an earlier version. */
export function settingNames(
  t: Translate,
  language: Language,
  otherwise: readonly string[],
  { options }: Pick<TargetFacts, 'options'>,
  ofOne: boolean,
): string {
  const names = otherwise.flatMap((name) => {
    const fact = OtherFact.safeParse(name)
    const option = options.find((each) => each.name === name)
    if (fact.success) return [t(`publishing.other-${fact.data}`)]
    return option === undefined ? [] : [option.kind === 'lessons' && !ofOne ? t('publishing.other-of-lessons') : option.label[language]]
  })
  return [...new Set(names)].map((name) => t('publishing.other-named', { name })).join(t('publishing.apart-and'))
}
