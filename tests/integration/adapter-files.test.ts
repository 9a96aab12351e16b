/** Adapters as files, in the studio's own processes: from elsewhere and back, merged into a model, given up, and where the disk or the file is bad. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readAdapter } from '#engine/adapters/index.ts'
import { openBase } from '#engine/bases/index.ts'
import { openCompleter } from '#engine/completion/index.ts'
import { type EngineProcess, startEngine } from '#main/compute/engine-process.ts'
import { starterId } from '#main/compute/model-files.ts'
import { Inspectors } from '#main/compute/model-list.ts'
import { modelShelf } from '#main/compute/model-shelf.ts'
import { Problem } from '#preload/contract/problem.ts'
import { context } from './running-engine.ts'
import { starter, taughtBeginning, taughtText, teachStarter } from './taught-starter.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-adapter-files-'))
const at = (name: string) => join(folder, name)
const [taught, models] = [at('taught.gguf'), at('models')]
const disk = at('disk')
mkdirSync(disk)
/** A small file system. Only root can make one. */
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=60m', 'tmpfs', disk]).status === 0
const never = new AbortController().signal
beforeAll(() => teachStarter(taught))
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk])
  rmSync(folder, { recursive: true })
})

function shelf(modelsFolder = models) {
  const places = { starter, folder: modelsFolder }
  const start = (): EngineProcess => startEngine({ nodePath: process.execPath, entry: fileURLToPath(new URL('../../engine/worker/main.ts', import.meta.url)) })
  return modelShelf(places, new Inspectors(start, { silenceMs: 60_000, fileMs: 60_000, mostBytes: 2 ** 32 }), start)
}

async function refusal(work: Promise<unknown>): Promise<{ code: string; detail: object } | null> {
  return work.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? { code: error.code, detail: error.detail } : Promise.reject(error)),
  )
}

async function last<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  let newest: T | undefined
  for await (const item of items) newest = item
  return newest
}

test('one that goes out as PEFT comes in again as the very same, for the model that it belongs to', async () => {
  const { adapters, identities } = shelf()
  await adapters.give({ path: taught, model: starterId, folder: at('peft'), name: '我的笔风' })
  expect(readdirSync(at('peft')).sort()).toEqual(['adapter_config.json', 'adapter_model.safetensors'])
  mkdirSync(models, { recursive: true })
  writeFileSync(join(models, 'broken.gguf'), 'no model')
  const known = await identities()
  expect([...known.keys()]).toEqual([starterId])
  const taken = await adapters.take(at('peft'), at('again.gguf'), [starterId])
  expect(taken).toEqual({ name: '我的笔风', rank: 4, base: starterId, identity: known.get(starterId) })
  await using base = await openBase(starter)
  expect((await readAdapter(at('again.gguf'), base.config)).matrices).toEqual((await readAdapter(taught, base.config)).matrices)
})

test('one that goes out with a mark comes in with it, in either form, and is told to be the same', async () => {
  const { adapters } = shelf()
  const marked = { path: taught, name: '改名', mark: '{"kind":"trial"}' }
  await adapters.label({ ...marked, to: at('marked.gguf') })
  await adapters.give({ ...marked, model: starterId, folder: at('marked') })
  for (const from of ['marked.gguf', 'marked']) {
    expect(await adapters.take(at(from), at('taken.gguf'), [starterId])).toMatchObject({ name: '改名', mark: marked.mark })
    expect(await adapters.isSame(taught, at('taken.gguf'))).toBe(true)
  }
  writeFileSync(at('half.gguf'), readFileSync(taught).subarray(0, 2000))
  expect(await refusal(adapters.label({ ...marked, path: at('half.gguf'), to: at('never.gguf') }))).toEqual({
    code: 'adapter-damaged',
    detail: { name: '改名' },
  })
  expect(readdirSync(folder)).not.toContain('never.gguf')
})

