/** The training bundle as a page gets it. */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { ZipWriter } from '#main/package/zip-writer.ts'
import { bundleHandler, bundlePreviewHandler } from '#main/services/voice-bundle.ts'
import { learntWorks } from '#main/services/voice-texts.ts'
import type { RecipeRequest } from '#main/compute/trainer.ts'
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

async function bundling(enough: Enough = plenty, isEnclosed = aRecipe.base.isEnclosed) {
  const folder = temporaryFolder()
  const asked: RecipeRequest[] = []
  const remembered: { id: string; sides: string[] }[] = []
  const options: Parameters<typeof bundleHandler>[0] = {
    workspace: await opened(folder),
    folder,
    templates,
    files: { keepBundle: (id, sides) => void remembered.push({ id, sides: sides.map(({ id: work, heldOut }) => `${work} ${heldOut}`) }) },
    works: (signal) => learntWorks({ learning: { works: async () => works }, enough: () => enough }, signal),
    model: () => 'starter',
    place: (id) => ({ path: `/models/${id}.gguf`, name: id }),
    trainer: {
      recipe: async (request) => {
        asked.push(request)
        mkdirSync(request.enclosed, { recursive: true })
        writeFileSync(join(request.enclosed, 'model.safetensors'), Buffer.alloc(1_000_000))
        return { ...aRecipe, base: { ...aRecipe.base, isEnclosed } }
      },
    },
  }
  const bundle = bundleHandler(options)
  const leaving = new AbortController()
  const ask = () => bundle({ base: null, choice: { method: null, rank: 8, passes: null } }, { client: 'page', signal: leaving.signal })
  const left = () => (existsSync(join(folder, 'bundles')) ? readdirSync(join(folder, 'bundles')) : [])
  const preview = () => bundlePreviewHandler(options)({ base: null, choice: null }, { client: 'page', signal: leaving.signal })
  return { asked, remembered, ask, preview, left, leaving }
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
