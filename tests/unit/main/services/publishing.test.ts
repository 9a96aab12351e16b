/** What the publishing desk answers without its threads: mends, marks, the ledger. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { changedCharacters } from '#main/publishing/prose/counting.ts'
import { mendHandlers } from '#main/services/publishing-mends.ts'
import { CourseSource, hashOf } from '#main/services/publishing-source.ts'
import { LONGEST_TEXT, OptionValues } from '#preload/contract/targets.ts'
import { optionsOf } from '#main/publishing/facts.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { publishing } from '#preload/contract/publishing.ts'
import { imageFolder, imagePath } from '#main/store/image-places.ts'
import { type BlockId, type Doc, ImageId } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf, served } from './served.ts'

async function library() {
  const studio = await served()
  const doc = (text: string): Doc => [paragraph(text, 'p1')]
  const made = studio.held.write('tree', (store) =>
    store.createCourse({
      title: '课',
      chapters: [
        {
          title: '章',
          lessons: [
            { title: '甲', doc: doc('先写,再改') },
            { title: '乙', doc: doc('２０２６') },
          ],
        },
      ],
    }),
  )
  const [first, second] = (made.chapters[0]?.lessons ?? []).map((id) => LessonId.parse(id)) as [LessonId, LessonId]
  const page = studio.page()
  return { ...studio, desk: page.client(publishing), page, course: CourseId.parse(made.course), first, second }
}

const fullMarks = { kind: 'full-marks', block: null } as const
const halfDigits = { kind: 'half-digits', block: null } as const

describe('mends', () => {
  test('they are one step of every lesson, taken back together, but for one that a page has open', async () => {
    const { desk, page, first, second, held } = await library()
    await page.client(lessons).open({ lesson: second, take: false })
    const mends = [first, second].flatMap((lesson) => [fullMarks, halfDigits].map((mend) => ({ lesson, mend })))
    const outcome = await desk.mend({ mends, at: 1 })
    expect(outcome).toMatchObject({ lessons: 1, places: 1, left: [{ lesson: second, title: '乙', why: 'open' }] })
    const textOf = (lesson: string) => held.read((store) => store.openLesson(lesson)).doc[0]?.children[0]
    expect(textOf(first)).toEqual({ text: '先写，再改' })
    expect(held.read((store) => store.timeline(first)).versions).toMatchObject([{ kind: 'before-replace' }])
    await desk.takeBack({ id: outcome.id ?? '', at: 2 })
    expect(textOf(first)).toEqual({ text: '先写,再改' })
  })

  test('each of them is taken back, the last one first, and one whose place was changed since stays and says so', async () => {
    const { desk, first, second, held } = await library()
    const textOf = (lesson: string) => held.read((store) => store.openLesson(lesson)).doc.map(({ children }) => children)
    const made: string[] = []
    for (const [lesson, mend] of [
      [first, fullMarks],
      [second, halfDigits],
    ] as const)
      made.push((await desk.mend({ mends: [{ lesson, mend }], at: 1 })).id ?? '')
    const write = (lesson: string, path: number[], words: string) =>
      held.write('text', (store) =>
        store.append({
          lesson,
          batch: words,
          base: store.openLesson(lesson).revision,
          changes: [{ type: 'insert_text', path, offset: 0, text: words }],
          at: 2,
        }),
      )
    write(second, [0, 0], '公元')
    expect(await desk.takeBack({ id: made[1] ?? '', at: 3 })).toMatchObject({ places: 0, stayed: 1, left: [], open: [] })
    expect(textOf(second)).toEqual([[{ text: '公元2026' }]])
    // Elsewhere in the lesson something was written since: that is not in the way.
    const node = { ...paragraph('又一段', 'p2') }
    held.write('text', (store) =>
      store.append({ lesson: first, batch: 'more', base: store.openLesson(first).revision, changes: [{ type: 'insert_node', path: [1], node }], at: 2 }),
    )
    expect(await desk.takeBack({ id: made[0] ?? '', at: 3 })).toMatchObject({ places: 1, stayed: 0 })
    expect(textOf(first)).toEqual([[{ text: '先写,再改' }], [{ text: '又一段' }]])
    expect(await problemOf(desk.takeBack({ id: made[0] ?? '', at: 4 }))).toBe('not-found')
  })

  test('a lesson that was opened since is for its page to take back', async () => {
    const { desk, page, first } = await library()
    const { id } = await desk.mend({ mends: [{ lesson: first, mend: fullMarks }], at: 1 })
    await page.client(lessons).open({ lesson: first, take: false })
    const before = paragraph('先写,再改', 'p1')
    const outcome = await desk.takeBack({ id: id ?? '', at: 2 })
    expect(outcome).toMatchObject({ places: 0, stayed: 0, open: [{ lesson: first, done: [[{ before, after: paragraph('先写，再改', 'p1'), behind: null }]] }] })
  })

  test('what stayed or is gone is counted once: of a lesson that a page opens meanwhile nothing stays, of one in the bin all is gone', async () => {
    const { held, first, second } = await library()
    let [asked, opensAfter] = [0, Infinity]
    // Nobody has a lesson open while its text is looked at; a page may open it before it is written.
    const leases = { isEdited: () => (asked += 1) > opensAfter }
    const { mend, takeBack } = mendHandlers({ workspace: held, leases })
    const caller = { signal: new AbortController().signal } as Parameters<typeof mend>[1]
    const write = (lesson: LessonId, text: string) =>
      held.write('text', (store) =>
        store.append({
          lesson,
          batch: text,
          base: store.openLesson(lesson).revision,
          changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text }],
          at: 2,
        }),
      )
    const mends = [
      { lesson: first, mend: fullMarks },
      { lesson: second, mend: halfDigits },
    ]
    const both = await mend({ mends, at: 1 }, caller)
    write(second, '公元')
    held.write('tree', (store) => store.remove(first))
    expect(await takeBack({ id: both.id ?? '', at: 3 }, caller)).toMatchObject({ places: 0, stayed: 1, gone: 1, open: [] })
    // Back from the bin it can be taken back; the other one is over.
    held.write('tree', (store) => store.restore(first))
    expect(await takeBack({ id: both.id ?? '', at: 4 }, caller)).toMatchObject({ places: 1, stayed: 0, gone: 0, left: [] })
    const node = paragraph('再,来', 'p2')
    held.write('text', (store) =>
      store.append({ lesson: first, batch: 'p2', base: store.openLesson(first).revision, changes: [{ type: 'insert_node', path: [1], node }], at: 4 }),
    )
    const each = ['p1', 'p2'].map((block) => ({ lesson: first, mend: { kind: 'full-marks', block: block as BlockId } as const }))
    const again = await mend({ mends: each, at: 5 }, caller)
    expect(again.places).toBe(2)
    write(first, '又')
    opensAfter = asked + 1
    expect(await takeBack({ id: again.id ?? '', at: 6 }, caller)).toMatchObject({ places: 0, stayed: 0, gone: 0, open: [{ lesson: first }] })
  })

  test('where there is nothing to mend, nothing is written', async () => {
    const { desk, first, held } = await library()
    expect(await desk.mend({ mends: [{ lesson: first, mend: halfDigits }], at: 1 })).toEqual({ id: null, lessons: 0, places: 0, left: [] })
    expect(held.read((store) => store.openLesson(first)).revision).toBe(0)
  })
})

describe('marks', () => {
  test('a course as a whole is marked, and changed once one of its lessons is', async () => {
    const { desk, course, first, held } = await library()
    await desk.mark({ course, lessons: null, target: 'pdf', address: null })
    const ofPdf = async () => (await desk.overview({ course })).find(({ target }) => target === 'pdf')?.marked
    expect(await ofPdf()).toMatchObject({ isChanged: false })
    held.write('tree', (store) => store.rename(first, '另一个名字'))
    expect(await ofPdf()).toMatchObject({ isChanged: true })
  })

  test('a title that is another is a change, and what is written and taken out again is none', async () => {
    const { desk, course, first, held } = await library()
    await desk.mark({ course, lessons: [first], target: 'zhihu', address: null })
    const marked = async () => (await desk.overview({ course }))[0]?.lessons[0]?.marked
    const write = (batch: string, type: 'insert_text' | 'remove_text') =>
      held.write('text', (store) =>
        store.append({ lesson: first, batch, base: store.openLesson(first).revision, changes: [{ type, path: [0, 0], offset: 0, text: '又' }], at: 1 }),
      )
    write('write it', 'insert_text')
    expect(await marked()).toMatchObject({ isChanged: true, changedCharacters: 1 })
    write('take it out', 'remove_text')
    expect(await marked()).toMatchObject({ isChanged: false, changedCharacters: 0 })
    held.write('tree', (store) => store.rename(first, '另一个名字'))
    expect(await marked()).toMatchObject({ isChanged: true })
  })

  test('what was exported or copied is what is marked, whatever was written since', async () => {
    const { desk, course, first, second, held } = await library()
    const out = {
      revision: held.read((store) => store.openLesson(first)).revision,
      title: '甲',
      hash: hashOf('甲', held.read((store) => store.openLesson(first)).doc),
    }
    held.write('none', (store) => store.addCopied(first, 'zhihu', out))
    held.write('text', (store) =>
      store.append({ lesson: first, batch: 'tuesday', base: out.revision, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '又' }], at: 1 }),
    )
    await desk.mark({ course, lessons: [first, second], target: 'zhihu', address: null })
    const [zhihu] = await desk.overview({ course })
    expect(zhihu?.lessons.map(({ exported, marked }) => [exported?.changedCharacters, marked?.isChanged, marked?.changedCharacters])).toEqual([
      [1, true, 1],
      [undefined, false, 0],
    ])
  })

  test('it is told when the version that is marked went out, for as long as that is known', async () => {
    const { desk, course, first, second, held } = await library()
    const { doc, revision } = held.read((store) => store.openLesson(first))
    const out = { revision, title: '甲', hash: hashOf('甲', doc) }
    const zhihu = async () => (await desk.overview({ course }))[0]?.lessons.map(({ exported, marked }) => [exported?.at, marked?.at, marked?.versionAt])
    held.write('none', (store) => store.addCopied(first, 'zhihu', out))
    await sleep(3)
    await desk.mark({ course, lessons: [first, second], target: 'zhihu', address: null })
    const [[went, said, of] = [], [, saidToo, ofToo] = []] = (await zhihu()) ?? []
    expect([of, ofToo, Number(said) > Number(went)]).toEqual([went, saidToo, true])
    await sleep(3)
    held.write('none', (store) => store.addCopied(first, 'zhihu', out))
    expect((await zhihu())?.[0]?.slice(1)).toEqual([said, null])
  })

  test('a lesson counts as gone out once the clipboard has it, and is copied too where another studio holds the library', async () => {
    const { desk, course, first, folder } = await library()
    const other = (await served({ folder })).page().client(publishing)
    const asked = { course, lesson: first, target: 'zhihu' } as const
    const exported = async () => (await desk.overview({ course }))[0]?.lessons[0]?.exported
    expect(await problemOf(desk.noteCopied(asked))).toBe('none')
    const copies = await Promise.all([desk.copy(asked), other.copy(asked)])
    expect([copies.map(({ text }) => text.includes('先写')), await problemOf(other.noteCopied(asked)), await exported()]).toEqual([[true, true], 'none', null])
    await desk.noteCopied(asked)
    expect(await exported()).toMatchObject({ isChanged: false })
  })

  test.each(['这不是网址', 'javascript:alert(1)', 'mailto:a@b.c', 'not an address'])('%s is no address', async (address) => {
    const { desk, course, first } = await library()
    expect(await problemOf(desk.mark({ course, lessons: [first], target: 'zhihu', address }))).toBe('invalid')
  })

  test('what is not there can’t be marked, nor exported', async () => {
    const { desk, course } = await library()
    const gone = LessonId.parse('gone')
    expect(await problemOf(desk.mark({ course, lessons: [gone], target: 'zhihu', address: null }))).toBe('not-found')
    expect(await problemOf(desk.start({ course, lessons: [gone], targets: ['zhihu'] }))).toBe('not-found')
    expect(await problemOf(desk.start({ course, lessons: null, targets: ['nowhere'] }))).toBe('not-found')
  })
})

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
      return { lesson, revision, title: lesson === first ? '甲' : '乙', hash: hashOf(lesson === first ? '甲' : '乙', doc), settings: settings ?? null }
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

test('files of covers are among those of a course, whether a lesson shows them or not', async () => {
  const { course, held } = await library()
  const folder = temporaryFolder()
  const image = ImageId.parse('c'.repeat(64))
  const path = imagePath(imageFolder(folder), { id: image, type: 'png' })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'a')
  const source = new CourseSource(held, folder, (id) => (id === course ? [image] : []))
  expect((await source.take(course, '', new AbortController().signal)).task.images).toEqual({ [image]: path })
})

test('a picture that was missing is there once its file is back, though no text has changed', async () => {
  const { course, first, held } = await library()
  const folder = temporaryFolder()
  const image = ImageId.parse('a'.repeat(64))
  const { revision } = held.read((store) => store.openLesson(first))
  const node = { type: 'image' as const, id: 'i1' as BlockId, image, alt: '', children: [{ text: '' }] }
  held.write('text', (store) => store.append({ lesson: first, batch: 'picture', base: revision, changes: [{ type: 'insert_node', path: [1], node }], at: 1 }))
  const source = new CourseSource(held, folder)
  const take = async () => (await source.take(course, '', new AbortController().signal)).task
  const before = await take()
  expect([before.images, await take()]).toEqual([{}, before])
  expect(await take()).toBe(before)
  const path = imagePath(imageFolder(folder), { id: image, type: 'png' })
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, 'a')
  expect((await take()).images).toEqual({ [image]: path })
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

test('changed characters are those put in and taken out, white space not among them', () => {
  const before: Doc = [paragraph('一二三', 'a'), paragraph('四五', 'b')]
  const after: Doc = [paragraph('一 三', 'a'), paragraph('六七八', 'c')]
  expect(changedCharacters(before, after)).toBe(1 + 2 + 3)
})

test('without a window of files, none is opened', async () => {
  const { desk } = await library()
  expect(await problemOf(desk.reveal({ id: 1 }))).toBe('unavailable')
})

test('a course is of the day of its newest change, and known by its id', async () => {
  const { course, first, held } = await library()
  const source = new CourseSource(held, temporaryFolder())
  const taken = async () => (await source.take(course, '', new AbortController().signal)).task.course
  const lessonsNow = () => held.read((store) => store.tree()).flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.lessons))
  const before = await taken()
  expect(before).toMatchObject({ id: course, changedAt: Math.max(...lessonsNow().map(({ changedAt }) => changedAt)) })
  await new Promise((done) => setTimeout(done, 3))
  held.write('tree', (store) => store.rename(first, '改了'))
  expect((await taken()).changedAt).toBeGreaterThan(before.changedAt!)
})

test('a mark that was taken away comes back as it was, with its time and its address', async () => {
  const { desk, course, first, second } = await library()
  await desk.mark({ course, lessons: [first], target: 'zhihu', address: 'https://zhuanlan.zhihu.com/p/1' })
  await desk.mark({ course, lessons: [second], target: 'zhihu', address: null })
  const marks = async () => (await desk.overview({ course })).find(({ target }) => target === 'zhihu')?.lessons.map(({ marked }) => marked)
  const before = await marks()
  const { id } = await desk.unmark({ course, lessons: [first, second], target: 'zhihu' })
  expect(await marks()).toEqual([null, null])
  await desk.remark({ id })
  expect([await marks(), before?.map((mark) => mark?.address)]).toEqual([before, ['https://zhuanlan.zhihu.com/p/1', null]])
  expect(await problemOf(desk.remark({ id }))).toBe('not-found')
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
