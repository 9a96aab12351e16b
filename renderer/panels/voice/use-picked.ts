/** The works that are ticked for the next run. They are ticked at once, and the host is told; what it refuses is as it was. */
import { useEffect, useMemo, useState } from 'react'
import type { SourceWork } from '#preload/contract/runs.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { newestOnly } from './newest-only.ts'
import { isAsTold, type Ticked } from './ticks.ts'

/** All works that can be learnt. */
export const askSources = ({ voice }: Clients): Promise<SourceWork[]> => voice.sources({})

export interface Picked {
  readonly ticked: Ticked
  readonly tick: (next: Ticked) => void
}

/** `works`: as the host last told them. */
export function usePicked(works: readonly SourceWork[] | null): Picked {
  const host = useHost()
  const notices = useNotices()
  const [wished, setWished] = useState<Ticked | null>(null)
  const told: Ticked = useMemo(() => new Set(works?.flatMap(({ id, isChosen }) => (isChosen ? [id] : []))), [works])
  const tell = useMemo(() => {
    const choose = async (ticked: Ticked) => {
      try {
        await host.clients().voice.choose({ works: [...ticked] })
      } catch (error) {
        setWished(null)
        notices.problem(error)
      }
    }
    return newestOnly(choose, () => undefined)
  }, [host, notices])
  // From then on what the host says counts: other windows choose, too.
  useEffect(() => {
    if (works) setWished((now) => (now && isAsTold(works, now) ? null : now))
  }, [works])
  const tick = (next: Ticked) => {
    setWished(next)
    void tell(next)
  }
  return { ticked: wished ?? told, tick }
}
