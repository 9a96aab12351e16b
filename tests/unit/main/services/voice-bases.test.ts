import { expect, test } from 'vitest'
import { homeOf } from '#main/services/voice-bases.ts'

const of = (numbers: string, sizes = 'small') => ({ name: 'a model', family: 'qwen3', sizes, numbers })
const record = { identity: of('starter'), base: { id: 'starter', name: '墨课入门' } }
const found = (inUse: string, models: Record<string, ReturnType<typeof of>>) => homeOf(record, new Map(Object.entries(models)), inUse)

test('an adapter belongs to the very model that it was made for, and to no other of its sizes while that is here', () => {
  const models = { starter: of('starter'), merged: of('merged'), other: of('other', 'large') }
  expect(found('starter', models)).toEqual({ presence: 'in-use', model: 'starter' })
  expect(found('merged', models)).toEqual({ presence: 'here', model: 'starter' })
  expect(found('other', models)).toEqual({ presence: 'here', model: 'starter' })
  expect(found('copy', { ...models, copy: of('starter') })).toEqual({ presence: 'in-use', model: 'copy' })
})

test('without it, the one of its name will do, then another precision, and none of other sizes', () => {
  expect(found('half', { half: of('half'), starter: of('newer') })).toEqual({ presence: 'here', model: 'starter' })
  expect(found('half', { half: of('half') })).toEqual({ presence: 'in-use', model: 'half' })
  expect(found('other', { other: of('other', 'large') })).toEqual({ presence: 'missing', model: null })
})
