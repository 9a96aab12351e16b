/** Which adapter is at work: chosen for the model in use, kept, refused, and deleted for good. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { adapterHandlers } from '#main/services/voice-adapters.ts'
import { type AdapterRecord, VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const caller = { client: 'page', signal: new AbortController().signal }
const [first, second] = ['0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d', '1e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d'].map((id) => AdapterId.parse(id)) as [
  AdapterId,
  AdapterId,
]
const identity = (sizes: string, numbers = 'n') => ({ name: `base ${sizes}`, family: 'qwen3', sizes, numbers })
const setup = { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 } as const

async function refusal(work: () => Promise<unknown>): Promise<Pick<Problem, 'code' | 'detail'> | null> {
  try {
    await work()
    return null
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { code: error.code, detail: error.detail }
  }
}

function write(folder: string, id: AdapterId, part: Partial<AdapterRecord> = {}) {
  const record: AdapterRecord = {
    ...{ version: 1, id, name: `name ${id[0]}`, base: { id: 'starter', name: 'starter' }, identity: identity('small'), madeAt: 1, setup, choice: null },
    ...{ works: [], figures: [], before: { step: 0, bitsPerCharacter: 4 }, after: { step: 8, bitsPerCharacter: 3.5 }, seconds: 9, proof: null, ...part },
  }
  mkdirSync(join(folder, 'voice', id), { recursive: true })
  writeFileSync(join(folder, 'voice', id, 'record.json'), JSON.stringify(record))
  writeFileSync(join(folder, 'voice', id, 'adapter.gguf'), 'numbers')
}

/** The service over an engine that notes what it is to have on; `state.refuses` makes it refuse. */
async function voiceIn(folder: string) {
  const workspace = await opened(folder)
  const files = new VoiceFolder(folder)
  const use = new VoiceUse(files, folder)
  const state: { model: string; refuses: Problem | null } = { model: 'starter', refuses: null }
  const worn: unknown[] = []
  const told: unknown[] = []
  const listeners: (() => void)[] = []
  const adapt = async () => {
    const adapter = use.of(state.model)
    if (adapter && state.refuses) {
      use.refused(state.model, { code: state.refuses.code, message: '', detail: {} })
      throw state.refuses
    }
    worn.push(adapter?.strength ?? null)
  }
  const identities = new Map([
    ['starter', identity('small')],
    ['large.gguf', identity('large')],
  ])
  const handlers = adapterHandlers({
    ...{ workspace, folder, files, use, model: () => state.model, place: (id) => ({ name: `model ${id}` }) },
    compute: { adapt, listen: (listener) => (listeners.push(() => listener({} as never)), () => undefined), shelf: { identities: async () => identities } },
    emit: (member, value) => member === 'activeChanged' && void told.push(value),
  })
  const another = (model: string) => {
    state.model = model
    for (const listener of listeners) listener()
  }
  return { handlers, use, state, worn, told, another }
}

test('one is chosen for the model in use, kept, made weaker live, told, and taken off', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  const { handlers, use, worn, told, another } = await voiceIn(folder)
  expect(handlers.active({}, caller)).toBe(null)
  await handlers.activate({ id: first, strength: null }, caller)
  await handlers.strengthen({ strength: 0.4 }, caller)
  expect(handlers.active({}, caller)).toEqual({ id: first, name: 'name 0', strength: 0.4, problem: null })
  use.dispose()
  const again = await voiceIn(folder)
  expect(again.handlers.active({}, caller)).toMatchObject({ id: first, strength: 0.4 })
  expect(again.use.of('starter')).toEqual({ path: join(folder, 'voice', first, 'adapter.gguf'), strength: 0.4 })
  another('large.gguf')
  expect(handlers.active({}, caller)).toBe(null)
  expect(await refusal(async () => handlers.strengthen({ strength: 1 }, caller))).toMatchObject({ code: 'not-found' })
  another('starter')
  await handlers.deactivate({}, caller)
  expect([handlers.active({}, caller), worn]).toEqual([null, [1, 0.4, null]])
  expect(told.map((one) => (one as { strength: number } | null)?.strength ?? null)).toEqual([1, 0.4, null, 0.4, null])
  // As strong as it last was.
  await handlers.activate({ id: first, strength: null }, caller)
  expect(worn.at(-1)).toBe(0.4)
})

