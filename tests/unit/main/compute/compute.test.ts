import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import { type EngineProcess, startEngine } from '#main/compute/engine-process.ts'
import type { LoadedModel, LoadModel, LoadProgress } from '#preload/contract/engine.ts'
import type { EngineState } from '#preload/contract/models.ts'

vi.mock('#main/compute/engine-process.ts')
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const forever = new Promise<never>(() => undefined)
const minute = 60_000
const measured = { threads: { writing: 1, reading: 1 }, fillsIn: false, draftTokens: 0 }

/** What an engine does with a load; it may say how far it got. */
type Load = (input: LoadModel, progress: (value: LoadProgress) => void) => Promise<LoadedModel>

/** A keeper over engines that load like this and answer every ping; killing one brings no answer and no end, as where the system holds it. */
function keeper(load: Load, bytes = 0): { compute: Compute; states: EngineState[]; loads: LoadModel[]; kills: number[] } {
  const loads: LoadModel[] = []
  const kills: number[] = []
  vi.mocked(startEngine).mockImplementation((): EngineProcess => {
    const listeners = new Set<(value: LoadProgress) => void>()
    const number = vi.mocked(startEngine).mock.calls.length
    return {
      pid: 1,
      lost: forever,
      ended: forever,
      kill: () => void kills.push(number),
      stop: async () => undefined,
      engine: {
        load: (input) => {
          loads.push(input)
          return load(input, (value) => listeners.forEach((listener) => listener(value)))
        },
        names: async () => [],
        size: async () => ({ bytes }),
        inspect: () => forever,
        memory: () => forever,
        copy: async function* () {},
        remove: () => forever,
        ping: async () => ({ residentBytes: 1e8, evaluatedTokens: 0 }),
        complete: async function* () {},
        prepare: async () => ({}),
        progress: (listener) => {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        },
      },
    }
  })
  vi.mocked(startEngine).mockClear()
  const compute = startCompute({
    nodePath: 'node',
    entry: 'engine.js',
    places: { starter: '/opt/starter.gguf', folder: '/models' },
    choice: { model: null, device: 'auto' },
    measured: { get: () => measured, set: () => undefined },
    reportBug: (error) => {
      throw error
    },
  })
  const states: EngineState[] = []
  compute.listen((state) => states.push(state))
  return { compute, states, loads, kills }
}

const loadedOn = (device: LoadedModel['device']): LoadedModel => ({ name: 'm', device, deviceName: null, measured, fellBack: null, contextTokens: 64 })

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
