/** How targets are told apart on the desk. Pure. */
import type { TargetFacts } from '#preload/contract/targets.ts'
import type { Language } from '#renderer/ui/translate.ts'

interface Group {
  readonly kind: TargetFacts['kind']
  readonly targets: readonly TargetFacts[]
}

/** Platforms, then books, each in the order in which they are offered. */
export function grouped(targets: readonly TargetFacts[]): Group[] {
  return (['platform', 'book'] as const).flatMap((kind) => {
    const some = targets.filter((each) => each.kind === kind)
    return some.length > 0 ? [{ kind, targets: some }] : []
  })
}

/** One sign that stands for a target: of a Chinese name its first, of a type of file its first letter. */
export function signOf({ name }: Pick<TargetFacts, 'name'>): string {
  return [...name['zh-CN'].replace(/^《/, '')][0]?.toUpperCase() ?? ''
}

/** Whether its author may give it words of its own: a title, an introduction. */
export function hasOwnWords({ options }: Pick<TargetFacts, 'options'>): boolean {
  return options.some(({ kind }) => kind === 'text' || kind === 'lessons')
}

/** Its name as it follows other words: in Chinese, letters stand apart from 汉字, and 汉字 from none. */
export function nameAfter(language: Language, { name }: Pick<TargetFacts, 'name'>): string {
  return language === 'zh-CN' && /^[\p{Script=Latin}\p{N}]/u.test(name[language]) ? ` ${name[language]}` : name[language]
}
