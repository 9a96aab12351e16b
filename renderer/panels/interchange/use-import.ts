/** One import, step by step: files sent, looked at, made. Whatever is under way is stopped when its window closes. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ImportPreview, ImportTarget, Imported } from '#preload/contract/interchange.ts'
import type { IntakeId, Refused } from '#preload/contract/intake.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { type LocalFile, sendFiles } from '#renderer/host/interchange.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

export type ImportStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'sending' | 'making'; readonly share: number }
  | ({ readonly kind: 'reading' } & Looking)
  /** `reading`: it is looked at once more, and `seen` is of the time before. */
  | { readonly kind: 'seen'; readonly seen: Seen; readonly reading: Looking | null }

interface Seen {
  readonly preview: ImportPreview
  readonly softBreaks: SoftBreaks
}

type SoftBreaks = 'keep' | 'join'

interface Looking {
  readonly done: number
  readonly total: number
}

export interface ImportWork {
  readonly step: ImportStep
  readonly softBreaks: SoftBreaks
  take(files: readonly LocalFile[]): Promise<void>
  setSoftBreaks(value: SoftBreaks): Promise<void>
  make(target: ImportTarget, chapter: string): Promise<void>
  /** Back to the choice of files; what was sent is given up. */
  restart(): void
}

const start: ImportStep = { kind: 'choose' }

export function useImport(onImported: (imported: Imported) => void): ImportWork {
  const host = useHost()
  const [step, setStep] = useState<ImportStep>(start)
  const [softBreaks, setBreaks] = useState<SoftBreaks>('keep')
  const { run, stop } = useOneAtATime()
  const intake = useRef<IntakeId | null>(null)

  const restart = useCallback(() => {
    stop()
    const sent = intake.current
    intake.current = null
    setStep(start)
    if (sent)
      void host
        .clients()
        .interchange.close({ intake: sent })
        .catch(() => undefined) // the host gives it up by itself when the page goes
  }, [host, stop])
  useEffect(() => restart, [restart])

  /** What was seen before stays on the screen meanwhile, with all that was chosen in it. */
  const look = async (id: IntakeId, breaks: SoftBreaks, signal: AbortSignal, before: Seen | null) => {
    const show = (reading: Looking) => setStep(before ? { kind: 'seen', seen: before, reading } : { kind: 'reading', ...reading })
    show({ done: 0, total: 0 })
    for await (const { done, total, preview } of host.clients().interchange.preview({ intake: id, softBreaks: breaks }, signal)) {
      if (signal.aborted) return
      if (preview) setStep({ kind: 'seen', seen: { preview, softBreaks: breaks }, reading: null })
      else show({ done, total })
    }
  }

  return {
    step,
    softBreaks,
    restart,
    take: (files) =>
      run(restart, async (signal) => {
        setStep({ kind: 'sending', share: 0 })
        const onProgress = (sent: number, total: number) => setStep({ kind: 'sending', share: total === 0 ? 1 : sent / total })
        const sent = await sendFiles(host.clients().interchange, files, { signal, onProgress })
        intake.current = sent.intake
        await look(sent.intake, softBreaks, signal, null)
      }),
    setSoftBreaks: async (value) => {
      const id = intake.current
      const before = step
      setBreaks(value)
      if (!id || before.kind !== 'seen') return
      const undo = () => {
        setBreaks(before.seen.softBreaks)
        setStep({ ...before, reading: null })
      }
      await run(undo, (signal) => look(id, value, signal, before.seen))
    },
    make: (target, chapter) =>
      run(
        () => setStep(step),
        async (signal) => {
          const id = intake.current
          if (!id) return
          setStep({ kind: 'making', share: 0 })
          for await (const { done, total, imported } of host.clients().interchange.commit({ intake: id, target, chapter }, signal)) {
            setStep({ kind: 'making', share: done / total })
            if (!imported) continue
            intake.current = null
            onImported(imported)
          }
        },
      ),
  }
}

/** Runs one thing, and ends the one before it; a failure is told, and what was before it stands again. */
function useOneAtATime() {
  const notices = useNotices()
  const running = useRef<AbortController | null>(null)
  const stop = useCallback(() => {
    running.current?.abort()
    running.current = null
  }, [])
  const run = async (undo: () => void, work: (signal: AbortSignal) => Promise<void>) => {
    running.current?.abort()
    const own = new AbortController()
    running.current = own
    try {
      await work(own.signal)
    } catch (error) {
      if (running.current !== own || own.signal.aborted) return
      undo()
      notices.problem(error)
    }
  }
  return { run, stop }
}

/** Refusals by their reason, the most frequent first. */
export function refusalsByReason(refused: readonly Refused[]): [Refused['why'], string[]][] {
  const groups = Map.groupBy(refused, ({ why }) => why)
  return [...groups].map(([why, files]): [Refused['why'], string[]] => [why, files.map(({ path }) => path)]).sort((a, b) => b[1].length - a[1].length)
}
