import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { type OpenedWorks, openWorks } from '#main/store/works-open.ts'
import { Works } from '#main/store/works.ts'
import { library } from '#preload/contract/library.ts'
import { newFolder } from '../e2e/launch.ts'
import { problemOf } from '../unit/main/services/served.ts'
import { temporaryFolder } from '../unit/main/store/temporary.ts'
import { add, all, type Archive, opened, prose, send, works } from './an-archive.ts'
import { markOfVoice, voiceOf, worksKnownOf } from '#main/services/voice-mark.ts'
import { AdapterId } from '#preload/contract/adapters.ts'

describe('adding works', () => {
  test('files become works by folder; what is no work is told, and one bad file stops nothing', async () => {
    const { client } = await opened()
    const added = await add(client, {
      '公众号/慢一点.md': `# 慢一点\n\n${prose(1)}`,
      '公众号/旧稿/第一篇.txt': prose(2),
      '单篇.md': prose(3),
      '公众号/坏.md': '\0\x01\x02\x03\0\0\0\0',
      '公众号/空.md': '   \n',
      '公众号/图.png': 'x',
      '公众号/.DS_Store': 'x',
    })
    expect({ ...added, batch: '' }).toMatchObject({ batch: '', works: 3, same: [], lossy: [] })
    expect(added.unread.map(({ path, why }) => `${path} ${why}`).sort()).toEqual(['公众号/图.png kind', '公众号/坏.md binary', '公众号/空.md empty'])
    expect((await works(client)).map(({ title, file, group, kind }) => ({ title, file, group, kind }))).toEqual([
      { title: '单篇', file: '单篇.md', group: 'folder:', kind: 'markdown' },
      { title: '慢一点', file: '公众号/慢一点.md', group: 'folder:公众号', kind: 'markdown' },
      { title: '第一篇', file: '公众号/旧稿/第一篇.txt', group: 'folder:公众号/旧稿', kind: 'text' },
    ])
    const { all: sum, learnt, phase } = await client.state({})
    expect(phase).toBe('open')
    expect(sum).toEqual(learnt)
    expect(sum.words).toBe(added.words)
  })

  test('what is there already is left out and said, within one go and from one to the next', async () => {
    const { client } = await opened()
    const first = await add(client, { 'a/一.md': prose(1), 'a/一 副本.txt': `${prose(1)}\n\n`, 'a/二.md': prose(2) })
    expect([first.works, first.same]).toEqual([2, [{ path: 'a/一 副本.txt', title: '一' }]])
    const second = await add(client, { 'b/二.md': prose(2), 'b/三.md': prose(3) })
    expect([second.works, second.same]).toEqual([1, [{ path: 'b/二.md', title: '二' }]])
    expect((await client.state({})).duplicates).toBe(2)
    expect((await client.same({ from: 0, count: 9 })).files.map(({ path, title }) => [path, title])).toEqual([
      ['a/一 副本.txt', '一'],
      ['b/二.md', '二'],
    ])
  })

  test('it is taken back at once', async () => {
    const { client } = await opened()
    const first = await add(client, { '一.md': prose(1) })
    const second = await add(client, { '二.md': prose(2), '三.md': prose(3) })
    await client.takeBack({ batch: second.batch })
    expect((await works(client)).map(({ title }) => title)).toEqual(['一'])
    await client.takeBack({ batch: first.batch })
    expect((await client.state({})).all).toEqual({ works: 0, words: 0 })
  })

  test('given up, by the author or with the page, nothing of it is left', async () => {
    const { client, folder, page, works: service } = await opened()
    const giveUps = [(intake: Parameters<Archive['close']>[0]['intake']) => client.close({ intake }), async () => service.clientGone(page.name)]
    for (const giveUp of giveUps) {
      const { intake } = await client.open({ files: [{ path: '一.md', bytes: 10 }] })
      expect(await send(client, intake, 0, prose(1))).toEqual({ became: 'work' })
      expect(await works(client)).toEqual([])
      await giveUp(intake)
      expect(await problemOf(client.finish({ intake }))).toBe('not-found')
      expect(readdirSync(join(folder, 'incoming'))).toEqual([])
    }
    expect((await add(client, { '一.md': prose(1) })).same).toEqual([])
  })

  test('a page can’t send what was not asked for', async () => {
    const { client } = await opened()
    const { intake } = await client.open({ files: [{ path: 'a/一.png', bytes: 1 }] })
    expect(await problemOf(send(client, intake, 0, 'x'))).toBe('invalid')
    expect(await problemOf(send(client, intake, 7, 'x'))).toBe('invalid')
  })

  test('a text nested without end is refused by itself', async () => {
    const { client } = await opened()
    const added = await add(client, { '深.md': '>'.repeat(60_000) + '字', '一.md': prose(1) })
    expect(added.works).toBe(1)
    expect(added.unread.map(({ path }) => path)).toEqual(['深.md'])
  })
})

