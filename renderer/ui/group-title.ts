/** What groups of works are called. Pure. */
import type { WorkGroup } from '#preload/contract/archive.ts'
import type { Translate } from './translate.ts'

/** What all folders lie in need not be said with each. */
export function withoutRoot(folders: readonly WorkGroup[]): readonly WorkGroup[] {
  const root = folders[0]?.title.split('/')[0] ?? ''
  const isShared = folders.length > 1 && folders.every(({ title }) => title.startsWith(`${root}/`))
  return isShared ? folders.map((group) => ({ ...group, title: group.title.slice(root.length + 1) })) : folders
}

/** `公众号 › 2024`. */
export function groupTitle(t: Translate, { title }: Pick<WorkGroup, 'title'>): string {
  return title === '' ? t('archive.loose') : title.replaceAll('/', ' › ')
}
