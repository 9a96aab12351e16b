import { useCallback } from 'react'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { deedsOf } from './deeds.ts'

interface Removed {
  readonly works?: readonly WorkId[]
  readonly groups?: readonly string[]
}

/** Removes works, or all of groups. They come back by the notice, by Ctrl+Z, or from the list of what was removed. */
export function useRemoving(): (removed: Removed, title: string) => Promise<boolean> {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  return useCallback(
    async ({ works = [], groups = [] }, title) => {
      try {
        const { removal, works: count } = await host.clients().archive.remove({ works: [...works], groups: [...groups] })
        const about = aboutRemoval(removal)
        const back = () => {
          deedsOf(host).forget(about)
          notices.takeBack(about)
          host.clients().archive.restore({ removal }).catch(notices.problem)
        }
        deedsOf(host).did(back, about)
        const text = groups.length === 0 && count === 1 ? t('archive.removed', { title }) : t('archive.removed-group', { title, count })
        notices.show({ text, about, action: { label: t('ui.undo'), run: back } })
        return true
      } catch (error) {
        notices.problem(error)
        return false
      }
    },
    [host, notices, t],
  )
}

/** What a notice of a removal is about. */
export const aboutRemoval = (removal: string) => `removal ${removal}`
