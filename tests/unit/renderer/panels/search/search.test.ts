import { match } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { LessonId, LibraryTree } from '#preload/contract/library.ts'
import { withinOf } from '#renderer/panels/search/search-state.ts'
import { tickedIn, tickOf, toggleLesson, togglePlace, isTicked, type Unticked } from '#renderer/panels/search/ticks.ts'
import { titlesFound } from '#renderer/panels/search/title-hits.ts'
import { lessonEntry } from '../../../../fixtures/lesson-entry.ts'

const tree = LibraryTree.parse({
  courses: [
    {
      id: 'c',
      title: '写作课',
      chapters: [
        { id: 'h', title: '开头', lessons: [{ ...lessonEntry('a'), title: '给清单一个结尾' }] },
        { id: 'h2', title: 'Moke 入门', lessons: [{ ...lessonEntry('b'), title: '断线时看的一课' }] },
      ],
    },
  ],
})
const sound = (text: string, letters: string) => match(text, letters, { continuous: true, v: true })?.[0] ?? null
const lesson = LessonId.parse('a')

describe('titles', () => {
  const shown = (query: string, within: string | null = null) =>
    titlesFound(query, tree, within === null ? null : LessonId.parse(within), sound).map(
      ({ kind, title, marks }) => `${kind} ${title} ${JSON.stringify(marks)}`,
    )

  test('they are found by characters of any width and case, by pinyin and by initials', () => {
    expect(shown('清单')).toEqual(['lesson 给清单一个结尾 [[1,3]]'])
    expect(shown('ＭＯＫＥ')).toEqual(['chapter Moke 入门 [[0,4]]'])
    expect(shown('qingdan')).toEqual(['lesson 给清单一个结尾 []'])
    expect(shown('gqd')).toEqual(['lesson 给清单一个结尾 []'])
    expect(shown('没有')).toEqual([])
    expect(shown('  ')).toEqual([])
  })

  test('of a chapter only those in it', () => {
    expect(shown('清单', 'h2')).toEqual([])
    expect(shown('清单', 'h')).toHaveLength(1)
  })
})

test('the reach goes out from the open lesson; without one it is everything', () => {
  expect([withinOf('all', tree, lesson), withinOf('course', tree, lesson), withinOf('chapter', tree, lesson), withinOf('lesson', tree, lesson)]).toEqual([
    null,
    'c',
    'h',
    'a',
  ])
  expect([withinOf('course', tree, null), withinOf('chapter', tree, LessonId.parse('gone'))]).toEqual([null, null])
})

describe('ticks', () => {
  test('everything is ticked until it is unticked, place by place or a lesson at once', () => {
    const none: Unticked = new Map()
    const one = togglePlace(none, lesson, 1)
    expect([tickOf(none, lesson, 3), tickOf(one, lesson, 3), tickedIn(one, lesson, 3), isTicked(one, lesson, 1)]).toEqual(['all', 'some', 2, false])
    expect(tickOf(toggleLesson(one, lesson, 3), lesson, 3)).toBe('all')
    expect(tickOf(toggleLesson(none, lesson, 3), lesson, 3)).toBe('none')
    expect(tickOf(togglePlace(one, lesson, 1), lesson, 3)).toBe('all')
  })
})
