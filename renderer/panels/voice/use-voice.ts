/** What is asked of the host again whenever the voice may have changed, and what is done with it. */
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { WorkGroup } from '#preload/contract/archive.ts'
import type { Adapter, TaughtModel } from '#preload/contract/voice.ts'
import type { Clients } from '#renderer/host/clients.ts'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { modelChanges } from '#renderer/host/model-changes.ts'
import { Reading } from '#renderer/host/reading.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { useNotices } from '#renderer/ui/toast.tsx'

/** All that there are, the newest first. */
export const askAdapters = ({ voice }: Clients): Promise<Adapter[]> => voice.adapters({})

/** The same of models that a base became as a whole. */
export const askModels = ({ voice }: Clients): Promise<TaughtModel[]> => voice.models({})

/** What works are of: folders, courses, subtitles. */
export const askGroups = ({ archive }: Clients): Promise<WorkGroup[]> => archive.groups({})

type Ask<T> = (clients: Clients, signal: AbortSignal) => Promise<T>

/** What was answered last; null until something was. `ask` is the same at every call, or it is asked at every one; asked again whenever `since` is another. */
export const useAnswer = <T>(ask: Ask<T>, since = 0): T | null => useAnswered(ask, since).answer

interface Given<T> {
  readonly answer: T
  readonly of: number
}

/** What was answered last in this window stands until there is another answer, which takes long while the studio is busy. */
const known = new WeakMap<Host, WeakMap<object, Given<unknown>>>()

function lastOf<T>(host: Host, ask: Ask<T>): Given<T> | null {
  // What is kept of a question is its answer.
  return (known.get(host)?.get(ask) as Given<T> | undefined) ?? null
}

function keep<T>(host: Host, ask: Ask<T>, given: Given<T>): void {
  const answers = known.get(host) ?? new WeakMap<object, Given<unknown>>()
  known.set(host, answers.set(ask, given))
}

export interface Answered<T> {
  readonly answer: T | null
  /** No adapter came, went or changed since it was given. */
  readonly isCurrent: boolean
}

/** The same, and whether another answer is on its way. */
export function useAnswered<T>(ask: Ask<T>, since = 0): Answered<T> {
  const host = useHost()
  const notices = useNotices()
  const adapters = useValue(host.adapters)
  const archive = useValue(host.archive)
  const session = useValue(host.session)
  const model = useSelected(host.engine, (engine) => engine?.model?.id)
  const models = useValue(modelChanges(host))
  const [given, setGiven] = useState<Given<T> | null>(() => lastOf(host, ask))
  const reading = useMemo(() => new Reading<Given<T>>({ read: setGiven, failed: notices.problem }), [notices])
  useEffect(() => {
    void reading.again(async (signal) => {
      const next = { answer: await ask(host.clients(), signal), of: adapters }
      keep(host, ask, next)
      return next
    })
    return () => reading.stop()
  }, [ask, since, host, reading, adapters, archive, session, model, models])
  return { answer: given?.answer ?? null, isCurrent: given?.of === adapters }
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
