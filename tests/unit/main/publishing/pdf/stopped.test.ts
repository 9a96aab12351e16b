import { expect, test } from 'vitest'
import { lessonsOf, type PlacedLesson } from '#main/publishing/desk/course.ts'
import { orStopped } from '#main/publishing/pdf/stopped.ts'
import { TypesetterStopped } from '#main/publishing/pdf/typesetter.ts'
import { courseOf } from '../published.ts'

const lessons = lessonsOf(courseOf({ 一: '甲', 二: '乙', ' ': '丙' }))

/** Is stopped at more lessons than these, and at this one by itself. */
function setting(most: number, bad: string, asked: string[] = []) {
  return (some: readonly PlacedLesson[]): Promise<string> => {
    const ids = some.map(({ id }) => id).join()
    asked.push(ids)
    return some.length > most || ids.includes(bad) ? Promise.reject(new TypesetterStopped('large')) : Promise.resolve(ids)
  }
}

test('the lesson at which typesetting is stopped is named, and none behind it is tried', async () => {
  const asked: string[] = []
  await expect(orStopped(lessons, setting(3, 'l2', asked))).rejects.toMatchObject({ why: 'large', lesson: '二' })
  expect(asked).toEqual(['l1,l2,l3', 'l1', 'l2'])
  await expect(orStopped(lessons, setting(3, 'l3'))).rejects.toMatchObject({ lesson: '第 3 课' })
})

test('where it is all of them together nobody is named, and any other fault stays as it is', async () => {
  await expect(orStopped(lessons, setting(2, 'none'))).rejects.toMatchObject({ why: 'large', lesson: null })
  expect(await orStopped(lessons, setting(3, 'none'))).toBe('l1,l2,l3')
  await expect(orStopped(lessons, () => Promise.reject(new RangeError('ours')))).rejects.toThrow(RangeError)
})
