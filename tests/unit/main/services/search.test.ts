import { describe, expect, test } from 'vitest'
import { lessons } from '#preload/contract/lessons.ts'
import { library, type LessonId } from '#preload/contract/library.ts'
import { type ReplacementOutcome, type ReplacementWork, search, type SearchHit } from '#preload/contract/search.ts'
import type { Sought } from '#preload/document/sought.ts'
import { longestSought } from '#preload/document/sought.ts'
import { blockText } from '#preload/document/lines.ts'
import { type Block, BlockId, type Doc } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { type Page, problemOf, served } from './served.ts'

/** A library with these texts as lessons of one chapter; each paragraph of a lesson is one string. */
async function withTexts(...texts: readonly Doc[]) {
  const studio = await served()
  const made = studio.held.write('tree', (store) =>
    store.createCourse({ title: '写作课', chapters: [{ title: '开头', lessons: texts.map((doc, at) => ({ title: `第${at + 1}课`, doc })) }] }),
  )
  const ids = (made.chapters[0]?.lessons ?? []) as LessonId[] // the store answers plain ids
  const page = studio.page()
  return { ...studio, ids, first: page, course: made.course, chapter: made.chapters[0]?.id ?? '' }
}
const doc = (...texts: readonly string[]): Doc => texts.map((text, at) => paragraph(text, `p${at}`))

async function collected<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

/** What came of a replacement, or of taking it back. */
async function outcomeOf(told: AsyncIterable<ReplacementWork>): Promise<ReplacementOutcome> {
  for await (const { outcome } of told) if (outcome) return outcome
  throw new Error('nothing came of it')
}

async function hits(page: Page, query: string, options: { within?: string; bin?: boolean } = {}): Promise<SearchHit[]> {
  const asked = page.client(search).find({ query, within: (options.within ?? null) as LessonId | null, bin: options.bin ?? false })
  return collected(asked)
}
const shown = (found: readonly SearchHit[]) =>
  found.flatMap(({ title, excerpts }) =>
    excerpts.map(({ text, marks }) => `${title} ${marks.reduceRight((all, [a, b]) => `${all.slice(0, a)}[${all.slice(a, b)}]${all.slice(b)}`, text)}`),
  )
const plain = (text: string, options: Partial<Sought> = {}): Sought => ({ text, matchCase: false, wholeWord: false, isPattern: false, ...options })

