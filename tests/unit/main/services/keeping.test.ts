import { describe, expect, test, vi } from 'vitest'
import { readdirSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { lessons } from '#preload/contract/lessons.ts'
import { library } from '#preload/contract/library.ts'
import { settings } from '#preload/contract/settings.ts'
import { Problem } from '#preload/contract/problem.ts'
import { suggestions, type Suggestion } from '#preload/contract/suggestions.ts'
import { workspace } from '#preload/contract/workspace.ts'
import type { Change } from '#preload/document/schema.ts'
import { problemOf, served } from './served.ts'

const titles = { title: '课', chapterTitle: '章', lessonTitle: '节' }

describe('settings', () => {
  test('it begins with the studio’s own, keeps what is chosen and pushes it', async () => {
    const first = await served()
    const page = first.page()
    const pushed: unknown[] = []
    page.client(settings).changed((all) => pushed.push(all.theme))
    expect(await page.client(settings).get({})).toMatchObject({ language: 'system', theme: 'system', suggestions: true, pace: 240, carets: {} })
    await page.client(settings).set({ theme: 'dark', carets: { a: [3, 4] } })
    expect(first.keeper.get()).toMatchObject({ theme: 'dark', carets: { a: [3, 4] } })
    await expect.poll(() => pushed).toEqual(['dark'])
    await first.held.close()
    const second = await served({ folder: first.folder })
    expect(await second.page().client(settings).get({})).toMatchObject({ theme: 'dark', language: 'system', carets: { a: [3, 4] } })
  })

  test('it takes the initial value for one that it cannot read', async () => {
    const first = await served()
    first.held.write('none', (store) => store.setPreferences({ theme: 'sepia', pace: 180, gone: 1 }))
    await first.held.close()
    const second = await served({ folder: first.folder })
    expect(await second.page().client(settings).get({})).toMatchObject({ theme: 'system', pace: 180 })
  })
})

describe('suggestions', () => {
  const suggestion = (text: string, done: boolean): Suggestion => ({
    id: 's',
    text,
    tokens: [],
    done,
    model: 'starter',
    ms: 1,
    evaluatedTokens: 1,
    reason: null,
  })
  const context = { course: '', chapter: '', lesson: '', headings: [], before: '写', after: '', block: 'paragraph' as const, candidate: 0 }

  test('it has the engine get ready, says what came in between, and stops with the page', async () => {
    const asked: unknown[] = []
    const stopped = Promise.withResolvers<void>()
    const { page } = await served({
      prepare: async (preparation, signal) => {
        asked.push(preparation)
        if (asked.length === 1) return
        if (asked.length === 2) throw new Problem('cancelled', 'a newer request came')
        signal.addEventListener('abort', () => stopped.resolve())
        await stopped.promise
      },
    })
    const client = page().client(suggestions)
    const preparation = { context, depth: 'read' as const }
    expect(await client.prepare(preparation)).toEqual({})
    expect(await problemOf(client.prepare({ context, depth: 'written' }))).toBe('cancelled')
    const stop = new AbortController()
    const given = problemOf(client.prepare(preparation, stop.signal))
    await expect.poll(() => asked.length).toBe(3)
    stop.abort()
    expect(await given).toBe('cancelled')
    await stopped.promise
    expect(asked[0]).toEqual({ ...preparation, context: { ...preparation.context, leanings: [] } })
  })

  test('it asks the engine and stops it with the page', async () => {
    const stopped = Promise.withResolvers<void>()
    const { page } = await served({
      complete: async function* (asked, signal) {
        yield suggestion(`${asked.before}下`, false)
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve())
        })
        stopped.resolve()
      },
    })
    for await (const item of page().client(suggestions).complete(context)) {
      expect(item.text).toBe('写下')
      break
    }
    await stopped.promise
  })

  test('it counts what was shown, accepted and dismissed, by the author’s days', async () => {
    let day = 23
    const { page, held, folder } = await served({ today: () => new Date(2026, 10, day, 23, 59) })
    const asked = page().client(suggestions)
    const record = (event: Parameters<typeof asked.record>[0]['event']) => asked.record({ model: 'starter', event })
    await record({ kind: 'shown', characters: 10 })
    await record({ kind: 'accepted', part: 'word', characters: 2 })
    // What the author typed along is the author's: it carries no mark, and was not taken.
    await record({ kind: 'accepted', part: 'typed', characters: 4 })
    day = 24
    await record({ kind: 'shown', characters: 5 })
    await record({ kind: 'dismissed', characters: 5 })
    const expected = {
      shown: 2,
      shownCharacters: 15,
      accepted: 1,
      acceptedCharacters: 2,
      retainedCharacters: 0,
      days: [
        { day: '2026-11-23', shownCharacters: 10, acceptedCharacters: 2 },
        { day: '2026-11-24', shownCharacters: 5, acceptedCharacters: 0 },
      ],
    }
    expect(await asked.statistics({})).toEqual(expected)
    await held.close()
    const second = await served({ folder })
    expect(await second.page().client(suggestions).statistics({})).toEqual(expected)
    await second
      .page()
      .client(suggestions)
      .record({ model: 'starter', event: { kind: 'shown', characters: 7 } })
    await second.held.close()
    const third = await served({ folder })
    expect(await third.page().client(suggestions).statistics({})).toMatchObject({ shown: 3, shownCharacters: 22 })
    await third.page().client(suggestions).clearStatistics({})
    expect(await third.page().client(suggestions).statistics({})).toMatchObject({ shown: 0, days: [] })
  })

  test('it tells when what was taken is undone, or its lesson goes to the bin and comes back, and of no other typing', async () => {
    const { page, held } = await served()
    const asked = page().client(suggestions)
    const books = page().client(library)
    const { lesson } = await books.createCourse(titles)
    const append = (base: number, change: Change) =>
      held.write('text', (store) => store.append({ lesson, batch: `batch-number-${base}`, base, changes: [change], at: Date.now() }))
    const node = { text: '收的', ai: { model: 'starter', at: Date.now() } }
    await asked.record({ model: 'starter', event: { kind: 'accepted', part: 'all', characters: 2 } })
    const told: number[] = []
    asked.counted(() => void asked.statistics({}).then(({ retainedCharacters }) => told.push(retainedCharacters)))
    await asked.statistics({})
    const toldLast = () => expect.poll(() => told.at(-1), { timeout: 3000 })
    append(0, { type: 'insert_node', path: [0, 1], node })
    await toldLast().toBe(2)
    append(1, { type: 'remove_node', path: [0, 1], node })
    await toldLast().toBe(0)
    append(2, { type: 'insert_node', path: [0, 1], node })
    await toldLast().toBe(2)
    await books.remove({ ids: [lesson] })
    await toldLast().toBe(0)
    await books.restore({ ids: [lesson] })
    await toldLast().toBe(2)
    const before = told.length
    append(3, { type: 'insert_text', path: [0, 0], offset: 0, text: '自己写的' })
    await new Promise((resolve) => setTimeout(resolve, 1200)) // what changed would be told within a second
    expect(told.length).toBe(before)
  })

  test('it never says that more was kept than taken, and begins at zero once the counts are erased', async () => {
    const { page, held } = await served()
    const asked = page().client(suggestions)
    const made = await page().client(library).createCourse(titles)
    const lesson = made.lesson
    const accept = (base: number, text: string, at: number) =>
      held.write('text', (store) =>
        store.append({
          lesson,
          batch: `batch-number-${base}`,
          base,
          changes: [{ type: 'insert_node', path: [0, 1], node: { text, ai: { model: 'starter', at } } }],
          at,
        }),
      )
    const record = (characters: number) => asked.record({ model: 'starter', event: { kind: 'accepted', part: 'all', characters } })
    const seen = async () => {
      const { acceptedCharacters, retainedCharacters } = await asked.statistics({})
      return [acceptedCharacters, retainedCharacters]
    }
    await record(2)
    accept(0, '收的', Date.now())
    expect(await seen()).toEqual([2, 2])
    // A text with the marks of another workspace.
    accept(1, '别处的几个字', 1)
    expect(await seen()).toEqual([2, 2])
    await asked.clearStatistics({})
    expect(await seen()).toEqual([0, 0])
    await record(3)
    expect(await seen()).toEqual([3, 0])
    accept(2, '又收的', Date.now() + 60_000)
    expect(await seen()).toEqual([3, 3])
  })

  test('it tells of counts at most once a second', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      const { page } = await served()
      const one = page()
      const pushed = () => one.pushed.filter((name) => name.startsWith('suggestions.'))
      for (let index = 0; index < 20; index += 1) await one.client(suggestions).record({ model: 'm', event: { kind: 'shown', characters: 1 } })
      expect(pushed()).toEqual([])
      await vi.advanceTimersByTimeAsync(1500)
      expect(pushed()).toEqual(['suggestions.counted'])
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('a broken workspace', () => {
  /** A workspace with a course, a good copy, then cut short. */
  async function broken() {
    const first = await served()
    const made = await first.page().client(library).createCourse(titles)
    await first.held.copyNow()
    await first.held.close()
    truncateSync(join(first.folder, 'workspace.sqlite'), 10_000)
    return { ...(await served({ folder: first.folder, retryEveryMs: 20 })), made }
  }

  test('it is a state with good copies, and every question is answered with a problem', async () => {
    const { page, made, faults } = await broken()
    const one = page()
    const state = await one.client(workspace).state({})
    expect(state).toMatchObject({
      phase: 'broken',
      problem: { code: 'workspace-corrupt' },
      copies: [{ lessons: 1 }],
      keptAs: expect.stringMatching(/^workspace\.broken-/),
    })
    expect([
      await problemOf(one.client(library).tree({})),
      await problemOf(one.client(library).createCourse(titles)),
      await problemOf(one.client(lessons).open({ lesson: made.lesson, take: false })),
      await problemOf(one.client(suggestions).statistics({})),
      await problemOf(one.client(suggestions).record({ model: 'm', event: { kind: 'shown', characters: 1 } })),
      await problemOf(one.client(settings).set({ theme: 'dark' })),
    ]).toEqual(['workspace-corrupt', 'workspace-corrupt', 'workspace-corrupt', 'workspace-corrupt', 'none', 'none'])
    expect(await one.client(settings).get({})).toMatchObject({ theme: 'dark' })
    expect(faults).toEqual([])
  })

  test('it is put right with a good copy', async () => {
    const { page, made, folder } = await broken()
    const one = page()
    const [copy] = (await one.client(workspace).state({})).copies
    expect(await one.client(workspace).restoreCopy({ id: copy?.id ?? '' })).toMatchObject({ phase: 'open', problem: null })
    expect((await one.client(library).tree({})).courses.map((course) => course.id)).toEqual([made.course])
    expect(one.pushed).toEqual(expect.arrayContaining(['workspace.stateChanged', 'library.changed', 'settings.changed']))
    expect(readdirSync(folder).filter((name) => /^workspace\.broken.*\.sqlite$/.test(name))).toHaveLength(1)
  })

  test('it is begun anew', async () => {
    const { page, folder } = await broken()
    const one = page()
    expect(await one.client(workspace).startFresh({})).toMatchObject({ phase: 'open', problem: null })
    expect((await one.client(library).tree({})).courses).toEqual([])
    expect(readdirSync(folder).filter((name) => /^workspace\.broken.*\.sqlite$/.test(name))).toHaveLength(1)
  })

  test('it takes no path for a copy, and mends nothing that is whole', async () => {
    const { page } = await broken()
    expect(await problemOf(page().client(workspace).restoreCopy({ id: '../workspace' }))).toBe('not-found')
    await page().client(workspace).startFresh({})
    expect(await problemOf(page().client(workspace).startFresh({}))).toBe('invalid')
  })

  test('it is noticed while running, and nothing more is written', async () => {
    const first = await served()
    const one = first.page()
    const made = await one.client(library).createCourse(titles)
    await one.client(lessons).open({ lesson: made.lesson, take: false })
    await first.held.copyNow()
    const other = new Sqlite(join(first.folder, 'workspace.sqlite'))
    other.exec("UPDATE snapshot SET doc = '[]'")
    other.close()
    await first.page().client(library).createChapter({ course: made.course, title: '又一章', lessonTitle: '又一节' })
    const again = await served({ folder: first.folder }) // read-only beside the first
    expect(again.held.state().phase).toBe('read-only')
    await again.held.close()
    await first.held.copyNow()
    expect(await one.client(workspace).state({})).toMatchObject({ phase: 'broken', problem: { code: 'workspace-corrupt' }, copies: [{ lessons: 1 }] })
    expect(await problemOf(one.client(library).createCourse(titles))).toBe('workspace-corrupt')
    expect(one.pushed).toContain('workspace.stateChanged')
  })

  test('it is left alone when a newer version made it, until the author begins anew', async () => {
    const first = await served()
    await first.page().client(library).createCourse(titles)
    await first.held.close()
    const newer = new Sqlite(join(first.folder, 'workspace.sqlite'))
    newer.pragma('user_version = 990')
    newer.close()
    const second = await served({ folder: first.folder })
    const one = second.page()
    expect(await one.client(workspace).state({})).toMatchObject({
      phase: 'broken',
      problem: { code: 'workspace-newer', detail: { version: 990 } },
      keptAs: null,
    })
    expect(await problemOf(one.client(library).tree({}))).toBe('workspace-newer')
    const state = await one.client(workspace).startFresh({})
    expect(state).toMatchObject({ phase: 'open', keptAs: expect.stringMatching(/^workspace\.newer-/) })
  })
})

describe('a workspace that another studio holds', () => {
  test('it can be read, cannot be written, and is taken over when the other is gone', async () => {
    const first = await served()
    const made = await first.page().client(library).createCourse(titles)
    const second = await served({ folder: first.folder, retryEveryMs: 20 })
    const one = second.page()
    expect(await one.client(workspace).state({})).toMatchObject({ phase: 'read-only', problem: { code: 'read-only' } })
    expect(await one.client(lessons).open({ lesson: made.lesson, take: true })).toMatchObject({ editable: false, title: '节' })
    expect([
      await problemOf(one.client(library).rename({ id: made.course, title: '不许' })),
      await problemOf(
        one
          .client(lessons)
          .append({ lesson: made.lesson, batch: 'batch-one', base: 0, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }], at: 1 }),
      ),
      await problemOf(one.client(workspace).startFresh({})),
      await problemOf(one.client(settings).set({ theme: 'dark' })),
    ]).toEqual(['read-only', 'read-only', 'invalid', 'none'])
    await first.page().client(library).rename({ id: made.course, title: '改了名' })
    expect((await one.client(library).tree({})).courses[0]?.title).toBe('改了名')
    await first.held.close()
    await expect.poll(() => one.pushed).toContain('workspace.stateChanged')
    expect(await one.client(workspace).state({})).toMatchObject({ phase: 'open', problem: null })
    expect(await one.client(lessons).open({ lesson: made.lesson, take: false })).toMatchObject({ editable: true })
  })
})
