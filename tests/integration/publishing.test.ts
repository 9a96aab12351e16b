/** The publishing desk over the wire, on a real library, with its real threads. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { UNFINISHED } from '#main/publishing/desk/unfinished.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { publishing, type PublishingState } from '#preload/contract/publishing.ts'
import { type Block, BlockId, type Doc } from '#preload/document/schema.ts'
import { problemOf, served } from '../unit/main/services/served.ts'
import { temporaryFolder } from '../unit/main/store/temporary.ts'

const id = (name: string) => BlockId.parse(name)
const paragraph = (name: string, text: string): Block => ({ type: 'paragraph', id: id(name), children: [{ text }] })
const heading = (name: string, level: 2 | 3, text: string): Block => ({ type: 'heading', id: id(name), level, children: [{ text }] })
const texts: readonly Doc[] = [
  [heading('a', 3, '先挑鱼'), paragraph('b', '看鳃,看眼,买２条。'), { type: 'formula-block', id: id('f'), children: [{ text: '\\frac{a}{b}' }] }],
  [paragraph('c', '水开后蒸 8 分钟。'), { type: 'paragraph', id: id('d'), children: [{ text: '见' }, { text: '上一课', link: 'moke:lesson/FIRST' }] }],
]

async function library(options: Parameters<typeof served>[0] = {}) {
  const studio = await served(options)
  const made = studio.held.write('tree', (store) =>
    store.createCourse({ title: '家常菜', chapters: [{ title: '鱼', lessons: [{ title: '选鱼' }, { title: '蒸鱼' }] }] }),
  )
  const [first = '', second = ''] = made.chapters[0]?.lessons ?? []
  for (const [index, lesson] of [first, second].entries()) {
    const blocks = JSON.parse(JSON.stringify(texts[index]).replaceAll('FIRST', first)) as Block[]
    const changes = blocks.map((node, at) => ({ type: 'insert_node' as const, path: [at], node }))
    studio.held.write('text', (store) => store.append({ lesson, batch: `begin-${index}`, base: 0, changes, at: 1 }))
  }
  const out = temporaryFolder()
  const desk = studio.page().client(publishing)
  await desk.choose({ folder: out })
  return { ...studio, out, desk, course: CourseId.parse(made.course), first: LessonId.parse(first), second: LessonId.parse(second) }
}

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

async function untilOver(desk: { state(input: object): Promise<PublishingState> }): Promise<NonNullable<PublishingState['run']>> {
  for (;;) {
    const { run } = await desk.state({})
    if (run?.isOver) return run
    await sleep(20)
  }
}

test('a course is checked, mended, looked at, copied, exported and marked; what changes afterwards is told', async () => {
  const { desk, course, first, second, out, held, page } = await library()
  expect((await desk.targets({})).map(({ id: target }) => target)).toEqual(expect.arrayContaining(['zhihu', 'ximalaya', 'docx', 'pdf', 'epub', 'website']))

  const parts = await collected(desk.check({ course, lessons: null, targets: ['zhihu', 'ximalaya'] }))
  expect(parts.at(-1)).toMatchObject({ findings: [], done: parts.at(-1)?.total })
  const found = parts.flatMap(({ findings }) => findings)
  expect(found.find(({ target, kind }) => target === 'zhihu' && kind === 'heading-deep')).toMatchObject({
    lesson: first,
    block: 'a',
    place: { passage: 0, from: 0, found: '先挑鱼' },
    mend: { kind: 'raise-headings', block: null },
  })
  const marks = found.find(({ target, kind }) => target === 'ximalaya' && kind === 'half-marks')
  expect(marks).toMatchObject({ block: 'b', place: { passage: 1, from: 2, found: ',' }, mend: { kind: 'full-marks', block: 'b' }, numbers: { count: 2 } })

  const mends = found.flatMap(({ lesson, mend }) => (lesson !== null && mend !== null ? [{ lesson, mend }] : []))
  const outcome = await desk.mend({ mends, at: 2 })
  expect(outcome).toMatchObject({ lessons: 1, left: [] })
  const textOf = () => JSON.stringify(held.read((store) => store.openLesson(first)).doc)
  expect(textOf()).toContain('看鳃，看眼，买2条。')
  await desk.takeBack({ id: outcome.id ?? '', at: 3 })
  expect(textOf()).toContain('看鳃,看眼,买２条。')

  expect(await desk.preview({ course, lesson: first, target: 'zhihu' })).toMatchObject({ kind: 'page', html: expect.stringContaining('先挑鱼') as string })
  expect(await desk.preview({ course, lesson: first, target: 'pdf' })).toMatchObject({
    kind: 'sheets',
    // Behind the cover, with which the book begins.
    count: 2,
    svg: expect.stringMatching(/^<svg/) as string,
    width: expect.closeTo(595, 0) as number,
    height: expect.closeTo(842, 0) as number,
  })
  expect(await desk.preview({ course, lesson: second, target: 'pdf' })).toMatchObject({ kind: 'sheets', count: 1 })
  expect(await desk.copy({ course, lesson: first, target: 'zhihu' })).toMatchObject({ html: expect.stringContaining('<strong>先挑鱼</strong>') as string })
  expect(await problemOf(desk.copy({ course, lesson: first, target: 'pdf' }))).toBe('not-found')

  expect(await desk.setOptions({ course, target: 'zhihu', options: { formulas: 'images', stray: 1 } })).toEqual({
    form: 'article',
    formulas: 'images',
    cover: 'none',
  })
  await desk.start({ course, lessons: null, targets: ['zhihu', 'epub'] })
  expect(await problemOf(desk.start({ course, lessons: null, targets: ['epub'] }))).toBe('publish-running')
  const run = await untilOver(page('a page that comes back').client(publishing))
  expect(run.targets.map(({ target, phase, problem }) => [target, phase, problem])).toEqual([
    ['zhihu', 'done', null],
    ['epub', 'done', null],
  ])
  expect(readFileSync(join(out, '家常菜', '知乎', '01 选鱼', '知乎.md'), 'utf8')).toContain('zhihu.com/equation')

  await desk.mark({ course, lessons: [first], target: 'zhihu', address: 'zhuanlan.zhihu.com/p/1' })
  expect(JSON.stringify(await desk.copy({ course, lesson: second, target: 'zhihu' }))).toContain('https://zhuanlan.zhihu.com/p/1')
  await desk.noteCopied({ course, lesson: second, target: 'zhihu' })
  held.write('text', (store) =>
    store.append({
      lesson: first,
      batch: 'one more word',
      base: store.openLesson(first).revision,
      changes: [{ type: 'insert_text', path: [1, 0], offset: 0, text: '要' }],
      at: 5,
    }),
  )
  const [zhihu] = await desk.overview({ course })
  const changed = { isChanged: true, changedWords: 1 }
  expect(zhihu).toMatchObject({
    target: 'zhihu',
    options: { formulas: 'images' },
    last: { isThere: true, isWhole: true, lessons: 2, folder: join(out, '家常菜', '知乎') },
    lessons: [
      { lesson: first, exported: changed, marked: { ...changed, address: 'https://zhuanlan.zhihu.com/p/1' } },
      { lesson: second, exported: { isChanged: false, changedWords: 0 }, marked: null },
    ],
    counts: { exported: 2, exportedChanged: 1, marked: 1, markedChanged: 1 },
  })
  await desk.unmark({ course, lessons: [first], target: 'zhihu' })
  expect((await desk.overview({ course }))[0]?.counts).toMatchObject({ marked: 0 })

  // One lesson alone: only its files are written, those of the other stay.
  await desk.start({ course, lessons: [first], targets: ['zhihu'] })
  const [record] = (await untilOver(desk)).targets
  expect(record?.record).toMatchObject({ isWhole: false, lessons: 1, written: 2 })
  expect(existsSync(join(out, '家常菜', '知乎', '02 蒸鱼', '知乎.md'))).toBe(true)
  const { total, records } = await desk.history({ course, from: 0, count: 9 })
  expect([total, records.map(({ target }) => target)]).toEqual([3, ['zhihu', 'epub', 'zhihu']])
  const pieces = await collected(desk.download({ id: records[0]!.id }))
  const archive = unzipSync(Buffer.concat(pieces.map(({ data }) => Buffer.from(data, 'base64'))))
  expect(Object.keys(archive)).toContain('02 蒸鱼/知乎.html')
})

test('what stands in the way is told, and an export that is cancelled leaves a folder that says so and goes on', async () => {
  const { desk, course, out, faults } = await library()
  mkdirSync(join(out, '家常菜', '知乎', '01 选鱼'), { recursive: true })
  const own = join(out, '家常菜', '知乎', '01 选鱼', '知乎.md')
  writeFileSync(own, '我自己的')
  mkdirSync(join(out, '家常菜', 'EPUB 电子书'))
  writeFileSync(join(out, '家常菜', 'EPUB 电子书', '.moke-export.lock'), '1')
  await desk.start({ course, lessons: null, targets: ['zhihu', 'epub'] })
  expect((await untilOver(desk)).targets.map(({ phase, problem }) => [phase, problem?.code, problem?.detail['file']])).toEqual([
    ['failed', 'publish-foreign', own],
    ['failed', 'publish-busy', undefined],
  ])
  expect(readFileSync(own, 'utf8')).toBe('我自己的')

  // The ways on that the author has, none of which loses theirs.
  const on = async (inTheWay: 'keep' | 'beside' | 'replace' | 'stop') => {
    await desk.start({ course, lessons: null, targets: ['zhihu'], inTheWay })
    const [run] = (await untilOver(desk)).targets
    return [run?.phase, run?.record?.folder, run?.record?.findings.todo, run?.aside, run?.record?.theirs?.files ?? []]
  }
  const zhihu = join(out, '家常菜', '知乎')
  const aside = `${zhihu} 改过的`
  const kept = await on('keep')
  const todo = kept[2]
  expect(kept[4]).toEqual(['01 选鱼/知乎.md'])
  expect([todo, readFileSync(own, 'utf8'), existsSync(join(zhihu, UNFINISHED))]).toEqual([expect.any(Number), '我自己的', false])
  expect(await on('replace')).toEqual(['done', zhihu, Number(todo) - 1 || undefined, aside, []])
  expect([readFileSync(join(aside, '01 选鱼', '知乎.md'), 'utf8'), readFileSync(own, 'utf8')]).toEqual(['我自己的', expect.stringContaining('看鳃')])
  expect((await on('beside'))[1]).toBe(`${zhihu} (2)`)
  expect((await on('stop'))[1]).toBe(`${zhihu} (2)`)

  await desk.start({ course, lessons: null, targets: ['docx', 'website'] })
  const folder = join(out, '家常菜', 'Word 文档')
  while (!existsSync(join(folder, UNFINISHED))) await sleep(1)
  const { run } = await desk.cancel({})
  expect([run?.isOver, run?.targets.map(({ phase }) => phase)]).toEqual([true, ['cancelled', 'cancelled']])
  expect([existsSync(join(folder, UNFINISHED)), existsSync(join(out, '家常菜', '网站'))]).toEqual([true, false])
  await desk.start({ course, lessons: null, targets: ['docx'] })
  expect((await untilOver(desk)).targets[0]).toMatchObject({ phase: 'done' })
  expect(readdirSync(folder).toSorted()).toEqual(['moke-export.json', '家常菜.docx'])
  expect(faults).toEqual([])
})

test('a folder that can’t be written, or lies in the library, is not chosen', async () => {
  const { desk, folder, out } = await library()
  expect(await problemOf(desk.choose({ folder: join(folder, 'exports') }))).toBe('publish-inside')
  expect(existsSync(join(folder, 'exports'))).toBe(false)
  writeFileSync(join(out, 'a file'), '')
  expect(await problemOf(desk.choose({ folder: join(out, 'a file') }))).toBe('path-is-file')
  expect(await problemOf(desk.choose({ folder: 'somewhere' }))).toBe('path-not-whole')
  expect(await desk.state({})).toMatchObject({ folder: out, isDefault: false })
})

test('what typesets and comes to its end fails that target with a sentence; the others and the studio go on', async () => {
  // As native code ends it that fails.
  const dying = join(temporaryFolder(), 'dying.mjs')
  writeFileSync(dying, "process.on('message', () => process.kill(process.pid, 'SIGKILL'))\nprocess.send({ ready: true })\n")
  const { desk, course, first, out, faults } = await library({ pictureProcess: dying })
  await desk.start({ course, lessons: null, targets: ['wechat', 'pdf', 'epub'] })
  expect((await untilOver(desk)).targets.map(({ phase, problem }) => [phase, problem?.code])).toEqual([
    ['failed', 'publish-typeset'],
    ['failed', 'publish-typeset'],
    ['done', undefined],
  ])
  expect(existsSync(join(out, '家常菜', 'EPUB 电子书'))).toBe(true)
  const asked = [desk.preview({ course, lesson: first, target: 'pdf' }), desk.copy({ course, lesson: first, target: 'wechat' })]
  expect(await Promise.all(asked.map((each) => problemOf(each)))).toEqual(['publish-typeset', 'publish-typeset'])
  expect(faults).toEqual([])
})
