import type { LeftAlone } from '#preload/contract/search.ts'
import type { Translate } from '#renderer/ui/translate.ts'

/** A few lessons by name, each with why it was left alone; of many, how many. */
export function leftText(left: readonly LeftAlone[], t: Translate): string {
  const named = left.slice(0, 3).map(({ title, why }) => t(`search.left-${why}`, { title }))
  return [...named, ...(left.length > 3 ? [t('search.left-more', { count: left.length - 3 })] : [])].join(t('search.and'))
}
