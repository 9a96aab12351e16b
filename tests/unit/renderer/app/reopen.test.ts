import { describe, expect, test } from 'vitest'
import { LessonId } from '#preload/contract/library.ts'
import type { OpenLesson } from '#preload/contract/lessons.ts'
import { BlockId } from '#preload/document/schema.ts'
import { type Held, reopen } from '#renderer/app/reopen.ts'

const lesson = (revision: number, editable = true, newestBatch = `batch-${revision}`): OpenLesson => ({
  lesson: LessonId.parse('l'),
  title: '',
  course: '',
  chapter: '',
  revision,
  newestBatch,
  editable,
  doc: [{ type: 'paragraph', id: BlockId.parse('b'), children: [{ text: '' }] }],
})
const held: Held = { open: lesson(3), key: 1, session: 1 }
const page = (revision: number, unsaved = false) => ({ revision, newestBatch: `batch-${revision}`, unsaved })

describe('a lesson that was read again', () => {
  test('it is shown when nothing was shown before', () => {
    const answer = lesson(7)
    expect(reopen(null, answer, page(-1), 1)).toEqual({ open: answer, key: 1, session: 1 })
  })

  test('it keeps the page that holds just what the host has', () => {
    expect(reopen(held, lesson(5), page(5), 2)).toEqual({ ...held, session: 2 })
  })

  test('it keeps the page that has unsaved text, whatever the host has', () => {
    expect(reopen(held, lesson(9, false), page(5, true), 2)).toEqual({ ...held, session: 2 })
  })

  test('it starts over when the text moved on elsewhere', () => {
    const answer = lesson(9)
    expect(reopen(held, answer, page(5), 2)).toEqual({ open: answer, key: 2, session: 2 })
  })

  test('it starts over when another text has the same revision', () => {
    const answer = lesson(5, true, 'of another page')
    expect(reopen(held, answer, page(5), 2)).toEqual({ open: answer, key: 2, session: 2 })
  })

  test('it starts over when another page became the editor', () => {
    const answer = lesson(5, false)
    expect(reopen(held, answer, page(5), 1)).toEqual({ open: answer, key: 2, session: 1 })
  })

  test('it starts over where the page has gone or its lesson was taken over, whatever it held', () => {
    const answer = lesson(5)
    expect(reopen(held, answer, page(5, true), 1, true)).toEqual({ open: answer, key: 2, session: 1 })
  })
})
