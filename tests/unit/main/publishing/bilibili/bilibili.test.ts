import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import type { Doc } from '#preload/document/schema.ts'
import { copied, copiedFrom, courseOf, made, materials } from '../published.ts'

test('code is lines of a quotation, for blocks of code get lost, and a formula its source', async () => {
  const { html } = await copied(bilibili, courseOf({ 一: '## 头\n\n```js\nif (a)\n  b\n```\n\n当 $x$ 时，见[书](https://example.com)' }))
  expect(html).toBe('<h3>头</h3><blockquote><p>if\u00a0(a)</p><p>\u00a0\u00a0b</p></blockquote><p>当 <em>x</em> 时，见<a href="https://example.com">书</a></p>')
})

test('a formula that is a line of characters is text, its letters slanted; only others are to be put in anew', async () => {
  const { findings, text } = await made(
    bilibili,
    courseOf({
      一: '利率 $r=5\\%$，共 $(1+r)^n$，$\\sin x$ 与 $\\mathrm{e}$，$x_1$，$\\frac{a}{b}$，$\\sum_{i=1}^n x_i$，$\\vec{v}$，$x_{12}^{-1}$\n\n$$\nE=mc^2\n$$',
    }),
  )
  expect(text('B站专栏.html')).toContain(
    '<p>利率 <em>r</em> = 5%，共 (1 + <em>r</em>)ⁿ，sin <em>x</em> 与 e，<em>x</em>₁，$\\frac{a}{b}$，$\\sum_{i=1}^n x_i$，$\\vec{v}$，$x_{12}^{-1}$</p><p><em>E</em> = <em>mc</em>²</p>',
  )
  expect(findings.filter(({ kind }) => kind === 'formula-by-hand').map(({ text: tex }) => tex)).toEqual([
    '\\frac{a}{b}',
    '\\sum_{i=1}^n x_i',
    '\\vec{v}',
    'x_{12}^{-1}',
  ])
})

test('blocks of code right behind one another stay apart', async () => {
  const { html } = await copied(bilibili, courseOf({ 一: '```\na\n```\n\n```\nb\n```\n\n> 引' }))
  expect(html).toBe('<blockquote><p>a</p></blockquote><p>\u00a0</p><blockquote><p>b</p></blockquote><p>\u00a0</p><blockquote><p>引</p></blockquote>')
})

test('a formula that is none is code, and nothing to be put in anew', async () => {
  const { kinds, text } = await made(bilibili, courseOf({ 一: '看 $\\frac{1}{$' }))
  expect(kinds).toEqual(['todo unverified', 'lost formula-unread'])
  expect(text('B站专栏.html')).toContain('<p>看 <code>\\frac{1}{</code></p>')
})

test('a formula is one line, for HTML has no others, and no comment of it takes the rest along', async () => {
  const tex = { type: 'formula', tex: '\\sum_{i=1}^n x % c\n+ 5\\%', children: [{ text: '' }] }
  const doc = [
    { type: 'paragraph', id: 'a', children: [{ text: '设 ' }, tex, { text: '' }] },
    { type: 'formula-block', id: 'b', children: [{ text: '\\sum_{i=1}^n a % 注释\n+ b' }] },
  ] as unknown as Doc
  expect((await copied(bilibili, courseOf({ 一: doc }))).html).toBe('<p>设 $\\sum_{i=1}^n x + 5\\%$</p><p>$$\\sum_{i=1}^n a + b$$</p>')
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
  const { kinds, text, files } = await made(bilibili, courseOf({ 一: '当 $\\frac{a}{b}$ 时\n\n```\na\n```\n\n![鳃](x.png)' }))
  expect(kinds).toEqual(['todo unverified', 'todo formula-by-hand', 'changed code-lines', 'todo image-by-hand'])
  expect(files.map(({ path }) => path)).toEqual(['01 一/B站专栏.html', '01 一/发布清单.md', '01 一/图片/01.png'])
  expect(text('清单.md')).toContain('未经平台验证')
  expect(text('清单.md')).toMatch(/公式在正文里.*代码在正文里/s)
  const plain = await made(bilibili, courseOf({ 一: '文' }))
  expect(plain.text('清单.md')).not.toMatch(/公式在正文里|代码在正文里/)
})

test('a preview has formulas as the file has them', async () => {
  const course = courseOf({ 一: '当 $\\frac{1}{x}$ 时\n\n$$\n\\sum_{k=1}^n k\n$$\n\n| 甲 | $\\sqrt{x}$ |\n| --- | --- |\n| 一 | 二 |' })
  const { html } = await bilibili.preview!(course, lessonsOf(course)[0]!, bilibili.defaults, materials())
  const wordsOf = (page: string) => parseHTML(`<html><body>${page}</body></html>`).document.querySelector('body')?.textContent
  const file = copiedFrom((await made(bilibili, course)).text('B站专栏.html'))
  expect(wordsOf(html)).toBe(`一老王${wordsOf(file)}`)
  expect(html).not.toContain('<math')
})
