import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import { type EngineProcess, startEngine } from '#main/compute/engine-process.ts'
import type { Adapters } from '#main/compute/wearing.ts'
import type { LoadedModel, LoadModel, LoadProgress, ModelFile } from '#preload/contract/engine.ts'
import type { EngineState } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'

vi.mock('#main/compute/engine-process.ts')
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const forever = new Promise<never>(() => undefined)
const minute = 60_000
const measured = { threads: { writing: 1, reading: 1 }, fillsIn: false, draftTokens: 0 }

/** What an engine does with a load; it may say how far it got. */
type Load = (input: LoadModel, progress: (value: LoadProgress) => void) => Promise<LoadedModel>

/** What a file says, and how a question is answered. */
interface Serving {
  readonly inspect: (path: string) => Promise<ModelFile>
  readonly complete: EngineProcess['engine']['complete']
  /** Whether killing it ends it; else it brings no answer and no end, as where the system holds it. */
  readonly ends: boolean
  readonly adapt: EngineProcess['engine']['adapt']
  readonly adapters: Adapters
}
const memory = { weights: 1, cache: 1, compute: 1, program: 1, readPerToken: 1 }
const seen = async (path: string): Promise<ModelFile> => ({
  path,
  facts: {
    name: 'm',
    architecture: 'llama',
    bytes: 1,
    files: 1,
    parameters: 1,
    contextTokens: 64,
    quantisation: 'F32',
    fileType: null,
    licence: null,
    languages: [],
    isInstruct: false,
    memory,
  },
})
const silent: Serving['complete'] = async function* () {}

