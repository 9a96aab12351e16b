/** What there is to see to before an export, as the host finds it part by part. */
import { useEffect, useState } from 'react'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { TargetId } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { type Said, seenOf, type Since } from './seen.ts'

/** What is checked: the chosen lessons of a course, for one target. `since`: another one whenever the answer may be another. */
export interface Question {
  readonly course: CourseId
  /** Null: all of them. */
  readonly lessons: readonly LessonId[] | null
  readonly target: TargetId
}

export interface Check {
  readonly findings: readonly TargetFinding[]
  /** Null once it is done. */
  readonly progress: { readonly done: number; readonly total: number } | null
}

/** How often findings that come in are drawn. */
const drawEveryMs = 120

/** What was said of a question last in this window. */
export function checkOf(checks: ReadonlyMap<string, Said>, question: Question): Said | undefined {
  return checks.get(questionKey(question))
}

export const questionKey = ({ course, lessons, target }: Question) => [course, target, ...(lessons ?? ['*'])].join(' ')

/** What there is to say before an export. The question is the same at every call, or it is asked at every one. What was said of the same before stands until all of the new is there. */
export function useCheck(question: Question | null, since: Since, settled: () => Promise<void>): Check {
  const host = useHost()
  const notices = useNotices()
  const { checks } = seenOf(host)
  const session = useValue(host.session)
  const key = question && questionKey(question)
  const [now, setNow] = useState<(Check & { readonly key: string }) | null>(null)
  useEffect(() => {
    if (question === null || key === null) return undefined
    const what = question
    const own = new AbortController()
    const before = checks.get(key)?.findings ?? null
    const look = async () => {
      await settled()
      const found: TargetFinding[] = []
      let drawnAt = 0
      const all = host.clients().publishing.check({ course: what.course, lessons: what.lessons && [...what.lessons], targets: [what.target] }, own.signal)
      for await (const { findings, done, total } of all) {
        if (own.signal.aborted) return
        found.push(...findings)
        if (performance.now() - drawnAt < drawEveryMs) continue
        drawnAt = performance.now()
        setNow({ key, findings: before ?? [...found], progress: { done, total } })
      }
      if (own.signal.aborted) return
      checks.set(key, { findings: found, since })
      setNow({ key, findings: found, progress: null })
    }
    setNow({ key, findings: before ?? [], progress: { done: 0, total: 0 } })
    look().catch((error: unknown) => {
      if (own.signal.aborted && error instanceof Problem) return
      setNow({ key, findings: before ?? [], progress: null })
      notices.problem(error, 'publishing')
    })
    return () => own.abort()
  }, [question, key, since, session, host, notices, checks, settled])
  if (now !== null && now.key === key) return now
  return { findings: (key !== null && checks.get(key)?.findings) || nothing, progress: key === null ? null : { done: 0, total: 0 } }
}

const nothing: readonly TargetFinding[] = []
