import { useEffect, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Moment } from '#preload/contract/versions.ts'
import type { Doc } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Past } from './past.ts'

/** A slider that is dragged asks for a text only where it rests for so long. */
const restMs = 80

export interface TextAt {
  readonly doc: Doc
  readonly revision: number
}

/** The text at a revision, or null while it is read; the one before it stays in view meanwhile. */
export function useTextAt(lesson: LessonId, revision: number | null): TextAt | null {
  const host = useHost()
  const notices = useNotices()
  const [text, setText] = useState<TextAt | null>(null)
  useEffect(() => {
    if (revision === null) return undefined
    const stop = new AbortController()
    const read = async () => {
      try {
        const { doc } = await host.clients().versions.text({ lesson, revision }, stop.signal)
        if (!stop.signal.aborted) setText({ doc, revision })
      } catch (error) {
        if (!stop.signal.aborted) notices.problem(error)
      }
    }
    const timer = setTimeout(() => void read(), restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [host, notices, lesson, revision])
  return revision === null ? null : text
}

/** The moments of a stretch that can still be told apart, oldest first. */
export function useMoments(lesson: LessonId, { base, revision }: Past['stretch']): readonly Moment[] {
  const host = useHost()
  const notices = useNotices()
  const [moments, setMoments] = useState<readonly Moment[]>([])
  useEffect(() => {
    const stop = new AbortController()
    const read = async () => {
      try {
        const answer = await host.clients().versions.moments({ lesson, base, revision }, stop.signal)
        if (!stop.signal.aborted) setMoments(answer.moments)
      } catch (error) {
        if (!stop.signal.aborted) notices.problem(error)
      }
    }
    void read()
    return () => stop.abort()
  }, [host, notices, lesson, base, revision])
  return moments
}
