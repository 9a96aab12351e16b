import { expect, test } from 'vitest'
import { LibraryTree } from '#preload/contract/library.ts'
import { sectionsOf } from '#renderer/panels/palette/sections.ts'
import { lessonEntry } from '../../../../fixtures/lesson-entry.ts'

test('it lists every course before its chapters, with where writing would begin', () => {
  const lesson = (id: string) => lessonEntry(id)
  const tree = LibraryTree.parse({
    courses: [
      {
        id: 'a',
        title: '写作',
        chapters: [
          { id: 'a1', title: '开头', lessons: [] },
          { id: 'a2', title: '结尾', lessons: [lesson('x'), lesson('y')] },
        ],
      },
      { id: 'b', title: '空的', chapters: [] },
    ],
  })
  expect(sectionsOf(tree)).toEqual([
    { kind: 'course', id: 'a', title: '写作', course: { id: 'a', title: '写作' }, lessons: 2, firstLesson: 'x' },
    { kind: 'chapter', id: 'a1', title: '开头', course: { id: 'a', title: '写作' }, lessons: 0, firstLesson: null },
    { kind: 'chapter', id: 'a2', title: '结尾', course: { id: 'a', title: '写作' }, lessons: 2, firstLesson: 'x' },
    { kind: 'course', id: 'b', title: '空的', course: { id: 'b', title: '空的' }, lessons: 0, firstLesson: null },
  ])
})
