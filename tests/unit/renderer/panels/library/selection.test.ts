import { describe, expect, test } from 'vitest'
import type { LessonId } from '#preload/contract/library.ts'
import { beginning, everyLike, extended, noSelection, rowsWith, type Selection, selectedRows, toggled } from '#renderer/panels/library/selection.ts'
import { row, rows } from './tree.ts'

const shown = (selection: Selection) =>
  selectedRows(rows, selection)
    .map(({ id }) => id)
    .join(' ')

describe('a selection', () => {
  test('it begins with the row that was chosen before, and takes rows in and out', () => {
    const two = toggled(rows, noSelection, row('c'), row('a'))
    expect([shown(two), shown(toggled(rows, two, row('e'), undefined)), shown(toggled(rows, two, row('a'), undefined))]).toEqual(['a c', 'a c e', 'c'])
    expect(shown(toggled(rows, noSelection, row('c'), row('c')))).toBe('c')
  })

  test('it holds rows of one kind: one of another begins anew', () => {
    const lessons = toggled(rows, noSelection, row('c'), row('a'))
    expect([shown(toggled(rows, lessons, row('h2'), undefined)), shown(toggled(rows, noSelection, row('a'), row('c1')))]).toEqual(['h2', 'a'])
  })

  test('a range takes the chapters between two lessons not along, and grows and shrinks from where it began', () => {
    const down = extended(rows, noSelection, row('e'), row('c'))
    expect([shown(down), shown(extended(rows, down, row('b'), undefined)), shown(extended(rows, down, row('h2'), undefined))]).toEqual(['c d e', 'b c', 'c d'])
    expect(shown(extended(rows, noSelection, row('b'), undefined))).toBe('b')
  })

  test('by pointer it begins at the open lesson, a chapter’s at the one clicked last, wherever the press put the focus', () => {
    const clicked = (at: string) => ({ ...noSelection, anchor: row(at).id })
    const open = 'c' as LessonId
    const begins = (selection: Selection, at: string, current: LessonId | null = open) => beginning(rows, selection, row(at), current)?.id
    expect([begins(noSelection, 'e'), begins(clicked('a'), 'e'), begins(clicked('h1'), 'e')]).toEqual(['c', 'c', 'c'])
    expect([begins(clicked('h1'), 'h2'), begins(noSelection, 'h2'), begins(clicked('c'), 'h2')]).toEqual(['h1', undefined, undefined])
    expect([begins(noSelection, 'e', null), begins(noSelection, 'e', 'unseen' as LessonId)]).toEqual([undefined, undefined])
    expect(shown(extended(rows, clicked('a'), row('e'), row('c')))).toBe('c d e')
  })

  test('all of a kind', () => {
    expect([shown(everyLike(rows, row('e'))), shown(everyLike(rows, row('h1')))]).toEqual(['a b c d e f', 'h1 h2 h3'])
  })

  test('what is done to one of several is done to all, to another or with one selected to that alone', () => {
    const two = toggled(rows, noSelection, row('c'), row('a'))
    const ids = (of: Selection, at: string) =>
      rowsWith(rows, of, row(at))
        .map(({ id }) => id)
        .join(' ')
    expect([ids(two, 'a'), ids(two, 'b'), ids(toggled(rows, noSelection, row('c'), undefined), 'c')]).toEqual(['a c', 'b', 'c'])
  })

  test('what is not seen is not selected', () => {
    const two = toggled(rows, noSelection, row('f'), row('a'))
    const seen = rows.filter(({ id }) => id !== 'f')
    expect(selectedRows(seen, two).map(({ id }) => id)).toEqual(['a'])
  })
})
