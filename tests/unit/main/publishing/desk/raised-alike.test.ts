import { expect, test } from 'vitest'
import { checked, KnownFindings } from '#main/publishing/desk/check.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { courseOf, materials } from '../published.ts'

test('headings of a course are raised alike: by the levels of all lessons that go out, and of no other', async () => {
  const course = courseOf({ 一: '## 大\n\n### 小\n\n文。\n', 二: '#### 深\n\n文。\n', 三: '# 顶\n\n文。\n' })
  const ids = lessonsOf(course).map(({ id }) => id)
  const raising = async (lessons: readonly string[] | null) => {
    const found: unknown[] = []
    const task = { target: 'zhihu', course, options: {}, materials: materials(), convert: () => Promise.resolve({ kind: 'fits' } as const) } as const
    for await (const { findings } of checked({ ...task, lessons: lessons && new Set(lessons), signal: new AbortController().signal }, new KnownFindings()))
      found.push(...findings.flatMap(({ kind, lesson, mend }) => (kind === 'heading-deep' ? [[lesson, mend]] : [])))
    return found
  }
  const mend = (levels: readonly number[]) => ({ kind: 'raise-headings', block: null, levels })
  expect(await raising(ids.slice(0, 2))).toEqual([
    [ids[0], mend([2, 3, 4])],
    [ids[1], mend([2, 3, 4])],
  ])
  // Those of one are as deep as they are meant where another has all above them.
  expect(await raising(null)).toEqual(ids.slice(0, 2).map((id) => [id, null]))
})
