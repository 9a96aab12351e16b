/** The models on this computer and the engine that runs one of them. */
import type { Completing } from '#main/compute/completing.ts'
import type { Compute } from '#main/compute/compute.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import type { CopyProgress, models } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { BroughtModels } from './brought-models.ts'
import type { SettingsKeeper } from './settings.ts'

export interface ModelsOptions {
  readonly compute: Pick<Compute, 'shelf' | 'needs' | 'forget' | 'cancelLoad'>
  /** Who completes: the engine's model, or a server. */
  readonly completing: Pick<Completing, 'state' | 'listen' | 'retry'>
  readonly brought: BroughtModels
  readonly settings: Pick<SettingsKeeper, 'get' | 'set'>
  /** Opens the system's window for choosing a file; null where the host has none. */
  readonly pick: (() => Promise<string | null>) | null
  readonly emit: Emit<typeof models>
}

export function modelsService({ compute, completing, brought, settings, pick, emit }: ModelsOptions): Handlers<typeof models> {
  completing.listen((state) => emit('stateChanged', state))
  const { shelf } = compute
  const isBrought = (id: string) => brought.list().some((model) => model.id === id)
  /** What a page says is not taken for the author's hand. */
  const picked = new Set<string>()
  const forget = (id: string) => {
    brought.forget(id)
    compute.forget(id)
  }
  return {
    list: () => shelf.list(),
    memory: () => shelf.memory(),
    pick: async () => {
      if (!pick) throw new Problem('unavailable', 'this host has no window for choosing a file')
      const path = await pick()
      if (path !== null) picked.add(path)
      return { path }
    },
    bring: async ({ path }) => {
      const entry = await shelf.look(path, picked.has(path))
      if (entry.place === 'brought' && entry.path !== null) brought.add({ id: entry.id, path: entry.path })
      return entry
    },
    copy: async function* ({ id }, { signal }): AsyncGenerator<CopyProgress> {
      if (!isBrought(id)) throw new Problem('not-found', 'only a brought model is copied')
      for await (const progress of shelf.copy(id, signal)) {
        if (progress.id !== null) {
          if (settings.get().model === id) settings.set({ model: progress.id })
          forget(id)
        }
        yield progress
      }
    },
    forget: async ({ id, deleteFiles }) => {
      const isChosen = settings.get().model === id
      if (isBrought(id)) {
        if (isChosen) settings.set({ model: null })
        forget(id)
        return {}
      }
      // The engine may hold the file open, and some systems then delete nothing.
      if (!deleteFiles || isChosen || compute.needs(id))
        throw new Problem('invalid', 'a file in the models folder leaves the list by being deleted, while another model is in use')
      await shelf.remove(id)
      return {}
    },
    state: () => completing.state(),
    retry: () => {
      completing.retry()
      return {}
    },
    cancelLoad: () => {
      compute.cancelLoad()
      return {}
    },
  }
}
