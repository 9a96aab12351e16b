import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Problem } from '#preload/contract/problem.ts'
import type { Clients } from './clients.ts'
import { useHost } from './host-context.tsx'
import { Reading } from './reading.ts'
import { useSelected, useValue } from './value.ts'

/** What was counted, and when it was read; null until it was. */
export interface Counted<T> {
  readonly read: { readonly counts: T; readonly at: Date } | null
  readAgain(): Promise<void>
}

/**
 * What the host counts of suggestions, read again whenever that may have changed. Where it can't be read the last counts
 * stay. `ask` and `onProblem` are the same at every call, or it is read at every one.
 */
export function useCounted<T>(ask: (clients: Clients) => Promise<T>, onProblem?: (problem: Problem) => void): Counted<T> {
  const host = useHost()
  const counted = useValue(host.counted)
  const session = useValue(host.session)
  const model = useSelected(host.engine, (engine) => engine?.model?.id)
  const [read, setRead] = useState<Counted<T>['read']>(null)
  const reading = useMemo(
    () => new Reading<T>({ read: (counts) => setRead({ counts, at: new Date() }), failed: (problem) => onProblem?.(problem) }),
    [onProblem],
  )
  const readAgain = useCallback(() => reading.again(() => ask(host.clients())), [host, ask, reading])
  useEffect(() => {
    void readAgain()
    return () => reading.stop()
  }, [readAgain, reading, counted, session, model])
  return { read, readAgain }
}
