import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Store } from '#main/store/store.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { openedStore } from './temporary.ts'

/** The tree as an outline of titles. */
function outline(store: Store): string {
  return store
    .tree()
    .map(
      (course) =>
        `${course.title}[${course.chapters.map((chapter) => `${chapter.title}(${chapter.lessons.map((lesson) => lesson.title).join(' ')})`).join(' ')}]`,
    )
    .join(' ')
}

/** Two chapters of three and one lessons; ids by title. */
function library() {
  const { store, course, chapter, lesson } = openedStore()
  const ids: Record<string, string> = { 课: course, 章: chapter, 节: lesson }
  ids['乙'] = store.createLesson(chapter, '乙')
  ids['甲'] = store.createLesson(chapter, '甲', lesson)
  const second = store.createChapter(course, '章二', '丙')
  ids['章二'] = second.chapter
  ids['丙'] = second.lesson
  const id = (title: string) => ids[title] ?? ''
  return { store, id }
}

describe('the library', () => {
  test('it puts a new lesson after another, or at the end', () => {
    expect(outline(library().store)).toBe('课[章(节 甲 乙) 章二(丙)]')
  })

  test('it renames', () => {
    const { store, id } = library()
    store.rename(id('甲'), '第二节')
    store.rename(id('课'), '好课')
    expect(outline(store)).toBe('好课[章(节 第二节 乙) 章二(丙)]')
  })

  test.each([
    ['乙', undefined, 0, '课[章(乙 节 甲) 章二(丙)]'],
    ['节', undefined, 1, '课[章(甲 节 乙) 章二(丙)]'],
    ['节', undefined, 99, '课[章(甲 乙 节) 章二(丙)]'],
    ['甲', '章二', 0, '课[章(节 乙) 章二(甲 丙)]'],
    ['章二', undefined, 0, '课[章二(丙) 章(节 甲 乙)]'],
  ] as const)('it moves %s into %s at %i', (title, parent, index, after) => {
    const { store, id } = library()
    store.move(id(title), parent && id(parent), index)
    expect(outline(store)).toBe(after)
  })

  test('it refuses an entry where its kind cannot lie, and one that is not there', () => {
    const { store, id } = library()
    expect(() => store.move(id('甲'), id('课'), 0)).toThrow(expect.objectContaining({ code: 'invalid' }))
    expect(() => store.move(id('章'), id('章二'), 0)).toThrow(expect.objectContaining({ code: 'invalid' }))
    expect(() => store.createLesson(id('课'), '错')).toThrow(expect.objectContaining({ code: 'invalid' }))
    expect(() => store.rename('nobody', '错')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(outline(store)).toBe('课[章(节 甲 乙) 章二(丙)]')
  })
})

describe('the bin', () => {
  test('it hides what lies in a removed entry, and brings it all back to its place', () => {
    const { store, id } = library()
    store.remove(id('甲'))
    store.remove(id('章'))
    expect(outline(store)).toBe('课[章二(丙)]')
    store.restore(id('章'))
    expect(outline(store)).toBe('课[章(节 乙) 章二(丙)]')
    store.restore(id('甲'))
    expect(outline(store)).toBe('课[章(节 甲 乙) 章二(丙)]')
    expect(store.bin()).toEqual([])
  })

  test('it lists what was removed, newest first, with what it lay in and how many lessons come back', () => {
    const { store, id } = library()
    store.remove(id('甲'))
    store.remove(id('章'))
    store.remove(id('课'))
    expect(store.bin().map(({ title, kind, from, lessons }) => ({ title, kind, from, lessons }))).toEqual([
      { title: '课', kind: 'course', from: [], lessons: 1 },
      { title: '章', kind: 'chapter', from: ['课'], lessons: 2 },
      { title: '甲', kind: 'lesson', from: ['课', '章'], lessons: 1 },
    ])
  })

  test('it brings back removed parents with a lesson', () => {
    const { store, id } = library()
    store.remove(id('乙'))
    store.remove(id('课'))
    expect(outline(store)).toBe('')
    store.restore(id('乙'))
    expect(outline(store)).toBe('课[章(节 甲 乙) 章二(丙)]')
  })

  test('it keeps a lesson removed before a neighbour moved between its neighbours', () => {
    const { store, id } = library()
    store.remove(id('甲'))
    store.move(id('乙'), undefined, 0)
    store.restore(id('甲'))
    expect(outline(store)).toBe('课[章(乙 节 甲) 章二(丙)]')
  })

  test('it erases for good only what is in it', () => {
    const { store, id } = library()
    expect(() => store.erase(id('章'))).toThrow(expect.objectContaining({ code: 'invalid' }))
    store.remove(id('章'))
    store.erase(id('章'))
    expect(outline(store)).toBe('课[章二(丙)]')
    expect(() => store.openLesson(id('甲'))).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(store.bin()).toEqual([])
  })

  test('it erases many at once, and passes over what another took along or what is there again', () => {
    const { store, id } = library()
    store.remove(id('甲'))
    store.remove(id('章'))
    store.eraseAll([id('章'), id('甲'), id('丙')])
    expect([outline(store), store.bin()]).toEqual(['课[章二(丙)]', []])
  })

  test('it takes nothing new into a chapter that is in it', () => {
    const { store, id } = library()
    store.remove(id('课'))
    expect(() => store.createLesson(id('章'), '新')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('many entries at once', () => {
  const lessons = (count: number, prefix = '新') =>
    Array.from({ length: count }, (_, index) => ({ id: `${prefix}-${index}`, title: `${prefix}${index}`, doc: [paragraph('字')], state: null }))

  test('they lie behind what is there, in their order, and what is in the bin keeps its place', () => {
    const { store, id } = library()
    store.remove(id('甲'))
    store.addEntries({ kind: 'lessons', chapter: id('章'), lessons: lessons(3) })
    store.addEntries({
      kind: 'chapters',
      course: id('课'),
      chapters: [
        { title: '章三', lessons: lessons(2, '三') },
        { title: '章四', lessons: [] },
      ],
    })
    store.addEntries({ kind: 'courses', courses: [{ title: '课二', chapters: [{ title: '章', lessons: lessons(1, '二') }] }] })
    store.restore(id('甲'))
    expect(outline(store)).toBe('课[章(节 甲 乙 新0 新1 新2) 章二(丙) 章三(三0 三1) 章四()] 课二[章(二0)]')
    store.duplicate([{ id: id('课'), title: '副本' }])
    expect(outline(store).split('] ').at(1)).toBe('副本[章(节 甲 乙 新0 新1 新2) 章二(丙) 章三(三0 三1) 章四()')
  })

  test('none is made where one can’t be', () => {
    const { store, id } = library()
    const before = outline(store)
    expect(() => store.addEntries({ kind: 'lessons', chapter: id('章'), lessons: [...lessons(2), ...lessons(1)] })).toThrow()
    expect(() => store.addEntries({ kind: 'lessons', chapter: id('课'), lessons: lessons(1) })).toThrow(expect.objectContaining({ code: 'invalid' }))
    store.remove(id('章二'))
    expect(() => store.addEntries({ kind: 'lessons', chapter: id('章二'), lessons: lessons(1) })).toThrow(expect.objectContaining({ code: 'not-found' }))
    store.restore(id('章二'))
    expect(outline(store)).toBe(before)
  })

  test('twice as many take twice as many statements, to bring in and to copy', () => {
    const statements = (count: number, work: (store: Store, chapter: string) => void): number => {
      const { store, db, chapter } = openedStore()
      work(store, chapter)
      const statement: unknown = Object.getPrototypeOf(db.prepare('SELECT 1'))
      const run = vi.spyOn(statement as { run: () => void }, 'run')
      onTestFinished(() => run.mockRestore())
      if (count > 0) store.addEntries({ kind: 'lessons', chapter, lessons: lessons(count) })
      else store.duplicate([{ id: chapter, title: '副本' }])
      const { length } = run.mock.calls
      run.mockRestore()
      return length
    }
    const bringing = (count: number) => statements(count, () => undefined)
    const copying = (count: number) => statements(0, (store, chapter) => store.addEntries({ kind: 'lessons', chapter, lessons: lessons(count) }))
    expect(bringing(200) / bringing(100)).toBeLessThan(2.1)
    expect(copying(200) / copying(100)).toBeLessThan(2.1)
  })
})