describe('finding', () => {
  test('one character, two, a word of any width and case', async () => {
    const { first } = await withTexts(doc('墨课是写作的工具', 'Moke 写课'), doc('ＭＯＫＥ，课程'))
    expect(shown(await hits(first, '课'))).toEqual(['第1课 墨[课]是写作的工具', '第1课 Moke 写[课]', '第2课 ＭＯＫＥ，[课]程'])
    expect(shown(await hits(first, '写作'))).toEqual(['第1课 墨课是[写作]的工具'])
    expect(shown(await hits(first, 'moke'))).toEqual(['第1课 [Moke] 写课', '第2课 [ＭＯＫＥ]，课程'])
  })

  test('several words must all be there, in the text or the title', async () => {
    const { first } = await withTexts(doc('墨课', '清单'), doc('墨课'), doc('清单'))
    expect(shown(await hits(first, '清单 墨课'))).toEqual(['第1课 [墨课]', '第1课 [清单]'])
    expect(shown(await hits(first, '第2课\u3000墨课'))).toEqual(['第2课 [墨课]'])
  })

  test('a lesson with many places tells how many, and shows the first', async () => {
    const { first } = await withTexts(doc(...Array.from({ length: 9 }, () => '课，课')))
    const [hit] = await hits(first, '课')
    expect([hit?.count, hit?.excerpts.length, hit?.excerpts[4]]).toEqual([
      18,
      5,
      {
        text: '课，课',
        marks: [
          [0, 1],
          [2, 3],
        ],
        passage: 4,
        from: 0,
        found: '课',
      },
    ])
  })

  test('tables, formulas and captions are texts too', async () => {
    const cell = (text: string) => ({ type: 'cell' as const, id: BlockId.parse(text), children: [{ text }] })
    const rich: Block[] = [
      { type: 'table', id: BlockId.parse('t'), align: [null], hasHeader: false, children: [{ type: 'row', children: [cell('格子'), cell('另一格')] }] },
      { type: 'paragraph', id: BlockId.parse('p'), children: [{ text: '设' }, { type: 'formula', tex: '\\alpha', children: [{ text: '' }] }, { text: '格' }] },
    ]
    const { first } = await withTexts(rich)
    expect(shown(await hits(first, '格'))).toEqual(['第1课 [格]子', '第1课 另一[格]', '第1课 设◦[格]'])
    expect(shown(await hits(first, 'ALPHA'))).toEqual(['第1课 \\[alpha]'])
  })

  test('a course, a chapter, a lesson; the bin when asked', async () => {
    const { first, ids, chapter, course } = await withTexts(doc('墨课'), doc('墨课'))
    const titles = async (options: { within?: string; bin?: boolean }) =>
      (await hits(first, '墨', options)).map(({ title, inBin }) => `${title}${inBin ? '（回收站）' : ''}`)
    await first.client(library).remove({ ids: [ids[0]!] })
    expect([await titles({}), await titles({ bin: true }), await titles({ within: ids[1]! }), await titles({ within: ids[0]! })]).toEqual([
      ['第2课'],
      ['第1课（回收站）', '第2课'],
      ['第2课'],
      [],
    ])
    expect([await titles({ within: chapter }), await titles({ within: course }), await titles({ within: 'nowhere' })]).toEqual([['第2课'], ['第2课'], []])
  })

  test('what was typed, restored and rescued a moment ago is found, and what is gone is not', async () => {
    const { first, ids } = await withTexts(doc('旧话'))
    const lesson = ids[0]!
    expect(await hits(first, '旧话')).toHaveLength(1)
    await first.client(lessons).open({ lesson, take: false })
    await first.client(lessons).append({ lesson, batch: 'batch-0001', base: 0, changes: [{ type: 'remove_text', path: [0, 0], offset: 0, text: '旧' }], at: 1 })
    expect([await hits(first, '旧话'), (await hits(first, '话')).length]).toEqual([[], 1])
    await first.client(library).remove({ ids: [lesson] })
    expect(await hits(first, '话')).toEqual([])
    await first.client(library).restore({ ids: [lesson] })
    await first.client(lessons).rescue({ lesson, batch: 'batch-0002', title: '救回', doc: [paragraph('另一些话')] })
    expect((await hits(first, '话')).map(({ title }) => title)).toEqual(['第1课', '救回'])
  })

  test('only spaces find nothing; what is too long is refused; half a character finds nothing', async () => {
    const { first } = await withTexts(doc('墨 课 🙂'))
    expect([await hits(first, ' \u3000'), await hits(first, ''), await hits(first, '\ud83d')]).toEqual([[], [], []])
    expect(await problemOf(hits(first, '长'.repeat(10_000)))).toBe('invalid')
    expect(await hits(first, '长'.repeat(longestSought))).toEqual([])
  })

  test('a search that is left ends, and memory is given back when nobody searches', async () => {
    const { first, held } = await withTexts(...Array.from({ length: 30 }, () => doc('墨课')))
    let seen = 0
    for await (const _ of first.client(search).find({ query: '墨', within: null, bin: false })) if ((seen += 1) === 2) break
    expect(seen).toBe(2)
    await first.client(search).prepare({})
    held.read((store) => store.forgetSearch())
    expect(await hits(first, '墨')).toHaveLength(30)
  })
})

