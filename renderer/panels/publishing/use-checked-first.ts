/** Exports begin once the platforms among their targets are checked. */
import { useEffect, useRef, useState } from 'react'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { TargetId } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { CheckedFirst, type Waiting } from './checked-first.ts'
import { seenOf, type Since } from './seen.ts'
import { type Question, questionKey } from './use-check.ts'

interface FirstGiven {
  readonly question: Question | null
  readonly sinceOf: (target: TargetId) => Since
  /** Platforms of which not all is known now. */
  readonly mustCheck: (target: TargetId) => boolean
  readonly settled: () => Promise<void>
}

export interface Firsts {
  readonly waiting: Waiting | null
  /** `onChecked` hears what was found at those that were not checked, and at a glance at the others. */
  begin(targets: readonly TargetId[], onChecked: (unchecked: readonly TargetId[], found: readonly TargetFinding[]) => void): void
  leave(): void
}

export function useCheckedFirst({ question, sinceOf, mustCheck, settled }: FirstGiven): Firsts {
  const host = useHost()
  const notices = useNotices()
  const [waiting, setWaiting] = useState<Waiting | null>(null)
  const now = useRef<CheckedFirst | null>(null)
  useEffect(() => () => now.current?.leave(), [])
  const leave = () => now.current?.leave()
  return {
    waiting,
    leave,
    begin: (targets, onChecked) => {
      leave()
      if (question === null) return
      const { course, lessons } = question
      const sinces = new Map(targets.map((target) => [target, sinceOf(target)]))
      now.current = new CheckedFirst({
        async *check(unchecked, signal, known) {
          await settled()
          const { check } = host.clients().publishing
          const asked = { course, lessons: lessons && [...lessons] }
          if (known.length > 0) yield* check({ ...asked, targets: [...known], isGlance: true }, signal)
          if (unchecked.length > 0) yield* check({ ...asked, targets: [...unchecked] }, signal)
        },
        show: setWaiting,
        onChecked: (_targets, unchecked, found) => {
          for (const target of unchecked) {
            const since = sinces.get(target)
            const findings = found.filter((each) => each.target === target)
            if (since) seenOf(host).checks.set(questionKey({ ...question, target }), { findings, since })
          }
          onChecked(unchecked, found)
        },
        onFailed: (error) => notices.problem(error, 'publishing'),
      })
      now.current.begin(
        targets,
        targets.filter(mustCheck),
        targets.filter((target) => !mustCheck(target)),
      )
    },
  }
}
