/** Models that the author brings: read, copied, deleted and loaded by real processes, in one file and in several. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { copyFiles } from '#engine/worker/model-copies.ts'
import { openGguf, writeGguf, type GgufTensor } from '#engine/formats/index.ts'
import { type Compute, startCompute } from '#main/compute/compute.ts'
import type { BroughtModel } from '#main/compute/model-files.ts'
import type { CopyProgress, ModelEntry } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { poem, writeBigramModel } from './bigram-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-brought-'))
const starter = join(folder, 'starter.gguf')
const models = join(folder, 'models')
const disk = join(folder, '作者的 磁盘')
const mine = join(disk, 'mine.gguf')
const parts = [1, 2].map((number) => join(disk, `parted-0000${number}-of-00002.gguf`))
const never = new AbortController().signal

beforeAll(async () => {
  mkdirSync(disk)
  await writeBigramModel(starter, poem)
  await writeBigramModel(mine, poem)
  await writeParts(mine)
})
afterAll(() => rmSync(folder, { recursive: true }))

/** The same model in two files, as llama-gguf-split writes it. */
async function writeParts(path: string): Promise<void> {
  await using file = await openGguf(path)
  const tensors = [...file.tensors.values()].map(({ name, shape }): GgufTensor => ({ name, shape, type: 'F32', load: () => file.read(name) }))
  const middle = Math.floor(tensors.length / 2)
  for (const [number, some] of [tensors.slice(0, middle), tensors.slice(middle)].entries())
    await writeGguf(parts[number] ?? '', {
      metadata: {
        ...(number === 0 ? Object.fromEntries(file.metadata) : {}),
        'split.no': { type: 'uint16', value: number },
        'split.count': { type: 'uint16', value: 2 },
        'split.tensors.count': { type: 'int32', value: tensors.length },
      },
      tensors: some,
    })
}

let compute: Compute
let brought: BroughtModel[] = []
beforeEach(() => {
  brought = []
  compute = startCompute({
    nodePath: process.execPath,
    entry: fileURLToPath(new URL('engine-under-test.ts', import.meta.url)),
    places: { starter, folder: models, brought: () => brought },
    choice: { model: null, device: 'cpu' },
    measured: { get: () => ({ threads: { writing: 1, reading: 1 }, fillsIn: false, draftTokens: 0 }), set: () => undefined },
    reportBug: (error) => {
      throw error
    },
  })
})
afterEach(async () => {
  await compute.close()
  rmSync(models, { recursive: true, force: true })
})

async function bring(path: string): Promise<ModelEntry> {
  const entry = await compute.shelf.look(path)
  brought.push({ id: entry.id, path: entry.path ?? '' })
  return entry
}

/** Until then the one before serves. */
async function chosen(model: string): Promise<void> {
  await vi.waitFor(() => expect(compute.state().phase).toBe('ready'), 60_000)
  compute.use({ model, device: 'cpu' })
  await vi.waitFor(() => expect(compute.state()).toMatchObject({ phase: 'ready', model: { id: model } }), 60_000)
}

async function completed(before: string): Promise<{ model: string; text: string } | undefined> {
  let last: { model: string; text: string } | undefined
  const place = { course: '', chapter: '', lesson: '诗', headings: [], after: '', block: 'paragraph' as const, candidate: 0, leanings: [] }
  for await (const { model, text } of compute.complete({ ...place, before }, never)) last = { model, text }
  return last
}

async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const problem = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (problem instanceof Problem) return problem
  throw new Error('it was done', { cause: problem })
}

