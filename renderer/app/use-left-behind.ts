import { useEffect, useState } from 'react'
import { LessonId } from '#preload/contract/library.ts'
import { leftBehindAnywhere } from '#renderer/editor/unsaved-copy.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** At the start, takes up what earlier pages could not save, in whichever lessons, and says what can't be read. */
export function useLeftBehind(): void {
  const shell = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const [unreadable, setUnreadable] = useState(0)
  useEffect(() => {
    const look = async () => {
      const found = await leftBehindAnywhere()
      shell.adopt(found.lessons.flatMap((lesson) => LessonId.safeParse(lesson).data ?? []))
      setUnreadable(found.unreadable)
    }
    void look()
  }, [shell])
  useEffect(() => {
    if (unreadable === 0) return
    notices.show({ text: t('session.unreadable', { count: unreadable }), kind: 'problem' })
    setUnreadable(0)
  }, [unreadable, notices, t])
}
