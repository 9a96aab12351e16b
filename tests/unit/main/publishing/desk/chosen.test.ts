/** What a book of some lessons is called, and that it says so where it is handed on without its folder. */
import { describe, expect, test } from 'vitest'
import { bookFile } from '#main/publishing/desk/book.ts'
import { onlyLessons, someOf } from '#main/publishing/desk/chosen.ts'

const lessons = Array.from({ length: 40 }, (_, at) => ({ id: `l${at + 1}`, title: at === 4 ? '回撤与风险' : at === 8 ? '第九讲 复利' : '', doc: [] }))
const course = { title: '投资第一课', author: '', chapters: [{ title: '章', lessons }] }
const of = (...numbers: number[]) => new Set(numbers.map((number) => `l${number}`))
const named = (...numbers: number[]) => someOf(course, of(...numbers))?.name

describe('some lessons', () => {
  test('are called by their numbers and one by its title, no longer than a name of a file may be', () => {
    expect([named(5), named(9), named(6), named(2, 3, 4), named(9, 2, 5), named(1, 2, 5, 6, 7)]).toEqual([
      '第5课 回撤与风险',
      '第九讲 复利',
      '第6课',
      '第2–4课',
      '第2、5、9课',
      '第1、2、5–7课',
    ])
    const odd = named(...lessons.flatMap((_, at) => (at % 2 === 0 ? [at + 1] : []))) ?? ''
    expect(odd).toMatch(/^第1、3、5、7、.*等20课$/)
    expect(odd.length).toBeLessThan(45)
    const long = { ...course, chapters: [{ title: '章', lessons: [{ ...lessons[0]!, title: '👨‍👩‍👧'.repeat(60) }, lessons[1]!] }] }
    expect(Buffer.byteLength(bookFile(onlyLessons(long, of(1)), 'pdf'))).toBeLessThan(255)
  })

  test('are known again in any order, told from all others, and are none where they are all', () => {
    const mark = (...numbers: number[]) => someOf(course, of(...numbers))?.mark
    expect(mark(2, 5)).toBe(mark(5, 2))
    expect(new Set([mark(2), mark(5), mark(2, 5), mark(2, 5, 9)]).size).toBe(4)
    expect(someOf(course, new Set(lessons.map(({ id }) => id)))).toBeNull()
  })

  test('stand in the name of the book’s file', () => {
    expect([bookFile(onlyLessons(course, of(5)), 'pdf'), bookFile(course, 'pdf')]).toEqual(['投资第一课 第5课 回撤与风险.pdf', '投资第一课.pdf'])
    expect(bookFile(onlyLessons(course, new Set(lessons.map(({ id }) => id))), 'epub')).toBe('投资第一课.epub')
  })
})
