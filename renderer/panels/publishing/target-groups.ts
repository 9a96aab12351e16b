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

/** Its name as it follows other words. */
export function nameAfter(language: Language, { name }: Pick<TargetFacts, 'name'>): string {
  return spaced(language, name[language], 'before')
}

/** Its name as it stands between other words. */
export function nameWithin(language: Language, { name }: Pick<TargetFacts, 'name'>): string {
  return spaced(language, name[language], 'both')
}

/** Words as they stand beside 汉字: in Chinese, letters and digits stand apart from these, and 汉字 from none. */
export function spaced(language: Language, text: string, sides: 'before' | 'after' | 'both'): string {
  if (language !== 'zh-CN') return text
  const before = sides !== 'after' && /^[\p{Script=Latin}\p{N}]/u.test(text) ? ' ' : ''
  const after = sides !== 'before' && /[\p{Script=Latin}\p{N}]$/u.test(text) ? ' ' : ''
  return before + text + after
}