describe('replacing', () => {
  const textOf = async (page: Page, lesson: LessonId) => {
    const { doc: blocks, revision } = await page.client(lessons).open({ lesson, take: false })
    await page.client(lessons).close({ lesson })
    return `${blocks.map(blockText).join('/')} @${revision}`
  }
  const preview = (page: Page, sought: Sought, replacement: string, except: LessonId[] = []) =>
    collected(page.client(search).places({ sought, replacement, within: null, except }))
  const asked = (found: Awaited<ReturnType<typeof preview>>, without: Record<number, number[]> = {}) =>
    found.map(({ lesson, revision, newestBatch, title }, at) => ({ lesson, revision, newestBatch, title, without: without[at] ?? [] }))

  test('it shows every place, replaces what stays ticked in all lessons, and takes all of it back', async () => {
    const { first, ids, held } = await withTexts(doc('墨课和墨', '别的'), doc('没有'), doc('墨'))
    const client = first.client(search)
    const found = await preview(first, plain('墨'), '墨水')
    expect(found.map(({ title, count, places }) => [title, count, places.map(({ text, replacement }) => `${text}→${replacement}`)])).toEqual([
      ['第1课', 2, ['墨课和墨→墨水', '墨课和墨→墨水']],
      ['第3课', 1, ['墨→墨水']],
    ])
    const outcome = await outcomeOf(client.replace({ sought: plain('墨'), replacement: '墨水', lessons: asked(found, { 0: [1] }), at: 5 }))
    expect(outcome).toMatchObject({ lessons: 2, places: 2, left: [] })
    expect(held.read((store) => store.timeline(ids[0]!)).versions).toMatchObject([{ revision: 0, kind: 'before-replace', name: '' }])
    expect([await textOf(first, ids[0]!), await textOf(first, ids[2]!)]).toEqual(['墨水课和墨/别的 @1', '墨水 @1'])
    expect(await outcomeOf(client.takeBack({ id: outcome.id!, at: 6 }))).toMatchObject({ lessons: 2, places: 2, left: [] })
    expect([await textOf(first, ids[0]!), await textOf(first, ids[2]!)]).toEqual(['墨课和墨/别的 @2', '墨 @2'])
    expect(await problemOf(outcomeOf(client.takeBack({ id: outcome.id!, at: 7 })))).toBe('not-found')
  })

  test('it says how far it is, others are answered meanwhile, and given up it changes nothing', async () => {
    const { first, page, ids, held } = await withTexts(...Array.from({ length: 60 }, () => doc('墨'.repeat(300), '别的')))
    const found = asked(await preview(first, plain('墨'), '默'))
    const stop = new AbortController()
    const works: ReplacementWork['work'][] = []
    const replacing = async () => {
      for await (const { work, outcome } of first.client(search).replace({ sought: plain('墨'), replacement: '默', lessons: found, at: 5 }, stop.signal)) {
        expect(outcome).toBeNull()
        works.push(work)
        expect(await textOf(page('other'), ids[59]!)).toMatch(/^墨.*@0$/)
        stop.abort()
      }
    }
    await replacing().catch((error: unknown) => expect(error).toMatchObject({ code: 'cancelled' }))
    expect(works).toEqual([{ done: 1, total: 60 }])
    expect(new Set(held.read((store) => ids.map((id) => store.openLesson(id).revision)))).toEqual(new Set([0]))
    const { id, lessons: replaced } = await outcomeOf(first.client(search).replace({ sought: plain('墨'), replacement: '默', lessons: found, at: 6 }))
    expect([replaced, await textOf(first, ids[59]!)]).toEqual([60, `${'默'.repeat(300)}/别的 @1`])
    expect(await outcomeOf(first.client(search).takeBack({ id: id!, at: 7 }))).toMatchObject({ lessons: 60, places: 18_000 })
  })

  test('a lesson that moved on, one that a page has open and one in the bin are told and left alone', async () => {
    const { first, page, ids } = await withTexts(doc('墨一'), doc('墨二'), doc('墨三'), doc('墨四'))
    const other = page('other')
    const found = await preview(first, plain('墨'), '默')
    await other.client(lessons).open({ lesson: ids[0]!, take: false })
    await other
      .client(lessons)
      .append({ lesson: ids[0]!, batch: 'batch-0001', base: 0, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '新' }], at: 1 })
    await other.client(lessons).close({ lesson: ids[0]! })
    await other.client(lessons).open({ lesson: ids[1]!, take: false })
    await other.client(library).remove({ ids: [ids[2]!] })
    const outcome = await outcomeOf(first.client(search).replace({ sought: plain('墨'), replacement: '默', lessons: asked(found), at: 5 }))
    expect(outcome.left.map(({ title, why }) => [title, why])).toEqual([
      ['第1课', 'moved-on'],
      ['第2课', 'open'],
      ['第3课', 'gone'],
    ])
    expect([await textOf(first, ids[0]!), await textOf(first, ids[3]!)]).toEqual(['新墨一 @1', '默四 @1'])
    expect((await preview(first, plain('墨'), '默')).map(({ title, isOpen }) => [title, isOpen])).toEqual([
      ['第1课', false],
      ['第2课', true],
    ])
  })

  test('taking back leaves alone what was written in since', async () => {
    const { first, ids } = await withTexts(doc('墨一'), doc('墨二'))
    const client = first.client(search)
    const { id } = await outcomeOf(client.replace({ sought: plain('墨'), replacement: '', lessons: asked(await preview(first, plain('墨'), '')), at: 5 }))
    await first.client(lessons).open({ lesson: ids[0]!, take: false })
    await first
      .client(lessons)
      .append({ lesson: ids[0]!, batch: 'batch-0009', base: 1, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '新' }], at: 1 })
    await first.client(lessons).close({ lesson: ids[0]! })
    expect((await outcomeOf(client.takeBack({ id: id!, at: 6 }))).left.map(({ title, why }) => [title, why])).toEqual([['第1课', 'moved-on']])
    expect([await textOf(first, ids[0]!), await textOf(first, ids[1]!)]).toEqual(['新一 @2', '墨二 @2'])
  })

  test('what was open, or in the bin, when it was to be taken back can be taken back later', async () => {
    const { first, page, ids, held } = await withTexts(doc('墨一'), doc('墨二'), doc('墨三'))
    const client = first.client(search)
    const { id } = await outcomeOf(client.replace({ sought: plain('墨'), replacement: '默', lessons: asked(await preview(first, plain('墨'), '默')), at: 5 }))
    const other = page('other').client(lessons)
    await other.open({ lesson: ids[0]!, take: false })
    held.write('tree', (store) => store.remove(ids[1]!))
    expect(await outcomeOf(client.takeBack({ id: id!, at: 6 }))).toMatchObject({ lessons: 1, places: 1, left: [{ why: 'open' }, { why: 'gone' }] })
    expect(await outcomeOf(client.takeBack({ id: id!, at: 7 }))).toMatchObject({ id: null, lessons: 0, left: [{ why: 'open' }, { why: 'gone' }] })
    await other.close({ lesson: ids[0]! })
    held.write('tree', (store) => store.restore(ids[1]!))
    expect(await outcomeOf(client.takeBack({ id: id!, at: 8 }))).toMatchObject({ lessons: 2, places: 2, left: [] })
    expect(await Promise.all(ids.map((each) => textOf(first, each)))).toEqual(['墨一 @2', '墨二 @2', '墨三 @2'])
    expect(await problemOf(outcomeOf(client.takeBack({ id: id!, at: 9 })))).toBe('not-found')
  })

  test('what was written in since is not waited for', async () => {
    const { first, ids } = await withTexts(doc('墨一'))
    const client = first.client(search)
    const { id } = await outcomeOf(client.replace({ sought: plain('墨'), replacement: '默', lessons: asked(await preview(first, plain('墨'), '默')), at: 5 }))
    await first.client(lessons).open({ lesson: ids[0]!, take: false })
    await first
      .client(lessons)
      .append({ lesson: ids[0]!, batch: 'batch-0009', base: 1, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '新' }], at: 1 })
    await first.client(lessons).close({ lesson: ids[0]! })
    expect((await outcomeOf(client.takeBack({ id: id!, at: 6 }))).left).toMatchObject([{ why: 'moved-on' }])
    expect(await problemOf(outcomeOf(client.takeBack({ id: id!, at: 7 })))).toBe('not-found')
  })

  test('a regular expression with groups', async () => {
    const { first, ids } = await withTexts(doc('2026-11 和 2025-01'))
    const sought = plain('(\\d+)-(\\d+)', { isPattern: true })
    const found = await preview(first, sought, '$1 年 $2 月')
    expect(found[0]?.places.map(({ replacement }) => replacement)).toEqual(['2026 年 11 月', '2025 年 01 月'])
    await outcomeOf(first.client(search).replace({ sought, replacement: '$1 年 $2 月', lessons: asked(found), at: 5 }))
    expect(await textOf(first, ids[0]!)).toBe('2026 年 11 月 和 2025 年 01 月 @1')
  })

  test('one that is none, and one that would run for years, are refused', async () => {
    const { first } = await withTexts(doc(`${'啊'.repeat(40)}！`))
    expect(await problemOf(preview(first, plain('(', { isPattern: true }), ''))).toBe('pattern-invalid')
    let turns = 0
    const others = setInterval(() => (turns += 1), 1)
    expect(await problemOf(preview(first, plain('(啊+)+$', { isPattern: true }), ''))).toBe('pattern-slow')
    clearInterval(others)
    // Whoever else asks the host has a turn meanwhile.
    expect(turns).toBeGreaterThan(20)
  })

  test('lessons that the page previews itself are not in the preview', async () => {
    const { first, ids } = await withTexts(doc('墨'), doc('墨'))
    expect((await preview(first, plain('墨'), '', [ids[0]!])).map(({ title }) => title)).toEqual(['第2课'])
  })
})
