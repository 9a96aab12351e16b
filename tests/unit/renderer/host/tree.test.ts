import { describe, expect, test } from 'vitest'
import { LessonId, LibraryTree } from '#preload/contract/library.ts'
import { findPlace } from '#renderer/host/entries.ts'
import { findLesson, isNumbered, lessonPlaces, neighbour, successor } from '#renderer/host/tree.ts'
import { lessonEntry } from '../../../fixtures/lesson-entry.ts'

const lessonsOf = (...ids: string[]) => ids.map((id) => lessonEntry(id))
const tree = LibraryTree.parse({
  courses: [
    {
      id: 'c1',
      title: '一',
      chapters: [
        { id: 'h1', title: '甲', lessons: lessonsOf('a', 'b') },
        { id: 'h2', title: '乙', lessons: lessonsOf('c') },
      ],
    },
    { id: 'c2', title: '二', chapters: [{ id: 'h3', title: '丙', lessons: lessonsOf('d') }] },
  ],
})
const places = lessonPlaces(tree)
const ids = places.map((place) => place.lesson.id)
const [a, b, c] = ids
const without = (...gone: string[]) =>
  LibraryTree.parse({
    courses: tree.courses.map((course) => ({
      ...course,
      chapters: course.chapters.map((chapter) => ({ ...chapter, lessons: chapter.lessons.filter((lesson) => !gone.includes(lesson.id)) })),
    })),
  })

describe('the tree', () => {
  test('it numbers lessons by chapter and place', () => {
    expect(places.map((place) => place.number)).toEqual(['1.1', '1.2', '2.1', '1.1'])
  })

  test('it leaves the author’s own numbers alone', () => {
    expect(['第三课 起步', '1.2 起步', 'Lesson 4', '第一个念头', '起步'].map(isNumbered)).toEqual([true, true, true, false, false])
  })

  test('it finds where a lesson lies', () => {
    expect([findLesson(tree, c ?? null)?.chapter.title, findLesson(tree, null), findLesson(null, c ?? null)]).toEqual(['乙', undefined, undefined])
  })

  test('it goes from lesson to lesson over the bounds of chapters', () => {
    expect([neighbour(tree, b ?? null, 1), neighbour(tree, c ?? null, -1), neighbour(tree, a ?? null, -1), neighbour(tree, null, 1)]).toEqual([
      'c',
      'b',
      undefined,
      'a',
    ])
  })

  test('it goes on with what came after a lesson that is gone, else with what came before', () => {
    if (!b || !c) throw new Error('the tree has these lessons')
    expect([
      successor(ids, b, without('b')),
      successor(ids, b, without('b', 'c')),
      successor(ids, c, without('c', 'd')),
      successor(ids, c, without(...ids)),
    ]).toEqual(['c', 'd', 'b', undefined])
  })
})

test('a course, a chapter or a lesson is found where it lies; what is gone is not', () => {
  const at = (id: string | undefined) => {
    const place = findPlace(tree, LessonId.parse(id))
    return [place?.course.id, place?.chapter?.id, place?.lesson?.id]
  }
  expect(['c2', 'h2', 'b', 'gone'].map(at)).toEqual([
    ['c2', undefined, undefined],
    ['c1', 'h2', undefined],
    ['c1', 'h1', 'b'],
    [undefined, undefined, undefined],
  ])
  expect(findPlace(null, LessonId.parse('b'))).toBeUndefined()
})
