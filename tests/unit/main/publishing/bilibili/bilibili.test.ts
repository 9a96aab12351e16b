import { expect, test } from 'vitest'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { copied, courseOf, made } from '../published.ts'

test('code is lines of a quotation, for blocks of code get lost, and a formula its source', async () => {
  const { html } = await copied(bilibili, courseOf({ 一: '## 头\n\n```js\nif (a)\n  b\n```\n\n当 $x$ 时，见[书](https://example.com)' }))
  expect(html).toBe('<h3>头</h3><blockquote><p>if\u00a0(a)</p><p>\u00a0\u00a0b</p></blockquote><p>当 $x$ 时，见<a href="https://example.com">书</a></p>')
})

test.each([
  [40, []],
  [41, ['advice title-perhaps-long']],
  [60, ['advice title-perhaps-long']],
  [80, ['advice title-perhaps-long']],
  // Nobody knows that more than 80 are refused.
  [81, ['advice title-perhaps-long']],
])('a title of %i characters, of which two limits are hearsay', async (count, told) => {
  const { kinds } = await made(bilibili, courseOf({ ['题'.repeat(count)]: '文' }))
  expect(kinds.filter((kind) => kind.includes('title'))).toEqual(told)
})

test('what is to be done by hand is told, and that nobody knows what its editor takes', async () => {
  const { kinds, text, files } = await made(bilibili, courseOf({ 一: '当 $x$ 时\n\n```\na\n```\n\n![鳃](x.png)' }))
  expect(kinds).toEqual(['todo unverified', 'todo formula-by-hand', 'changed code-lines', 'todo image-by-hand'])
  expect(files.map(({ path }) => path)).toEqual(['01 一/B站专栏.html', '01 一/发布清单.md', '01 一/图片/01.png'])
  expect(text('清单.md')).toContain('未经平台验证')
  expect(text('清单.md')).toMatch(/公式在正文里.*代码在正文里/s)
  const plain = await made(bilibili, courseOf({ 一: '文' }))
  expect(plain.text('清单.md')).not.toMatch(/公式在正文里|代码在正文里/)
})
