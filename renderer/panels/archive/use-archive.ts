/** What is asked of the archive again whenever it may have changed. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

/** The archive as the page asks it. */
export type ArchiveClient = Clients['archive']

/** What was answered last; null until something was. `ask` is the same at every call, or it is asked at every one. */
export function useAnswer<T>(ask: (archive: ArchiveClient, signal: AbortSignal) => Promise<T>): T | null {
  const host = useHost()
  const notices = useNotices()
  const state = useValue(host.archive)
  const session = useValue(host.session)
  // Courses are among the works.
  const tree = useValue(host.tree)
  const [answer, setAnswer] = useState<T | null>(null)
  const reading = useMemo(() => new Reading<T>({ read: setAnswer, failed: notices.problem }), [notices])
  useEffect(() => {
    void reading.again((signal) => ask(host.clients().archive, signal))
    return () => reading.stop()
  }, [ask, host, reading, state, session, tree])
  return answer
}

/** Does something with the archive; a failure is shown. Whether it was done. */
export function useDoing(): (work: (archive: ArchiveClient) => Promise<unknown>) => Promise<boolean> {
  const host = useHost()
  const notices = useNotices()
  return useCallback(
    async (work) => {
      try {
        await work(host.clients().archive)
        return true
      } catch (error) {
        notices.problem(error)
        return false
      }
    },
    [host, notices],
  )
}
