import { describe, expect, test } from 'vitest'
import { CourseId, ChapterId, LessonId, type LibraryTree } from '#preload/contract/library.ts'
import { chapterToggled, lookedAt, onlyThese, tickedLessons, tickedOf, withTicked } from '#renderer/panels/publishing/ticks.ts'

const id = (name: string) => LessonId.parse(name)
const lesson = (name: string): LibraryTree['courses'][number]['chapters'][number]['lessons'][number] => ({
  id: id(name),
  title: name,
  changedAt: 0,
  words: 1,
  narrated: 1,
  state: 'draft',
  target: { words: null, minutes: null },
})
const first = { id: ChapterId.parse('first'), title: '一', lessons: [lesson('a'), lesson('b')] }
const second = { id: ChapterId.parse('second'), title: '二', lessons: [lesson('c')] }
const empty = { id: ChapterId.parse('empty'), title: '三', lessons: [] }
const course = { id: CourseId.parse('course'), title: '课', chapters: [first, second, empty] }
const without = (...names: string[]) => new Set(names.map(id))

describe('lessons that go out', () => {
  test('are all but those that were left out, in their order', () => {
    expect(tickedLessons(course, without())).toEqual(['a', 'b', 'c'])
    expect(tickedLessons(course, without('b', 'gone'))).toEqual(['a', 'c'])
  })

  test('a box says all, some or none', () => {
    expect([without(), without('a'), without('a', 'b')].map((left) => tickedOf(first.lessons, left))).toEqual(['all', 'some', 'none'])
    expect(tickedOf(empty.lessons, without())).toBe('none')
  })

  test('a chapter of which some go out goes out whole, and one that does whole is left out', () => {
    expect(chapterToggled(without('a', 'c'), first)).toEqual(without('c'))
    expect(chapterToggled(without('c'), first)).toEqual(without('a', 'b', 'c'))
  })

  test('one more, one less, and nothing but some', () => {
    expect(withTicked(without('a'), [id('a')], true)).toEqual(without())
    expect(withTicked(without('a'), [id('c')], false)).toEqual(without('a', 'c'))
    expect(onlyThese(course, [id('b')])).toEqual(without('a', 'c'))
  })

  test('the one that is looked at stays as long as it goes out', () => {
    expect(lookedAt([id('a'), id('b')], id('b'))).toBe('b')
    expect(lookedAt([id('a'), id('b')], id('c'))).toBe('a')
    expect(lookedAt([], id('c'))).toBeNull()
  })
})
