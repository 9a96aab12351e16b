import { useCallback } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import type { Past } from '#renderer/panels/versions/past.ts'
import { VersionView } from '#renderer/panels/versions/version-view.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** A moment of the lesson in its page's place. Bringing it back is typed into the page like any other change. */
export function PastPage({ lesson, past }: { lesson: LessonId; past: Past }) {
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const saved = useSelected(shell.status, (status) => status?.saved.kind)
  const close = useCallback(() => {
    shell.past.set(null)
    shell.wantsFocus.set({ lesson, part: 'text' })
  }, [shell, lesson])
  const restore = useCallback(
    async (to: Doc) => {
      const hold = shell.hold(lesson)
      if (!hold) return
      try {
        if (!(await hold.saved())) return notices.show({ text: t('versions.unsaved') })
        await host.clients().versions.mark({ lesson, kind: 'before-restore' })
      } catch (error) {
        return notices.problem(error)
      }
      close()
      const made = await hold.rewrite(to)
      if (!made) return notices.show({ text: t('versions.not-restored') })
      const takeBack = async () => {
        if (!(await shell.hold(lesson)?.takeBack(made))) notices.show({ text: t('versions.moved-on') })
      }
      notices.show({ text: t('versions.restored'), action: { label: t('ui.undo'), run: () => void takeBack() } })
    },
    [shell, host, notices, t, lesson, close],
  )
  return (
    <VersionView
      lesson={lesson}
      past={past}
      onMove={(next) => shell.past.set(next)}
      onClose={close}
      present={() => shell.hold(lesson)?.doc() ?? null}
      onRestore={saved === 'reading' || saved === 'closed' ? null : restore}
    />
  )
}
