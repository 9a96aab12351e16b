import { useCallback } from 'react'
import type { WorkId } from '#preload/contract/works.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'

interface Removed {
  readonly works?: readonly WorkId[]
  readonly groups?: readonly string[]
}

/** Removes works, or all of groups. They come back while the notice stands, and are deleted for good when it goes. */
export function useRemoving(): (removed: Removed, title: string) => Promise<boolean> {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  return useCallback(
    async ({ works = [], groups = [] }, title) => {
      try {
        const { removal, works: count } = await host.clients().archive.remove({ works: [...works], groups: [...groups] })
        const about = `removal ${removal}`
        let isBack = false
        const back = () => {
          isBack = true
          notices.takeBack(about)
          host.clients().archive.restore({ removal }).catch(notices.problem)
        }
        const text = groups.length === 0 && count === 1 ? t('archive.removed', { title }) : t('archive.removed-many', { count })
        // Where the host is gone it deletes them when it is started next.
        const closed = () =>
          void (
            !isBack &&
            host
              .clients()
              .archive.forget({ removal })
              .catch(() => undefined)
          )
        notices.show({ text, about, action: { label: t('ui.undo'), run: back }, closed })
        return true
      } catch (error) {
        notices.problem(error)
        return false
      }
    },
    [host, notices, t],
  )
}