/** A keeper over engines that load like this and answer every ping. */
function keeper(load: Load, bytes = 0, model: string | null = null, serving: Partial<Serving> = {}) {
  const { inspect = seen, complete = silent, ends = false, adapt = async () => ({}), adapters } = serving
  const loads: LoadModel[] = []
  const kills: number[] = []
  const kept: (string | null)[] = []
  vi.mocked(startEngine).mockImplementation((): EngineProcess => {
    const listeners = new Set<(value: LoadProgress) => void>()
    const number = vi.mocked(startEngine).mock.calls.length
    const end = Promise.withResolvers<string>()
    return {
      pid: 1,
      lost: end.promise,
      ended: end.promise,
      kill: () => {
        kills.push(number)
        if (ends) end.resolve('SIGKILL')
      },
      stop: async () => {
        if (ends) end.resolve('exit status 0')
      },
      engine: {
        load: (input) => {
          loads.push(input)
          return load(input, (value) => listeners.forEach((listener) => listener(value)))
        },
        adapt,
        identity: () => forever,
        takeAdapter: () => forever,
        giveAdapter: () => forever,
        sameAdapter: () => forever,
        merge: async function* () {},
        merged: async () => ({}),
        remember: async () => ({}),
        forget: async () => ({}),
        names: async () => [],
        size: async () => ({ bytes }),
        inspect: ({ path }) => inspect(path),
        memory: () => forever,
        copy: async function* () {},
        why: async function* () {},
        completeBy: async function* () {},
        tryServer: () => forever,
        remove: () => forever,
        ping: async () => ({ residentBytes: 1e8, evaluatedTokens: 0 }),
        complete,
        prepare: async () => ({}),
        progress: (listener) => {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
      },
    }
  })
  vi.mocked(startEngine).mockClear()
  const compute: Compute = startCompute({
    nodePath: 'node',
    entry: 'engine.js',
    places: { starter: '/opt/starter.gguf', folder: '/models' },
    choice: { model, device: 'auto' },
    onRefused: (instead) => void kept.push(instead),
    ...(adapters && { adapters }),
    measured: { get: () => measured, set: () => undefined },
    reportBug: (error) => {
      throw error
    },
  })
  const states: EngineState[] = []
  compute.listen((state) => states.push(state))
  return { compute, states, loads, kills, kept }
}

const loadedOn = (device: LoadedModel['device']): LoadedModel => ({ name: 'm', device, deviceName: null, measured, fellBack: null, contextTokens: 64 })
const place = { course: '', chapter: '', lesson: '', headings: [], before: '', after: '', block: 'paragraph' as const, candidate: 0, leanings: [] }
const settled = () => vi.advanceTimersByTimeAsync(0)

describe('a load that gets no further', () => {
  test('it is given up after two minutes, and later for a large model', async () => {
    for (const [bytes, ms] of [
      [0, 2 * minute],
      [6e9, 4 * minute],
    ]) {
      const { compute, kills } = keeper(() => forever, bytes)
      await vi.advanceTimersByTimeAsync((ms ?? 0) - 1)
      expect([compute.state().phase, kills]).toEqual(['starting', []])
      await vi.advanceTimersByTimeAsync(1)
      expect([compute.state(), kills]).toMatchObject([{ phase: 'failed', problem: { code: 'model-timeout', detail: { file: 'starter.gguf' } } }, [1]])
      await compute.close()
    }
  })

  test('it is tried on the processor where it was on a card, though the process does not end', async () => {
    const { compute, loads, kills } = keeper((input, progress) => {
      if (input.device === 'cpu') return Promise.resolve(loadedOn('cpu'))
      progress({ phase: 'loading', device: 'vulkan', share: null })
      return forever
    })
    await vi.advanceTimersByTimeAsync(3 * minute)
    expect([compute.state(), kills]).toMatchObject([{ phase: 'ready', problem: null, device: 'cpu', fellBack: 'vulkan' }, [1]])
    expect(loads.map(({ device }) => device)).toEqual(['auto', 'cpu'])
    await compute.close()
  })

  test('it can be tried again, with a new process', async () => {
    let isThere = false
    const { compute, loads } = keeper(async () => (isThere ? loadedOn('cpu') : forever))
    await vi.advanceTimersByTimeAsync(2 * minute)
    isThere = true
    compute.retry()
    await vi.advanceTimersByTimeAsync(0)
    expect([compute.state(), loads.length, vi.mocked(startEngine).mock.calls.length]).toMatchObject([{ phase: 'ready', problem: null }, 2, 2])
    await compute.close()
  })

  test('it is not waited for once another model is chosen, and what it says later changes nothing', async () => {
    const late = Promise.withResolvers<LoadedModel>()
    const { compute, kills, states } = keeper(({ id }) => (id === 'starter' ? late.promise : Promise.resolve(loadedOn('cpu'))))
    await vi.advanceTimersByTimeAsync(1000)
    compute.use({ model: 'other.gguf', device: 'cpu' })
    await vi.advanceTimersByTimeAsync(0)
    late.resolve(loadedOn('vulkan'))
    await vi.advanceTimersByTimeAsync(10 * minute)
    expect([compute.state(), kills]).toMatchObject([{ phase: 'ready', model: { id: 'other.gguf' } }, [1]])
    expect(states.map(({ phase }) => phase)).toEqual(['starting', 'ready'])
    await compute.close()
  })
})

describe('the starter', () => {
  /** Loads all but those that are gone. */
  const loadsAllBut = (gone: ReadonlySet<string>) =>
    keeper(
      async ({ id }) => {
        if (gone.has(id)) throw new Problem('model-missing', `${id} is gone`, { file: id })
        return loadedOn('cpu')
      },
      0,
      'a.gguf',
    )
  const served = ({ compute }: { compute: Compute }) => [compute.state().phase, compute.state().model?.id, compute.state().refused?.id]

  test('it stands in for a chosen model that is gone, which stays chosen and is tried again when asked', async () => {
    const gone = new Set(['a.gguf'])
    const started = loadsAllBut(gone)
    await settled()
    expect(served(started)).toEqual(['ready', 'starter', 'a.gguf'])
    expect(started.compute.state().refused).toMatchObject({ file: 'a.gguf', problem: { code: 'model-missing' } })
    started.compute.retry()
    await settled()
    expect([served(started), started.kept]).toEqual([['ready', 'starter', 'a.gguf'], []])
    gone.clear()
    started.compute.retry()
    await settled()
    expect([served(started), started.kept]).toEqual([['ready', 'a.gguf', undefined], []])
    started.compute.retry() // there is nothing to try again
    await settled()
    expect(started.loads.map(({ id }) => id)).toEqual(['a.gguf', 'starter', 'a.gguf', 'starter', 'a.gguf'])
    await started.compute.close()
  })

  test('it stands in where the one that would be gone back to is gone too, and what was refused is still told', async () => {
    const gone = new Set(['b.gguf'])
    const started = loadsAllBut(gone)
    await settled()
    gone.add('a.gguf')
    started.compute.use({ model: 'b.gguf', device: 'auto' })
    await settled()
    expect([served(started), started.kept]).toEqual([['ready', 'starter', 'b.gguf'], ['a.gguf']])
    await started.compute.close()
  })

  test('where it is gone itself, that is told beside what was refused', async () => {
    const started = loadsAllBut(new Set(['a.gguf', 'starter']))
    await settled()
    expect(started.compute.state()).toMatchObject({ phase: 'failed', problem: { detail: { file: 'starter' } }, refused: { id: 'a.gguf' } })
    await started.compute.close()
  })

  test('a model that the list forgot is not gone back to; any other that served is needed until the next one does', async () => {
    const started = loadsAllBut(new Set(['b.gguf']))
    await settled()
    started.compute.use({ model: 'b.gguf', device: 'auto' })
    expect(['a.gguf', 'b.gguf', 'c.gguf'].map((model) => started.compute.needs(model))).toEqual([true, true, false])
    started.compute.forget('a.gguf')
    expect(started.compute.needs('a.gguf')).toBe(true) // it serves until the other one is seen to be there
    await settled()
    expect(started.compute.needs('a.gguf')).toBe(false)
    expect([served(started), started.kept]).toEqual([['ready', 'starter', 'b.gguf'], []])
    await started.compute.close()
  })
})

describe('a model that is chosen while another one serves', () => {
  const gone = async (path: string) => {
    throw new Problem('model-missing', `${path} is gone`, { file: path })
  }
  const loadsAll = (serving: Partial<Serving>) => keeper(async () => loadedOn('cpu'), 0, 'a.gguf', serving)

  test('its file is looked at first: where it is gone, the one that serves was never given up, and is chosen again', async () => {
    const { compute, loads, states, kept, kills } = loadsAll({ inspect: gone })
    await settled()
    states.length = 0
    compute.use({ model: 'b.gguf', device: 'auto' })
    await settled()
    expect(states.map(({ phase, model }) => [phase, model?.id])).toEqual([['ready', 'a.gguf']])
    expect(compute.state().refused).toMatchObject({ id: 'b.gguf', problem: { code: 'model-missing' } })
    expect([loads.map(({ id }) => id), kept, kills]).toEqual([['a.gguf'], ['a.gguf'], []])
    await compute.close()
  })

  test('it is loaded all the same where its file is only slow to be read', async () => {
    const { compute, loads } = loadsAll({ inspect: () => Promise.reject(new Problem('model-timeout', 'late')) })
    await settled()
    compute.use({ model: 'b.gguf', device: 'auto' })
    await settled()
    expect([compute.state(), loads.map(({ id }) => id)]).toMatchObject([{ phase: 'ready', model: { id: 'b.gguf' } }, ['a.gguf', 'b.gguf']])
    await compute.close()
  })

  test('it can be given up while its file is looked at, and what that says later changes nothing', async () => {
    const look = Promise.withResolvers<ModelFile>()
    const { compute, loads, kept } = loadsAll({ inspect: () => look.promise })
    await settled()
    compute.use({ model: 'b.gguf', device: 'auto' })
    await settled()
    expect(compute.state()).toMatchObject({ phase: 'ready', model: { id: 'a.gguf' } })
    compute.cancelLoad()
    look.resolve(await seen('/models/b.gguf'))
    await settled()
    expect([compute.state(), loads.length, kept]).toMatchObject([{ phase: 'ready', model: { id: 'a.gguf' }, refused: null }, 1, ['a.gguf']])
    await compute.close()
  })

  test('the starter that stands in for one that is gone is chosen without being loaded again', async () => {
    const { compute, loads } = keeper(async ({ id }) => (id === 'a.gguf' ? gone(id) : loadedOn('cpu')), 0, 'a.gguf')
    await settled()
    expect(compute.state()).toMatchObject({ model: { id: 'starter' }, refused: { id: 'a.gguf' } })
    compute.use({ model: null, device: 'auto' })
    await settled()
    expect([compute.state(), loads.map(({ id }) => id)]).toMatchObject([{ phase: 'ready', model: { id: 'starter' }, refused: null }, ['a.gguf', 'starter']])
    await compute.close()
  })

  test('one whose numbers turn out to be none while it serves gives way to the starter, and that is told', async () => {
    const unsound: Serving['complete'] = async function* () {
      yield* []
      throw new Problem('model-unsound', 'no number', { file: 'a.gguf' })
    }
    const { compute, loads } = loadsAll({ complete: unsound })
    await settled()
    const asked = compute
      .complete({ ...place }, new AbortController().signal)
      [Symbol.asyncIterator]()
      .next()
    await expect(asked).rejects.toMatchObject({ code: 'model-unsound' })
    await settled()
    expect([compute.state(), loads.map(({ id }) => id)]).toMatchObject([
      { phase: 'ready', model: { id: 'starter' }, refused: { id: 'a.gguf', problem: { code: 'model-unsound' } } },
      ['a.gguf', 'starter'],
    ])
    await compute.close()
  })
})

describe('an engine that computes no more though it runs, as where its card is gone', () => {
  const lost: Serving['complete'] = async function* () {
    yield* []
    throw new Problem('engine-down', 'vulkan failed at work: the device is lost')
  }
  const onCard: Load = async ({ device }) => loadedOn(device === 'auto' ? 'vulkan' : device)
  const askedOf = (compute: Compute) =>
    compute
      .complete({ ...place }, new AbortController().signal)
      [Symbol.asyncIterator]()
      .next()
  /** Asks, and waits until the next engine serves. */
  const ask = async (compute: Compute) => {
    await expect(askedOf(compute)).rejects.toMatchObject({ code: 'engine-down' })
    expect(compute.state()).toMatchObject({ phase: 'restarting', problem: { code: 'engine-down' } })
    await vi.advanceTimersByTimeAsync(1000)
  }

  test('it is started again, and the second time on the processor, and that is told', async () => {
    const { compute, loads, kills } = keeper(onCard, 0, null, { complete: lost, ends: true })
    await settled()
    await ask(compute)
    expect(compute.state()).toMatchObject({ phase: 'ready', problem: null, device: 'vulkan', fellBack: null })
    await vi.advanceTimersByTimeAsync(5 * minute)
    await ask(compute)
    expect(compute.state()).toMatchObject({ phase: 'ready', problem: null, device: 'cpu', fellBack: 'vulkan' })
    expect([loads.map(({ device }) => device), [...new Set(kills)]]).toEqual([
      ['auto', 'auto', 'cpu'],
      [1, 2],
    ])
    await compute.close()
  })

  test('it is tried on the card again where that is long ago, or the author chose anew', async () => {
    const { compute, loads } = keeper(onCard, 0, null, { complete: lost, ends: true })
    await settled()
    await ask(compute)
    await vi.advanceTimersByTimeAsync(20 * minute)
    await ask(compute)
    compute.use({ model: null, device: 'vulkan' })
    await settled()
    await ask(compute)
    expect(loads.map(({ device }) => device)).toEqual(['auto', 'auto', 'auto', 'vulkan', 'vulkan'])
    await compute.close()
  })

  test('it is on the processor at once where the card fails while the next engine loads', async () => {
    let isGone = false
    const load: Load = async (input, progress) => {
      progress({ phase: 'loading', device: input.device === 'auto' ? 'vulkan' : 'cpu', share: null })
      if (isGone && input.device === 'auto') throw new Problem('engine-down', 'vulkan failed at work: the device is lost')
      return onCard(input, progress)
    }
    const { compute, loads } = keeper(load, 0, null, { complete: lost, ends: true })
    await settled()
    isGone = true
    await ask(compute)
    await vi.advanceTimersByTimeAsync(1000)
    expect([compute.state(), loads.map(({ device }) => device)]).toMatchObject([{ phase: 'ready', device: 'cpu', fellBack: 'vulkan' }, ['auto', 'auto', 'cpu']])
    await compute.close()
  })

  test('it is given up where the processor fails three times in a minute', async () => {
    const { compute } = keeper(async () => loadedOn('cpu'), 0, null, { complete: lost, ends: true })
    await settled()
    await ask(compute)
    await ask(compute)
    await expect(askedOf(compute)).rejects.toMatchObject({ code: 'engine-down' })
    await settled()
    expect(compute.state()).toMatchObject({ phase: 'failed', problem: { code: 'engine-down' } })
    await compute.close()
  })
})

describe('an adapter that is being put on', () => {
  /** Engines that answer nothing to an adapter, and what was held against one. */
  function wearing(load: Load = async () => loadedOn('cpu'), serving: Partial<Serving> = {}) {
    const refused: string[] = []
    const adapters: Adapters = {
      of: () => ({ path: '/voice/a/adapter.gguf', name: 'a', strength: 1 }),
      refused: (model, { code }) => void refused.push(`${model} ${code}`),
    }
    return { ...keeper(load, 0, null, { adapt: () => forever, adapters, ends: true, ...serving }), refused }
  }

  test('it is blamed for an end of the engine that nobody asked for', async () => {
    const { compute, refused } = wearing()
    await settled()
    const running = vi.mocked(startEngine).mock.results[0]?.value
    running?.kill()
    await settled()
    expect(refused).toEqual(['starter adapter-damaged'])
    await compute.close()
  })

  test('it is blamed for none that the studio wanted: another model, a load given up, the end', async () => {
    const other = wearing()
    await settled()
    other.compute.use({ model: 'b.gguf', device: 'auto' })
    await settled()
    expect([other.kills, other.refused]).toEqual([[1], []])
    const given = wearing()
    await settled()
    given.compute.cancelLoad()
    await settled()
    expect(given.refused).toEqual([])
    await Promise.all([other, given].map(({ compute }) => compute.close()))
    await settled()
    expect([other.refused, given.refused]).toEqual([[], []])
  })

  test('it is not blamed where the model that is loaded meanwhile ends the engine, nor where a question found it to compute no more', async () => {
    let isPutOn = true
    const adapt = () => (isPutOn ? Promise.resolve({}) : forever)
    const { compute, refused } = wearing(async ({ id }) => (id === 'starter' ? loadedOn('cpu') : forever), { adapt })
    await settled()
    isPutOn = false
    void compute.adapt()
    compute.use({ model: 'b.gguf', device: 'auto' })
    await settled()
    vi.mocked(startEngine).mock.results[0]?.value.kill()
    await settled()
    expect(refused).toEqual([])
    await compute.close()

    isPutOn = true
    const lost: Serving['complete'] = async function* () {
      yield* []
      throw new Problem('engine-down', 'vulkan failed at work: the device is lost')
    }
    const down = wearing(undefined, { adapt, complete: lost })
    await settled()
    isPutOn = false
    void down.compute.adapt()
    const asked = down.compute
      .complete({ ...place }, new AbortController().signal)
      [Symbol.asyncIterator]()
      .next()
    await expect(asked).rejects.toMatchObject({ code: 'engine-down' })
    await settled()
    expect(down.refused).toEqual([])
    await down.compute.close()
  })
})

test('where the starter itself is gone, that is told as what it is', async () => {
  const { compute } = keeper(() => Promise.reject(new Problem('model-missing', 'gone', { file: 'starter.gguf' })))
  await vi.advanceTimersByTimeAsync(0)
  expect(compute.state().problem?.code).toBe('starter-missing')
  await compute.close()
})
