/** Masks a word, or leaves what looks personal as it is, everywhere. It comes back by the notice and by Ctrl+Z. */
import { useCallback } from 'react'
import { MaskChange, mostAtOnce } from '#preload/contract/masks.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { deedsOf } from './deeds.ts'

/** What is to be done; the rest is nothing. */
type Masked = Partial<MaskChange>

/** Answers what could not be masked; null where it could not be done at all, which is shown. */
export function useMasking(): (change: Masked) => Promise<readonly string[] | null> {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  return useCallback(
    async (change) => {
      try {
        const { sent, left } = takenOf(change)
        const { back, unfit: refused } = await host.clients().archive.changeMasks(sent)
        const unfit = [...refused, ...left]
        const text = sentenceOf(back, t)
        if (text === null) return unfit
        const about = `masks ${crypto.randomUUID()}`
        const takeBack = () => {
          deedsOf(host).forget(about)
          notices.takeBack(about)
          host.clients().archive.changeMasks(back).catch(notices.problem)
        }
        deedsOf(host).did(takeBack, about)
        notices.show({ text, about, action: { label: t('ui.undo'), run: takeBack } })
        return unfit
      } catch (error) {
        notices.problem(error)
        return null
      }
    },
    [host, notices, t],
  )
}

/** As much of a change as is taken at once, and the lines of a pasted list that are `left`: far too long, or too many. */
export function takenOf(change: Masked): { readonly sent: MaskChange; readonly left: readonly string[] } {
  const lines = change.mask ?? []
  const words = lines.filter((line) => line.length <= mostAtOnce.characters)
  const long = lines.filter((line) => line.length > mostAtOnce.characters)
  return { sent: MaskChange.parse({ ...change, mask: words.slice(0, mostAtOnce.texts) }), left: [...words.slice(mostAtOnce.texts), ...long] }
}

/** What was done, told by what takes it back; null of nothing. */
export function sentenceOf({ mask: gone, unmask: come, release: held, hold: released }: MaskChange, t: Translate): string | null {
  const [first] = come
  if (come.length === 1 && gone.length === 1 && first !== undefined) return t('archive.mask-changed', { from: gone[0] ?? '', word: first })
  if (come.length > 1) return t('archive.mask-many', { count: come.length })
  if (first !== undefined) return t('archive.mask-done', { word: first })
  if (released.length > 0) return t('archive.released', { value: released.slice(0, 6).join(t('archive.comma')) })
  if (gone.length > 0) return t('archive.unmasked', { word: gone.join(t('archive.comma')) })
  return held.length > 0 ? t('archive.held', { value: held.join(t('archive.comma')) }) : null
}
