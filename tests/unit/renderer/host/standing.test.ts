import { describe, expect, test } from 'vitest'
import type { EngineState } from '#preload/contract/models.ts'
import { standingOf } from '#renderer/host/standing.ts'

const problem = { code: 'model-missing' as const, message: '', detail: { file: 'a.gguf' } }
const state = (part: Partial<EngineState>): EngineState => ({
  phase: 'ready',
  problem: null,
  model: null,
  share: null,
  device: null,
  deviceName: null,
  threads: null,
  fellBack: null,
  refused: null,
  ...part,
})
const refused = { id: 'a.gguf', file: 'a.gguf', problem }
const serving = (id: string, part: Partial<EngineState> = {}) => state({ model: { id, name: id }, ...part })
const kinds = (chosen: string, engine: EngineState | null) => ['starter', 'a.gguf', 'b.gguf'].map((id) => standingOf(id, chosen, engine).kind)

describe('how models stand', () => {
  test.each<[string, string, EngineState | null, string[]]>([
    ['the chosen one serves', 'a.gguf', serving('a.gguf'), ['free', 'used', 'free']],
    ['the starter serves for one that is gone', 'a.gguf', serving('starter', { refused }), ['stands-in', 'unused', 'free']],
    ['another one is looked at while one serves', 'b.gguf', serving('a.gguf'), ['free', 'used', 'loading']],
    ['another one is loaded', 'b.gguf', state({ phase: 'loading' }), ['free', 'free', 'loading']],
    ['one was refused, and the one before serves', 'b.gguf', serving('b.gguf', { refused }), ['free', 'free', 'used']],
    ['the one that was refused is tried again', 'a.gguf', state({ phase: 'loading', refused }), ['free', 'loading', 'free']],
    ['nothing works', 'starter', state({ phase: 'failed', problem }), ['unused', 'free', 'free']],
    ['nothing is known yet', 'a.gguf', null, ['free', 'used', 'free']],
  ])('%s', (_name, chosen, engine, expected) => {
    expect(kinds(chosen, engine)).toEqual(expected)
  })

  test('why one is not used is told of that one alone', () => {
    const engine = serving('starter', { refused })
    expect(['starter', 'a.gguf', 'b.gguf'].map((id) => standingOf(id, 'a.gguf', engine).refusal)).toEqual([null, problem, null])
    expect(standingOf('starter', 'starter', state({ phase: 'failed', problem })).refusal).toEqual(problem)
  })
})
