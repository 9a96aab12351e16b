/** What an author chose about the archive stays chosen: through imports that are taken back, courses that come and go, and works that come later. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { keepPhrases } from '#main/services/phrases.ts'
import { worksOfRun } from '#main/services/run-works.ts'
import { ThreadFault } from '#main/threads/thread-desk.ts'
import { WorkId } from '#preload/contract/works.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { temporaryFolder } from '../unit/main/store/temporary.ts'
import { problemOf } from '../unit/main/services/served.ts'
import { add, type Archive, desks, opened, prose, works } from './an-archive.ts'

const never = new AbortController().signal
const files = async (client: Archive) => (await works(client)).map(({ file, excluded }) => (excluded ? `-${file}` : file))
const excluding = (client: Archive, groups: readonly string[], excluded = true) => client.exclude({ works: [], groups: [...groups], excluded })

describe('files that say the same', () => {
  test('what another import brought too stays when the first is taken back', async () => {
    const { client } = await opened()
    const first = await add(client, { 'a/x.md': prose(1), 'a/z.md': prose(3) })
    const second = await add(client, { 'b/x.md': prose(1), 'b/y.md': prose(2) })
    await client.takeBack({ batch: first.batch })
    expect(await files(client)).toEqual(['b/x.md', 'b/y.md'])
    expect([(await client.state({})).duplicates, (await client.groups({})).map(({ title, works: count }) => [title, count])]).toEqual([0, [['b', 2]]])
    await client.takeBack({ batch: second.batch })
    expect(await files(client)).toEqual([])
  })

  test('and when the second is taken back, and one that is under way has it', async () => {
    const { client } = await opened()
    const first = await add(client, { 'a/x.md': prose(1) })
    const second = await add(client, { 'b/x.md': prose(1) })
    await client.takeBack({ batch: second.batch })
    expect([await files(client), (await client.state({})).duplicates]).toEqual([['a/x.md'], 0])
    const { intake } = await client.open({ files: [{ path: 'c/x.md', bytes: 9 }] })
    const data = Buffer.from(prose(1))
    const { upload } = await client.begin({ bytes: data.length, name: 'x' })
    await client.piece({ upload, at: 0, data: data.toString('base64') })
    expect(await client.add({ intake, file: 0, upload })).toEqual({ became: 'same' })
    await client.takeBack({ batch: first.batch })
    expect(await files(client)).toEqual([])
    await client.finish({ intake })
    expect(await files(client)).toEqual(['c/x.md'])
  })

  test('a folder that is removed takes nothing of another along, and has it again when it comes back', async () => {
    const { client } = await opened()
    await add(client, { 'a/x.md': prose(1), 'a/x 副本.md': prose(1), 'a/z.md': prose(3) })
    await add(client, { 'b/x.md': prose(1) })
    const { removal, works: count } = await client.remove({ works: [], groups: ['folder:a'] })
    expect([count, await files(client)]).toEqual([2, ['b/x.md']])
    await client.restore({ removal })
    expect([await files(client), (await client.state({})).duplicates]).toEqual([['a/x.md', 'a/z.md'], 2])
    const again = await client.remove({ works: [], groups: ['folder:a'] })
    await client.forget({ removal: again.removal })
    expect([await files(client), await problemOf(client.restore({ removal: again.removal }))]).toEqual([['b/x.md'], 'not-found'])
  })

  test('what goes to a folder that is left out is left out', async () => {
    const { client } = await opened()
    const first = await add(client, { 'a/x.md': prose(1) })
    await add(client, { 'b/x.md': prose(1), 'b/y.md': prose(2) })
    await excluding(client, ['folder:b'])
    await client.takeBack({ batch: first.batch })
    expect(await files(client)).toEqual(['-b/x.md', '-b/y.md'])
  })

  test('a work that is removed by itself is gone, whichever files said it', async () => {
    const { client } = await opened()
    await add(client, { 'a/x.md': prose(1), 'b/x.md': prose(1) })
    const [work] = await works(client)
    await client.remove({ works: [work!.id] })
    expect(await files(client)).toEqual([])
  })
})

describe('what comes where its like was left out', () => {
  test('is left out too and said: of a folder that is out, by the same way, or a version of it', async () => {
    const { client, works: service } = await opened()
    await add(client, { 'a/一.md': prose(1), 'b/二.md': prose(2), 'b/三.md': prose(3), 'c/四.md': prose(4), 'c/五.md': prose(5) })
    await excluding(client, ['folder:a'])
    const out = (await works(client)).filter(({ file }) => ['b/二.md', 'c/四.md'].includes(file)).map(({ id }) => id)
    await client.exclude({ works: out, groups: [], excluded: true })
    const added = await add(client, { 'a/新.md': prose(6), 'b/二.md': prose(7), 'b/八.md': prose(8), 'd/改过.md': `${prose(4)}后来又加了一句话在这里。` })
    expect([added.works, [...added.leftOut].sort()]).toEqual([4, ['a/新.md', 'b/二.md', 'd/改过.md']])
    expect(await files(client)).toEqual(['-a/一.md', '-a/新.md', '-b/二.md', 'b/三.md', 'b/八.md', '-b/二.md', '-c/四.md', 'c/五.md', '-d/改过.md'])
    expect((await service.learning.works(never)).map(({ title }) => title)).toEqual(['三', '五', '八'])
  })

  test('is learnt where a version of it is learnt', async () => {
    const { client } = await opened()
    await add(client, { 'a/一.md': prose(1), 'a/一稿.md': `${prose(1)}第一稿。`, 'a/二.md': prose(2) })
    const [old] = (await works(client)).filter(({ title }) => title === '一稿')
    await client.exclude({ works: [old!.id], groups: [], excluded: true })
    expect((await add(client, { 'b/三稿.md': `${prose(1)}第三稿，也是最后一稿。` })).leftOut).toEqual([])
  })
})

test('a lesson that was left out is not remembered again when its course goes out, nor anything else of that', async () => {
  const { client, held, keeper, works: service } = await opened()
  keeper.set({ phrases: true })
  const { sources } = keepPhrases(held, keeper, service.learning)
  const doc = [{ type: 'paragraph' as const, id: newBlockId(), children: [{ text: '写了一句话。' }] }]
  const lessons = ['甲', '乙'].map((title) => ({ title, doc }))
  const { course, chapters } = held.write('tree', (store) => store.createCourse({ title: '课', chapters: [{ title: '章', lessons }] }))
  const [first = '', second = ''] = chapters[0]?.lessons ?? []
  const remembered = async () =>
    [...(await sources.list()).keys()].flatMap((name) => (name === `lesson:${first}` ? ['甲'] : name === `lesson:${second}` ? ['乙'] : []))
  const group = [`course:${course}`]
  const learnt = async () => (await service.learning.works(never)).map(({ title }) => title)
  // A course that nobody decided on is remembered.
  expect(await remembered()).toEqual(['甲', '乙'])
  await excluding(client, group, false)
  await client.exclude({ works: [WorkId.parse(`lesson:${first}`)], groups: [], excluded: true })
  expect([await remembered(), await learnt()]).toEqual([['乙'], ['乙']])
  await excluding(client, group)
  expect([await remembered(), await learnt(), [...sources.read(`lesson:${first}`)]]).toEqual([[], [], []])
  await excluding(client, group, false)
  expect([await remembered(), await learnt()]).toEqual([['乙'], ['乙']])
  await excluding(client, group, false)
  expect([await remembered(), await learnt()]).toEqual([
    ['甲', '乙'],
    ['甲', '乙'],
  ])
})

describe('how much is learnt', () => {
  /** Signs in an order of their own. */
  const signsOf = (seed: number) =>
    Array.from({ length: 4000 }, (_, at) => String.fromCharCode(0x4e00 + ((Math.imul(seed * 4000 + at, 2654435761) >>> 8) % 5000))).join('')
  const quoted = (seed: number) => `## 摘抄\n\n> ${signsOf(seed)}`

  test('is what the choice leaves: works of quotations alone are none, neither learnt nor held out', async () => {
    const { client, works: service } = await opened()
    await add(client, Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`a/${at}.md`, quoted(at)])))
    const before = await client.state({})
    expect([before.learnt, before.enough.kind, before.enough.have]).toEqual([{ works: 0, words: 0 }, 'words', { works: 0, words: 0 }])
    expect([before.all.works, (await client.groups({})).map(({ learntWorks, learntWords }) => [learntWorks, learntWords])]).toEqual([6, [[6, 0]]])
    expect(await service.learning.works(never)).toEqual([])
    await client.keep({ quotations: true, code: false, addresses: false, formulas: false, questions: false })
    const after = await client.state({})
    expect([after.enough.kind, after.learnt]).toEqual(['enough', after.all])
    const learnt = await service.learning.works(never)
    expect([learnt.length, learnt.reduce((sum, { words }) => sum + words, 0), learnt.filter(({ split }) => split === 'held-out').length]).toEqual([
      6,
      after.learnt.words,
      2,
    ])
  })

  test('where all works are versions of one, none is held out, and nothing is learnt', async () => {
    const { client, works: service } = await opened()
    await add(client, Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`a/${at}.md`, signsOf(1) + signsOf(at + 2).slice(0, 90)])))
    expect((await service.learning.works(never)).map(({ split }) => split)).toEqual(Array.from({ length: 6 }, () => 'train'))
    expect(await problemOf(worksOfRun({ learning: service.learning, enough: service.enough }, null, never))).toBe('works-alike')
  })

  test('an archive of an older version is counted, and its choices stay', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'works.sqlite')
    writeFileSync(file, gunzipSync(readFileSync(resolve('tests', 'fixtures', 'archives', '0010.sqlite.gz'))))
    const { client, works: service } = await opened({ folder })
    expect(await files(client)).toEqual(['公众号/慢一点.md', '公众号/旧稿/摘抄.md', '-公众号/旧稿/第二.md', '合集/旧文/第三.md'])
    await service.learning.works(never)
    const { learnt, all, kept, duplicates, keptAs } = await client.state({})
    expect({ kept, duplicates, keptAs, works: learnt.works }).toEqual({
      kept: { quotations: true, code: false, addresses: false, formulas: false, questions: false },
      ...{ duplicates: 1, keptAs: null, works: 3 },
    })
    expect(learnt.words).toBeLessThan(all.words)
    await client.keep({ ...kept, quotations: false })
    expect((await service.learning.works(never)).map(({ title }) => title)).toEqual(['慢一点', '第三'])
    await client.takeBack({ batch: 'first' })
    expect((await works(client)).map(({ file: path, group }) => [path, group])).toEqual([
      ['合集/旧文/慢一点.md', 'folder:合集/旧文'],
      ['合集/旧文/第三.md', 'folder:合集/旧文'],
    ])
  })
})

test('a file that a fault of ours keeps from being read is told as broken, once as a bug, and stops nothing', async () => {
  const read: typeof desks.reader.read = async (task, signal) => {
    if (task.name.startsWith('坏')) throw new ThreadFault('nobody thought of this')
    return desks.reader.read(task, signal)
  }
  const { client, faults } = await opened({
    desks: { reader: { read, close: () => Promise.resolve() }, facts: { ask: (...asked) => desks.facts.ask(...asked), close: () => Promise.resolve() } },
  })
  const added = await add(client, { 'a/一.md': prose(1), 'a/坏一.md': prose(2), 'a/坏二.md': prose(3), 'a/四.md': prose(4) })
  expect([added.works, added.unread]).toEqual([
    2,
    [
      { path: 'a/坏二.md', why: 'broken' },
      { path: 'a/坏一.md', why: 'broken' },
    ],
  ])
  expect(faults.map(String)).toEqual(['ThreadFault: nobody thought of this'])
})
