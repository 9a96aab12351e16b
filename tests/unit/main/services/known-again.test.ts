/** Voices that go out as files and come back: the service over the engine's own work on them. */
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
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
    isSame: async (kept, other) => (await engine.sameAdapter({ kept, other }, caller)).isSame,
    merge: async function* () {},
  }
  const files = new VoiceFolder(folder)
  await using opening = await openBase(base)
  const identities = new Map<string, BaseIdentity>([['starter', await identify(opening)]])
  const state = { known, there, isReady: async () => undefined as void }
  const told: string[] = []
  const signals: AbortSignal[] = []
  const worn: (string | null)[] = []
  const use = new VoiceUse(files, folder)
  const adapt = async () => void worn.push(use.of('starter')?.path ?? null)
  const { handlers } = voiceAdapters({
    ...{ workspace: await opened(folder), folder, files, use, model: () => 'starter', place: (name) => ({ name }) },
    compute: { adapt, listen: () => () => undefined, shelf: { identities: async () => identities, adapters: desk } },
    forget: async () => undefined,
    leftOut: { known: () => new Set(state.there), maskedSince: () => 0, readAhead: async () => undefined },
    learning: {
      known: async (signal) => {
        signals.push(signal)
        await state.isReady()
        return state.known
      },
    },
    emit: (member) => void told.push(member),
  })
  const goesOut = async (format: 'gguf' | 'peft', by = caller) => {
    const pieces: Buffer[] = []
    const known = new Set<boolean>()
    for await (const { data, isKnownAgain } of handlers.exportAdapter({ id, format }, by)) {
      pieces.push(Buffer.from(data, 'base64'))
      known.add(isKnownAgain)
    }
    return { name: format === 'gguf' ? 'a.gguf' : 'a.zip', data: Buffer.concat(pieces), known: [...known] }
  }
  const comesIn = async ({ name, data }: { name: string; data: Buffer }, called: string | null = null) => {
    const { upload } = await handlers.begin({ bytes: data.length, name }, caller)
    const of = UploadId.parse(upload)
    await handlers.piece({ upload: of, at: 0, data: data.toString('base64') }, caller)
    return AdapterId.parse((await handlers.importAdapter({ uploads: [of], name: called }, caller)).id)
  }
  const list = async () => handlers.adapters({}, caller)
  return { folder, files, handlers, state, told, signals, use, worn, goesOut, comesIn, list }
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

test('that works were found of one that is here already is told to pages, and how many', async () => {
  const [one, other] = [await studio(), await studio({ known: archive.slice(0, 1), there: ['a'] })]
  await made(one.folder)
  const file = await one.goesOut('gguf')
  await other.comesIn(file)
  other.state.known = archive
  other.told.length = 0
  expect(await refusal(other.comesIn(file))).toEqual({ code: 'adapter-here', detail: { name: '散文', found: 2 } })
  expect(other.told).toContain('adaptersChanged')
  // There is nothing more to be found.
  expect(await refusal(other.comesIn(file))).toEqual({ code: 'adapter-here', detail: { name: '散文' } })
})

describe('where its own file is damaged or gone', () => {
  const damages: readonly [what: string, damage: (file: string) => void][] = [
    ['cut short', (file) => truncateSync(file, 2000)],
    ['empty', (file) => truncateSync(file, 0)],
    ['gone', (file) => rmSync(file)],
  ]
  test.each(damages)('it is put back by what went out of it: %s', async (_, damage) => {
    const one = await studio()
    const record = await made(one.folder)
    const whole = readFileSync(one.files.fileOf(id))
    const file = await one.goesOut('gguf')
    await one.handlers.rename({ id, name: '改了名的' }, caller)
    await one.handlers.activate({ id, strength: 0.5 }, caller)
    damage(one.files.fileOf(id))
    one.use.refused('starter', { code: 'adapter-damaged', message: '', detail: {} }, { path: one.files.fileOf(id) })
    one.told.length = 0
    expect(await one.comesIn(file)).toBe(id)
    expect(one.files.record(id)).toEqual({ ...record, name: '改了名的' })
    expect(await one.list()).toHaveLength(1)
    expect(one.told).toContain('adaptersChanged')
    await using opening = await openBase(base)
    const path = join(temporaryFolder(), 'whole.gguf')
    writeFileSync(path, whole)
    expect((await readAdapter(one.files.fileOf(id), opening.config)).matrices).toEqual((await readAdapter(path, opening.config)).matrices)
    // What is written goes on with it.
    expect(one.handlers.active({}, caller)).toMatchObject({ id, strength: 0.5, problem: null })
    expect(one.worn.at(-1)).toBe(one.files.fileOf(id))
  })

  test('one of that id that says something else of how it was made is a strange one', async () => {
    const [one, forger] = [await studio(), await studio()]
    const record = await made(one.folder)
    await made(forger.folder, { after: { step: 8, bitsPerCharacter: 0.1 } })
    truncateSync(one.files.fileOf(id), 2000)
    expect(await one.comesIn(await forger.goesOut('gguf'))).not.toBe(id)
    expect(one.files.record(id)).toEqual(record)
    expect(readFileSync(one.files.fileOf(id))).toHaveLength(2000)
  })
})

