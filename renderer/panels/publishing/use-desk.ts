/** What the desk knows of its host: the targets, how a course stands at each, and how a lesson looks there. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { CourseAtTarget } from '#preload/contract/ledger.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Preview } from '#preload/contract/publishing.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

type Publishing = Clients['publishing']

/** Does something at the desk; a failure is shown. Whether it was done. */
export function useDoing(): (work: (publishing: Publishing) => Promise<unknown>) => Promise<boolean> {
  const host = useHost()
  const notices = useNotices()
  return useCallback(
    async (work) => {
      try {
        await work(host.clients().publishing)
        return true
      } catch (error) {
        notices.problem(error, 'publishing')
        return false
      }
    },
    [host, notices],
  )
}

/** All targets that there are; null until they are known. */
export function useTargets(): readonly TargetFacts[] | null {
  const host = useHost()
  const session = useValue(host.session)
  const [targets, setTargets] = useState<readonly TargetFacts[] | null>(null)
  const notices = useNotices()
  const reading = useMemo(() => new Reading<readonly TargetFacts[]>({ read: setTargets, failed: notices.problem }), [notices])
  useEffect(() => {
    void reading.again((signal) => host.clients().publishing.targets({}, signal))
    return () => reading.stop()
  }, [host, reading, session])
  return targets
}

export interface Overview {
  /** By target; empty until it is known. */
  readonly at: ReadonlyMap<TargetId, CourseAtTarget>
  /** To be asked when options were set: they are in it. */
  readonly again: () => void
}

/** How a course stands at every target, asked again whenever that may be another. */
export function useOverview(course: CourseId | null, settled: () => Promise<void>): Overview {
  const host = useHost()
  const notices = useNotices()
  const session = useValue(host.session)
  const tree = useValue(host.tree)
  const recorded = useValue(host.recorded)
  const [known, setKnown] = useState<{ readonly course: CourseId; readonly at: ReadonlyMap<TargetId, CourseAtTarget> } | null>(null)
  const reading = useMemo(() => new Reading({ read: setKnown, failed: notices.problem }), [notices])
  const again = useCallback(() => {
    if (course === null) return
    void reading.again(async (signal) => {
      await settled()
      const all = await host.clients().publishing.overview({ course }, signal)
      return { course, at: new Map(all.map((each) => [each.target, each])) }
    })
  }, [course, host, reading, settled])
  useEffect(() => {
    again()
    return () => reading.stop()
  }, [again, reading, session, tree, recorded])
  return { at: known && known.course === course ? known.at : none, again }
}

const none: ReadonlyMap<TargetId, CourseAtTarget> = new Map()

export interface Looked {
  readonly preview: Preview | null
  /** What is shown is of the text as it is now. */
  readonly isCurrent: boolean
  readonly problem: Problem | null
}

/** How a lesson looks at a target. What was looked at last stays until the next is there, with whatever has the keys in it. */
export function usePreview(course: CourseId | null, lesson: LessonId | null, target: TargetId | null, since: unknown, settled: () => Promise<void>): Looked {
  const host = useHost()
  const session = useValue(host.session)
  const key = course && lesson && target ? `${course} ${lesson} ${target}` : null
  const [seen, setSeen] = useState<{ readonly key: string; readonly preview: Preview | null; readonly problem: Problem | null; readonly of: unknown } | null>(
    null,
  )
  useEffect(() => {
    if (!course || !lesson || !target || key === null) return undefined
    const own = new AbortController()
    const look = async () => {
      await settled()
      const preview = await host.clients().publishing.preview({ course, lesson, target }, own.signal)
      if (!own.signal.aborted) setSeen({ key, preview, problem: null, of: since })
    }
    look().catch((error: unknown) => {
      if (!(error instanceof Problem)) throw error
      if (!own.signal.aborted) setSeen({ key, preview: null, problem: error, of: since })
    })
    return () => own.abort()
  }, [course, lesson, target, key, since, session, host, settled])
  const isSame = seen !== null && seen.key === key
  return {
    preview: key === null ? null : (seen?.preview ?? null),
    problem: isSame ? seen.problem : null,
    isCurrent: key === null || (isSame && seen.of === since),
  }
}
