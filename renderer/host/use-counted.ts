import { useCallback, useEffect, useState } from 'react'
import { Problem } from '#preload/contract/problem.ts'
import type { Clients } from './clients.ts'
import { useHost } from './host-context.tsx'
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
  const readAgain = useCallback(async () => {
    try {
      setRead({ counts: await ask(host.clients()), at: new Date() })
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      onProblem?.(error)
    }
  }, [host, ask, onProblem])
  useEffect(() => {
    void readAgain()
  }, [readAgain, counted, session, model])
  return { read, readAgain }
}
