import { expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { stepsFor, stepsIn } from '#main/publishing/desk/steps.ts'
import { BlockId } from '#preload/document/schema.ts'

const lesson = (id: string, title: string) => ({
  id,
  title,
  doc: [{ type: 'paragraph' as const, id: BlockId.parse(id), children: [{ text: '清单不是愿望的仓库。' }] }],
})
const course: PublishedCourse = { title: '课', author: '', chapters: [{ title: '章', lessons: [lesson('a', '第一课'), lesson('b', '第二课')] }] }
const surroundings = {
  materials: { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) },
  convert: () => Promise.reject(new Error('there is no picture')),
  options: {},
  signal: new AbortController().signal,
}

test('the steps are those of the checklist, with what stands below each', () => {
  expect(stepsIn('# 发布\n\n1. 打开**编辑器**。\n2. 放图片：\n   - 图 1\n   - 图 2\n3. 发布。\n\n> 未经验证。\n')).toEqual([
    '打开编辑器。',
    '放图片：\n- 图 1\n- 图 2',
    '发布。',
  ])
})

test('of a lesson they name that lesson, of an album they count all of its tracks', async () => {
  const zhihu = await stepsFor('zhihu', course, 'b', surroundings)
  expect(zhihu.length).toBeGreaterThan(3)
  expect(zhihu.join()).toContain('第二课')
  expect((await stepsFor('ximalaya', course, 'b', surroundings)).join()).toContain('共 2 条')
})

test('with a book there is nothing to be done', async () => {
  expect(await stepsFor('epub', course, 'a', surroundings)).toEqual([])
})
