import { useEffect, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Problem } from '#preload/contract/problem.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { LessonKeeper } from './lesson-keeper.ts'
import type { Held } from './reopen.ts'
import { later } from '#renderer/editor/page-clock.ts'

export interface OpenedLesson {
  readonly keeper: LessonKeeper
  readonly held: Held | null
  /** Why it can't be opened. */
  readonly problem: Problem | null
  /** Whether the host of the present connection knows that this page has the lesson open. */
  readonly connected: boolean
}

/** Keeps one lesson, always the same, open with the host for as long as the component is there. */
export function useOpenLesson(lesson: LessonId): OpenedLesson {
  const host = useHost()
  const [keeper] = useState(
    () =>
      new LessonKeeper(
        {
          session: host.session,
          onTaken: host.onTaken,
          onLeft: host.onLeft,
          client: () => host.about.get()?.client,
          later,
          lessons: () => host.clients().lessons,
        },
        lesson,
      ),
  )
  useEffect(() => keeper.start(), [keeper])
  useEffect(() => {
    // Another window may have been written in meanwhile.
    window.addEventListener('focus', keeper.lookAgain)
    return () => window.removeEventListener('focus', keeper.lookAgain)
  }, [keeper])
  const session = useValue(host.session)
  const link = useValue(host.link)
  const { held, problem } = useValue(keeper.state)
  return { keeper, held, problem, connected: link === 'connected' && held?.session === session }
}
