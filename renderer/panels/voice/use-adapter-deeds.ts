/** What can be done with a voice that was learnt. */
import { useEffect, useState } from 'react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { serveHere } from '#renderer/host/own-model.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { stillLeaving } from './leaving.ts'

export interface AdapterDeeds {
  /** The one that is being put to work. */
  readonly busy: AdapterId | null
  /** Has the model in use complete with it; a server is left for it, and where it belongs to another model that is here, that is changed to first. */
  activate(adapter: Adapter): Promise<void>
  deactivate(): Promise<void>
  /** Those that are being deleted, or were, and are still listed: they are shown no more. */
  readonly leaving: readonly AdapterId[]
  /** Deletes it for good; it is there again where that fails. */
  remove(adapter: Adapter): Promise<void>
}

/** `listed`: those that there are, where they are shown. */
export function useAdapterDeeds(listed: readonly Adapter[] | null = null): AdapterDeeds {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [busy, setBusy] = useState<AdapterId | null>(null)
  const [leaving, setLeaving] = useState<readonly AdapterId[]>([])
  useEffect(() => {
    if (listed) setLeaving((now) => stillLeaving(now, listed))
  }, [listed])
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
    } catch (error) {
      notices.problem(error)
    } finally {
      setBusy(null)
    }
  }
  return {
    busy,
    activate: (adapter) => {
      setBusy(adapter.id)
      return attempt(async () => {
        const { id, name, base } = adapter
        const hadServer = Boolean(host.engine.get()?.server)
        const outcome = hadServer || adapter.presence === 'here' ? await serveHere(host, base.id) : 'serves'
        if (outcome === 'given-up') return
        if (outcome !== 'serves') {
          notices.show({ text: t('voice.not-activated', { name, why: problemSentence(language, outcome) }), kind: 'problem', about: 'voice', of: rowOf(id) })
          return
        }
        await host.clients().voice.activate({ id, strength: null })
        notices.show({ text: t(hadServer ? 'voice.activated-here' : 'voice.activated', { name }), about: 'voice', of: rowOf(id) })
      })
    },
    deactivate: () => attempt(() => host.clients().voice.deactivate({})),
    leaving,
    remove: async ({ id, name }) => {
      setLeaving((now) => [...now, id])
      // What was said of it is over.
      notices.takeBack('voice')
      try {
        await host.clients().voice.remove({ id })
        notices.show({ text: t('voice.deleted', { name }), about: 'voice' })
      } catch (error) {
        setLeaving((now) => now.filter((other) => other !== id))
        throw error
      }
    },
  }
}

/** The row of a voice in the list. */
export const rowOf = (id: AdapterId): string => `[data-adapter="${id}"]`

/** Whether suggestions are written with it now: what a server writes is written with none. */
export function useIsAtWork(id: AdapterId | undefined): boolean {
  const host = useHost()
  const isActive = useSelected(host.adapter, (active) => active !== null && active.id === id)
  const isHere = useSelected(host.engine, (engine) => !engine?.server)
  return isActive && isHere
}
