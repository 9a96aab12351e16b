import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Memory, ModelEntry } from '#preload/contract/models.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { modelsChanged } from '#renderer/host/model-changes.ts'
import { Reading } from '#renderer/host/reading.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'

export interface KnownModels {
  /** Null until they are known. */
  readonly entries: readonly ModelEntry[] | null
  readonly memory: Memory | null
  /** Why they could not be read, where they could not. */
  readonly isUnreadable: boolean
  /** Reads them anew; answers once they are known. */
  refresh(): Promise<void>
  /** Puts one among them at once. */
  put(entry: ModelEntry): void
  /** Takes one away at once, while what `work` does takes its time; it is there again where that failed. */
  without(id: string, work: () => Promise<void>): Promise<void>
}

/** The models of this computer and its memory, while a window shows them. Read again whenever the engine comes to rest: it takes memory itself. */
export function useModels(isShown: boolean): KnownModels {
  const host = useHost()
  const session = useValue(host.session)
  const isSettled = useSelected(host.engine, (engine) => engine?.phase === 'ready' || engine?.phase === 'failed')
  const [entries, setEntries] = useState<readonly ModelEntry[] | null>(null)
  const [memory, setMemory] = useState<Memory | null>(null)
  const [isUnreadable, setUnreadable] = useState(false)
  const reading = useMemo(() => {
    // What was known stays; the window says that it can be tried again.
    const failed = () => setUnreadable(true)
    const free = new Reading<Memory>({ read: setMemory, failed })
    const known = (list: readonly ModelEntry[]) => {
      setEntries(list)
      setUnreadable(false)
      modelsChanged(host)
      void free.again((signal) => host.clients().models.memory({}, signal))
    }
    return { entries: new Reading({ read: known, failed }), memory: free }
  }, [host])
  const refresh = useCallback(() => reading.entries.again((signal) => host.clients().models.list({}, signal)), [host, reading])
  useEffect(() => {
    if (!isShown) return undefined
    void refresh()
    return () => {
      reading.entries.stop()
      reading.memory.stop()
    }
  }, [isShown, session, isSettled, refresh, reading])
  const [leaving, setLeaving] = useState<readonly string[]>([])
  const without = async (id: string, work: () => Promise<void>) => {
    setLeaving((now) => [...now, id])
    try {
      await work()
      setEntries((now) => now && now.filter((entry) => entry.id !== id))
    } finally {
      setLeaving((now) => now.filter((other) => other !== id))
    }
    void refresh()
  }
  const shown = useMemo(() => entries && entries.filter(({ id }) => !leaving.includes(id)), [entries, leaving])
  return {
    entries: shown,
    memory,
    isUnreadable,
    refresh,
    put: (entry) => {
      setEntries((now) => withEntry(now ?? [], entry))
      modelsChanged(host)
    },
    without,
  }
}

/** In its place where it is there already. */
function withEntry(entries: readonly ModelEntry[], entry: ModelEntry): readonly ModelEntry[] {
  const isThere = entries.some(({ id }) => id === entry.id)
  return isThere ? entries.map((other) => (other.id === entry.id ? entry : other)) : [...entries, entry]
}
