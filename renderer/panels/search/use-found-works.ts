import { useEffect, useState } from 'react'
import type { Clients } from '#renderer/host/clients.ts'
import { Problem } from '#preload/contract/problem.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

/** A work of the archive in which the words of a query were found. */
export type WorkHit = ReturnType<Clients['archive']['find']> extends AsyncIterable<infer Hit> ? Hit : never

export interface FoundWorks {
  readonly query: string
  readonly hits: readonly WorkHit[]
  readonly isDone: boolean
}

const nothing: FoundWorks = { query: '', hits: [], isDone: true }

/** After the last key, and after the lessons, which are found in less time. */
const restMs = 180
const drawMs = 120

/** Searches the archive for a query, anew whenever it has changed; `null` asks for nothing. */
export function useFoundWorks(query: string | null): FoundWorks {
  const host = useHost()
  const notices = useNotices()
  const all = useValue(host.archive)?.all.works ?? 0
  const session = useValue(host.session)
  const [found, setFound] = useState(nothing)
  const asked = all === 0 ? '' : (query?.trim() ?? '')
  useEffect(() => {
    if (asked === '') {
      setFound(nothing)
      return undefined
    }
    const over = new AbortController()
    const read = async () => {
      const hits: WorkHit[] = []
      let drawnAt = 0
      for await (const hit of host.clients().archive.find({ query: asked }, over.signal)) {
        hits.push(hit)
        if (over.signal.aborted) return
        if (performance.now() - drawnAt < drawMs) continue
        drawnAt = performance.now()
        setFound({ query: asked, hits: [...hits], isDone: false })
      }
      if (!over.signal.aborted) setFound({ query: asked, hits, isDone: true })
    }
    const timer = setTimeout(() => {
      read().catch((error: unknown) => {
        if (!(error instanceof Problem) || !over.signal.aborted) notices.problem(error)
      })
    }, restMs)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [host, notices, asked, all, session])
  return found
}