describe('a model that the author brings', () => {
  test('it is described where it lies before anything is loaded, then chosen, and goes on with the text', async () => {
    const entry = await bring(`"${mine}"`)
    expect(entry).toMatchObject({ place: 'brought', file: 'mine.gguf', path: mine, facts: { architecture: 'qwen3', files: 1 }, problem: null })
    await chosen(entry.id)
    expect(await completed('举头')).toEqual({ model: entry.id, text: '望低思故乡' })
    expect((await compute.shelf.list()).map(({ id }) => id)).toEqual(['starter', entry.id])
  })

  test('it is loaded from all of its files, whichever of them was named', async () => {
    const entry = await bring(parts[1] ?? '')
    expect(entry).toMatchObject({ path: parts[0], facts: { files: 2 } })
    await chosen(entry.id)
    expect(await completed('举头')).toEqual({ model: entry.id, text: '望低思故乡' })
    expect(compute.state().refused).toBeNull()
  })

  test('a file that is no model is refused, and nothing that is in it is told', async () => {
    writeFileSync(join(disk, 'secret.txt'), 'root:x:0:0')
    const { code, message, detail } = await problemOf(compute.shelf.look(join(disk, 'secret.txt')))
    expect([code, detail]).toEqual(['model-foreign', { file: 'secret.txt' }])
    expect(message).not.toMatch(/root|0:0|作者的 磁盘/)
    expect((await problemOf(compute.shelf.look('secret.txt'))).code).toBe('model-path')
  })

  test('it says in the list what became of one that is gone', async () => {
    const path = join(disk, 'gone.gguf')
    copyFileSync(mine, path)
    const { id } = await bring(path)
    rmSync(path)
    const [, entry] = await compute.shelf.list()
    expect(entry).toMatchObject({ id, file: 'gone.gguf', facts: null, problem: { code: 'model-missing', detail: { file: 'gone.gguf' } } })
    expect(entry?.problem?.message).not.toContain(disk)
    compute.use({ model: id, device: 'cpu' })
    await vi.waitFor(() => expect(compute.state().refused).toMatchObject({ id, problem: { code: 'model-missing' } }), 60_000)
    expect((await completed('举头'))?.model).toBe('starter')
  })

  test('one that is damaged where nothing but its numbers is gives way to the one before, and says so', async () => {
    const { id } = await bring(mine)
    await chosen(id)
    for (const [name, byte] of [
      ['ones.gguf', 0xff],
      ['zeros.gguf', 0],
    ] as const) {
      const path = join(disk, name)
      const file = readFileSync(mine)
      writeFileSync(path, file.fill(byte, file.length >> 1))
      const damaged = await bring(path)
      expect(damaged.problem).toBeNull()
      compute.use({ model: damaged.id, device: 'cpu' })
      await vi.waitFor(() => expect(compute.state()).toMatchObject({ phase: 'ready', model: { id }, refused: { id: damaged.id } }), 60_000)
      expect(compute.state().refused?.problem).toMatchObject({ code: 'model-unsound', detail: { file: name } })
      expect((await completed('举头'))?.text).toBe('望低思故乡')
    }
  })

  test('the computer’s memory is told', async () => {
    const { total, free } = await compute.shelf.memory()
    expect([total > 1e8, free > 0, free <= total]).toEqual([true, true, true])
  })
})

describe('a copy in the models folder', () => {
  const copy = async (id: string, each: (progress: CopyProgress) => void = () => undefined, signal = never) => {
    for await (const progress of compute.shelf.copy(id, signal)) each(progress)
  }

  test('it has all files, byte for byte, and takes the name of none that is there', async () => {
    const { id } = await bring(parts[0] ?? '')
    const seen: CopyProgress[] = []
    await copy(id, (progress) => seen.push(progress))
    await copy(id, (progress) => seen.push(progress))
    expect(seen.filter((progress) => progress.id !== null).map((progress) => progress.id)).toEqual([
      'parted-00001-of-00002.gguf',
      'parted-2-00001-of-00002.gguf',
    ])
    expect(readdirSync(models).sort()).toEqual([
      'parted-00001-of-00002.gguf',
      'parted-00002-of-00002.gguf',
      'parted-2-00001-of-00002.gguf',
      'parted-2-00002-of-00002.gguf',
    ])
    for (const [number, path] of parts.entries())
      expect(readFileSync(join(models, `parted-2-0000${number + 1}-of-00002.gguf`)).equals(readFileSync(path))).toBe(true)
    await chosen('parted-2-00001-of-00002.gguf')
    expect(await completed('举头')).toEqual({ model: 'parted-2-00001-of-00002.gguf', text: '望低思故乡' })
  })

  test('it leaves nothing where it is given up, or its file turns out to be no model', async () => {
    const { id } = await bring(mine)
    const over = new AbortController()
    over.abort()
    expect((await problemOf(copy(id, undefined, over.signal))).code).toBe('cancelled')
    for await (const { bytes } of copyFiles([mine], models)) if (bytes > 0) break // whoever listens goes away
    const cut = join(disk, 'cut.gguf')
    copyFileSync(mine, cut)
    const entry = await bring(cut)
    truncateSync(cut, 60_000)
    expect(await problemOf(copy(entry.id))).toMatchObject({ code: 'model-cut', detail: { file: 'cut.gguf' } })
    expect(existsSync(models) ? readdirSync(models) : []).toEqual([])
  })

  test('it takes away what another one left that was ended by force', async () => {
    mkdirSync(models)
    writeFileSync(join(models, 'old.gguf.copying'), 'half')
    await copy((await bring(mine)).id)
    expect(readdirSync(models)).toEqual(['mine.gguf'])
  })

  test('it is deleted with all of its files, and nothing that lies elsewhere is', async () => {
    const { id } = await bring(parts[0] ?? '')
    await copy(id)
    await compute.shelf.remove('parted-00001-of-00002.gguf')
    expect(readdirSync(models)).toEqual([])
    expect((await problemOf(compute.shelf.remove(id))).code).toBe('invalid')
    expect((await problemOf(compute.shelf.remove('starter'))).code).toBe('invalid')
    await compute.shelf.remove('../作者的 磁盘/mine.gguf') // no such file in the folder
    expect([mine, starter, ...parts].map((path) => existsSync(path))).toEqual([true, true, true, true])
  })
})
