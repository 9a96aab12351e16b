/** Which adapter is at work: chosen for the model in use, kept, refused, and deleted for good. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test, vi } from 'vitest'
import type { AdapterDesk } from '#main/compute/adapter-desk.ts'
import { voiceAdapters } from '#main/services/voice-adapters.ts'
import { type AdapterRecord, VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import { type AdapterAtWork, AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { UploadId } from '#preload/contract/uploads.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const caller = { client: 'page', signal: new AbortController().signal }
const idOf = (digit: number) => AdapterId.parse(`${digit}e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d`)
const [first, second, third] = [idOf(0), idOf(1), idOf(2)]
const identity = (sizes: string, numbers = 'n') => ({ name: `base ${sizes}`, family: 'qwen3', sizes, numbers })
const setup = { method: 'lora', bits: 32, rank: 4, steps: 8, length: 64, batch: 2 } as const

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

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

interface VoiceState {
  model: string
  refuses: Problem | null
  /** Instead of it: what becomes of one, once that is known. */
  waits: ((adapter: AdapterAtWork) => Promise<Problem | null>) | null
  readonly taken: object[]
}

/** The service over an engine that notes what it is to have on; `state.refuses` makes it refuse. */
async function voiceIn(folder: string) {
  const workspace = await opened(folder, { retryEveryMs: 20 })
  const files = new VoiceFolder(folder)
  const use = new VoiceUse(files, folder)
  const state: VoiceState = { model: 'starter', refuses: null, waits: null, taken: [] }
  const worn: unknown[] = []
  const told: unknown[] = []
  const listeners: (() => void)[] = []
  const adapt = async () => {
    const adapter = use.of(state.model)
    const refuses = adapter && state.waits ? await state.waits(adapter) : state.refuses
    if (adapter && refuses) {
      use.refused(state.model, { code: refuses.code, message: '', detail: {} }, adapter)
      throw refuses
    }
    worn.push(adapter?.strength ?? null)
  }
  const identities = new Map([
    ['starter', identity('small')],
    ['large.gguf', identity('large')],
  ])
  /** Takes in what is called `ok…`, for the first of the models that it is offered. */
  const desk: AdapterDesk = {
    take: async (from, to, models) => {
      state.taken.push({ from: basename(from), files: statSync(from).isDirectory() ? readdirSync(from).sort() : [], models: [...models] })
      if (!basename(from).startsWith('ok')) throw new Problem('adapter-kind', 'dora', { file: basename(from), what: 'use_dora' })
      writeFileSync(to, 'numbers')
      return { name: 'from elsewhere', rank: 8, base: models[0] ?? null, identity: identity('small') }
    },
    give: async ({ folder: to, name, model }) => {
      mkdirSync(to)
      writeFileSync(join(to, 'adapter_config.json'), JSON.stringify({ name, model }))
      writeFileSync(join(to, 'adapter_model.safetensors'), 'tensors')
    },
    label: async ({ path, to }) => copyFileSync(path, to),
    isSame: async () => false,
    merge: async function* ({ model, name, strength }) {
      yield { bytes: 1, total: 2, id: null }
      yield { bytes: 2, total: 2, id: `${model} ${name} ${strength}` }
    },
  }
  const { handlers } = voiceAdapters({
    ...{ workspace, folder, files, use, model: () => state.model, place: (id) => ({ name: `model ${id}` }) },
    compute: {
      adapt,
      listen: (listener) => (listeners.push(() => listener({} as never)), () => undefined),
      shelf: { identities: async () => identities, adapters: desk },
    },
    forget: async () => undefined,
    leftOut: { known: () => null, maskedSince: () => 0, readAhead: async () => undefined },
    learning: { known: async () => [] },
    emit: (member, value) => member === 'activeChanged' && void told.push(value),
  })
  const another = (model: string) => {
    state.model = model
    for (const listener of listeners) listener()
  }
  return { handlers, use, state, worn, told, another, workspace }
}

