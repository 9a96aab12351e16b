import { describe, expect, test } from 'vitest'
import type { ModelShelf } from '#main/compute/model-shelf.ts'
import type { BroughtModel } from '#main/compute/model-files.ts'
import { modelsService } from '#main/services/models.ts'
import type { EngineState, ModelEntry } from '#preload/contract/models.ts'
import { initialSettings, type Settings } from '#preload/contract/settings.ts'

const caller = { client: 'page', signal: new AbortController().signal }
const state = (phase: EngineState['phase']): EngineState => ({
  phase,
  problem: null,
  model: null,
  share: null,
  device: null,
  deviceName: null,
  threads: null,
  fellBack: null,
  refused: null,
})
const entry = (part: Partial<ModelEntry>): ModelEntry => ({ id: 'starter', file: 's.gguf', place: 'shipped', path: null, facts: null, problem: null, ...part })
const mine = entry({ id: 'brought-1', file: 'm.gguf', place: 'brought', path: '/disk/m.gguf' })

/** The service over a shelf and settings that are held in memory; what it asked the engine for is in `asked`. */
function serviceOver(pick: (() => Promise<string | null>) | null = null) {
  const asked: string[] = []
  const heard: ((state: EngineState) => void)[] = []
  const pushed: EngineState[] = []
  let settings: Settings = initialSettings
  let brought: readonly BroughtModel[] = []
  const shelf: ModelShelf = {
    list: async () => [entry({})],
    look: async (path, isPicked) => {
      asked.push(`look ${path} ${isPicked}`)
      return path === '/models/f.gguf' ? entry({ id: 'f.gguf', place: 'folder', path }) : mine
    },
    memory: async () => ({ total: 2, free: 1, card: null }),
    identities: async () => new Map(),
    adapters: {
      ...{ take: () => Promise.reject(new Error()), give: async () => undefined, label: async () => undefined, isSame: async () => false },
      merge: async function* () {},
    },
    copy: async function* (id) {
      yield { bytes: 1, total: 2, id: null }
      expect(brought.map((model) => model.id)).toContain(id)
      yield { bytes: 2, total: 2, id: 'm.gguf' }
    },
    remove: async (id) => void asked.push(`remove ${id}`),
  }
  const service = modelsService({
    compute: {
      shelf,
      needs: (id) => id === 'served.gguf',
      forget: (id) => void asked.push(`forget ${id}`),
      cancelLoad: () => void asked.push('cancel'),
    },
    completing: {
      state: () => state('failed'),
      listen: (listener) => {
        heard.push(listener)
        return () => undefined
      },
      retry: () => void asked.push('retry'),
    },
    brought: {
      list: () => brought,
      add: (model) => {
        brought = [...brought, model]
      },
      forget: (id) => {
        brought = brought.filter((model) => model.id !== id)
      },
    },
    settings: {
      get: () => settings,
      set: (patch) => (settings = { ...settings, ...patch }),
    },
    pick,
    emit: (_member, value) => void pushed.push(value),
  })
  return {
    service,
    asked,
    heard,
    pushed,
    brought: () => brought.map(({ id }) => id),
    settings: () => settings,
    choose: (model: string) => (settings = { ...settings, model }),
  }
}

describe('the models service', () => {
  test('it answers for the engine and pushes every new state of it', async () => {
    const { service, asked, heard, pushed } = serviceOver()
    expect(await service.list({}, caller)).toEqual([entry({})])
    expect(await service.memory({}, caller)).toEqual({ total: 2, free: 1, card: null })
    expect(await service.state({}, caller)).toEqual(state('failed'))
    await service.retry({}, caller)
    await service.cancelLoad({}, caller)
    expect(asked).toEqual(['retry', 'cancel'])
    for (const listener of heard) listener(state('ready'))
    expect(pushed).toEqual([state('ready')])
  })

  test('it lets the author choose a file where the host has a window for it', async () => {
    expect(await serviceOver(async () => '/disk/m.gguf').service.pick({}, caller)).toEqual({ path: '/disk/m.gguf' })
    expect(await serviceOver(async () => null).service.pick({}, caller)).toEqual({ path: null })
    await expect(serviceOver().service.pick({}, caller)).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('it knows what the author chose in that window from what a page says', async () => {
    const { service, asked } = serviceOver(async () => '/disk/m.gguf')
    await service.bring({ path: '/disk/m.gguf' }, caller)
    await service.pick({}, caller)
    await service.bring({ path: '/disk/m.gguf' }, caller)
    await service.bring({ path: '/models/f.gguf' }, caller)
    expect(asked).toEqual(['look /disk/m.gguf false', 'look /disk/m.gguf true', 'look /models/f.gguf false'])
  })

  test('it remembers what is brought, once, and nothing that is there already', async () => {
    const { service, brought } = serviceOver()
    expect(await service.bring({ path: '/disk/m.gguf' }, caller)).toEqual(mine)
    await service.bring({ path: '/models/f.gguf' }, caller)
    expect(brought()).toEqual(['brought-1'])
  })

  test('it chooses the copy where the copied one was chosen', async () => {
    const { service, brought, settings, choose } = serviceOver()
    await service.bring({ path: '/disk/m.gguf' }, caller)
    choose('brought-1')
    for await (const { id } of service.copy({ id: 'brought-1' }, caller))
      expect([settings().model, brought()]).toEqual(id ? ['m.gguf', []] : ['brought-1', ['brought-1']])
    expect([settings().model, brought()]).toEqual(['m.gguf', []])
  })

  test('it forgets a brought model and leaves its file, and goes back to the starter where it was chosen', async () => {
    const { service, asked, brought, settings, choose } = serviceOver()
    await service.bring({ path: '/disk/m.gguf' }, caller)
    choose('brought-1')
    await service.forget({ id: 'brought-1', deleteFiles: true }, caller)
    expect([brought(), settings().model, asked]).toEqual([[], null, ['look /disk/m.gguf false', 'forget brought-1']])
  })

  test('it deletes the file of another model only where that is said, and never of the one that is chosen', async () => {
    const { service, asked, choose } = serviceOver()
    await expect(service.forget({ id: 'f.gguf', deleteFiles: false }, caller)).rejects.toMatchObject({ code: 'invalid' })
    choose('f.gguf')
    await expect(service.forget({ id: 'f.gguf', deleteFiles: true }, caller)).rejects.toMatchObject({ code: 'invalid' })
    await expect(service.forget({ id: 'served.gguf', deleteFiles: true }, caller)).rejects.toMatchObject({ code: 'invalid' })
    choose('other.gguf')
    await service.forget({ id: 'f.gguf', deleteFiles: true }, caller)
    expect(asked).toEqual(['remove f.gguf'])
  })
})
