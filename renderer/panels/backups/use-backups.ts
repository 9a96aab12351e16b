import { useEffect, useMemo, useState } from 'react'
import type { BackupEntry } from '#preload/contract/backups.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Reading } from '#renderer/host/reading.ts'
import { useValue } from '#renderer/host/value.ts'

/** The backups there are while the window shows them, read again whenever there may be another; null until they are known. */
export function useBackups(isShown: boolean): readonly BackupEntry[] | null {
  const host = useHost()
  const session = useValue(host.session)
  const state = useValue(host.backups)
  const [entries, setEntries] = useState<readonly BackupEntry[] | null>(null)
  // Why they can't be read stands in the state, above the list.
  const reading = useMemo(() => new Reading<readonly BackupEntry[]>({ read: setEntries, failed: () => setEntries((now) => now ?? []) }), [])
  const { folder, newestAt } = state ?? {}
  const former = state?.former.join('\n')
  useEffect(() => {
    if (!isShown) return undefined
    void reading.again((signal) => host.clients().backups.list({}, signal))
    return () => reading.stop()
  }, [isShown, session, folder, newestAt, former, host, reading])
  return entries
}