test('what is damaged, of another kind or for another model is refused with what is wrong', async () => {
  const { adapters } = shelf()
  const take = (from: string) => refusal(adapters.take(from, at('never.gguf'), [starterId]))
  writeFileSync(at('cut.gguf'), readFileSync(taught))
  truncateSync(at('cut.gguf'), 9000)
  expect(await take(at('cut.gguf'))).toEqual({ code: 'adapter-unreadable', detail: { file: 'cut.gguf' } })
  expect(await take(starter)).toMatchObject({ code: 'adapter-model' })
  const peft = join(import.meta.dirname, '../fixtures/tiny-bases/llama-adapter')
  expect(await take(peft)).toMatchObject({ code: 'adapter-base-missing', detail: { base: expect.any(String) } })
  mkdirSync(at('dora'))
  const config = JSON.parse(readFileSync(join(peft, 'adapter_config.json'), 'utf8'))
  writeFileSync(join(at('dora'), 'adapter_config.json'), JSON.stringify({ ...config, use_dora: true }))
  expect(await take(at('dora'))).toEqual({ code: 'adapter-kind', detail: { file: 'dora', what: 'use_dora' } })
  expect(readdirSync(folder)).not.toContain('never.gguf')
})

test('merged it is a model of the list, which says without an adapter what the base says with it', async () => {
  const list = shelf()
  const merging = (precision: 'f16' | 'q8_0') => list.adapters.merge({ path: taught, strength: 1, model: starterId, precision, name: '我的模型' }, never)
  const [whole, small] = [await last(merging('f16')), await last(merging('q8_0'))]
  expect([whole?.id, small?.id]).toEqual(['我的模型.gguf', '我的模型-2.gguf'])
  expect(whole?.bytes).toBeGreaterThan((small?.bytes ?? 0) * 1.5)
  expect(statSync(join(models, '我的模型.gguf')).size / (whole?.total ?? 0)).toBeCloseTo(1, 1)
  const listed = await list.list()
  expect(
    listed
      .filter(({ facts }) => facts !== null)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['starter', '我的模型-2.gguf', '我的模型.gguf'])
  await using completer = await openCompleter({
    ...{ path: join(models, '我的模型-2.gguf'), device: 'cpu', threads: { writing: 1, reading: 1 }, draftTokens: 0 },
    settings: { calibration: null, speakAbove: 0, continueAbove: 0 },
  })
  const said = await last(completer.complete({ ...context(taughtBeginning), leanings: [] }, never))
  expect(taughtText).toContain(taughtBeginning + said?.text)
})

const request = { path: taught, strength: 1.5, model: starterId, precision: 'f16', name: '没有' } as const

test('given up it leaves nothing, and takes away what a death left before', async () => {
  mkdirSync(models, { recursive: true })
  const before = readdirSync(models).sort()
  writeFileSync(join(models, '旧.gguf.999999-0.tmp'), 'half')
  for await (const { bytes } of shelf().adapters.merge(request, never)) if (bytes > 0) break
  expect(readdirSync(models).sort()).toEqual(before)
})

test('two at once both become models, one after the other; what another process writes there stays', async () => {
  const own = at('two at once')
  mkdirSync(own)
  const others = `别的.gguf.${process.ppid}-0.tmp`
  writeFileSync(join(own, others), 'half')
  const { adapters } = shelf(own)
  const merging = (strength: number, signal = never) => adapters.merge({ ...request, precision: 'q8_0', strength, name: '同名' }, signal)
  const given = new AbortController()
  const all = [last(merging(1)), refusal(last(merging(1, given.signal))), last(merging(0.5))] as const
  given.abort()
  const [one, none, two] = await Promise.all(all)
  expect([one?.id, none?.code, two?.id]).toEqual(['同名.gguf', 'cancelled', '同名-2.gguf'])
  expect(readdirSync(own).sort()).toEqual([others, '同名-2.gguf', '同名.gguf'].sort())
})

test.skipIf(!isMounted)('a disk without room for it is told at once', async () => {
  const small = join(disk, 'models')
  expect(await refusal(last(shelf(small).adapters.merge(request, never)))).toMatchObject({ code: 'disk-full' })
  expect(readdirSync(small)).toEqual([])
})
