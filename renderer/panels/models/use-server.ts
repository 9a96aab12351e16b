/** The server that the author names: what is kept of it, what a trial said, and what can be done with it. */
import { useCallback, useEffect, useState } from 'react'
import { Problem } from '#preload/contract/problem.ts'
import type { ServerState, ServerTrial } from '#preload/contract/server.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'

/** As it stands in the fields. An empty key is the one that is kept. */
export interface NamedServer {
  readonly address: string
  readonly model: string
  readonly key: string
  readonly acceptsPlain: boolean
}

type Deed = 'try' | 'use' | 'leave' | 'forget'

export interface ServerDeeds {
  /** Null until it is known. */
  readonly state: ServerState | null
  readonly busy: Deed | null
  readonly trial: ServerTrial | null
  /** Why the last deed came to nothing. */
  readonly refusal: string | null
  /** The fields say another server now: what was said is about the one before. */
  begin(): void
  try(named: NamedServer): Promise<void>
  use(named: NamedServer): Promise<void>
  leave(): Promise<void>
  forget(): Promise<void>
}

export function useServer(isShown: boolean): ServerDeeds {
  const { language } = useTexts()
  const host = useHost()
  const session = useValue(host.session)
  const engine = useValue(host.engine)
  const [state, setState] = useState<ServerState | null>(null)
  const [busy, setBusy] = useState<Deed | null>(null)
  const [trial, setTrial] = useState<ServerTrial | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  useEffect(() => {
    if (!isShown) return undefined
    const own = new AbortController()
    // Whatever it stands for is told with the engine's state; a page without a host is told by the banner.
    host
      .clients()
      .server.state({}, own.signal)
      .then(setState, () => undefined)
    return () => own.abort()
  }, [host, isShown, session, engine])
  const begin = useCallback(() => {
    setTrial(null)
    setRefusal(null)
  }, [])
  const run = async (deed: Deed, work: () => Promise<void>) => {
    begin()
    setBusy(deed)
    try {
      await work()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setRefusal(problemSentence(language, error))
    } finally {
      setBusy(null)
    }
  }
  const said = ({ address, model, key, acceptsPlain }: NamedServer) => ({ address, model, acceptsPlain, ...(key !== '' && { key }) })
  return {
    state,
    busy,
    trial,
    refusal,
    begin,
    try: (named) => run('try', async () => setTrial(await host.clients().server.try(said(named)))),
    use: (named) => run('use', async () => setState(await host.clients().server.use(said(named)))),
    leave: () => run('leave', async () => setState(await host.clients().server.leave({}))),
    forget: () => run('forget', async () => setState(await host.clients().server.forget({}))),
  }
}