test('one is chosen for the model in use, kept, made weaker live, told, and taken off', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  const { handlers, use, worn, told, another } = await voiceIn(folder)
  expect(handlers.active({}, caller)).toBe(null)
  await handlers.activate({ id: first, strength: null }, caller)
  await handlers.strengthen({ id: first, strength: 0.4 }, caller)
  expect(handlers.active({}, caller)).toEqual({ id: first, name: 'name 0', strength: 0.4, problem: null })
  use.dispose()
  const again = await voiceIn(folder)
  expect(again.handlers.active({}, caller)).toMatchObject({ id: first, strength: 0.4 })
  expect(again.use.of('starter')).toEqual({ path: join(folder, 'voice', first, 'adapter.gguf'), name: 'name 0', strength: 0.4 })
  another('large.gguf')
  expect(handlers.active({}, caller)).toBe(null)
  expect(await refusal(async () => handlers.strengthen({ id: second, strength: 1 }, caller))).toMatchObject({ code: 'not-found' })
  another('starter')
  await handlers.deactivate({}, caller)
  expect([handlers.active({}, caller), worn]).toEqual([null, [1, 0.4, null]])
  expect(told.map((one) => (one as { strength: number } | null)?.strength ?? null)).toEqual([1, 0.4, null, 0.4, null])
  // As strong as it last was.
  await handlers.activate({ id: first, strength: null }, caller)
  expect(worn.at(-1)).toBe(0.4)
})

