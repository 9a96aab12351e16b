/** Saves a text that its lesson can't take as a lesson of its own, under a name that tells whose it is, and says so. */
import { useCallback } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { LostText } from '#renderer/editor/page-props.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** The title of a rescued text has to have room for more than the lesson's. */
const longestTitle = 160

/** The same function for as long as the language is the same. It answers which library has the text. */
export function useRescue(): (lesson: LessonId, text: LostText) => Promise<string | null> {
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  return useCallback(
    async (lesson, { doc, batch, title: called, workspace }) => {
      const into = host.workspace.get()?.identity?.id ?? null
      const name = shell.titles.titleOf(lesson) ?? called ?? t('library.new-lesson-title')
      const title = t('session.rescued', { title: name.slice(0, longestTitle) })
      const saved = await host.clients().lessons.rescue({ lesson, batch, title, doc: [...doc] })
      const isElsewhere = workspace !== null && into !== null && workspace !== into
      notices.show({
        text: t(isElsewhere ? 'session.rescued-elsewhere' : 'session.rescued-notice', { title }),
        action: { label: t('session.look'), run: () => shell.open(saved.lesson) },
      })
      return into
    },
    [host, notices, shell, t],
  )
}
