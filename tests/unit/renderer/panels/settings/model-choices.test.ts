import { describe, expect, test } from 'vitest'
import type { EngineState, ModelEntry } from '#preload/contract/models.ts'
import { modelChoices } from '#renderer/panels/settings/model-choices.ts'
import { translator } from '#renderer/ui/translate.ts'

const entry = (id: string, name: string, bytes: number): ModelEntry => ({
  id,
  name,
  bytes,
  parameters: 1,
  contextTokens: 512,
  quantisation: 'Q8_0',
  licence: null,
})
const starter = entry('starter', 'moke', 46 * 2 ** 20)
const mine = entry('mine.gguf', '我的', 2 * 2 ** 20)
const ready: EngineState = {
  phase: 'ready',
  problem: null,
  model: { id: 'mine.gguf', name: '我的' },
  device: 'cpu',
  deviceName: null,
  threads: 1,
  fellBack: null,
}
const failed: EngineState = { ...ready, phase: 'failed', model: null, problem: { code: 'model-broken', message: '', detail: { file: 'mine.gguf' } } }
const labels = (models: readonly ModelEntry[] | null, engine: EngineState | null, chosen: string) =>
  modelChoices(translator('zh-CN'), 'zh-CN', { models, engine, chosen }).map(({ id, label }) => `${id}: ${label}`)

describe('the models to choose from', () => {
  test('they are the ones there are, with their sizes', () => {
    expect(labels([starter, mine], ready, 'mine.gguf')).toEqual(['starter: 墨课入门 · 46 MB', 'mine.gguf: 我的 · 2 MB'])
  })

  test('the starter is among them although no list could be read', () => {
    expect(labels(null, ready, 'mine.gguf')).toEqual(['starter: 墨课入门', 'mine.gguf: 我的'])
    expect(labels(null, failed, 'mine.gguf')).toEqual(['starter: 墨课入门', 'mine.gguf: mine.gguf · 不能用'])
    expect(labels([], null, 'starter')).toEqual(['starter: 墨课入门 · 不能用'])
  })

  test('the chosen one is among them and says that it is no use, so that another can be chosen in its place', () => {
    expect(labels([starter], failed, 'mine.gguf')).toEqual(['starter: 墨课入门 · 46 MB', 'mine.gguf: mine.gguf · 不能用'])
    expect(labels([starter, mine], failed, 'mine.gguf')).toEqual(['starter: 墨课入门 · 46 MB', 'mine.gguf: 我的 · 2 MB · 不能用'])
  })

  test('it is not held against a model that the engine ended for another reason', () => {
    const ended: EngineState = { ...failed, problem: { code: 'engine-down', message: '', detail: {} } }
    expect(labels([starter, mine], ended, 'mine.gguf')).toEqual(['starter: 墨课入门 · 46 MB', 'mine.gguf: 我的 · 2 MB'])
  })
})
