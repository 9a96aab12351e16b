import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { type Claim, lessons } from '#preload/contract/lessons.ts'
import { library, LessonId } from '#preload/contract/library.ts'
import { studio } from '#preload/contract/studio.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { problemOf, served } from './served.ts'

const typed = (text: string): Change[] => [{ type: 'insert_text', path: [0, 0], offset: 0, text }]
const titles = { title: '课', chapterTitle: '章', lessonTitle: '节' }
const sample = join(import.meta.dirname, '../../../../resources/sample-course')

async function withLesson() {
  const studioServed = await served()
  const page = studioServed.page()
  const { lesson, chapter, course } = await page.client(library).createCourse(titles)
  return { ...studioServed, first: page, lesson, chapter, course }
}

describe('the library', () => {
  test('it answers and pushes the tree', async () => {
    const { first, lesson, chapter, course } = await withLesson()
    const other: unknown[] = []
    first.client(library).changed((tree) => other.push(tree.courses[0]?.title))
    await first.client(library).rename({ id: course, title: '好课' })
    const second = await first.client(library).createLesson({ chapter, title: '第二节', after: lesson })
    await first.client(library).move({ places: [{ id: second.lesson, index: 0 }] })
    const { courses } = await first.client(library).tree({})
    expect(courses[0]?.chapters[0]?.lessons.map((one) => one.title)).toEqual(['第二节', '节'])
    expect(other).toEqual(['好课', '好课', '好课'])
  })

  test('it removes, lists, restores and erases', async () => {
    const { first, lesson, chapter, course } = await withLesson()
    const asked = first.client(library)
    const made = await asked.createChapter({ course, title: '章二', lessonTitle: '丙' })
    await asked.remove({ ids: [chapter] })
    expect(await asked.bin({})).toMatchObject([{ id: chapter, kind: 'chapter', title: '章', from: ['课'], lessons: 1 }])
    await asked.restore({ ids: [lesson] })
    expect(await asked.bin({})).toEqual([])
    await asked.remove({ ids: [made.chapter] })
    await asked.erase({ id: made.chapter })
    expect([await problemOf(asked.erase({ id: lesson })), await problemOf(asked.rename({ id: made.lesson, title: '没有了' }))]).toEqual([
      'invalid',
      'not-found',
    ])
  })

  test('it gives a title that has waited at its page, unless the lesson got a name since that is none it was typed over', async () => {
    const { first, lesson } = await withLesson()
    const asked = first.client(library)
    const give = (title: string, over: string[], ageMs: number) => problemOf(asked.rename({ id: lesson, title, draft: { over, ageMs } }))
    const titleNow = async () => (await asked.tree({})).courses[0]?.chapters[0]?.lessons[0]?.title
    const hour = 3_600_000
    expect([await give('改过', ['节'], hour), await titleNow()]).toEqual(['none', '改过'])
    expect([await give('早就写了', ['节'], hour), await titleNow()]).toEqual(['stale', '改过'])
    expect([await give('改过', ['节'], hour), await give('刚写的', ['节'], 0), await titleNow()]).toEqual(['none', 'none', '刚写的'])
    await asked.remove({ ids: [lesson] })
    expect(await give('回收站里的', ['节'], hour)).toBe('none')
  })

  test.each(['course', 'chapter'] as const)('it judges the title of a %s that has waited likewise', async (kind) => {
    const { first, [kind]: id } = await withLesson()
    const asked = first.client(library)
    const give = (title: string, ageMs: number) => problemOf(asked.rename({ id, title, draft: { over: [], ageMs } }))
    expect([await give('早就写了', 3_600_000), await give('刚写的', 0)]).toEqual(['stale', 'none'])
    await asked.remove({ ids: [id] })
    expect(await give('回收站里的', 3_600_000)).toBe('none')
    await asked.erase({ id })
    expect(await give('没有了', 0)).toBe('not-found')
  })

  test('it tells of typing at most once a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { first, lesson } = await withLesson()
      await first.client(lessons).open({ lesson, take: false })
      first.pushed.length = 0
      for (let base = 0; base < 5; base += 1) await first.client(lessons).append({ lesson, batch: `batch-000${base}`, base, changes: typed('字'), at: 1 })
      expect(first.pushed).toEqual([])
      await vi.advanceTimersByTimeAsync(1000)
      expect(first.pushed).toEqual(['library.changed', 'days.changed'])
    } finally {
      vi.useRealTimers()
    }
  })

  test.each([
    ['zh-CN', '把一门课写出来'],
    ['en', 'Writing a course'],
  ] as const)('it begins with the sample course in %s, and only once', async (language, title) => {
    const first = await served({ sample: { folder: sample, language } })
    const { courses } = await first.page().client(library).tree({})
    expect(courses.map((course) => course.title)).toEqual([title])
    const beginning = courses[0]?.chapters[0]?.lessons ?? []
    expect([courses[0]?.chapters.length, beginning.length]).toEqual([1, 5])
    const opened = await first
      .page()
      .client(lessons)
      .open({ lesson: beginning[0]?.id ?? LessonId.parse('none'), take: false })
    const last = blockText(opened.doc.at(-1) ?? paragraph(''))
    expect(last).toMatch(/[^。.！!？?…]$/) // it ends in mid-sentence, to be gone on with
    await first.held.close()
    const second = await served({ folder: first.folder, sample: { folder: sample, language: language === 'en' ? 'zh-CN' : 'en' } })
    expect((await second.page().client(library).tree({})).courses.map((course) => course.title)).toEqual([title])
  })
})

