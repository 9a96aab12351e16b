import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { findEntry } from '#renderer/host/entries.ts'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

const about = 'overtaken titles'

/**
 * Says which titles gave way to names given elsewhere, all in one notice, and offers to call things by them after all.
 * They count as told once that is closed.
 */
export function useOvertakenTitles(): void {
  const host = useHost()
  const { titles } = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const overtaken = useValue(titles.overtaken)
  useEffect(() => {
    const names = [...overtaken].map(([entry, here]) => ({ here, there: findEntry(host.tree.get(), entry)?.title ?? '' }))
    const [first, ...others] = names
    if (!first) return notices.takeBack(about)
    const all = names.map((name) => t('session.overtaken-name', name)).join(t('ui.and'))
    notices.show({
      text: others.length === 0 ? t('session.overtaken', first) : t('session.overtaken-several', { count: names.length, names: all }),
      about,
      action: {
        label: t('session.use-here'),
        // Not one that was typed anew meanwhile.
        run: () => titles.overtaken.get().forEach((here, entry) => titles.rename(entry, here, 'now')),
      },
      closed: () => titles.told([...overtaken.keys()]),
    })
  }, [overtaken, host, notices, t, titles])
}
