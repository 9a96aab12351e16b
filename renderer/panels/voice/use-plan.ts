/** What a run would take, asked again whenever that may be another answer. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Problem } from '#preload/contract/problem.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'

/** What the author chose, null for what they leave to the studio. */
export interface Wanted {
  readonly base: string | null
  readonly choice: TuningChoice
}

export type Planned = Awaited<ReturnType<Clients['voice']['plan']>>

export interface Planning {
  /** What was answered last; null until something was, or where nothing could be. */
  readonly planned: Planned | null
  readonly problem: Problem | null
  /** An answer is on its way. */
  readonly isAsking: boolean
  /** What was answered last is of other wishes, or of another model; a trouble of those is told no more. */
  readonly isOfOthers: boolean
  readonly askAgain: () => void
}

/** What was answered last: `of` what, and what was `asked` last. */
export interface Answered extends Pick<Planning, 'planned' | 'problem' | 'isAsking'> {
  readonly of: string | null
  readonly asked: string | null
}

export function usePlan(wanted: Wanted): Planning {
  const host = useHost()
  const archive = useValue(host.archive)
  const session = useValue(host.session)
  const sources = useValue(host.sources)
  const model = useSelected(host.engine, (engine) => engine?.model?.id)
  const [state, setState] = useState<Answered>({
    planned: null,
    problem: null,
    isAsking: true,
    of: null,
    asked: null,
  })
  const reading = useMemo(
    () =>
      new Reading<{ planned: Planned; of: string }>({
        read: ({ planned, of }) => setState({ planned, problem: null, isAsking: false, of, asked: of }),
        failed: (problem) => setState(({ asked }) => ({ planned: null, problem, isAsking: false, of: asked, asked })),
      }),
    [],
  )
  const { base, choice } = wanted
  const { method, rank, passes } = choice
  const asked = JSON.stringify([base ?? model, method, rank, passes, sources])
  const askAgain = useCallback(() => {
    setState((now) => ({ ...now, isAsking: true, asked }))
    void reading.again(async (signal) => ({ planned: await host.clients().voice.plan({ base, choice: { method, rank, passes } }, signal), of: asked }))
  }, [host, reading, asked, base, method, rank, passes])
  useEffect(() => {
    askAgain()
    return () => reading.stop()
  }, [askAgain, reading, archive, session, model])
  return { ...planningOf(state, asked), askAgain }
}

/** What is known of what is asked now. */
export function planningOf({ planned, problem, isAsking, of }: Answered, asked: string): Omit<Planning, 'askAgain'> {
  const isOfOthers = of !== asked
  // Whoever reads a trouble mends it: of what was chosen before it says nothing any more.
  return { planned, problem: isOfOthers ? null : problem, isAsking: isAsking || isOfOthers, isOfOthers }
}

/**
 * What a press on the button that starts a run comes to. A run that does not fit as it is wanted becomes one that does; who pressed before the
 * estimate was there (`isWaiting`) has not read that, and nothing starts by itself then.
 */
export function startOf({ planned, problem, isOfOthers }: Pick<Planning, 'planned' | 'problem' | 'isOfOthers'>, isWaiting: boolean): 'now' | 'later' | 'not' {
  if (problem !== null) return 'not'
  if (planned === null || isOfOthers) return 'later'
  return planned.plan.fits || (planned.plan.remedy !== null && !isWaiting) ? 'now' : 'not'
}