const voice = AdapterId.parse('0e3f6f0a-5d3c-4d2b-9d5c-3c8d9a1b2c3d')
const identity = { name: 'starter', family: 'qwen3', sizes: 's', numbers: 'n' }

describe('what is learnt', () => {
  test('an excluded work is out of everything', async () => {
    const { client, works: service } = await opened()
    await add(client, Object.fromEntries(Array.from({ length: 8 }, (_, at) => [`a/${at}.md`, `${prose(at)}电话 1381234567${at}`])))
    const [first, second] = await works(client)
    if (!first || !second) throw new Error('no works')
    await client.exclude({ works: [first.id], groups: [], excluded: true })
    const learnt = await service.learning.works(new AbortController().signal)
    expect(learnt.map(({ id }) => id)).not.toContain(first.id)
    expect(learnt).toHaveLength(7)
    expect(learnt.filter(({ split }) => split === 'held-out')).toHaveLength(2)
    expect(learnt.every((work) => work.read().text.includes('〔手机号〕') && !work.read().text.includes('1381234567'))).toBe(true)
    expect((await all(client.personal({}))).map(({ work }) => work)).not.toContain(first.id)
    expect((await client.state({})).personal).toEqual({ mobile: 7 })
    await client.exclude({ works: [], groups: ['folder:a'], excluded: true })
    expect(await service.learning.works(new AbortController().signal)).toEqual([])
  })

  test('what a voice learnt of is known again in another studio that read the same files, left out or not, and not once it is removed', async () => {
    const [one, other] = [await opened(), await opened()]
    for (const { client } of [one, other]) await add(client, { 'a/1.md': prose(1), 'a/2.md': prose(2), 'a/3.md': prose(3) })
    const never = new AbortController().signal
    const sides = (await one.works.learning.works(never)).map(({ id, title, words }) => ({ id, title, words, heldOut: title === '2' }))
    const record = {
      id: voice,
      name: '散文',
      madeAt: 1,
      identity,
      works: sides,
      setup: null,
      choice: null,
      figures: [],
      before: null,
      after: null,
      seconds: null,
    }
    const back = voiceOf(markOfVoice(record, await one.works.learning.known(never)), identity)
    if (!back) throw new Error('its own mark is one')
    const known = async () => worksKnownOf(back, await other.works.learning.known(never)).map(({ id, title, words, heldOut }) => [id, title, words, heldOut])
    const there = new Map((await works(other.client)).map((work) => [work.title, work]))
    const expected = sides.map(({ title, words, heldOut }) => [there.get(title)?.id, title, words, heldOut])
    expect(sides.some(({ id }) => expected.some(([same]) => same === id))).toBe(false)
    expect(await known()).toEqual(expected)
    await other.client.exclude({ works: [there.get('2')!.id], groups: [], excluded: true })
    expect(await known()).toEqual(expected)
    await other.client.remove({ works: [there.get('2')!.id], groups: [] })
    expect(await known()).toEqual(expected.filter(([, title]) => title !== '2'))
  })

  test('near duplicates are found and shown side by side, and stand on one side of the split', async () => {
    const { client, works: service } = await opened()
    const files = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`a/${at}.md`, prose(at)]))
    await add(client, { ...files, 'a/旧.md': `${prose(3)}后来又加了一句话在这里。` })
    const { total, pairs } = await client.alike({ from: 0, count: 10 })
    expect(total).toBe(1)
    expect([pairs[0]?.left.title, pairs[0]?.right.title]).toEqual(['3', '旧'])
    const { left, right } = await client.compare({ left: pairs[0]!.left.id, right: pairs[0]!.right.id })
    expect(left.own).toEqual([])
    expect(right.own.map(([from, to]) => right.text.slice(from, to)).join('')).toContain('后来又加了一句话')
    const sides = new Map((await service.learning.works(new AbortController().signal)).map(({ title, split }) => [title, split]))
    expect(sides.get('3')).toBe(sides.get('旧'))
  })

  test('the studio’s own courses are works once they are taken in, as they stand', async () => {
    const { client, page, works: service } = await opened()
    const { course, lesson } = await page.client(library).createCourse({ title: '写作课', chapterTitle: '章', lessonTitle: '节' })
    const groups = await client.groups({})
    expect(groups.map(({ id, title, works: count, learntWorks }) => ({ id, title, count, learntWorks }))).toEqual([
      { id: `course:${course}`, title: '写作课', count: 1, learntWorks: 0 },
    ])
    await client.exclude({ works: [], groups: [`course:${course}`], excluded: false })
    expect((await client.state({})).learnt.works).toBe(1)
    const [listed] = (await client.list({ group: `course:${course}`, from: 0, count: 10 })).works
    expect([listed?.id, listed?.kind, listed?.excluded]).toEqual([`lesson:${lesson}`, 'lesson', false])
    // An empty lesson teaches nothing.
    expect(await service.learning.works(new AbortController().signal)).toEqual([])
    await client.exclude({ works: [listed!.id], groups: [], excluded: true })
    expect((await client.state({})).learnt.works).toBe(0)
  })

  test('how much is missing is told', async () => {
    const { client } = await opened()
    expect((await client.state({})).enough.kind).toBe('words')
    await add(client, { 'en.txt': 'This is a text of another language, and nothing else in it. '.repeat(2000) })
    expect((await client.state({})).enough.kind).toBe('language')
  })
})

