import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** Says which titles gave way to names given elsewhere, and offers to call the lessons by them after all. */
export function useOvertakenTitles(): void {
  const host = useHost()
  const { titles } = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const overtaken = useValue(titles.overtaken)
  useEffect(() => {
    for (const [lesson, here] of overtaken) {
      const there = findLesson(host.tree.get(), lesson)?.lesson.title ?? ''
      notices.show({
        text: t('session.overtaken', { here, there }),
        about: lesson,
        action: { label: t('session.use-here'), run: () => titles.rename(lesson, here, 'now') },
      })
      titles.told(lesson)
    }
  }, [overtaken, host, notices, t, titles])
}