describe('a lesson', () => {
  test('it is appended to and read back', async () => {
    const { first, lesson } = await withLesson()
    const opened = await first.client(lessons).open({ lesson, take: false })
    expect(opened).toMatchObject({ lesson, title: '节', chapter: '章', course: '课', revision: 0, editable: true })
    const batch = { lesson, batch: 'batch-one', base: 0, changes: typed('你好'), at: 1.5 }
    expect(await first.client(lessons).append(batch)).toEqual({ revision: 1 })
    expect(await first.client(lessons).append(batch)).toEqual({ revision: 1 })
    expect((await first.client(lessons).open({ lesson, take: false })).doc.map(blockText)).toEqual(['你好'])
  })

  test('it says what is wrong with a batch', async () => {
    const { first, lesson, faults } = await withLesson()
    const asked = first.client(lessons)
    await asked.open({ lesson, take: false })
    const append = (base: number, changes: Change[]) => problemOf(asked.append({ lesson, batch: 'batch-one', base, changes, at: 1 }))
    expect([
      await append(3, typed('x')),
      await append(0, [{ type: 'remove_text', path: [0, 0], offset: 0, text: '没有' }]),
      await append(0, [{ type: 'set_node', path: [0], properties: {}, newProperties: { type: 'table' } }]),
      await append(0, []),
      await problemOf(asked.open({ lesson: LessonId.parse('nobody'), take: false })),
    ]).toEqual(['stale', 'invalid', 'invalid', 'invalid', 'not-found'])
    expect(faults).toEqual([])
  })

  test('it has one editor, until another page takes over', async () => {
    const { page, first, lesson } = await withLesson()
    const second = page('second')
    const taken: unknown[] = []
    first.client(lessons).taken((value) => taken.push(value))
    const append = (from: typeof first, base: number) =>
      problemOf(from.client(lessons).append({ lesson, batch: `batch-000${base}`, base, changes: typed('字'), at: 1 }))
    expect(await append(first, 0)).toBe('not-editor')
    expect(await first.client(lessons).open({ lesson, take: false })).toMatchObject({ editable: true })
    expect(await second.client(lessons).open({ lesson, take: false })).toMatchObject({ editable: false })
    expect([await append(second, 0), await append(first, 0)]).toEqual(['not-editor', 'none'])
    expect(await second.client(lessons).open({ lesson, take: true })).toMatchObject({ editable: true, revision: 1 })
    expect([await append(first, 1), await append(second, 1)]).toEqual(['not-editor', 'none'])
    expect(taken).toEqual([{ lesson, client: 'second' }])
  })

  test('its editor of an earlier connection is the editor again, unless another has written or was chosen to', async () => {
    const { page, first, lesson } = await withLesson()
    const [second, back] = [page('second'), page('back')]
    const open = (who: typeof first, take: boolean | Claim) =>
      who
        .client(lessons)
        .open({ lesson, take })
        .then(({ editable }) => editable)
    const claim: Claim = { client: 'page', revision: 0, newestBatch: null, sent: null }
    expect([await open(first, false), await open(back, claim)]).toEqual([true, true])
    expect([await open(second, true), await open(first, claim)]).toEqual([true, false])
    expect(await open(back, { ...claim, client: 'second' })).toBe(true)
    await back.client(lessons).append({ lesson, batch: 'batch-one', base: 0, changes: typed('字'), at: 1 })
    expect([await open(second, { ...claim, client: 'back' }), await open(second, { ...claim, client: 'back', sent: 'batch-one' })]).toEqual([false, true])
  })

  test('its editor of an earlier connection is not the editor again when another text has the same revision', async () => {
    const { page, first, lesson } = await withLesson()
    const back = page('back')
    await first.client(lessons).open({ lesson, take: false })
    await first.client(lessons).append({ lesson, batch: 'batch-of-first', base: 0, changes: typed('字'), at: 1 })
    const claim = { client: 'gone', revision: 1, sent: null }
    const open = (newestBatch: string | null) => back.client(lessons).open({ lesson, take: { ...claim, newestBatch } })
    expect((await open('batch-of-back')).editable).toBe(false)
    expect((await open('batch-of-first')).editable).toBe(true)
  })

  test.each(['closes it', 'goes away'] as const)('it is free when its editor %s', async (how) => {
    const { page, first, lesson, leases } = await withLesson()
    const second = page('second')
    await first.client(lessons).open({ lesson, take: false })
    await second.client(lessons).open({ lesson, take: false })
    if (how === 'closes it') await first.client(lessons).close({ lesson })
    else leases.clientGone('page')
    expect(second.pushed).toContain('lessons.left')
    expect(await second.client(lessons).open({ lesson, take: false })).toMatchObject({ editable: true })
    await first.client(lessons).close({ lesson })
    expect(await problemOf(second.client(lessons).append({ lesson, batch: 'batch-one', base: 0, changes: typed('字'), at: 1 }))).toBe('none')
  })

  test('it is rescued beside the original', async () => {
    const { first, lesson } = await withLesson()
    const doc: Doc = [paragraph('没能保存的字')]
    const rescued = await first.client(lessons).rescue({ lesson, batch: 'batch-lost', title: '节（找回）', doc: [...doc] })
    expect(await first.client(lessons).rescue({ lesson, batch: 'batch-lost', title: '节（找回）', doc: [...doc] })).toEqual(rescued)
    expect(
      (await first.client(library).tree({})).courses.flatMap((course) => course.chapters.flatMap((chapter) => chapter.lessons.map((one) => one.title))),
    ).toEqual(['节', '节（找回）'])
    expect(await first.client(lessons).open({ lesson: rescued.lesson, take: false })).toMatchObject({ doc, title: '节（找回）', editable: true })
    expect(first.pushed.at(-1)).toBe('library.changed')
  })
})

describe('the studio', () => {
  test('it tells a page its own name and where the courses are', async () => {
    const { page } = await served()
    expect(await page('second').client(studio).about({})).toEqual({
      version: '1.2.3',
      host: 'browser',
      platform: `${process.platform}-${process.arch}`,
      client: 'second',
      folder: '/courses',
      credits: '',
    })
  })
})
