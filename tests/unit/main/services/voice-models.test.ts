/** Models that a base became as a whole, as pages are told of them. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { voiceModels } from '#main/services/voice-models.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { AdapterId } from '#preload/contract/adapters.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { opened } from './workspaces.ts'

const caller = { client: 'page', signal: new AbortController().signal }
const ids = [0, 1].map((digit) => AdapterId.parse(`${digit}e3f6f0a-5d3c-4d2b-9f10-0123456789ab`))
const works = [
  { id: 'a', title: '雨', words: 100, heldOut: false },
  { id: 'b', title: '雪', words: 50, heldOut: true },
]

async function modelsIn(folder: string, known: string[] = ['a', 'b'], bases = ['starter']) {
  const files = new VoiceFolder(folder)
  const workspace = await opened(folder)
  const { models } = voiceModels({
    ...{ workspace, folder, files, leftOut: { known: () => new Set(known), maskedSince: () => 3, readAhead: async () => undefined }, model: () => 'starter' },
    place: (model) => ({ path: join(folder, 'models', model) }),
    compute: { shelf: { identities: async () => new Map(bases.map((id) => [id, { name: id, family: 'qwen3', sizes: 'a', numbers: 'b' }])) } },
  })
  return { files, workspace, list: () => models({}, caller) }
}

/** Two of them, the second of which is the newer one. */
function write(folder: string) {
  const files = new VoiceFolder(folder)
  for (const [at, id] of ids.entries()) {
    mkdirSync(files.run, { recursive: true })
    writeFileSync(files.runAdapter, 'numbers')
    const base = { id: 'starter', name: '墨课入门' }
    files.adoptModel(join(folder, 'models'), { version: 1, id, name: `模型${at}`, base, madeAt: at, works, proof: null })
  }
}

test('they are told with their sides, what is left out since, and whether their base is there', async () => {
  const folder = temporaryFolder()
  write(folder)
  const { list, workspace } = await modelsIn(folder, ['b'], [])
  const found = await list()
  expect(found.map(({ model }) => model)).toEqual(['模型1.gguf', '模型0.gguf'])
  const leftOut = { learning: 1, heldOut: 0, titles: ['雨'] }
  expect(found[0]).toMatchObject({
    id: ids[1],
    presence: 'missing',
    learning: { works: 1, words: 100 },
    heldOut: { works: 1, words: 50 },
    leftOut,
    maskedSince: 3,
    proof: null,
  })
  await workspace.close()
  expect(await (await modelsIn(folder)).list()).toMatchObject([{ presence: 'here' }, { presence: 'here' }])
})

test('one that was deleted is told no more, and what is known of it goes; where all of their folder is gone nothing goes', async () => {
  const folder = temporaryFolder()
  write(folder)
  const record = (at: number) => existsSync(join(folder, 'voice', 'models', `${ids[at]}.json`))
  const first = await modelsIn(folder)
  rmSync(join(folder, 'models', '模型0.gguf'))
  expect((await first.list()).map(({ name }) => name)).toEqual(['模型1'])
  await first.workspace.close()
  const second = await modelsIn(folder)
  expect([record(0), record(1)]).toEqual([false, true])
  rmSync(join(folder, 'models'), { recursive: true })
  expect(await second.list()).toEqual([])
  await second.workspace.close()
  await modelsIn(folder)
  expect(record(1)).toBe(true)
})

test('another of the same name takes its place', async () => {
  const folder = temporaryFolder()
  write(folder)
  const { files, list } = await modelsIn(folder)
  rmSync(join(folder, 'models', '模型0.gguf'))
  mkdirSync(files.run, { recursive: true })
  writeFileSync(files.runAdapter, 'numbers')
  const id = AdapterId.parse('9e3f6f0a-5d3c-4d2b-9f10-0123456789ab')
  files.adoptModel(join(folder, 'models'), { version: 1, id, name: '模型0', base: { id: 'starter', name: '墨课入门' }, madeAt: 9, works, proof: null })
  expect((await list()).map((one) => one.id)).toEqual([id, ids[1]])
})
