/** The archive among what the engine remembers: real works in a real archive, and a real engine that is told of them. */
import { afterAll, expect, test } from 'vitest'
import { keepPhrases } from '#main/services/phrases.ts'
import { archive } from '#preload/contract/archive.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import type { Client } from '#preload/contract/member.ts'
import { WorkId } from '#preload/contract/works.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { served, worksDesks } from '../unit/main/services/served.ts'
import { poem } from './bigram-model.ts'
import { context, never, reached, start } from './running-engine.ts'

const desks = worksDesks()
afterAll(async () => {
  await Promise.all([desks.reader.close(), desks.facts.close()])
})

const before = poem.slice(0, 3).join('')
const said = `${before}${poem[3]}处有人家。`
const patient = { timeout: 20_000 }

/** A studio that remembers. */
async function studio() {
  const opened = await served({ desks })
  const phrases = keepPhrases(opened.held, opened.keeper, opened.works.learning)
  return { ...opened, ...phrases, client: opened.page().client(archive) }
}

/** The same with an engine; `heard` answers how many characters before the caret that knows from elsewhere. */
async function remembering() {
  const all = await studio()
  const started = start({ sources: all.sources })
  await reached(started, 'ready')
  const heard = async () => {
    const question: EngineQuestion = { ...context(before), recall: all.recall(undefined) }
    let suggestion: Suggestion | undefined
    for await (const item of started.compute.complete(question, never)) suggestion = item
    return suggestion?.tokens[0]?.heard?.matched ?? 0
  }
  return { ...all, heard }
}

async function add(client: Client<typeof archive>, files: Readonly<Record<string, string>>) {
  const all = Object.entries(files)
  const { intake } = await client.open({ files: all.map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) })) })
  for (const [file, [name, text]] of all.entries()) {
    const data = Buffer.from(text)
    const { upload } = await client.begin({ bytes: data.length, name })
    await client.piece({ upload, at: 0, data: data.toString('base64') })
    await client.add({ intake, file, upload })
  }
  return client.finish({ intake })
}

test('a work that is added is remembered; excluded, removed or switched off it is not, and comes back', { timeout: 60_000 }, async () => {
  const { client, heard, keeper } = await remembering()
  expect(await heard()).toBe(0)
  await add(client, { '旧作/一.md': said, '旧作/二.md': '另一篇，什么也没有说。' })
  await expect.poll(heard, patient).toBe(before.length + 1)
  const id = (await client.list({ group: null, from: 0, count: 9 })).works.find(({ title }) => title === '一')?.id
  if (!id) throw new Error('the work was not added')
  const [out, known] = [() => expect.poll(heard, patient).toBe(0), () => expect.poll(heard, patient).toBe(before.length + 1)]
  await client.exclude({ works: [id], groups: [], excluded: true })
  await out()
  await client.exclude({ works: [id], groups: [], excluded: false })
  await known()
  await client.exclude({ works: [], groups: ['folder:旧作'], excluded: true })
  await out()
  await client.exclude({ works: [], groups: ['folder:旧作'], excluded: false })
  await known()
  const { removal } = await client.remove({ works: [id] })
  await out()
  await client.restore({ removal })
  await known()
  keeper.set({ phrases: false })
  await out()
  keeper.set({ phrases: true })
  await known()
})

test('what is remembered of works is what is learnt of them: masked, and what the author keeps', async () => {
  const { client, sources } = await studio()
  await add(client, { '一.md': `${said}电话 13812345678。\n\n> 引来的一句话。` })
  const told = async () => [...(await sources.list()).keys()].flatMap((name) => [...sources.read(name)]).map(({ text }) => text)
  expect(await told()).toEqual([`# 一\n\n${said}电话 〔手机号〕。`])
  await client.keep({ quotations: true, code: false, addresses: false, formulas: false, questions: false })
  expect(await told()).toEqual([`# 一\n\n${said}电话 〔手机号〕。\n\n> 引来的一句话。`])
})

test('a long work is told in pieces that end with its paragraphs', async () => {
  const { client, sources } = await studio()
  await add(client, { '书.md': Array.from({ length: 1500 }, (_, at) => `第${at}段，${'说了又说'.repeat(8)}。`).join('\n\n') })
  const [name = ''] = (await sources.list()).keys()
  const pieces = [...sources.read(name)]
  expect(pieces.length).toBeGreaterThan(1)
  expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThanOrEqual(50_000)
  for (const { text } of pieces.slice(0, -1)) expect(text.endsWith('\n')).toBe(true)
  expect(new Set(pieces.map(({ source }) => source)).size).toBe(pieces.length)
  expect(pieces.map(({ text }) => text).join('')).toMatch(/^# 书\n\n第0段[^]*第1499段，(?:说了又说){8}。$/)
})

test('a lesson that is left out of its course is remembered no more', { timeout: 60_000 }, async () => {
  const { client, held, heard } = await remembering()
  const doc = [{ type: 'paragraph' as const, id: newBlockId(), children: [{ text: said }] }]
  const { course, chapters } = held.write('tree', (store) =>
    store.createCourse({ title: '诗', chapters: [{ title: '一', lessons: [{ title: '绝句', doc }, { title: '律诗' }] }] }),
  )
  await expect.poll(heard, patient).toBe(before.length + 1)
  await client.exclude({ works: [], groups: [`course:${course}`], excluded: false })
  const lesson = WorkId.parse(`lesson:${chapters[0]?.lessons[0]}`)
  await client.exclude({ works: [lesson], groups: [], excluded: true })
  await expect.poll(heard, patient).toBe(0)
  await client.exclude({ works: [lesson], groups: [], excluded: false })
  await expect.poll(heard, patient).toBe(before.length + 1)
})
