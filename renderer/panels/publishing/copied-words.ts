/** What is said once a lesson is on the clipboard: where it goes, and what has to be brought there apart from it. Pure. */
import type { Copied } from '#preload/contract/publishing.ts'
import type { Translate } from '#renderer/ui/translate.ts'

/** `isOut`: files of it lie in an export. */
export function copiedWords(
  t: Translate,
  { title, target, apart, isOut }: { readonly title: string; readonly target: string; readonly apart: Copied['apart']; readonly isOut: boolean },
): string {
  const what = [
    ...(apart.title ? [t('publishing.apart-title')] : []),
    ...(apart.pictures > 0 ? [t('publishing.apart-pictures', { count: apart.pictures })] : []),
    ...(apart.cover ? [t('publishing.apart-cover')] : []),
  ]
  if (what.length === 0) return t('publishing.copied', { title, target })
  const hasFiles = apart.pictures > 0 || apart.cover
  const values = { title, target, what: what.join(t('publishing.apart-and')) }
  return t(hasFiles && !isOut ? 'publishing.copied-unexported' : 'publishing.copied-apart', values)
}
