/** A model on this computer is chosen, and whoever wants to go on with it learns whether it serves. */
import { expect, test } from 'vitest'
import type { EngineState } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { initialSettings, type Settings } from '#preload/contract/settings.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue } from '#renderer/host/value.ts'
import { serveHere } from '#renderer/host/own-model.ts'

const idle: EngineState = {
  phase: 'off',
  problem: null,
  model: null,
  device: null,
  deviceName: null,
  threads: null,
  fellBack: null,
  share: null,
  refused: null,
}
const serving = (id: string): EngineState => ({ ...idle, phase: 'ready', model: { id, name: id } })
const loading: EngineState = { ...idle, phase: 'loading' }
const broken = { code: 'model-missing', message: 'it is gone', detail: { file: 'large.gguf' } } as const
const without = (serves: string, id: string): EngineState => ({ ...serving(serves), refused: { id, file: `${id}.gguf`, problem: broken } })
const away: EngineState = { ...serving('server:qwen3'), server: { host: 'example.com', isHere: false, isPlain: false } }

/** A studio whose calls are answered in their order, each after what it changes; `load`: what becomes of a model that is chosen, or tried again. */
function studio(first: EngineState, load: (id: string) => EngineState | null, model: string | null = null) {
  const engine = createValue<EngineState | null>(first)
  const settings = createValue<Settings>({ ...initialSettings, model })
  const link = createValue('connected')
  const asked: string[] = []
  let own = first.server ? serving(model ?? 'starter') : first
  const inTurn = <T>(name: string, work: () => T): Promise<T> => {
    asked.push(name)
    return Promise.resolve().then(work)
  }
  const tell = (next: EngineState) => engine.set((own = next))
  const use = (id: string) => {
    const next = load(id)
    tell(loading)
    if (next) void Promise.resolve().then(() => tell(next))
  }
  const clients = {
    server: { leave: () => inTurn('leave', () => engine.set(own)) },
    settings: { get: () => inTurn('get', () => settings.get()) },
    models: { retry: () => inTurn('retry', () => use(settings.get().model ?? 'starter')) },
  }
  let heard = model
  const changeSettings = (part: Partial<Settings>) => {
    settings.set({ ...settings.get(), ...part })
    void inTurn('set', () => {
      const chosen = settings.get().model
      if (chosen !== heard) use(chosen ?? 'starter')
      heard = chosen
    })
  }
  const host = { engine, settings, link, clients: () => clients, changeSettings } as unknown as Host
  return { host, asked, engine, settings, link }
}

test('a server is left first, and the model serves', async () => {
  const { host, asked, engine, settings } = studio(away, serving)
  expect(await serveHere(host, 'large')).toBe('serves')
  expect(asked.slice(0, 2)).toEqual(['leave', 'set'])
  expect([engine.get()?.model?.id, settings.get().model]).toEqual(['large', 'large'])
})

test('a server is left for the model that was chosen all along', async () => {
  const { host, engine } = studio(away, serving, 'large')
  expect(await serveHere(host, 'large')).toBe('serves')
  expect(engine.get()?.server).toBeUndefined()
})

test('that the engine failed before, or refused the model before, says nothing of this time', async () => {
  expect(await serveHere(studio({ ...idle, phase: 'failed', problem: broken }, serving).host, 'large')).toBe('serves')
  expect(await serveHere(studio(without('starter', 'large'), serving).host, 'large')).toBe('serves')
})

test('one that is chosen and was refused is tried again', async () => {
  const { host, asked } = studio(without('starter', 'large'), serving, 'large')
  expect(await serveHere(host, 'large')).toBe('serves')
  expect(asked).toContain('retry')
})

test('why it does not serve is answered', async () => {
  expect(await serveHere(studio(serving('starter'), (id) => without('starter', id)).host, 'large')).toEqual(broken)
  expect(await serveHere(studio(serving('starter'), () => ({ ...idle, phase: 'failed', problem: broken })).host, 'large')).toEqual(broken)
})

test('it is waited for no longer once another one was chosen, a server is used again, or nobody can say what becomes of it', async () => {
  const never = () => null
  const turns: ((from: ReturnType<typeof studio>) => void)[] = [
    ({ settings }) => settings.set({ ...settings.get(), model: null }),
    ({ engine }) => engine.set(away),
  ]
  for (const turn of turns) {
    const one = studio(serving('starter'), never)
    const over = serveHere(one.host, 'large')
    await one.host.clients().settings.get({})
    await new Promise((resolve) => setImmediate(resolve))
    turn(one)
    expect(await over).toBe('given-up')
  }
  const lost = studio(serving('starter'), never)
  const over = serveHere(lost.host, 'large')
  await new Promise((resolve) => setImmediate(resolve))
  lost.link.set('lost')
  await expect(over).rejects.toThrow(Problem)
})
