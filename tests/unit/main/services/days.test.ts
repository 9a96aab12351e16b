import { describe, expect, test } from 'vitest'
import { days } from '#preload/contract/days.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { library } from '#preload/contract/library.ts'
import { problemOf, served } from './served.ts'

describe('the words of each day', () => {
  test('it tells pages what was written today, by typing alone, and only when that is another number', async () => {
    const at = new Date(2026, 10, 24, 9)
    const { page } = await served({ today: () => at, now: () => at.getTime() })
    const first = page()
    const { lesson } = await first.client(library).createCourse({ title: '课', chapterTitle: '章', lessonTitle: '节' })
    const asked = first.client(days)
    expect(await asked.written({})).toEqual({ today: { day: '2026-11-24', words: 0 }, days: [] })
    const told: unknown[] = []
    asked.changed((day) => told.push(day))
    const writing = first.client(lessons)
    await writing.open({ lesson, take: false })
    const write = (base: number, text: string) =>
      writing.append({ lesson, batch: `batch-000${base}`, base, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text }], at: at.getTime() })
    await write(0, '写下。')
    await expect.poll(() => told).toEqual([{ day: '2026-11-24', words: 3 }])
    await first.client(library).duplicate({ entries: [{ id: lesson, title: '节 副本' }] })
    await write(1, '又')
    await expect
      .poll(() => told)
      .toEqual([
        { day: '2026-11-24', words: 3 },
        { day: '2026-11-24', words: 4 },
      ])
    expect(await asked.written({})).toEqual({ today: { day: '2026-11-24', words: 4 }, days: [{ day: '2026-11-24', words: 4 }] })
  })
})

describe('several entries at once', () => {
  test('what another page removed meanwhile is told of, and nothing is done by halves', async () => {
    const { page } = await served()
    const asked = page().client(library)
    const other = page('other').client(library)
    const made = await asked.createCourse({ title: '课', chapterTitle: '章', lessonTitle: '节' })
    const { lesson } = await asked.createLesson({ chapter: made.chapter, title: '乙' })
    const second = await asked.createChapter({ course: made.course, title: '章二', lessonTitle: '丙' })
    await other.remove({ ids: [second.chapter] })
    const before = await asked.tree({})
    const places = [made.lesson, lesson].map((id, index) => ({ id, parent: second.chapter, index }))
    expect([
      await problemOf(asked.move({ places })),
      await problemOf(asked.duplicate({ entries: [made.lesson, second.lesson].map((id) => ({ id, title: '副本' })) })),
      await problemOf(asked.setStates({ lessons: [made.lesson, second.lesson].map((id) => ({ id, state: 'done' as const })) })),
      await problemOf(asked.move({ places: [] })),
      await problemOf(asked.setTargets({ lessons: [{ id: lesson, words: Number.NaN, minutes: null }] })),
      await problemOf(asked.setTargets({ lessons: [{ id: lesson, words: 0, minutes: -1 }] })),
    ]).toEqual(['not-found', 'not-found', 'not-found', 'invalid', 'invalid', 'invalid'])
    expect(await asked.tree({})).toEqual(before)
  })
})
