/** What can be done with a voice that was learnt. */
import { useState } from 'react'
import type { AdapterId } from '#preload/contract/adapters.ts'
import type { Adapter } from '#preload/contract/voice.ts'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'

export interface AdapterDeeds {
  /** The one that is being put to work. */
  readonly busy: AdapterId | null
  /** Has the model in use complete with it; where it belongs to another one that is here, changes to that first. */
  activate(adapter: Adapter): Promise<void>
  deactivate(): Promise<void>
  /** Those that are being deleted, or were: they are shown no more. */
  readonly leaving: readonly AdapterId[]
  /** Deletes it for good; it is there again where that fails. */
  remove(adapter: Adapter): Promise<void>
}

export function useAdapterDeeds(): AdapterDeeds {
  const { t } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [busy, setBusy] = useState<AdapterId | null>(null)
  const [leaving, setLeaving] = useState<readonly AdapterId[]>([])
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
        if (adapter.presence === 'here' && !(await changedTo(host, adapter.base.id))) return
        await host.clients().voice.activate({ id: adapter.id, strength: null })
        notices.show({ text: t('voice.activated', { name: adapter.name }), about: 'voice', of: rowOf(adapter.id) })
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

/** Changes the model; whether it serves now. Why it does not is said where the engine is. */
function changedTo(host: Host, model: string): Promise<boolean> {
  host.changeSettings({ model: model === 'starter' ? null : model })
  return new Promise((resolve) => {
    const look = () => {
      const engine = host.engine.get()
      const isThere = engine?.model?.id === model && engine.phase === 'ready'
      const isOver = engine?.phase === 'failed' || engine?.refused?.id === model
      if (!isThere && !isOver) return
      stop()
      resolve(isThere)
    }
    const stop = host.engine.subscribe(look)
    look()
  })
}