test('how strongly it is to work is kept where that comes once it is taken off, and is never another one’s', async () => {
  const folder = temporaryFolder()
  for (const id of [first, second]) write(folder, id)
  const { handlers, worn } = await voiceIn(folder)
  await handlers.activate({ id: first, strength: null }, caller)
  await handlers.deactivate({}, caller)
  await handlers.strengthen({ id: first, strength: 1.5 }, caller)
  await handlers.activate({ id: first, strength: null }, caller)
  await handlers.activate({ id: second, strength: null }, caller)
  await handlers.strengthen({ id: first, strength: 0.5 }, caller)
  expect(handlers.active({}, caller)).toMatchObject({ id: second, strength: 1 })
  await handlers.activate({ id: first, strength: null }, caller)
  expect(worn).toEqual([1, null, 1.5, 1, 0.5])
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

test('a studio that waited for another has at work what that one chose, and keeps it with what is chosen next', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  write(folder, second)
  const one = await voiceIn(folder)
  const waiting = await voiceIn(folder)
  expect([waiting.workspace.isWritable(), waiting.handlers.active({}, caller)]).toEqual([false, null])
  await one.handlers.activate({ id: first, strength: 0.6 }, caller)
  one.use.dispose()
  await one.workspace.close()
  await expect.poll(() => waiting.worn).toEqual([0.6])
  expect(waiting.told).toEqual([{ id: first, name: 'name 0', strength: 0.6, problem: null }])
  waiting.another('large.gguf')
  waiting.use.try('large.gguf', { id: second, name: 'name 1', strength: null }).hold()
  expect(new VoiceFolder(folder).readUse()?.active).toEqual({
    starter: { adapter: first, name: 'name 0' },
    'large.gguf': { adapter: second, name: 'name 1' },
  })
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

describe('two that are put on one right after the other', () => {
  /** Three adapters; the first is at work, and what becomes of the others is known when the test says so. */
  async function three() {
    const folder = temporaryFolder()
    for (const id of [first, second, third]) write(folder, id)
    const { handlers, use, state, worn } = await voiceIn(folder)
    await handlers.activate({ id: first, strength: 0.6 }, caller)
    const ends = new Map<string, ((problem: Problem | null) => void)[]>()
    state.waits = ({ path }) =>
      new Promise((resolve) => {
        const id = basename(dirname(path))
        ends.set(id, [...(ends.get(id) ?? []), resolve])
      })
    const active = () => {
      const one = use.active('starter')
      return one && { id: one.id, strength: one.strength, problem: one.problem?.code ?? null }
    }
    /** Answers once the engine has been told, and what becomes of it once that is over. */
    const activating = async (id: AdapterId) => {
      const over = refusal(async () => handlers.activate({ id, strength: 1 }, caller))
      await vi.waitFor(() => expect(ends.has(id)).toBe(true))
      return { over }
    }
    const end = (id: AdapterId, problem: Problem | null = null) => ends.get(id)?.forEach((resolve) => resolve(problem))
    return { handlers, active, activating, end, worn }
  }
  const damaged = new Problem('adapter-damaged', 'damaged', { file: 'adapter.gguf' })

  test('the newest choice holds where the one before it fails', async () => {
    const { activating, active, end } = await three()
    const [one, two] = [await activating(second), await activating(third)]
    end(second, damaged)
    expect(await one.over).toMatchObject({ code: 'adapter-damaged', detail: { name: 'name 1' } })
    expect(active()).toEqual({ id: third, strength: 1, problem: null })
    end(third)
    expect([await two.over, active()]).toEqual([null, { id: third, strength: 1, problem: null }])
  })

  test('where both fail, the one that was at work before is back, as strong as it was', async () => {
    const { activating, active, end } = await three()
    const [one, two] = [await activating(second), await activating(third)]
    end(second, damaged)
    await one.over
    end(third, damaged)
    expect(await two.over).toMatchObject({ code: 'adapter-damaged' })
    expect(active()).toEqual({ id: first, strength: 0.6, problem: null })
  })

  test('where only the newest fails, the one before it is back', async () => {
    const { activating, active, end } = await three()
    const [one, two] = [await activating(second), await activating(third)]
    end(second)
    await one.over
    end(third, damaged)
    await two.over
    expect(active()).toEqual({ id: second, strength: 1, problem: null })
  })

  test('one that is at work already and fails at another strength is as strong as before', async () => {
    const { activating, active, end } = await three()
    const again = await activating(first)
    end(first, damaged)
    await again.over
    expect(active()).toEqual({ id: first, strength: 0.6, problem: null })
  })

  test('none is back that was taken off or deleted meanwhile', async () => {
    const { handlers, activating, active, end, worn } = await three()
    const one = await activating(second)
    await handlers.deactivate({}, caller)
    end(second, damaged)
    await one.over
    expect(active()).toBe(null)
    const back = await activating(first)
    end(first)
    await back.over
    const two = await activating(third)
    await handlers.remove({ id: first }, caller)
    end(third, damaged)
    await two.over
    expect([active(), worn.at(-1)]).toEqual([null, null])
  })

  test('none is back that was deleted while it was put on, before another was chosen or after', async () => {
    for (const isBefore of [true, false]) {
      const { handlers, activating, active, end } = await three()
      const one = await activating(second)
      if (isBefore) await handlers.remove({ id: second }, caller)
      const two = await activating(third)
      if (!isBefore) await handlers.remove({ id: second }, caller)
      end(second)
      await one.over
      end(third, damaged)
      await two.over
      expect(active()).toEqual(isBefore ? null : { id: first, strength: 0.6, problem: null })
    }
  })

  test('none is back that was taken off while it was put on, though it could be', async () => {
    const { handlers, activating, active, end } = await three()
    const one = await activating(second)
    await handlers.deactivate({}, caller)
    const two = await activating(third)
    end(second)
    await one.over
    end(third, damaged)
    await two.over
    expect(active()).toBe(null)
  })
})

test('one that is at work is deleted where nothing can be written, and is none the next time either', async () => {
  const folder = temporaryFolder()
  write(folder, first)
  write(folder, second)
  const { handlers, use } = await voiceIn(folder)
  await handlers.activate({ id: first, strength: 0.7 }, caller)
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  const writing = vi.spyOn(VoiceFolder.prototype, 'writeUse').mockImplementation(() => {
    throw full
  })
  await handlers.remove({ id: first }, caller)
  use.dispose()
  expect([handlers.active({}, caller), existsSync(join(folder, 'voice', first))]).toEqual([null, false])
  writing.mockRestore()
  expect(readFileSync(join(folder, 'voice', 'use.json'), 'utf8')).toContain(first)
  const again = new VoiceUse(new VoiceFolder(folder), folder)
  expect([again.active('starter'), again.of('starter')]).toEqual([null, null])
  again.try('starter', { id: second, name: 'name 1', strength: null }).hold()
  expect(readFileSync(join(folder, 'voice', 'use.json'), 'utf8')).not.toContain(first)
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

test('one comes in as a GGUF, as the files of a folder or as an archive of one; what else lies there is passed over, and nothing is left behind', async () => {
  const folder = temporaryFolder()
  const { handlers, state } = await voiceIn(folder)
  const sent = async (files: Record<string, Uint8Array>) => {
    const uploads: UploadId[] = []
    for (const [name, data] of Object.entries(files)) {
      const { upload } = await handlers.begin({ bytes: data.length, name }, caller)
      await handlers.piece({ upload: UploadId.parse(upload), at: 0, data: Buffer.from(data).toString('base64') }, caller)
      uploads.push(UploadId.parse(upload))
    }
    return handlers.importAdapter({ uploads, name: null }, caller)
  }
  const peft = { 'adapter_config.json': strToU8('{}'), 'adapter_model.safetensors': strToU8('x'), 'tokenizer.json': strToU8('{}') }
  const inside = (at: string) => Object.fromEntries(Object.entries(peft).map(([name, data]) => [`${at}/${name}`, data]))
  const both = ['adapter_config.json', 'adapter_model.safetensors']
  await sent({ 'ok.gguf': strToU8('g') })
  await sent(inside('ok folder'))
  await sent({ 'ok.zip': zipSync({ ...inside('run 3/out'), '__MACOSX/._adapter_config.json': strToU8('no') }) })
  await sent({ 'a.zip': zipSync({ 'ok within.gguf': strToU8('g') }) })
  const models = ['starter', 'large.gguf']
  expect(state.taken).toEqual([
    { from: 'ok.gguf', files: [], models },
    { from: 'ok folder', files: both, models },
    { from: 'ok', files: both, models },
    { from: 'ok within.gguf', files: [], models },
  ])
  expect(await handlers.adapters({}, caller)).toMatchObject(
    Array.from({ length: 4 }, () => ({ source: 'imported', presence: 'in-use', rank: 8, setup: null, before: null, bytes: 7 })),
  )
  const names = (await handlers.adapters({}, caller)).map(({ name }) => name)
  expect(names.toSorted()).toEqual(['from elsewhere', 'from elsewhere (2)', 'from elsewhere (3)', 'from elsewhere (4)'])
  const foreign = { code: 'adapter-foreign' }
  expect(await refusal(() => sent({ 'notes.txt': strToU8('x') }))).toMatchObject({ ...foreign, detail: { file: 'notes.txt' } })
  expect(await refusal(() => sent({ 'n.zip': zipSync({ 'notes.txt': strToU8('x') }) }))).toMatchObject(foreign)
  expect(await refusal(() => sent({ 'n.zip': strToU8('no archive at all') }))).toMatchObject(foreign)
  expect(await refusal(() => sent({ 'cut.zip': zipSync(inside('ok')).subarray(0, 90) }))).toMatchObject({ code: 'adapter-unreadable' })
  expect(await refusal(() => sent({ 'dora.gguf': strToU8('x') }))).toMatchObject({ code: 'adapter-kind', detail: { what: 'use_dora' } })
  expect(readdirSync(join(folder, 'incoming', 'adapters'))).toEqual([])
  expect(readdirSync(join(folder, 'incoming'))).toEqual(['adapters'])
  expect(await handlers.adapters({}, caller)).toHaveLength(4)
})

test('one goes out as its file or as an archive of a folder of PEFT, and becomes a model; a missing base keeps it from the latter two', async () => {
  const folder = temporaryFolder()
  write(folder, first, { name: '散文/一' })
  write(folder, second, { identity: identity('huge') })
  const { handlers } = await voiceIn(folder)
  const got = async (id: AdapterId, format: 'gguf' | 'peft') => {
    const pieces = await allOf(handlers.exportAdapter({ id, format }, caller))
    return { name: pieces[0]?.name, data: Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))) }
  }
  expect(await got(first, 'gguf')).toEqual({ name: '散文／一.gguf', data: Buffer.from('numbers') })
  const { name, data } = await got(first, 'peft')
  const files = Object.fromEntries(Object.entries(unzipSync(data)).map(([file, bytes]) => [file, Buffer.from(bytes).toString()]))
  expect([name, files]).toEqual(['散文／一.zip', { 'adapter_config.json': '{"name":"散文/一","model":"starter"}', 'adapter_model.safetensors': 'tensors' }])
  const merging = (id: AdapterId) => allOf(handlers.merge({ id, strength: 0.5, precision: 'f16', name: '新模型' }, caller))
  expect((await merging(first)).at(-1)).toEqual({ bytes: 2, total: 2, id: 'starter 新模型 0.5' })
  expect((await got(second, 'gguf')).data.toString()).toBe('numbers')
  const missing = { code: 'adapter-base-missing', detail: { name: 'name 1', base: 'starter' } }
  expect([await refusal(() => got(second, 'peft')), await refusal(() => merging(second))]).toEqual([missing, missing])
})