describe('looking at works', () => {
  test('words of any length are found, in title and text together', async () => {
    const { client } = await opened()
    await add(client, { '海边.md': '# 海边\n\n那天我们说到了慢阅读，以及 ＭＯＫＥ 的事。', '山上.md': '# 山上\n\n慢走慢看。' })
    const found = async (query: string) => (await all(client.find({ query }))).map(({ work, count, excerpts }) => [work.title, count, excerpts[0]?.text])
    expect(await found('慢阅读')).toEqual([['海边', 1, '那天我们说到了慢阅读，以及 ＭＯＫＥ 的事。']])
    expect(await found('阅读')).toHaveLength(1)
    expect((await found('慢')).map(([title, count]) => [title, count])).toEqual([
      ['山上', 2],
      ['海边', 1],
    ])
    expect(await found('海边 moke')).toHaveLength(1)
    expect(await found('山上 阅读')).toEqual([])
    expect(await found('，')).toHaveLength(1)
  })

  test('a title alone is found, with how its text begins', async () => {
    const { client } = await opened()
    await add(client, { '红烧肉做法.md': '先把肉切成块。\n\n再焯水。', '鱼.md': '蒸八分钟。' })
    const found = async (query: string) => (await all(client.find({ query }))).map(({ work, count, excerpts }) => [work.title, count, excerpts])
    const beginning = [['红烧肉做法', 0, [{ text: '先把肉切成块。', marks: [], line: 0, from: 0 }]]]
    expect([await found('红烧肉'), await found('做法 红烧'), await found('红烧鱼')]).toEqual([beginning, beginning, []])
  })

  test('a work’s text, and what is learnt of it', async () => {
    const { client } = await opened()
    await add(client, { '一.md': '# 一\n\n## 开头\n\n找我：13812345678\n\n> 引文\n' })
    const [work] = await works(client)
    const items = await all(client.text({ work: work!.id }))
    expect(items[0]?.work?.title).toBe('一')
    expect(items.flatMap(({ lines }) => lines).map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      'heading 开头',
      'paragraph 找我：13812345678',
      'quote 引文',
    ])
    expect(await client.learning({ work: work!.id })).toEqual({
      text: '# 一\n\n# 开头\n\n找我：〔手机号〕',
      masks: [{ kind: 'mobile', span: [14, 19] }],
      context: [],
      words: 13,
      isWhole: true,
    })
    await client.keep({ quotations: true, code: false, addresses: false, formulas: false, questions: false })
    expect((await client.learning({ work: work!.id })).text).toContain('> 引文')
    expect(await problemOf(all(client.text({ work: 'nothing' as never })))).toBe('not-found')
  })

  test('what is removed comes back while it can, and is deleted for good', async () => {
    const { client, folder } = await opened()
    await add(client, { '密.md': `只在这一篇里的话：鸡同鸭讲。${prose(1)}`, '二.md': prose(2) })
    const [first] = (await works(client)).filter(({ title }) => title === '密')
    const { removal } = await client.remove({ works: [first!.id] })
    expect((await works(client)).map(({ title }) => title)).toEqual(['二'])
    expect(await all(client.find({ query: '鸡同鸭讲' }))).toEqual([])
    await client.restore({ removal })
    expect(await works(client)).toHaveLength(2)
    // Its text is stored packed, its title and its grams as they are.
    const packed = packedTextOf(folder, first!.id)
    const isAnywhere = (bytes: Buffer) =>
      readdirSync(folder).some((name) => name.startsWith('works.sqlite') && readFileSync(join(folder, name)).includes(bytes))
    expect([isAnywhere(packed), isAnywhere(Buffer.from('密'))]).toEqual([true, true])
    const again = await client.remove({ works: [first!.id] })
    await client.forget({ removal: again.removal })
    expect(await problemOf(client.restore({ removal: again.removal }))).toBe('not-found')
    expect([isAnywhere(packed), isAnywhere(Buffer.from('密'))]).toEqual([false, false])
  })
})

