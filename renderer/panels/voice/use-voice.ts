/** What is asked of the host again whenever the voice may have changed, and what is done with it. */
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

/** All that there are, the newest first. */
export const askAdapters = ({ voice }: Clients): Promise<Adapter[]> => voice.adapters({})

/** What was answered last; null until something was. `ask` is the same at every call, or it is asked at every one. */
export function useAnswer<T>(ask: (clients: Clients, signal: AbortSignal) => Promise<T>): T | null {
  const host = useHost()
  const notices = useNotices()
  const adapters = useValue(host.adapters)
  const archive = useValue(host.archive)
  const session = useValue(host.session)
  const model = useSelected(host.engine, (engine) => engine?.model?.id)
  const [answer, setAnswer] = useState<T | null>(null)
  const reading = useMemo(() => new Reading<T>({ read: setAnswer, failed: notices.problem }), [notices])
  useEffect(() => {
    void reading.again((signal) => ask(host.clients(), signal))
    return () => reading.stop()
  }, [ask, host, reading, adapters, archive, session, model])
  return answer
}

/** Does something; a failure is shown. Whether it was done. */
export function useDoing(): (work: (clients: Clients) => Promise<unknown>) => Promise<boolean> {
  const host = useHost()
  const notices = useNotices()
  return useCallback(
    async (work) => {
      try {
        await work(host.clients())
        return true
      } catch (error) {
        notices.problem(error)
        return false
      }
    },
    [host, notices],
  )
}

/** Where a button went away with the state that it belonged to, the keys go on from here. */
export function useKeptFocus<E extends HTMLElement>(state: unknown): RefObject<E | null> {
  const place = useRef<E>(null)
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [state])
  return place
}
