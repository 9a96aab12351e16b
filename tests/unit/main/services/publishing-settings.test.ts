/** What the publishing desk keeps of how a target is set, and what it tells of settings that are others since. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { outHash } from '#main/services/publishing-source.ts'
import { LONGEST_TEXT, OptionValues } from '#preload/contract/targets.ts'
import { optionsOf } from '#main/publishing/facts.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { problemOf } from './served.ts'
import { library } from './publishing-library.ts'

describe('settings', () => {
  const at = async (studio: Awaited<ReturnType<typeof library>>, target: string) =>
    (await studio.desk.overview({ course: studio.course })).find((each) => each.target === target)

  test('what is set otherwise since it went out is told apart from what is written otherwise', async () => {
    const studio = await library()
    const { desk, course, first, second } = studio
    await desk.mark({ course, lessons: [first, second], target: 'ximalaya', address: null })
    const told = async () => {
      const now = await at(studio, 'ximalaya')
      return [now?.isSetOtherwise, ...(now?.lessons ?? []).map(({ marked }) => [marked?.isChanged, marked?.isSetOtherwise])]
    }
    const [same, other] = [
      [false, false],
      [false, true],
    ]
    expect(await told()).toEqual([false, same, same])
    await desk.setOptions({ course, target: 'ximalaya', options: { titles: { [first]: '清单' } } })
    expect(await told()).toEqual([true, other, same])
    await desk.setOptions({ course, target: 'ximalaya', options: { titles: { [first]: '' }, pace: 200 } })
    expect(await told()).toEqual([true, other, other])
    expect((await at(studio, 'zhihu'))?.isSetOtherwise).toBe(false)
    await desk.mark({ course, lessons: [first, second], target: 'ximalaya', address: null })
    expect(await told()).toEqual([false, same, same])
  })

  test('an export knows the settings of its album; of one before they were kept nothing is said', async () => {
    const studio = await library()
    const { desk, course, first, held } = studio
    const row = { course, title: '课', target: 'ximalaya', folder: '/nowhere', lessons: 1, isWhole: true, written: 1, kept: 0, removed: 0, findings: {} }
    const went = { revision: 0, title: '甲', hash: 'ab'.repeat(32) }
    held.write('none', (store) => store.addExport(row, [{ lesson: first, ...went }]))
    await desk.setOptions({ course, target: 'ximalaya', options: { albumIntro: '简介', pace: 200 } })
    expect(await at(studio, 'ximalaya')).toMatchObject({ isSetOtherwise: false, last: { written: 1 }, lessons: [{ exported: { isSetOtherwise: false } }, {}] })
    held.write('none', (store) => store.addExport({ ...row, settings: 'cd'.repeat(32) }, []))
    expect(await at(studio, 'ximalaya')).toMatchObject({ isSetOtherwise: true, lessons: [{ exported: { isSetOtherwise: false } }, {}] })
  })

  test('an author whom a label names is told as another label, of the lessons that a model wrote some of', async () => {
    const studio = await library()
    const { desk, course, first, second, held } = studio
    await desk.name({ author: '林一' })
    const accepted = { text: '水开，', ai: { model: 'm', at: 1 } }
    held.write('text', (store) =>
      store.append({ lesson: first, batch: 'ai', base: 0, changes: [{ type: 'insert_node', path: [0, 0], node: accepted } as never], at: 1 }),
    )
    for (const target of ['zhihu', 'wechat', 'juejin', 'bilibili']) await desk.mark({ course, lessons: [first, second], target, address: null })
    await desk.name({ author: '周二' })
    for (const target of ['zhihu', 'wechat', 'juejin', 'bilibili'])
      expect(await at(studio, target)).toMatchObject({
        isSetOtherwise: true,
        otherwise: ['label'],
        lessons: [{ marked: { isSetOtherwise: true, otherwise: ['label'] } }, { marked: { isSetOtherwise: false, otherwise: [] } }],
      })
    await desk.name({ author: '林一' })
    expect(await at(studio, 'juejin')).toMatchObject({ isSetOtherwise: false, otherwise: [] })
  })

  test('another form of formulas is told of lessons that hold one, within a line or of its own, and of no other', async () => {
    const studio = await library()
    const { desk, course, first, second, held } = studio
    const change = (lesson: string, base: number, type: string, path: number[], node: object) =>
      held.write('text', (store) => store.append({ lesson, batch: `f${base}`, base, changes: [{ type, path, node } as never], at: 1 }))
    const display = { type: 'formula-block', id: 'f1', children: [{ text: 'x^2' }] }
    change(first, 0, 'insert_node', [1], display)
    await desk.mark({ course, lessons: [first, second], target: 'zhihu', address: null })
    await desk.setOptions({ course, target: 'zhihu', options: { formulas: 'images' } })
    const told = (...names: readonly string[][]) => ({
      isSetOtherwise: names.flat().length > 0,
      lessons: names.map((otherwise) => ({ marked: { isSetOtherwise: otherwise.length > 0, otherwise } })),
    })
    expect(await at(studio, 'zhihu')).toMatchObject(told(['formulas'], []))
    change(second, 0, 'insert_node', [0, 1], { type: 'formula', tex: 'x', children: [{ text: '' }] })
    expect(await at(studio, 'zhihu')).toMatchObject(told(['formulas'], ['formulas']))
    await desk.unmark({ course, lessons: [second], target: 'zhihu' })
    change(first, 1, 'remove_node', [1], display)
    expect(await at(studio, 'zhihu')).toMatchObject({ isSetOtherwise: false, otherwise: [] })
  })

  test('an address of a lesson is told of those that link to it, and of no other, until they went out with it', async () => {
    const studio = await library()
    const { desk, course, first, second, held } = studio
    const link = { type: 'insert_node', path: [0, 1], node: { text: '上一课', link: `moke:lesson/${first}` } } as never
    held.write('text', (store) => store.append({ lesson: second, batch: 'link', base: 0, changes: [link], at: 1 }))
    await desk.mark({ course, lessons: [first, second], target: 'zhihu', address: null })
    const told = async () => (await at(studio, 'zhihu'))?.lessons.map(({ marked, exported }) => [marked?.otherwise, exported?.otherwise])
    expect(await told()).toEqual([
      [[], undefined],
      [[], undefined],
    ])
    await desk.mark({ course, lessons: [first], target: 'zhihu', address: 'https://zhuanlan.zhihu.com/p/1', isAddressOnly: true })
    expect(await told()).toEqual([
      [[], undefined],
      [['links'], undefined],
    ])
    await desk.copy({ course, lesson: second, target: 'zhihu' })
    await desk.noteCopied({ course, lesson: second, target: 'zhihu' })
    expect((await told())?.[1]).toEqual([['links'], []])
    await desk.mark({ course, lessons: [second], target: 'zhihu', address: null })
    expect((await told())?.[1]).toEqual([[], []])
  })

  test('a reading is told of lessons whose text holds its word', async () => {
    const studio = await library()
    const { desk, course, first, second } = studio
    await desk.mark({ course, lessons: [first, second], target: 'ximalaya', address: null })
    await desk.setOptions({ course, target: 'ximalaya', options: { pronunciations: { 再改: '再gǎi' } } })
    const told = async () => (await at(studio, 'ximalaya'))?.lessons.map(({ marked }) => marked?.otherwise)
    expect(await told()).toEqual([['pronunciations'], []])
    await desk.setOptions({ course, target: 'ximalaya', options: { pronunciations: { 2026: '二零二六' } } })
    expect(await told()).toEqual([[], ['pronunciations']])
  })

  test('another title of the course is told of a book that has it, and of no article', async () => {
    const studio = await library()
    const { desk, course, first, held } = studio
    const row = { course, title: '课', folder: '/nowhere', lessons: 1, isWhole: true, written: 1, kept: 0, removed: 0, findings: {} }
    for (const target of ['epub', 'juejin']) await desk.mark({ course, lessons: target === 'epub' ? null : [first], target, address: null })
    held.write('tree', (store) => store.rename(course, '另一门课'))
    expect(await at(studio, 'epub')).toMatchObject({ otherwise: ['course'], marked: { otherwise: ['course'] } })
    expect(await at(studio, 'juejin')).toMatchObject({ isSetOtherwise: false, otherwise: [] })
    // What an earlier version noted is one hash of all: it is other, and nobody knows what.
    held.write('none', (store) => store.addExport({ ...row, target: 'docx', settings: 'cd'.repeat(32) }, []))
    expect(await at(studio, 'docx')).toMatchObject({ isSetOtherwise: true, otherwise: [] })
  })

  test('a lesson whose only file its author keeps is not to be exported for ever, nor is a book', async () => {
    const studio = await library()
    const { course, first, second, held, folder } = studio
    const kept = [{ level: 'todo', kind: 'file-kept', lesson: null, block: null, text: 'a.md', numbers: {} }]
    const listed = (target: string, unit: string, ...others: readonly string[]) => {
      const at = join(folder, target)
      mkdirSync(at)
      const files = [{ path: 'a.md', sha256: 'ab'.repeat(32), isTheirs: true }]
      const more = others.map((id) => [id, { key: 'cd'.repeat(32), files: [{ path: `${id}.md`, sha256: 'cd'.repeat(32) }], findings: [] }])
      const units = { [unit]: { key: 'ab'.repeat(32), files, findings: kept }, ...Object.fromEntries(more) }
      writeFileSync(join(at, 'moke-export.json'), JSON.stringify({ format: 'moke-export', version: 1, target, course, isWhole: true, units }))
      const went = { revision: 0, title: '甲', hash: 'cd'.repeat(32) }
      const row = { course, title: '课', target, folder: at, lessons: 0, isWhole: true, written: 0, kept: 0, removed: 0, findings: {} }
      held.write('none', (store) =>
        store.addExport(
          row,
          [first, second].map((lesson) => ({ lesson, ...went })),
        ),
      )
    }
    listed('markdown', first)
    listed('pdf', 'book')
    expect(await at(studio, 'markdown')).toMatchObject({
      counts: { exported: 2, exportedChanged: 1 },
      lessons: [{ isKept: true }, { isKept: false, exported: { isChanged: true } }],
    })
    expect(await at(studio, 'pdf')).toMatchObject({ counts: { exportedChanged: 0 }, lessons: [{ isKept: true }, { isKept: true }] })
    // A website's lessons are its own files each: one that left the course is not the whole.
    listed('website', 'gone', first, second)
    expect(await at(studio, 'website')).toMatchObject({ counts: { exportedChanged: 2 }, lessons: [{ isKept: false }, { isKept: false }] })
  })

  test('an address, and the mark of another lesson, set nothing otherwise', async () => {
    const studio = await library()
    const { desk, course, first, second } = studio
    await desk.mark({ course, lessons: [first], target: 'zhihu', address: null })
    await desk.mark({ course, lessons: [second], target: 'zhihu', address: 'https://zhuanlan.zhihu.com/p/1' })
    expect(await at(studio, 'zhihu')).toMatchObject({ isSetOtherwise: false })
  })

  test('what is marked and went out since as it is set is to be updated there; what was copied is told from what was exported', async () => {
    const studio = await library()
    const { desk, course, first, second, held } = studio
    await desk.name({ author: '林一' })
    await desk.mark({ course, lessons: [first], target: 'xiaoe', address: null })
    await desk.mark({ course, lessons: null, target: 'epub', address: null })
    await desk.name({ author: '周二' })
    const told = async (target: string) => {
      const now = await at(studio, target)
      return [now?.marked?.isOutAgain, ...(now?.lessons ?? []).map(({ marked, exported }) => [marked?.isSetOtherwise, marked?.isOutAgain, exported?.isCopied])]
    }
    const none = [undefined, undefined, undefined]
    expect([await told('xiaoe'), await told('epub')]).toEqual([
      [undefined, [true, false, undefined], none],
      [false, none, none],
    ])
    await sleep(3)
    // What `mark` notes of a lesson is how it went out now.
    const now = new Map<string, string>()
    for (const [target, lessons] of [
      ['xiaoe', [second]],
      ['epub', null],
    ] as const) {
      await desk.mark({ course, lessons: lessons && [...lessons], target: target === 'epub' ? 'docx' : target, address: null })
      now.set(target, held.read((store) => store.published()).find(({ entry }) => entry === (lessons?.[0] ?? course))?.settings ?? '')
    }
    const went = (lesson: LessonId, settings: string | undefined) => {
      const { doc, revision } = held.read((store) => store.openLesson(lesson))
      return { lesson, revision, title: lesson === first ? '甲' : '乙', hash: outHash(lesson === first ? '甲' : '乙', doc), settings: settings ?? null }
    }
    await sleep(3)
    held.write('none', (store) => store.addCopied(first, 'xiaoe', went(first, now.get('xiaoe'))))
    const row = { course, title: '课', target: 'epub', folder: '/nowhere', lessons: 2, isWhole: true, written: 1, kept: 0, removed: 0, findings: {} }
    held.write('none', (store) => store.addExport({ ...row, settings: null }, [went(first, undefined), went(second, undefined)]))
    expect((await told('xiaoe'))[1]).toEqual([true, true, true])
    expect(await told('epub')).toEqual([true, [undefined, undefined, false], [undefined, undefined, false]])
  })

  test('another address leaves the version that is marked, and several lessons keep an address each', async () => {
    const studio = await library()
    const { desk, course, first, second, held } = studio
    await desk.mark({ course, lessons: [first], target: 'zhihu', address: 'https://example.com/1' })
    held.write('tree', (store) => store.rename(first, '又一课'))
    const told = async () => (await at(studio, 'zhihu'))?.lessons.map(({ marked }) => [marked?.address, marked?.isChanged, marked?.isRetitled])
    await desk.mark({ course, lessons: [first], target: 'zhihu', address: 'https://example.com/2', isAddressOnly: true })
    expect(await told()).toEqual([
      ['https://example.com/2', true, true],
      [undefined, undefined, undefined],
    ])
    await desk.mark({ course, lessons: [first, second], target: 'zhihu', address: null })
    expect(await told()).toEqual([
      ['https://example.com/2', false, false],
      [null, false, false],
    ])
    expect(await problemOf(desk.mark({ course, lessons: [second], target: 'wechat', address: null, isAddressOnly: true }))).toBe('not-found')
  })

  test('a book is marked by the settings of its last export', async () => {
    const studio = await library()
    const { desk, course } = studio
    await desk.mark({ course, lessons: null, target: 'epub', address: null })
    expect(await at(studio, 'epub')).toMatchObject({ isSetOtherwise: false, marked: { isSetOtherwise: false } })
    await desk.setOptions({ course, target: 'epub', options: { cover: 'night' } })
    expect(await at(studio, 'epub')).toMatchObject({ isSetOtherwise: true, marked: { isChanged: false, isSetOtherwise: true } })
  })
})

test('who wrote it and how a target is set is remembered, for another course too', async () => {
  const { desk, course, held, keeper } = await library()
  keeper.set({ pace: 200 })
  expect(await desk.name({ author: ' 林一 ' })).toMatchObject({ author: '林一', producer: '' })
  const options = async (id: typeof course) => (await desk.overview({ course: id })).find(({ target }) => target === 'ximalaya')?.options
  expect(await options(course)).toMatchObject({ pace: 200, isPaid: false })
  await desk.setOptions({ course, target: 'ximalaya', options: { isPaid: true } })
  const other = CourseId.parse(held.write('tree', (store) => store.createCourse({ title: '另一门', chapters: [] })).course)
  expect([await options(course), await options(other)]).toMatchObject([{ isPaid: true }, { isPaid: true }])
})

test('an author’s own words are of one course, by lesson, and gone once they are taken away', async () => {
  const { desk, course, first, second, held } = await library()
  const other = CourseId.parse(held.write('tree', (store) => store.createCourse({ title: '另一门', chapters: [] })).course)
  const set = (options: OptionValues) => desk.setOptions({ course, target: 'ximalaya', options })
  await set({ albumIntro: '这门课的简介。', intros: { [first]: '第一课。' }, isPaid: true })
  expect(await set({ intros: { [second]: '第二课。' } })).toMatchObject({ albumIntro: '这门课的简介。', intros: { [first]: '第一课。', [second]: '第二课。' } })
  const options = async (id: typeof course) => (await desk.overview({ course: id })).find(({ target }) => target === 'ximalaya')?.options
  expect(await options(other)).toMatchObject({ albumIntro: '', intros: {}, isPaid: true })
  await desk.setOptions({ course: other, target: 'ximalaya', options: { isPaid: false } })
  expect(await options(other)).toMatchObject({ albumIntro: '', intros: {}, isPaid: false })
  await set({ albumIntro: '', intros: { [first]: ' ' } })
  expect(await options(course)).toMatchObject({ albumIntro: '', intros: { [second]: '第二课。' }, isPaid: true })
})

test('a course has one picture on all of its covers, another course has none of it, and it can be taken away', async () => {
  const { desk, course, held } = await library()
  const picture = { image: 'ab'.repeat(32), as: 'inset' }
  await desk.setOptions({ course, target: 'epub', options: { cover: { template: 'night', ...picture } } })
  const other = CourseId.parse(held.write('tree', (store) => store.createCourse({ title: '另一门', chapters: [] })).course)
  const covers = async (id: typeof course) =>
    (await desk.overview({ course: id })).flatMap(({ target, options }) => (target === 'epub' || target === 'zhihu' ? [options['cover']] : []))
  expect(await covers(course)).toEqual([
    { template: 'none', ...picture },
    { template: 'night', ...picture },
  ])
  expect(await covers(other)).toEqual(['none', 'night'])
  await desk.setOptions({ course, target: 'zhihu', options: { cover: 'plain' } })
  expect(await covers(course)).toEqual(['plain', 'night'])
})

test.each(['juejin', 'bilibili', 'xiaoe'])('%s keeps the cover that was chosen, with the picture of the course', async (target) => {
  const { desk, course } = await library()
  const picture = { image: 'ab'.repeat(32), as: 'whole' }
  await desk.setOptions({ course, target: 'epub', options: { cover: { template: 'night', ...picture } } })
  await desk.setOptions({ course, target, options: { cover: { template: 'slip', ...picture } } })
  const cover = (await desk.overview({ course })).find((each) => each.target === target)?.options['cover']
  expect(cover).toEqual({ template: 'slip', ...picture })
})

test('of the options only what was chosen is kept: the pace goes on following the author', async () => {
  const { desk, course, keeper } = await library()
  keeper.set({ pace: 200 })
  await desk.setOptions({ course, target: 'ximalaya', options: { isPaid: true } })
  keeper.set({ pace: 180 })
  const options = async () => (await desk.overview({ course })).find(({ target }) => target === 'ximalaya')?.options
  expect(await options()).toMatchObject({ pace: 180, isPaid: true })
  await desk.setOptions({ course, target: 'ximalaya', options: { pace: 210 } })
  keeper.set({ pace: 150 })
  expect(await options()).toMatchObject({ pace: 210, isPaid: true })
})

test('a pace that is set to the author’s own follows it again', async () => {
  const { desk, course, keeper } = await library()
  keeper.set({ pace: 200 })
  await desk.setOptions({ course, target: 'ximalaya', options: { pace: 210 } })
  expect(await desk.setOptions({ course, target: 'ximalaya', options: { pace: 200 } })).toMatchObject({ pace: 200 })
  keeper.set({ pace: 150 })
  expect((await desk.overview({ course })).find(({ target }) => target === 'ximalaya')?.options).toMatchObject({ pace: 150 })
})

test('a text that is too long is refused, and takes no other lesson’s away', async () => {
  const { desk, course, first, second } = await library()
  const [long, most] = ['长'.repeat(LONGEST_TEXT + 1), '长'.repeat(LONGEST_TEXT)]
  expect([long, most].map((albumIntro) => OptionValues.safeParse({ albumIntro }).success)).toEqual([false, true])
  expect([long, most].map((text) => OptionValues.safeParse({ intros: { [first]: text } }).success)).toEqual([false, true])
  const { intros } = optionsOf('ximalaya', { intros: { [first]: long, [second]: '短' } })
  expect(intros).toEqual({ [second]: '短' })
  expect((await desk.setOptions({ course, target: 'ximalaya', options: { intros: { [first]: most, [second]: '短' } } }))['intros']).toEqual({
    [first]: most,
    [second]: '短',
  })
})

test('a pace that is set keeps standing where the author’s own comes to it, whatever else is changed', async () => {
  const { desk, course, keeper } = await library()
  keeper.set({ pace: 200 })
  await desk.setOptions({ course, target: 'ximalaya', options: { pace: 210 } })
  keeper.set({ pace: 210 })
  await desk.setOptions({ course, target: 'ximalaya', options: { isPaid: true } })
  keeper.set({ pace: 150 })
  expect((await desk.overview({ course })).find(({ target }) => target === 'ximalaya')?.options).toMatchObject({ pace: 210, isPaid: true })
})
