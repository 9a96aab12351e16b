/** The training bundle as a page gets it. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ZipWriter } from '#main/package/zip-writer.ts'
import { bundleHandler, bundlePreviewHandler } from '#main/services/voice-bundle.ts'
import { worksOfRun } from '#main/services/run-works.ts'
import type { RecipeRequest } from '#main/compute/trainer.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Enough } from '#preload/contract/archive.ts'
import { aRecipe } from '../bundle/a-recipe.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { opened } from './workspaces.ts'

const templates = fileURLToPath(new URL('../../../../resources/bundle', import.meta.url))
const works = Array.from({ length: 6 }, (_, at) => ({
  id: `w${at}`,
  title: `第${at}篇`,
  words: 5000,
  split: at < 5 ? ('train' as const) : ('held-out' as const),
  stamp: `${at}`,
  read: () => ({ text: `正文${at}`, context: [] }),
}))
const amount = { words: 30_000, works: 6 }
const need = { words: 20_000, works: 5 }
const plenty: Enough = { kind: 'enough', have: amount, need }

async function bundling(enough: Enough = plenty, isEnclosed = aRecipe.base.isEnclosed, own = works) {
  const folder = temporaryFolder()
  let [isHeld, failure]: [(() => void) | null, Error | null] = [null, null]
  const asked: RecipeRequest[] = []
  const remembered: { id: string; sides: string[] }[] = []
  const options: Parameters<typeof bundleHandler>[0] = {
    workspace: await opened(folder),
    folder,
    templates,
    files: { keepBundle: (id, sides) => void remembered.push({ id, sides: sides.map(({ id: work, heldOut }) => `${work} ${heldOut}`) }) },
    works: async (signal) => (await worksOfRun({ learning: { works: async () => own }, enough: () => enough }, null, signal)).works,
    model: () => 'starter',
    place: (id) => ({ path: `/models/${id}.gguf`, name: id }),
    trainer: {
      recipe: async (request, signal) => {
        asked.push(request)
        if (isHeld) {
          isHeld()
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
        }
        mkdirSync(request.enclosed, { recursive: true })
        writeFileSync(join(request.enclosed, 'model.safetensors'), Buffer.alloc(1_000_000))
        if (failure) throw failure
        return { ...aRecipe, base: { ...aRecipe.base, isEnclosed } }
      },
    },
  }
  const bundle = bundleHandler(options)
  const leaving = new AbortController()
  const ask = () => bundle({ base: null, choice: { method: null, rank: 8, passes: null } }, { client: 'page', signal: leaving.signal })
  const left = () => (existsSync(join(folder, 'bundles')) ? readdirSync(join(folder, 'bundles')) : [])
  const preview = async () => bundlePreviewHandler(options)({ base: null, choice: null }, { client: 'page', signal: leaving.signal })
  /** Resolves once the trainer is asked, which answers nothing then. */
  const hold = () => new Promise<void>((resolve) => (isHeld = resolve))
  const fail = (error: Error) => void (failure = error)
  return { asked, remembered, ask, preview, left, leaving, hold, fail }
}

test('it comes in pieces of one ZIP, after the trainer was asked how the model in use is taught; nothing of it stays', async () => {
  const { asked, remembered, ask, left } = await bundling()
  const items = await itemsOf(ask())
  const file = Buffer.concat(items.map(({ data }) => Buffer.from(data, 'base64')))
  expect(file.subarray(0, 4).toString('latin1')).toBe('PK\u0003\u0004')
  expect(items.at(-1)).toMatchObject({ name: '墨课训练包-starter.zip', done: 6, total: 6 })
  expect(asked).toMatchObject([{ base: '/models/starter.gguf', choice: { rank: 8 }, characters: { learning: 25_000, heldOut: 5000 } }])
  expect(left()).toEqual([])
  // So that what comes back can be proved.
  expect(remembered).toEqual([{ id: expect.stringMatching(/^[0-9a-f]{32}$/), sides: works.map(({ id, split }) => `${id} ${split === 'held-out'}`) }])
})

test('what would be in it is told before, and nothing is written for good', async () => {
  const { preview, left, remembered } = await bundling(plenty, true)
  const told = await preview()
  expect(told).toMatchObject({
    base: { id: 'starter', name: 'starter' },
    learning: { works: 5, words: 25_000 },
    heldOut: { works: 1, words: 5000 },
    isEnclosed: true,
  })
  expect([told.bytes > 1_000_000, told.bytes < 1_200_000, Number.isInteger(told.bytes)]).toEqual([true, true, true])
  expect([left(), remembered]).toEqual([[], []])
  const { preview: ofLarge } = await bundling(plenty, false)
  const large = await ofLarge()
  expect([large.isEnclosed, large.bytes < 200_000]).toEqual([false, true])
})

test('its size goes by what is written, in whatever language', async () => {
  const some = 'anyone who writes lessons every day for several years knows whether readers understood something important'.split(' ')
  let state = 7
  const next = (below: number) => (state = (state * 1103515245 + 12345) & 0x7fffffff) % below
  const made = (gap: string, one: () => string) => works.map((work) => ({ ...work, words: 1500, text: Array.from({ length: 1500 }, one).join(gap) }))
  const readable = (all: ReturnType<typeof made>) => all.map(({ text, ...work }) => ({ ...work, read: () => ({ text, context: [] }) }))
  // As many words have five times the letters of as many 字.
  const english = readable(made(' ', () => some[next(some.length)] ?? ''))
  const chinese = readable(made('', () => String.fromCharCode(0x4e00 + next(3000))))
  const bytes = async (own: typeof works) => (await (await bundling(plenty, false, own)).preview()).bytes
  const packed = (own: typeof works) => own.reduce((sum, work) => sum + deflateRawSync(work.read().text).length, 0)
  for (const own of [english, chinese]) {
    const share = (await bytes(own)) / packed(own)
    expect([share > 0.8, share < 1.25]).toEqual([true, true])
  }
})

test('a page that leaves while it is looked at leaves nothing', async () => {
  const { preview, left, leaving, hold } = await bundling(plenty, true)
  const asked = hold()
  const told = preview()
  await asked
  leaving.abort(new Problem('cancelled', 'the page is gone'))
  expect([await problemOf(told), left()]).toEqual(['cancelled', []])
})

test('a full disk is told where it is only looked at, too', async () => {
  const { preview, left, fail } = await bundling(plenty, true)
  fail(Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' }))
  expect([await problemOf(preview()), left()]).toEqual(['disk-full', []])
})

test('of too little to learn from there is none, and it says how much is needed', async () => {
  const { ask, left } = await bundling({ kind: 'words', have: { words: 900, works: 6 }, need })
  await expect(itemsOf(ask())).rejects.toMatchObject({ code: 'works-few', detail: { words: 900, needWords: 20_000 } })
  expect(left()).toEqual([])
})

test('a page that leaves half-way leaves nothing', async () => {
  const { ask, left, leaving } = await bundling()
  const stream = ask()[Symbol.asyncIterator]()
  await stream.next()
  leaving.abort()
  await stream.return?.()
  expect(left()).toEqual([])
})

test('a full disk is told as one, and nothing stays', async () => {
  const { ask, left } = await bundling()
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  const add = vi.spyOn(ZipWriter.prototype, 'finish').mockRejectedValueOnce(full)
  onTestFinished(() => add.mockRestore())
  expect(await problemOf(itemsOf(ask()))).toBe('disk-full')
  expect(left()).toEqual([])
})

async function itemsOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of stream) items.push(item)
  return items
}
