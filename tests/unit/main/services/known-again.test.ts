/** Voices that go out as files and come back: the service over the engine's own work on them. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeAdapter, readAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { type BaseIdentity, identify, openBase } from '#engine/bases/index.ts'
import { adapterHandlers } from '#engine/worker/adapter-files.ts'
import type { AdapterDesk } from '#main/compute/adapter-desk.ts'
import type { KnownWork } from '#main/services/archive-learning.ts'
import { voiceAdapters } from '#main/services/voice-adapters.ts'
import { type AdapterRecord, VoiceFolder } from '#main/services/voice-records.ts'
import { VoiceUse } from '#main/services/voice-use.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { Problem } from '#preload/contract/problem.ts'
import { UploadId } from '#preload/contract/uploads.ts'
import { tinyBases } from '../../engine/bases/tiny-bases.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const [base, peft] = [join(tinyBases, 'llama'), join(tinyBases, 'llama-adapter')]
const caller = { client: 'page', signal: new AbortController().signal }
const id = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d')
const works = [
  { id: 'a', title: '一', words: 100, heldOut: false },
  { id: 'b', title: '二', words: 60, heldOut: false },
  { id: 'c', title: '三', words: 40, heldOut: true },
]
const archive: KnownWork[] = works.map(({ id: work, title, words }) => ({ id: work, title, words, hash: `hash ${work}` }))

/** A voice as a run leaves it. */
async function made(folder: string, part: Partial<AdapterRecord> = {}): Promise<AdapterRecord> {
  await using opening = await openBase(base)
  const record: AdapterRecord = {
    ...{ version: 1, id, name: '散文', base: { id: 'starter', name: 'starter' }, identity: await identify(opening), madeAt: 1_700_000_000_000, works },
    ...{ setup: { method: 'qlora', bits: 8, rank: 4, steps: 8, length: 64, batch: 2 }, choice: { method: 'qlora', rank: 4, passes: null } },
    ...{ figures: [{ step: 0, bitsPerCharacter: 4 }], before: { step: 0, bitsPerCharacter: 4 }, after: { step: 8, bitsPerCharacter: 3.5 } },
    ...{ seconds: 9, proof: { quoted: '原文' }, ...part },
  }
  const place = join(folder, 'voice', record.id)
  mkdirSync(place, { recursive: true })
  const adapter = await readAdapter(peft, opening.config)
  await writeGgufAdapter(join(place, 'adapter.gguf'), { ...adapter, base: await identify(opening) }, opening.config)
  writeFileSync(join(place, 'record.json'), JSON.stringify(record))
  return record
}

async function studio({ folder = temporaryFolder(), known = archive, there = works.map((work) => work.id) } = {}) {
  const engine = adapterHandlers()
  const desk: AdapterDesk = {
    take: async (from, to) => engine.takeAdapter({ from, to, bases: [{ id: 'starter', path: base }] }, caller),
    give: async ({ folder: to, model: _model, mark = null, ...asked }) => void (await engine.giveAdapter({ ...asked, to, mark, base }, caller)),
    label: async (asked) => void (await engine.giveAdapter({ ...asked, base: null }, caller)),
    isSame: async (one, other) => (await engine.sameAdapter({ one, other }, caller)).isSame,
    merge: async function* () {},
  }
  const files = new VoiceFolder(folder)
  await using opening = await openBase(base)
  const identities = new Map<string, BaseIdentity>([['starter', await identify(opening)]])
  const state = { known, there }
  const { handlers } = voiceAdapters({
    ...{ workspace: await opened(folder), folder, files, use: new VoiceUse(files, folder), model: () => 'starter', place: (name) => ({ name }) },
    compute: { adapt: async () => undefined, listen: () => () => undefined, shelf: { identities: async () => identities, adapters: desk } },
    forget: async () => undefined,
    leftOut: { known: () => new Set(state.there) },
    learning: { known: async () => state.known },
    emit: () => undefined,
  })
  const goesOut = async (format: 'gguf' | 'peft') => {
    const pieces: Buffer[] = []
    for await (const { data } of handlers.exportAdapter({ id, format }, caller)) pieces.push(Buffer.from(data, 'base64'))
    return { name: format === 'gguf' ? 'a.gguf' : 'a.zip', data: Buffer.concat(pieces) }
  }
  const comesIn = async ({ name, data }: { name: string; data: Buffer }, called: string | null = null) => {
    const { upload } = await handlers.begin({ bytes: data.length, name }, caller)
    const of = UploadId.parse(upload)
    await handlers.piece({ upload: of, at: 0, data: data.toString('base64') }, caller)
    return AdapterId.parse((await handlers.importAdapter({ uploads: [of], name: called }, caller)).id)
  }
  const list = async () => handlers.adapters({}, caller)
  return { folder, files, handlers, state, goesOut, comesIn, list }
}

async function refusal(work: Promise<unknown>): Promise<object | null> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? { code: error.code, detail: error.detail } : Promise.reject(error)),
  )
}