test('of two that are brought in at once the first comes in, and the other is told that it is here', async () => {
  const one = await studio()
  await made(one.folder)
  const files = [await one.goesOut('gguf'), await one.goesOut('peft')]
  await one.handlers.remove({ id }, caller)
  // Whoever asks for works waits for the other to ask as well, for as long as that could be.
  const { promise: both, resolve } = Promise.withResolvers<void>()
  const asked = one.signals.length
  one.state.isReady = () => {
    if (one.signals.length === asked + 2) resolve()
    return Promise.race([both, new Promise<void>((later) => setTimeout(later, 200))])
  }
  const came = await Promise.all(files.map((file) => one.comesIn(file).catch((error: unknown) => error)))
  expect(came).toEqual([id, expect.objectContaining({ code: 'adapter-here' })])
  expect(await one.list()).toHaveLength(1)
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

test('where the disk has no place for a copy, what is kept of it goes out as it is; a folder of PEFT can’t', async () => {
  const one = await studio()
  await made(one.folder)
  expect((await one.goesOut('gguf')).known).toEqual([true])
  rmSync(join(one.folder, 'incoming'), { recursive: true, force: true })
  // Nothing can be put where copies are made.
  writeFileSync(join(one.folder, 'incoming'), '')
  const { data, known } = await one.goesOut('gguf')
  expect([known, data.equals(readFileSync(one.files.fileOf(id)))]).toEqual([[false], true])
  expect(await refusal(one.goesOut('peft'))).toMatchObject({ code: 'disk-error' })
})

test('a damaged one does not go out as if it were whole', async () => {
  const one = await studio()
  await made(one.folder)
  truncateSync(one.files.fileOf(id), 2000)
  expect(await refusal(one.goesOut('gguf'))).toMatchObject({ code: 'adapter-damaged' })
  expect(readdirSync(join(one.folder, 'incoming', 'adapters'))).toEqual([])
})

test('whoever gives an export up while the works are read gets none, and nothing of it is left', async () => {
  const one = await studio()
  await made(one.folder)
  const given = new AbortController()
  one.state.isReady = async () => {
    given.abort()
    throw new Problem('cancelled', 'given up')
  }
  await expect(one.goesOut('gguf', { ...caller, signal: given.signal })).rejects.toThrow()
  expect(one.signals).toEqual([given.signal])
  expect(readdirSync(join(one.folder, 'incoming', 'adapters'))).toEqual([])
})

test('what is known only by a file’s word is told so, also where the archive has its works; what went out of here is not, even once it was deleted', async () => {
  const [one, other] = [await studio(), await studio()]
  await made(one.folder)
  const file = await one.goesOut('gguf')
  await other.comesIn(file)
  expect(await other.list()).toMatchObject([{ source: 'made', isBrought: true }])
  await one.handlers.remove({ id }, caller)
  await one.comesIn(file)
  expect(await one.list()).toMatchObject([{ source: 'made', isBrought: false }])
  // To go out of the other one makes it no more that one’s own.
  const again = await other.goesOut('gguf')
  await other.handlers.remove({ id }, caller)
  await other.comesIn(again)
  expect(await other.list()).toMatchObject([{ isBrought: true }])
  // Another version's list of what went out is none.
  writeFileSync(join(one.folder, 'voice', 'given.json'), '{"version":2}')
  expect(await one.list()).toMatchObject([{ isBrought: true }])
})

test('of more works than its file has place for it is told how many they were', async () => {
  const [one, other] = [await studio(), await studio()]
  const many = Array.from({ length: 60_000 }, (_, at) => ({ id: `w${at}`, title: '', words: 2, heldOut: at < 6000 }))
  await made(one.folder, { works: many })
  one.state.known = many.map(({ id: work }) => ({ id: work, title: '', words: 2, hash: work }))
  await other.comesIn(await one.goesOut('gguf'))
  const amounts = { learning: { works: 54_000, words: 108_000 }, heldOut: { works: 6000, words: 12_000 } }
  expect(await other.list()).toMatchObject([amounts])
  // Also where it goes on from there.
  const third = await studio()
  await third.comesIn(await other.goesOut('peft'))
  expect(await third.list()).toMatchObject([amounts])
})
