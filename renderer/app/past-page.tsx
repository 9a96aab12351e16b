import { useCallback, useMemo } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Doc } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import type { Past } from '#renderer/panels/versions/past.ts'
import type { Present } from '#renderer/panels/versions/use-present.ts'
import { VersionView } from '#renderer/panels/versions/version-view.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { markScrolled } from './lesson-place.tsx'
import { useShell } from './shell-context.tsx'

interface PastProps {
  readonly lesson: LessonId
  readonly past: Past
}

/** A moment of the lesson in its page's place. */
export function PastPage({ lesson, past }: PastProps) {
  const shell = useShell()
  const read = useCallback(() => shell.hold(lesson)?.doc() ?? null, [shell, lesson])
  const close = useCallback(() => {
    shell.past.set(null)
    shell.wantsFocus.set({ lesson, part: 'text' })
  }, [shell, lesson])
  const onRestore = useRestore(lesson, close)
  return (
    <VersionView
      lesson={lesson}
      past={past}
      onMove={(next) => shell.past.set(next)}
      onClose={close}
      onBeside={() => shell.lookBeside(past)}
      present={{ read, subscribe: null }}
      onRestore={onRestore}
    />
  )
}

/** A moment of the lesson beside its page, which goes on being written. */
export function PastBeside({ lesson, past }: PastProps) {
  const shell = useShell()
  const present = useMemo<Present>(() => ({ read: () => shell.hold(lesson)?.doc() ?? null, subscribe: shell.status.subscribe }), [shell, lesson])
  const backToText = useCallback(() => shell.wantsFocus.set({ lesson, part: 'text' }), [shell, lesson])
  const close = useCallback(() => shell.lookBeside(null), [shell])
  const onRestore = useRestore(lesson, backToText)
  return (
    <section className="desk-place version-beside" style={{ order: 1 }}>
      <div className="desk-scroll" onScroll={markScrolled}>
        <VersionView
          lesson={lesson}
          past={past}
          onMove={(next) => shell.beside.set(next)}
          onClose={close}
          onBeside={null}
          present={present}
          onRestore={onRestore}
        />
      </div>
    </section>
  )
}

/** Brings a text back: it is typed into the page like any other change, once the present one is kept. Null where nothing can be written. */
function useRestore(lesson: LessonId, toPage: () => void): ((to: Doc) => Promise<void>) | null {
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  const saved = useSelected(shell.status, (status) => status?.saved.kind)
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
      toPage()
      const made = await hold.rewrite(to)
      if (!made) return notices.show({ text: t('versions.not-restored') })
      const takeBack = async () => {
        if (!(await shell.hold(lesson)?.takeBack(made))) notices.show({ text: t('versions.moved-on') })
      }
      notices.show({ text: t('versions.restored'), action: { label: t('ui.undo'), run: () => void takeBack() } })
    },
    [shell, host, notices, t, lesson, toPage],
  )
  return saved === 'reading' || saved === 'closed' ? null : restore
}
