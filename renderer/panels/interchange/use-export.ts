/** One export: what would be written, then the writing, over one window. */
import { useEffect, useState } from 'react'
import type { ExportPreview } from '#preload/contract/interchange.ts'
import { LibraryId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { readExport } from '#renderer/host/interchange.ts'
import { downloadMade } from '#renderer/ui/download.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

/** What an export of these entries would write; null while it is looked at, or where that failed. An empty list is everything, null nothing. */
export function useExportPreview(what: readonly LibraryId[] | null): ExportPreview | null {
  const host = useHost()
  const notices = useNotices()
  const key = what?.join(' ') ?? null
  const [seen, setSeen] = useState<{ readonly key: string; readonly preview: ExportPreview } | null>(null)
  useEffect(() => {
    if (key === null) return undefined
    const own = new AbortController()
    const look = async () => {
      const ids = key === '' ? [] : key.split(' ').map((id) => LibraryId.parse(id))
      for await (const { preview } of host.clients().interchange.look({ what: ids }, own.signal)) if (preview && !own.signal.aborted) setSeen({ key, preview })
    }
    look().catch((error: unknown) => {
      if (!own.signal.aborted) notices.problem(error)
    })
    return () => own.abort()
  }, [key, host, notices])
  return seen?.key === key ? seen.preview : null
}

export interface Writing {
  /** Lessons written so far; null while nothing is written. */
  readonly progress: { readonly done: number; readonly total: number } | null
  write(what: readonly LibraryId[], name: string): Promise<boolean>
  stop(): void
}

/** Writes an export and gives it to the browser to save. */
export function useWriting(): Writing {
  const host = useHost()
  const notices = useNotices()
  const [running, setRunning] = useState<AbortController | null>(null)
  const [progress, setProgress] = useState<Writing['progress']>(null)
  useEffect(() => () => running?.abort(), [running])
  return {
    progress,
    stop: () => {
      running?.abort()
      setProgress(null)
    },
    write: async (what, name) => {
      const own = new AbortController()
      setRunning(own)
      setProgress({ done: 0, total: 1 })
      try {
        const pieces = await readExport(host.clients().interchange, what, { signal: own.signal, onProgress: (done, total) => setProgress({ done, total }) })
        if (own.signal.aborted) return false
        downloadMade(new Blob(pieces, { type: name.endsWith('.md') ? 'text/markdown' : 'application/zip' }), name)
        return true
      } catch (error) {
        if (!own.signal.aborted) notices.problem(error)
        return false
      } finally {
        setProgress(null)
      }
    },
  }
}
