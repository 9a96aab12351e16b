import { useCallback, useEffect, useState } from 'react'
import type { Memory, ModelEntry } from '#preload/contract/models.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'

export interface KnownModels {
  /** Null until they are known. */
  readonly entries: readonly ModelEntry[] | null
  readonly memory: Memory | null
  /** Why they could not be read, where they could not. */
  readonly isUnreadable: boolean
  /** Reads them anew; answers once that is done. */
  refresh(): Promise<void>
  /** Puts one among them at once. */
  put(entry: ModelEntry): void
}

/** The models of this computer and its memory, while a window shows them. Read again whenever the engine comes to rest: it takes memory itself. */
export function useModels(isShown: boolean): KnownModels {
  const host = useHost()
  const session = useValue(host.session)
  const isSettled = useSelected(host.engine, (engine) => engine?.phase === 'ready' || engine?.phase === 'failed')
  const [entries, setEntries] = useState<readonly ModelEntry[] | null>(null)
  const [memory, setMemory] = useState<Memory | null>(null)
  const [isUnreadable, setUnreadable] = useState(false)
  const refresh = useCallback(
    async (signal?: AbortSignal) => {
      const { models } = host.clients()
      try {
        setEntries(await models.list({}, signal))
        setUnreadable(false)
        setMemory(await models.memory({}, signal))
      } catch {
        // What was known stays; the window says that it can be tried again.
        if (!signal?.aborted) setUnreadable(true)
      }
    },
    [host],
  )
  useEffect(() => {
    if (!isShown) return undefined
    const over = new AbortController()
    void refresh(over.signal)
    return () => over.abort()
  }, [isShown, session, isSettled, refresh])
  return {
    entries,
    memory,
    isUnreadable,
    refresh: () => refresh(),
    put: (entry) => setEntries((now) => [...(now ?? []).filter(({ id }) => id !== entry.id), entry]),
  }
}
