import { memo, useCallback, useEffect, useMemo, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { PageHandle } from '#renderer/editor/find/find-request.ts'
import type { PageProps, PageStatus } from '#renderer/editor/page-props.ts'
import { Page } from '#renderer/editor/page.tsx'
import { rescueLeftBehind } from '#renderer/editor/saving/recovery.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useSelected } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { LessonTrouble } from './lesson-trouble.tsx'
import { useShell } from './shell-context.tsx'
import { useKeptCaret } from './kept-caret.ts'
import { useFocusOverStart } from './use-focus-over-start.ts'
import { useLessonRequests } from './use-lesson-requests.ts'
import { useOpenLesson } from './use-open-lesson.ts'

/**
 * One lesson's page with everything it asks of the studio. Stays mounted, out of sight, while its text is
 * not saved. Reads no more of the studio than it needs, so that typing renders nothing twice.
 */
export const LessonSession = memo(function LessonSession({ lesson, active, tools }: { lesson: LessonId; active: boolean; tools: HTMLElement | null }) {
  const host = useHost()
  const shell = useShell()
  const { t } = useTexts()
  const wanted = useSelected(host.settings, (settings) => settings.suggestions)
  const writing = useWriting()
  const ready = useSelected(host.engine, (engine) => engine?.phase === 'ready')
  // Another studio holds the whole workspace: no page of this one can take a lesson over.
  const readOnly = useSelected(host.workspace, (workspace) => workspace?.phase === 'read-only')
  const draft = useSelected(shell.titles.drafts, (drafts) => drafts.get(lesson))
  const called = useSelected(host.tree, (tree) => draft ?? findLesson(tree, lesson)?.lesson.title)
  // What it was called last, also where the library that knows it has gone.
  const [title, setTitle] = useState(called)
  if (called !== undefined && called !== title) setTitle(called)
  const { keeper, held, problem, connected } = useOpenLesson(lesson)
  useFocusOverStart(lesson, keeper)
  const requests = useLessonRequests(lesson)
  const { rescue } = requests
  const onCaret = useKeptCaret(lesson)
  const key = held?.key
  // Where a page begins is decided once, when it is mounted.
  const caret = useMemo(() => (key === undefined ? null : (host.settings.get().carets[lesson] ?? null)), [host, lesson, key])
  // What comes in the place of the library later is not where this text belongs.
  const workspace = useMemo(() => (key === undefined ? null : (host.workspace.get()?.identity?.id ?? null)), [host, key])

  const onHandle = useCallback((handle: PageHandle | null) => shell.pages.note(lesson, handle), [shell, lesson])

  const onStatus = useCallback(
    (status: PageStatus) => {
      keeper.noteSaved(status.saved)
      shell.report(lesson, status)
    },
    [keeper, shell, lesson],
  )

  // A page that can't be opened takes up nothing: what was left of an erased lesson becomes a lesson of its own.
  const code = problem?.code
  useEffect(() => {
    if (code === undefined) return
    const giveUp = async () => {
      if (code === 'not-found') await rescueLeftBehind(lesson, host.workspace.get()?.identity?.id ?? null, rescue)
      if (!shell.places.get().includes(lesson)) shell.drop(lesson)
    }
    void giveUp()
  }, [code, host, lesson, rescue, shell])

  const opened = useMemo(() => held && { ...held.open, title: title ?? held.open.title }, [held, title])

  if (problem) return active ? <LessonTrouble problem={problem} /> : null
  if (!held || !opened)
    return active ? (
      <p className="desk-opening" role="status">
        {t('start.opening')}
      </p>
    ) : null
  return (
    <div className="lesson-session" data-lesson={lesson} hidden={!active}>
      <Page
        key={key}
        {...requests}
        open={opened}
        workspace={workspace}
        connected={connected}
        append={keeper.append}
        takeOver={readOnly ? null : keeper.takeOver}
        suggestionsOn={wanted && ready && connected}
        canAsk={ready && connected}
        {...writing}
        caret={caret}
        onCaret={onCaret}
        onStatus={onStatus}
        onHandle={onHandle}
        toolbarHost={active ? tools : null}
      />
    </div>
  )
})

/** How the author writes, and in which voice. */
function useWriting(): Pick<PageProps, 'pace' | 'typewriter' | 'dimmed' | 'voice'> {
  const { settings } = useHost()
  const pace = useSelected(settings, (now) => now.pace)
  const typewriter = useSelected(settings, (now) => now.typewriter)
  const dimmed = useSelected(settings, (now) => now.dimmed)
  return { pace, typewriter, dimmed, voice: useVoiceKey() }
}

/** Another one whenever suggestions are made otherwise by the voice in use. A server has none; without strength none works. */
function useVoiceKey(): string {
  const host = useHost()
  const isServed = useSelected(host.engine, (engine) => engine?.server !== undefined)
  const voice = useSelected(host.adapter, (adapter) => (adapter && adapter.problem === null && adapter.strength > 0 ? `${adapter.id} ${adapter.strength}` : ''))
  return isServed ? '' : voice
}
