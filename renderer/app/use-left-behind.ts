import { useEffect, useRef, useState } from 'react'
import { LessonId } from '#preload/contract/library.ts'
import { rescueElsewhere } from '#renderer/editor/saving/recovery.ts'
import { leftBehindAnywhere } from '#renderer/editor/saving/unsaved-copy.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'
import { useRescue } from './use-rescue.ts'

/**
 * At the start and whenever the host is there again, takes up what earlier pages could not save, in whichever lessons,
 * and says what can't be read. What was typed in another library is to be seen in this one too, once.
 */
export function useLeftBehind(): void {
  const shell = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const [unreadable, setUnreadable] = useState(0)
  const host = useHost()
  const session = useValue(host.session)
  // Only one that can be written takes anything up.
  const workspace = useSelected(host.workspace, (state) => (state?.phase === 'open' ? (state.identity?.id ?? null) : null))
  const rescue = useRescue()
  const looking = useRef(Promise.resolve())
  const told = useRef(0)
  useEffect(() => {
    const look = async () => {
      const found = await leftBehindAnywhere(workspace)
      shell.adopt(found.lessons.flatMap((lesson) => LessonId.safeParse(lesson).data ?? []))
      if (found.unreadable > told.current) setUnreadable(found.unreadable)
      told.current = found.unreadable
      if (workspace === null) return
      for (const copy of found.elsewhere) {
        const lesson = LessonId.safeParse(copy.lesson)
        if (lesson.success) await rescueElsewhere(copy, workspace, (text) => rescue(lesson.data, text))
      }
    }
    // One after another: what one look has rescued the next one leaves alone.
    looking.current = looking.current.then(look)
  }, [rescue, session, shell, workspace])
  useEffect(() => {
    if (unreadable === 0) return
    notices.show({ text: t('session.unreadable', { count: unreadable }), kind: 'problem' })
    setUnreadable(0)
  }, [unreadable, notices, t])
}
