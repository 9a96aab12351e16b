/** Looks at the other platforms once the one that is shown is checked, so that every card says how it stands before anybody opens it. */
import { useEffect, useState } from 'react'
import type { TargetFinding } from '#preload/contract/findings.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { isSaidOf, seenOf, type Since } from './seen.ts'
import { checkOf, type Question, questionKey } from './use-check.ts'

/** Whoever is still choosing is not to wait for it. */
const quietMs = 1500

interface Beside {
  readonly question: Question | null
  readonly sinceOf: (target: TargetId) => Since
  readonly targets: readonly TargetFacts[]
  /** Nothing else is asked of the host. */
  readonly isQuiet: boolean
  readonly settled: () => Promise<void>
}

/** Of a book that is one thing only what is known at a glance is: typesetting it takes as long as exporting it. */
export function isCheckedBeside({ kind, makes }: Pick<TargetFacts, 'kind' | 'makes'>): boolean {
  return kind === 'platform' || makes === 'lessons'
}

export function useChecksBeside({ question, sinceOf, targets, isQuiet, settled }: Beside): void {
  const host = useHost()
  const session = useValue(host.session)
  const [, draw] = useState(0)
  useEffect(() => {
    if (question === null || !isQuiet) return undefined
    const own = new AbortController()
    const { checks } = seenOf(host)
    const look = async () => {
      await settled()
      for (const each of targets) {
        const target = each.id
        const isGlance = !isCheckedBeside(each)
        const asked = { ...question, target }
        const since = sinceOf(target)
        if (target === question.target || since.options === undefined || isSaidOf(checkOf(checks, asked), since)) continue
        const findings: TargetFinding[] = []
        const { course, lessons } = asked
        const parts = host.clients().publishing.check({ course, lessons: lessons && [...lessons], targets: [target], isGlance }, own.signal)
        for await (const part of parts) findings.push(...part.findings)
        if (own.signal.aborted) return
        checks.set(questionKey(asked), { findings, since, isGlance })
        draw((times) => times + 1)
      }
    }
    const timer = setTimeout(() => {
      look().catch((error: unknown) => {
        // Whoever opens that target is told.
        if (!(error instanceof Problem)) throw error
      })
    }, quietMs)
    return () => {
      clearTimeout(timer)
      own.abort()
    }
  }, [question, sinceOf, targets, isQuiet, settled, host, session])
}
