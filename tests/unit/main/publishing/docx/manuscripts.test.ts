import { expect, test } from 'vitest'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { bookDefaults } from '#main/publishing/desk/book.ts'
import { manuscriptOf } from '#main/publishing/docx/manuscripts.ts'
import { courseOf, docOf, materials } from '../published.ts'

test('a manuscript is made once for all targets that hand it over, and anew for other words, another author or another picture', async () => {
  const doc = docOf('先看鳃。\n\n![鳃](x.png)')
  const of = (course = courseOf({ 选鱼: doc }), has = true, producer = '') =>
    manuscriptOf(course, lessonsOf(course)[0]!, { ...bookDefaults, producer }, materials(has))
  const first = await of()
  expect(await of()).toBe(first)
  const others = [
    await of(courseOf({ 选鱼: docOf('先看眼。') })),
    await of(courseOf({ 选鱼: doc }, '小李')),
    await of(undefined, false),
    await of(courseOf({ 蒸鱼: doc })),
  ]
  expect(new Set([first, ...others]).size).toBe(5)
  expect((await of(undefined, false)).findings.map(({ kind, lesson }) => `${kind} ${lesson}`)).toEqual(['image-missing l1'])
})
