import { expect, test } from 'vitest'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { createDeskPlace, withLeft } from '#renderer/panels/publishing/desk-place.ts'
import { storage } from '../../stored.ts'

const [course, other] = ['c', 'd'].map((id) => CourseId.parse(id)) as [CourseId, CourseId]
const lesson = LessonId.parse('l')

test('the desk is found as it was left, in the next window too', () => {
  const kept = storage()
  const place = createDeskPlace(kept)
  expect(place.get()).toEqual({ course: null, target: null, lesson: null, left: new Map() })
  place.set(withLeft({ ...place.get(), course, target: 'zhihu', lesson }, course, new Set([lesson])))
  expect(createDeskPlace(kept).get()).toEqual({ course, target: 'zhihu', lesson, left: new Map([[course, new Set([lesson])]]) })
})

test('what nobody wrote so is nothing', () => {
  for (const text of ['{', '[]', '{"course":3}', '{"course":null,"target":"Not one","lesson":null,"left":[]}']) {
    const kept = storage()
    kept.setItem('moke.publishing', text)
    expect(createDeskPlace(kept).get().left.size).toBe(0)
    expect(createDeskPlace(kept).get().target).toBeNull()
  }
})

test('a browser without room keeps it for this window', () => {
  const place = createDeskPlace(storage(() => false))
  place.set({ ...place.get(), target: 'epub' })
  expect(place.get().target).toBe('epub')
})

test('a course of which all goes out takes no room, and the newest stands last', () => {
  const left = new Set([lesson])
  const first = withLeft(withLeft(createDeskPlace(storage()).get(), course, left), other, left)
  expect([...first.left.keys()]).toEqual([course, other])
  expect([...withLeft(first, course, left).left.keys()]).toEqual([other, course])
  expect([...withLeft(first, course, new Set()).left.keys()]).toEqual([other])
})
