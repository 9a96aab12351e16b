/** What the publishing desk answers without its threads: mends, marks, the ledger. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { changedWords } from '#main/publishing/prose/counting.ts'
import type { TargetId } from '#main/publishing/facts.ts'
import type { Archive } from '#main/services/archive-keep.ts'
import { ArchiveLessons } from '#main/services/archive-lessons.ts'
import { mendHandlers } from '#main/services/publishing-mends.ts'
import { PublishingLedger } from '#main/services/publishing-ledger.ts'
import { TargetSettings } from '#main/services/publishing-settings.ts'
import { CourseSource, outHash } from '#main/services/publishing-source.ts'
import { type CourseId, LessonId } from '#preload/contract/library.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { publishing } from '#preload/contract/publishing.ts'
import { imageFolder, imagePath } from '#main/store/image-places.ts'
import { type BlockId, type Doc, ImageId } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf, served } from './served.ts'
import { library } from './publishing-library.ts'

const fullMarks = { kind: 'full-marks', block: null } as const
const halfDigits = { kind: 'half-digits', block: null } as const

/** At the beginning of a lesson. */
const write = (held: Awaited<ReturnType<typeof library>>['held'], lesson: string, text: string) =>
  held.write('text', (store) =>
    store.append({
      lesson,
      batch: text,
      base: store.openLesson(lesson).revision,
      changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text }],
      at: 2,
    }),
  )

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
    write(held, second, '公元')
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
    const mends = [
      { lesson: first, mend: fullMarks },
      { lesson: second, mend: halfDigits },
    ]
    const both = await mend({ mends, at: 1 }, caller)
    write(held, second, '公元')
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
    write(held, first, '又')
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
    expect(await marked()).toMatchObject({ isChanged: true, changedWords: 1 })
    write('take it out', 'remove_text')
    expect(await marked()).toMatchObject({ isChanged: false, changedWords: 0 })
    held.write('tree', (store) => store.rename(first, '另一个名字'))
    expect(await marked()).toMatchObject({ isChanged: true })
  })

  test('what was exported or copied is what is marked, whatever was written since', async () => {
    const { desk, course, first, second, held } = await library()
    const out = {
      revision: held.read((store) => store.openLesson(first)).revision,
      title: '甲',
      hash: outHash('甲', held.read((store) => store.openLesson(first)).doc),
    }
    held.write('none', (store) => store.addCopied(first, 'zhihu', out))
    held.write('text', (store) =>
      store.append({ lesson: first, batch: 'tuesday', base: out.revision, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '又' }], at: 1 }),
    )
    await desk.mark({ course, lessons: [first, second], target: 'zhihu', address: null })
    const [zhihu] = await desk.overview({ course })
    expect(zhihu?.lessons.map(({ exported, marked }) => [exported?.changedWords, marked?.isChanged, marked?.changedWords])).toEqual([
      [1, true, 1],
      [undefined, false, 0],
    ])
  })

  test('it is told when the version that is marked went out, for as long as that is known', async () => {
    const { desk, course, first, second, held } = await library()
    const { doc, revision } = held.read((store) => store.openLesson(first))
    const out = { revision, title: '甲', hash: outHash('甲', doc) }
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

describe('a book of some lessons', () => {
  test.each(['pdf', 'docx', 'epub', 'website'] as const)('for %s it is not the book of all: that has still the words it had', async (target) => {
    const { held, course, first, second } = await library()
    const { note, at, take } = ledgerOf(held, course)
    const whole = await note(target, [first, second], true)
    write(held, first, '又')
    const [behind] = [await at(target)]
    expect(behind.counts.exportedChanged).toBe(1)
    await sleep(3)
    const some = await note(target, [first], false)
    expect(await at(target)).toEqual({ ...behind, some: { at: some.at, lessons: 1 } })
    expect(behind).toMatchObject({ last: { id: whole.id }, some: null })
    // Marked as a whole, it is what went out as a whole.
    await take.mark(course, null, target, null, new AbortController().signal)
    expect((await at(target)).marked).toMatchObject({ isChanged: true })
    await note(target, [first, second], true)
    expect((await at(target)).counts.exportedChanged).toBe(0)
  })

  test('where each lesson has files of its own, one that goes out alone is as it is', async () => {
    const { held, course, first, second } = await library()
    const { note, at } = ledgerOf(held, course)
    await note('zhihu', [first, second], true)
    write(held, first, '又')
    const some = await note('zhihu', [first], false)
    expect(await at('zhihu')).toMatchObject({ last: { id: some.id }, some: null, counts: { exported: 2, exportedChanged: 0 } })
  })

  test('one that an earlier version noted as if it were that of all says nothing of that', async () => {
    const { held, course, first, second } = await library()
    const { note, at } = ledgerOf(held, course)
    await note('pdf', [first, second], true)
    await sleep(3)
    const { doc, revision } = held.read((store) => store.openLesson(first))
    const row = { course, title: '课', target: 'pdf', folder: '/out', lessons: 1, isWhole: false, written: 1, kept: 0, removed: 0, findings: {} }
    held.write('none', (store) => store.addExport(row, [{ lesson: first, revision, title: '甲', hash: outHash('甲', doc) }]))
    expect((await at('pdf')).lessons.map(({ exported }) => exported === null)).toEqual([true, false])
  })
})

/** The ledger of a library, as its desk notes exports. */
function ledgerOf(held: Awaited<ReturnType<typeof library>>['held'], course: CourseId) {
  const [source, set] = [new CourseSource(held, temporaryFolder()), new TargetSettings(held, () => 240)]
  const take = new PublishingLedger({
    workspace: held,
    course: (id) => source.course(id),
    revisions: () => source.revisions(),
    optionsOf: (id, target) => set.shown(id, target),
    settingsOf: (...given) => set.now(...given),
  })
  const note = async (target: TargetId, lessons: readonly string[], isWhole: boolean) => {
    const { versions } = await source.take(course, '', new AbortController().signal)
    const out = lessons.flatMap((lesson) => {
      const version = versions.get(lesson)
      return version ? [{ lesson, ...version }] : []
    })
    return take.note({ course, title: '课', target, folder: '/out', lessons: lessons.length, isWhole, written: 1, kept: 0, removed: 0, findings: {} }, out)
  }
  const at = async (target: TargetId) => (await take.overview(course, new AbortController().signal)).find((each) => each.target === target)!
  return { take, note, at }
}

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

test('changed 字 are those put in and taken out, white space not among them', () => {
  const before: Doc = [paragraph('一二三', 'a'), paragraph('四五', 'b'), paragraph('九', 'd')]
  const after: Doc = [paragraph('一 三', 'a'), paragraph('六七八', 'c'), paragraph('九', 'd')]
  expect(changedWords(before, after)).toBe(1 + 2 + 3)
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

test('of a course that is taken again only the lessons that were written in are read', async () => {
  const { course, first, second, held } = await library()
  const source = new CourseSource(held, temporaryFolder())
  const taken = () => source.take(course, '', new AbortController().signal)
  const textOf = ({ task }: Awaited<ReturnType<typeof taken>>, lesson: string) => lessonsOf(task.course).find(({ id }) => id === lesson)!.doc
  const before = await taken()
  const { revision } = held.read((store) => store.openLesson(first))
  const change = { type: 'insert_text' as const, path: [0, 0], offset: 0, text: '又一句' }
  held.write('text', (store) => store.append({ lesson: first, batch: 'again', base: revision, changes: [change], at: 1 }))
  held.write('tree', (store) => store.rename(second, '另一个名字'))
  const after = await taken()
  expect(JSON.stringify(textOf(after, first))).toContain('又一句')
  expect(textOf(after, second)).toBe(textOf(before, second))
  expect(after.versions.get(first)).toMatchObject({ revision: revision + 1, hash: outHash('甲', textOf(after, first)) })
  expect(after.versions.get(second)).toEqual({ ...before.versions.get(second), title: '另一个名字', hash: outHash('另一个名字', textOf(after, second)) })
})

test('takes of a course that go on beside each other are all of its newest texts', async () => {
  const { course, second, held } = await library()
  const source = new CourseSource(held, temporaryFolder())
  const taken = async () => (await source.take(course, '', new AbortController().signal)).task.course
  const textIn = (all: Awaited<ReturnType<typeof taken>>) => lessonsOf(all).find(({ id }) => id === second)!.doc
  await taken()
  // The second begins at any moment of the first.
  for (let later = 0; later < 24; later += 1) {
    const { revision } = held.read((store) => store.openLesson(second))
    const change = { type: 'insert_text' as const, path: [0, 0], offset: 0, text: `${later}，` }
    held.write('text', (store) => store.append({ lesson: second, batch: `beside-${later}`, base: revision, changes: [change], at: later + 1 }))
    const first = taken()
    for (let turn = 0; turn < later; turn += 1) await Promise.resolve()
    const { doc } = held.read((store) => store.openLesson(second))
    expect([await taken(), await first, await taken()].map(textIn)).toEqual([doc, doc, doc])
  }
})

test('behind a backup that came in the library’s place, a version of the same number is the text that it is there', async () => {
  const { desk, course, first, held } = await library()
  const source = new CourseSource(held, temporaryFolder())
  const textOf = async () => JSON.stringify(lessonsOf((await source.take(course, '', new AbortController().signal)).task.course)[0]?.doc)
  const isChanged = async () => (await desk.overview({ course })).find(({ target }) => target === 'zhihu')?.lessons[0]?.marked?.isChanged
  const archive = new ArchiveLessons({ workspace: held } as Archive)
  const learntOf = () => archive.read(held.read((store) => store.searchableLessons()).find(({ id }) => id === first)!)?.facts.hash
  await desk.mark({ course, lessons: [first], target: 'zhihu', address: null })
  write(held, first, '备份里的，')
  const backup = join(temporaryFolder(), 'backup.sqlite')
  await held.lend(async (db) => void (await db.backup(backup)))
  write(held, first, '不要了，')
  await desk.mark({ course, lessons: [first], target: 'zhihu', address: null })
  const [abandoned, learnt] = [await textOf(), learntOf()]
  expect([abandoned.includes('不要了，备份里的，'), await isChanged()]).toEqual([true, false])
  await held.replaceWith(backup)
  write(held, first, '以后的，')
  expect(await textOf()).toContain('以后的，备份里的，')
  expect(await isChanged()).toBe(true)
  expect(learntOf()).not.toBe(learnt)
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
