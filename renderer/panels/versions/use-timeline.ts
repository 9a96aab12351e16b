import { useCallback, useEffect, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Timeline } from '#preload/contract/versions.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { onVersionsNamed } from './named.ts'

/** While the author writes, the newest stretch is told anew no more often than this. */
const writingMs = 4000

/** The timeline of a lesson, read again after it was written in, a moment was named, or the host came back. */
export function useTimeline(lesson: LessonId): Timeline | null {
  const host = useHost()
  const notices = useNotices()
  const session = useValue(host.session)
  const changedAt = useSelected(host.tree, (tree) => findLesson(tree, lesson)?.lesson.changedAt)
  const [read, setRead] = useState<{ readonly lesson: LessonId; readonly timeline: Timeline } | null>(null)
  const ask = useCallback(async () => {
    try {
      const timeline = await host.clients().versions.timeline({ lesson })
      setRead({ lesson, timeline })
    } catch (error) {
      notices.problem(error)
    }
  }, [host, lesson, notices])
  const isRead = read?.lesson === lesson
  useEffect(() => {
    const timer = setTimeout(() => void ask(), isRead ? writingMs : 0)
    return () => clearTimeout(timer)
    // `isRead` only says how long to wait, and is no reason to ask.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [ask, session, changedAt])
  useEffect(() => onVersionsNamed(() => void ask()), [ask])
  return isRead ? read.timeline : null
}
