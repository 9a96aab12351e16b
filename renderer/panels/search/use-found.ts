import { useEffect, useRef, useState } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { SearchHit } from '#preload/contract/search.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

/** Lessons in which the words of a query were found so far. */
export interface FoundLessons {
  /** What was looked for. */
  readonly query: string
  readonly hits: readonly SearchHit[]
  readonly isDone: boolean
}

export interface Asked {
  readonly query: string
  readonly within: LibraryId | null
  readonly bin: boolean
}

const nothing: FoundLessons = { query: '', hits: [], isDone: true }

/** After the last key. */
const restMs = 120
/** Between two drawings of what came. */
const drawMs = 60

/** Searches the library for what is asked, anew whenever the library has changed; `null` asks for nothing. */
export function useFound(asked: Asked | null): FoundLessons {
  const host = useHost()
  const notices = useNotices()
  const tree = useValue(host.tree)
  const session = useValue(host.session)
  const [found, setFound] = useState(nothing)
  const { query = '', within = null, bin = false } = asked ?? {}
  const shown = useRef('')
  useEffect(() => {
    if (query.trim() === '') {
      shown.current = ''
      setFound(nothing)
      return undefined
    }
    const over = new AbortController()
    const key = JSON.stringify([query, within, bin])
    const read = async () => {
      const hits: SearchHit[] = []
      // What is shown already stays until all of the new answer is there; a new question shows its first lessons at once.
      const isAgain = shown.current === key
      let drawnAt = performance.now()
      try {
        for await (const hit of host.clients().search.find({ query, within, bin }, over.signal)) {
          if (over.signal.aborted) return
          hits.push(hit)
          if (isAgain || (hits.length > 1 && performance.now() - drawnAt < drawMs)) continue
          drawnAt = performance.now()
          setFound({ query, hits: [...hits], isDone: false })
        }
        if (over.signal.aborted) return
        shown.current = key
        setFound({ query, hits, isDone: true })
      } catch (error) {
        if (!(error instanceof Problem) || !over.signal.aborted) notices.problem(error)
      }
    }
    const timer = setTimeout(() => void read(), restMs)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
  }, [host, notices, query, within, bin, tree, session])
  return found
}
