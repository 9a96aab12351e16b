import { describe, expect, test } from 'vitest'
import { modelsService } from '#main/services/models.ts'
import type { EngineState, ModelEntry } from '#preload/contract/models.ts'

const caller = { client: 'page', signal: new AbortController().signal }
const state = (phase: EngineState['phase']): EngineState => ({
  phase,
  problem: null,
  model: null,
  device: null,
  deviceName: null,
  threads: null,
  fellBack: null,
})
const starter: ModelEntry = { id: 'starter', name: '墨课入门', bytes: 1, parameters: 1, contextTokens: 512, quantisation: 'Q8_0', licence: null }

describe('the models service', () => {
  test('it answers for the engine and pushes every new state of it', async () => {
    const heard: ((state: EngineState) => void)[] = []
    const pushed: EngineState[] = []
    let retries = 0
    const compute = {
      models: async () => [starter],
      state: () => state('failed'),
      listen: (listener: (state: EngineState) => void) => {
        heard.push(listener)
        return () => undefined
      },
      retry: () => void retries++,
    }
    const service = modelsService({ compute, emit: (_member, value) => void pushed.push(value) })
    expect(await service.list({}, caller)).toEqual([starter])
    expect(await service.state({}, caller)).toEqual(state('failed'))
    expect(await service.retry({}, caller)).toEqual({})
    expect(retries).toBe(1)
    for (const listener of heard) listener(state('ready'))
    expect(pushed).toEqual([state('ready')])
  })
})
