import { useCallback, useEffect, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Moment } from '#preload/contract/versions.ts'
import type { Doc } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Past } from './past.ts'

/** A slider that is dragged asks for a text only where it rests for so long. */
const restMs = 80

export interface TextAt {
  readonly doc: Doc
  readonly revision: number
}

export interface TextRead {
  /** The text at the revision, or the one before it, which stays in view while that is read. */
  readonly text: TextAt | null
  /** What the text is of: `there` is the revision that was asked for, and nothing but that may be kept, named or brought back. */
  readonly state: 'there' | 'reading' | 'failed'
  readonly again: () => void
}

/** The text at a revision, read again when the host is back: its library may be another. */
export function useTextAt(lesson: LessonId, revision: number | null): TextRead {
  const host = useHost()
  const notices = useNotices()
  const session = useValue(host.session)
  const [tries, setTries] = useState(0)
  const [read, setRead] = useState<(TextAt & { readonly session: number }) | null>(null)
  const asked = `${session} ${revision} ${tries}`
  const [failed, setFailed] = useState<string | null>(null)
  useEffect(() => {
    if (revision === null) return undefined
    const stop = new AbortController()
    const readText = async () => {
      try {
        const { doc } = await host.clients().versions.text({ lesson, revision }, stop.signal)
        if (!stop.signal.aborted) setRead({ doc, revision, session })
      } catch (error) {
        if (stop.signal.aborted) return
        setFailed(asked)
        notices.problem(error)
      }
    }
    const timer = setTimeout(() => void readText(), restMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [host, notices, lesson, revision, session, asked])
  const again = useCallback(() => setTries((before) => before + 1), [])
  const isThere = revision === null || (read?.revision === revision && read.session === session)
  return { text: revision === null ? null : read, state: isThere ? 'there' : failed === asked ? 'failed' : 'reading', again }
}

/** The moments of a stretch that can still be told apart, oldest first; none until they are read. */
export function useMoments(lesson: LessonId, { base, revision }: Past['stretch']): readonly Moment[] {
  const host = useHost()
  const notices = useNotices()
  const session = useValue(host.session)
  const stretch = `${base} ${revision}`
  const [read, setRead] = useState<{ readonly stretch: string; readonly moments: readonly Moment[] } | null>(null)
  useEffect(() => {
    const stop = new AbortController()
    const readMoments = async () => {
      try {
        const { moments } = await host.clients().versions.moments({ lesson, base, revision }, stop.signal)
        if (!stop.signal.aborted) setRead({ stretch, moments })
      } catch (error) {
        if (!stop.signal.aborted) notices.problem(error)
      }
    }
    void readMoments()
    return () => stop.abort()
  }, [host, notices, lesson, base, revision, session, stretch])
  return read?.stretch === stretch ? read.moments : none
}

const none: readonly Moment[] = []
