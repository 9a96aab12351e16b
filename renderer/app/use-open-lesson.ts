import { useCallback, useEffect, useRef, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Batch, PageStatus } from '#renderer/editor/page-props.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { type Held, reopen } from './reopen.ts'

export interface OpenedLesson {
  readonly held: Held | null
  /** Why it can't be opened. */
  readonly problem: Problem | null
  /** Whether the host of the present connection knows that this page has the lesson open. */
  readonly connected: boolean
  readonly append: (batch: Batch) => Promise<{ revision: number }>
  readonly takeOver: () => void
  readonly noteStatus: (status: PageStatus) => void
}

/** Keeps one lesson open with the host: reads it, again after each reconnection, and closes it at the end. */
export function useOpenLesson(lesson: LessonId): OpenedLesson {
  const host = useHost()
  const session = useValue(host.session)
  const link = useValue(host.link)
  const [held, setHeld] = useState<Held | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const page = useRef({ revision: -1, unsaved: false })

  const read = useCallback(async (take: boolean) => {
    try {
      const answer = await host.clients().lessons.open({ lesson, take })
      setProblem(null)
      setHeld((now) => {
        const next = reopen(now, answer, page.current, host.session.get(), take)
        if (next.key !== now?.key) page.current = { revision: answer.revision, unsaved: false }
        return next
      })
    } catch (error) {
      // A lost connection is told elsewhere and heals itself; anything else is this lesson's own trouble.
      if (!(error instanceof Problem)) throw error
      if (error.code !== 'unavailable') setProblem(error)
    }
  }, [host, lesson])

  useEffect(() => { if (session > 0) void read(false) }, [session, read])
  useEffect(() => host.onTaken((taken) => { if (taken === lesson) void read(false) }), [host, lesson, read])
  useEffect(() => () => { void host.clients().lessons.close({ lesson }).catch(() => undefined) }, [host, lesson]) // a host that is gone has forgotten it anyway

  const append = useCallback(async (batch: Batch) => {
    const answer = await host.clients().lessons.append({ lesson, ...batch, changes: [...batch.changes] })
    page.current = { ...page.current, revision: answer.revision }
    return answer
  }, [host, lesson])

  return {
    held, problem, append,
    connected: link === 'connected' && held?.session === session,
    takeOver: useCallback(() => void read(true), [read]),
    noteStatus: useCallback((status: PageStatus) => {
      page.current = { ...page.current, unsaved: status.saved.kind === 'saving' || status.saved.kind === 'waiting' }
    }, []),
  }
}