test('one for another model says which it wants, and whether that is here; what was at work stays so', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  write(folder, second, { identity: identity('large', 'other'), base: { id: 'gone.gguf', name: 'gone' }, setup: null, rank: 16 })
  const { handlers, state } = await voiceIn(folder)
  await handlers.activate({ id: first, strength: 1 }, caller)
  const list = async () => (await handlers.adapters({}, caller)).map(({ name, base, presence, source, rank }) => ({ name, base, presence, source, rank }))
  expect(await list()).toEqual(
    expect.arrayContaining([
      { name: 'name 0', base: { id: 'starter', name: 'model starter' }, presence: 'in-use', source: 'made', rank: 4 },
      { name: 'name 1', base: { id: 'large.gguf', name: 'model large.gguf' }, presence: 'here', source: 'imported', rank: 16 },
    ]),
  )
  expect(await refusal(async () => handlers.activate({ id: second, strength: 1 }, caller))).toMatchObject({
    code: 'adapter-base-other',
    detail: { name: 'name 1', base: 'model large.gguf', model: 'large.gguf' },
  })
  write(folder, second, { identity: identity('huge'), base: { id: 'gone.gguf', name: 'gone' } })
  expect(await refusal(async () => handlers.activate({ id: second, strength: 1 }, caller))).toMatchObject({
    code: 'adapter-base-missing',
    detail: { base: 'gone' },
  })
  expect(await list()).toContainEqual({ name: 'name 1', base: { id: 'gone.gguf', name: 'gone' }, presence: 'missing', source: 'made', rank: 4 })
  write(folder, second)
  state.refuses = new Problem('adapter-damaged', 'damaged', { file: 'adapter.gguf' })
  expect(await refusal(async () => handlers.activate({ id: second, strength: 1 }, caller))).toMatchObject({
    code: 'adapter-damaged',
    detail: { name: 'name 1' },
  })
  expect(handlers.active({}, caller)).toEqual({ id: first, name: 'name 0', strength: 1, problem: null })
})

test('one whose file is gone has no effect and says so, until another is chosen', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  write(folder, second)
  const { handlers, use } = await voiceIn(folder)
  await handlers.activate({ id: first, strength: 1 }, caller)
  rmSync(join(folder, 'voice', first, 'adapter.gguf'))
  expect([use.of('starter'), handlers.active({}, caller)]).toMatchObject([
    null,
    { name: 'name 0', problem: { code: 'adapter-missing', detail: { name: 'name 0' } } },
  ])
  await handlers.activate({ id: second, strength: 1 }, caller)
  expect(handlers.active({}, caller)).toMatchObject({ id: second, problem: null })
})

test('what is deleted is taken off first, and nothing of it is left', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  const { handlers, worn } = await voiceIn(folder)
  await handlers.activate({ id: first, strength: 0.7 }, caller)
  await handlers.remove({ id: first }, caller)
  expect([handlers.active({}, caller), worn, existsSync(join(folder, 'voice', first))]).toEqual([null, [0.7, null], false])
  expect(await refusal(async () => handlers.remove({ id: first }, caller))).toMatchObject({ code: 'not-found' })
})

test('a record of what is at work that is damaged, or from another version, is as none', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  writeFileSync(join(folder, 'voice', 'use.json'), '{"version":9}')
  const { handlers } = await voiceIn(folder)
  expect(handlers.active({}, caller)).toBe(null)
  await handlers.activate({ id: first, strength: null }, caller)
  expect(JSON.parse(readFileSync(join(folder, 'voice', 'use.json'), 'utf8'))).toMatchObject({ version: 1, active: { starter: { adapter: first } } })
})
