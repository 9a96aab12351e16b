/** What is said once a lesson is on the clipboard: where it goes, and what has to be brought there apart from it. Pure. */
import type { Copied } from '#preload/contract/publishing.ts'
import type { Translate } from '#renderer/ui/translate.ts'

export function copiedWords(
  t: Translate,
  { title, target, apart }: { readonly title: string; readonly target: string; readonly apart: Copied['apart'] },
): string {
  const what = [
    ...(apart.title ? [t('publishing.apart-title')] : []),
    ...(apart.pictures > 0 ? [t('publishing.apart-pictures', { count: apart.pictures })] : []),
    ...(apart.cover ? [t('publishing.apart-cover')] : []),
  ]
  return what.length === 0
    ? t('publishing.copied', { title, target })
    : t('publishing.copied-apart', { title, target, what: what.join(t('publishing.apart-and')) })
}