test.each(['gguf', 'peft'] as const)('deleted here and brought in again as %s it is what it was, but for its proof, which quoted works', async (format) => {
  const one = await studio()
  const record = await made(one.folder)
  const [before] = await one.list()
  const file = await one.goesOut(format)
  await one.handlers.remove({ id }, caller)
  expect(await one.comesIn(file)).toBe(id)
  expect(await one.list()).toEqual([{ ...before, bytes: expect.any(Number) }])
  expect(one.files.record(id)).toMatchObject({ ...record, proof: null })
})

test('that very one is said to be here already instead of a second row, whatever it is called by now', async () => {
  const one = await studio()
  await made(one.folder)
  const files = [await one.goesOut('gguf'), await one.goesOut('peft')]
  await one.handlers.rename({ id, name: '改了名的' }, caller)
  for (const file of files) expect(await refusal(one.comesIn(file, '别的'))).toEqual({ code: 'adapter-here', detail: { name: '改了名的' } })
  expect(await one.list()).toHaveLength(1)
  expect(readdirSync(join(one.folder, 'incoming', 'adapters'))).toEqual([])
})

test('in another studio, whose archive read the same works anew, it has these, under their names there; left-out ones count as such', async () => {
  const [one, known] = [await studio(), archive.map((work) => ({ ...work, id: `new ${work.id}` }))]
  await made(one.folder)
  const other = await studio({ known, there: ['new a', 'new c'] })
  await other.comesIn(await one.goesOut('gguf'))
  expect(other.files.record(id)?.works).toEqual(works.map((work) => ({ ...work, id: `new ${work.id}` })))
  expect(await other.list()).toMatchObject([{ id, name: '散文', source: 'made', leftOut: { learning: 1, heldOut: 0, titles: ['二'] } }])
})

test('where its works are unknown it is another’s, with what its file says; once they come to the archive, bringing it in again finds them', async () => {
  const [one, other] = [await studio(), await studio({ known: [], there: [] })]
  const { madeAt } = await made(one.folder)
  const file = await one.goesOut('gguf')
  await other.comesIn(file)
  expect(await other.list()).toMatchObject([
    { source: 'imported', name: '散文', madeAt, before: 4, after: 3.5, learning: { works: 2, words: 160 }, leftOut: { learning: 0, heldOut: 0 } },
  ])
  other.state.known = archive
  expect(await refusal(other.comesIn(file))).toMatchObject({ code: 'adapter-here' })
  expect(other.files.record(id)?.works).toEqual(works)
  // From there it goes home with all that it came with.
  const home = await studio()
  await home.comesIn(await other.goesOut('peft'))
  expect(home.files.record(id)?.works).toEqual(works)
})

test('one that calls itself by the id of another is a strange one, and the other stays as it is', async () => {
  const [one, forger] = [await studio(), await studio()]
  const record = await made(one.folder)
  await made(forger.folder)
  await using opening = await openBase(base)
  const path = forger.files.fileOf(id)
  const read = await readAdapter(path, opening.config)
  const doubled = new Map([...read.matrices].map(([key, matrix]) => [key, { ...matrix, factor: matrix.factor * 2 }]))
  await writeGgufAdapter(path, { ...read, matrices: doubled }, opening.config)
  const strange = await one.comesIn(await forger.goesOut('gguf'))
  expect(strange).not.toBe(id)
  expect(one.files.record(strange)).toMatchObject({ name: '散文（2）', setup: null, works: [], before: null })
  expect(one.files.record(id)).toEqual(record)
})

test('a record that is there and can’t be read is not written over', async () => {
  const one = await studio()
  await made(one.folder)
  const file = await one.goesOut('gguf')
  writeFileSync(join(one.folder, 'voice', id, 'record.json'), '{"version":2}')
  expect(await one.comesIn(file)).not.toBe(id)
})

test('what it says of another base is not believed', async () => {
  const one = await studio()
  const { identity } = await made(one.folder)
  await made(one.folder, { identity: { ...identity, sizes: 'other' } })
  const file = await one.goesOut('gguf')
  rmSync(join(one.folder, 'voice', id), { recursive: true })
  const strange = await one.comesIn(file)
  expect(one.files.record(strange)).toMatchObject({ setup: null, works: [], identity })
})

test('what stands in the file has no title in it, and goes out without the base as well', async () => {
  const one = await studio()
  await made(one.folder, { works: [{ id: 'a', title: '从不外传的题目', words: 100, heldOut: true }] })
  const { data } = await one.goesOut('gguf')
  expect(data.includes('从不外传的题目')).toBe(false)
  const path = join(temporaryFolder(), 'a.gguf')
  writeFileSync(path, data)
  expect(await describeAdapter(path)).toMatchObject({ name: '散文', notes: { mark: expect.stringContaining(id) } })
  const lost = await studio()
  await made(lost.folder, { identity: { name: 'gone', family: 'qwen3', sizes: 'x', numbers: 'y' } })
  expect((await lost.goesOut('gguf')).data.length).toBeGreaterThan(1000)
})

test('one without a mark comes in as often as it is brought', async () => {
  const one = await studio()
  await made(one.folder)
  const file = { name: 'plain.gguf', data: readFileSync(one.files.fileOf(id)) }
  rmSync(join(one.folder, 'voice', id), { recursive: true })
  await one.comesIn(file)
  await one.comesIn(file)
  expect((await one.list()).map(({ source }) => source)).toEqual(['imported', 'imported'])
})
