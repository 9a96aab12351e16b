import { expect, test } from 'vitest'
import { changedSince, type CourseTask, toldOf } from '#main/services/told-course.ts'
import type { BlockId, Doc } from '#preload/document/schema.ts'

const doc = (text: string): Doc => [{ type: 'paragraph', id: 'p1' as BlockId, children: [{ text }] }]
const [one, two] = [doc('一'), doc('二')]
const task = (...lessons: { readonly id: string; readonly title: string; readonly doc: Doc }[]): CourseTask => ({
  kind: 'course',
  course: { title: '课', author: '甲', chapters: [{ title: '章', lessons }] },
  images: {},
})
const told = task({ id: 'a', title: '甲', doc: one }, { id: 'b', title: '乙', doc: two })

test('a thread is told the texts that are others, and has the rest as it had them', () => {
  const now = task({ id: 'b', title: '新名字', doc: two }, { id: 'c', title: '丙', doc: doc('三') }, { id: 'a', title: '甲', doc: doc('一又一') })
  const change = changedSince(now, told)
  expect(change.course.chapters[0]?.lessons.map(({ doc: text }) => text === null)).toEqual([true, false, false])
  // What is sent to a thread is a copy of it.
  const known = toldOf(structuredClone(change), told)
  expect(known).toEqual(now)
  expect(known.course.chapters[0]?.lessons[0]?.doc).toBe(two)
})

test('what a thread was never told is no empty text', () => {
  expect(() => toldOf(changedSince(told, told), null)).toThrow('never told')
  expect(toldOf(told, null)).toEqual(told)
})
