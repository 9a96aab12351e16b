import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { findEntry } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** Says which titles gave way to names given elsewhere, and offers to call things by them after all. */
export function useOvertakenTitles(): void {
  const host = useHost()
  const { titles } = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const overtaken = useValue(titles.overtaken)
  useEffect(() => {
    for (const [entry, here] of overtaken) {
      const there = findEntry(host.tree.get(), entry)?.title ?? ''
      notices.show({
        text: t('session.overtaken', { here, there }),
        about: entry,
        action: { label: t('session.use-here'), run: () => titles.rename(entry, here, 'now') },
      })
      titles.told(entry)
    }
  }, [overtaken, host, notices, t, titles])
}