/** As much of a work's packed text as lies in one piece of the file. */
function packedTextOf(folder: string, id: string): Buffer {
  const { db } = openWorks(folder, false, 0) as OpenedWorks
  try {
    const stored = new Works(db)
    const packed = stored.text(stored.work(id)?.number ?? 0)
    if (!packed) throw new Error('the work has no text')
    return packed.subarray(0, 100)
  } finally {
    db.close()
  }
}

describe('the archive’s file', () => {
  test('is the author’s alone, and is kept aside where it is damaged', async () => {
    const { client, folder, close } = await opened()
    await add(client, { '一.md': prose(1) })
    expect(statSync(join(folder, 'works.sqlite')).mode & 0o777).toBe(0o600)
    await close()
    writeFileSync(join(folder, 'works.sqlite'), 'no database at all, and long enough to be looked at. '.repeat(100))
    const again = await opened({ folder })
    const state = await again.client.state({})
    expect(state.keptAs).toMatch(/^works\.broken-.*\.sqlite$/)
    expect(existsSync(join(folder, state.keptAs ?? ''))).toBe(true)
    expect((await add(again.client, { '一.md': prose(1) })).works).toBe(1)
  })

  test('another studio on the same folder shows it and can’t add', async () => {
    const { client, folder, close } = await opened({ retryEveryMs: 20 })
    await add(client, { '一.md': prose(1) })
    const other = await opened({ folder, retryEveryMs: 20 })
    expect((await other.client.state({})).phase).toBe('read-only')
    expect((await works(other.client)).map(({ title }) => title)).toEqual(['一'])
    expect(await problemOf(other.client.open({ files: [{ path: '二.md', bytes: 9 }] }))).toBe('read-only')
    expect(await problemOf(other.client.remove({ works: [(await works(other.client))[0]!.id] }))).toBe('read-only')
    await close()
    await vi.waitFor(async () => expect((await other.client.state({})).phase).toBe('open'))
    expect((await add(other.client, { '二.md': prose(2) })).works).toBe(1)
  })

  test('what a death left unfinished is gone, and was never seen', async () => {
    const { client, folder } = await opened()
    const { intake } = await client.open({ files: [{ path: '一.md', bytes: 9 }] })
    await send(client, intake, 0, prose(1))
    const left = temporaryFolder()
    for (const name of readdirSync(folder).filter((one) => one.startsWith('works.sqlite'))) copyFileSync(join(folder, name), join(left, name))
    const again = await opened({ folder: left })
    expect((await again.client.state({})).all.works).toBe(0)
    expect((await add(again.client, { '一.md': prose(1) })).same).toEqual([])
  })
})

/** A file system of eight megabytes. Only root can make one. */
const disk = newFolder()
const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk.path]).status === 0
afterAll(() => {
  if (isMounted) spawnSync('umount', ['-l', disk.path])
  disk.discard()
})

test.skipIf(!isMounted)(
  'a full disk in the middle ends it with a sentence, and nothing of it is left once there is room',
  async () => {
    const folder = join(disk.path, 'author')
    mkdirSync(folder)
    const { client, works: service } = await opened({ folder })
    const first = await add(client, { '一.md': prose(1) })
    expect(first.works).toBe(1)
    const { bavail, bsize } = statfsSync(disk.path)
    writeFileSync(join(disk.path, 'filler'), Buffer.alloc(bavail * bsize - 400_000))
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`b/${at}.md`, prose(at + 2, 400)]))
    expect(await problemOf(add(client, files))).toBe('disk-full')
    expect((await works(client)).map(({ title }) => title)).toEqual(['一'])
    rmSync(join(disk.path, 'filler'))
    service.clientGone('page')
    expect((await add(client, files)).works).toBe(40)
  },
  60_000,
)
