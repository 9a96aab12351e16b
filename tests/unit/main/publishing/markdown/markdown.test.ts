import fc from 'fast-check'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { mathFromMarkdown } from 'mdast-util-math'
import { gfm } from 'micromark-extension-gfm'
import { math } from 'micromark-extension-math'
import { describe, expect, test } from 'vitest'
import { readFormula } from '#main/publishing/formulas/read-formula.ts'
import { markdown } from '#main/publishing/markdown/markdown.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { sayable } from '#preload/markdown/sayable.ts'
import { arbitraryDoc } from '../../../preload/markdown/arbitrary-doc.ts'
import { captioned, courseOf, imageId, made, materials } from '../published.ts'

describe('a Markdown bundle', () => {
  test('is a file for each lesson by chapter, pictures once, and an index that leads to all', async () => {
    const { files, text, kinds } = await made(markdown, courseOf({ 选鱼: '见[下一课](moke:lesson/l2)\n\n![鳃](x.png)', '蒸(鱼)': '![鳃](x.png)' }))
    const image = `images/${imageId.slice(0, 16)}.png`
    expect(files.map(({ path }) => path)).toEqual(['01 鱼/01 选鱼.md', image, '01 鱼/02 蒸(鱼).md', image, 'README.md'])
    expect(text('选鱼.md')).toBe(`---\ntitle: 选鱼\n---\n\n见[下一课](02%20蒸%28鱼%29.md)\n\n![鳃](../${image})\n`)
    expect(text('README.md')).toBe('# 家常菜\n\n老王\n\n## 鱼\n\n1. [选鱼](01%20鱼/01%20选鱼.md)\n2. [蒸(鱼)](01%20鱼/02%20蒸%28鱼%29.md)\n')
    expect(kinds).toEqual([])
  })

  test('a chapter without a name has a folder that is called as the studio’s import calls it', async () => {
    const course = courseOf({ 选鱼: '字', 蒸鱼: '字' })
    const { files } = await made(markdown, { ...course, chapters: course.chapters.map((chapter) => ({ ...chapter, title: ' ' })) })
    expect(files.map(({ path }) => path)).toEqual(['01 正文/01 选鱼.md', '01 正文/02 蒸鱼.md', 'README.md'])
  })

  test('has no front matter where the author wants none', async () => {
    expect((await made(markdown, courseOf({ 选鱼: '字' }), { hasFrontMatter: false })).text('.md')).toBe('字\n')
  })

  test('a picture that is gone and a link that leads nowhere are words, and told', async () => {
    const { text, kinds } = await made(markdown, courseOf({ 选鱼: '见[旧课](moke:lesson/gone)\n\n![鳃](x.png)' }), { hasFrontMatter: false }, false)
    expect(text('.md')).toBe('见旧课\n\n【图片找不到了：鳃】\n')
    expect(kinds).toEqual(['lost link-lesson', 'lost image-missing'])
  })

  test('of a picture that is gone its caption stays, with its formula and its footnote', async () => {
    const { text } = await made(markdown, courseOf({ 选鱼: captioned }), { hasFrontMatter: false }, false)
    expect(text('.md')).toMatch(/^【图片找不到了：.*】\n\n当 \$x\^2\$\*\*时\*\*\[\^/)
  })

  test('what a model wrote is told to readers and to programs', async () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
    const { text } = await made(markdown, courseOf({ 选鱼: doc, 蒸鱼: '我写的' }))
    expect(text('选鱼.md')).toMatch(/^---\ntitle: 选鱼\nAIGC:\n {2}Label: "1"\n {2}ContentProducer: .*\n---\n\n它写的\n\n> 本文由人工智能/s)
    expect(text('蒸鱼.md')).not.toContain('AIGC')
  })

  test.each([
    'P(A|B)',
    '\\|x\\|',
    '\\left|\\frac{a|b}{c}\\right|',
    '\\text{若 a|b}',
    '\\begin{array}{c|c}1&2\\end{array}',
    '\\begin{array}{c|c}a|b&2\\end{array}',
  ])('a formula with bars in a table, %s, is the same to readers that keep a backslash before them and to those that take it away', async (tex) => {
    const cell = (...children: object[]) => ({ children })
    const doc = [
      {
        type: 'table',
        id: 't',
        hasHeader: true,
        align: [null, null],
        children: [
          { type: 'row', children: [cell({ text: '甲' }), cell({ text: '`|' })] },
          { type: 'row', children: [cell({ text: '如 ' }, { type: 'formula', id: 'f', tex, children: [{ text: '' }] }), cell({ text: 'a|b', code: true })] },
        ],
      },
    ]
    const { text } = await made(markdown, courseOf({ 选鱼: doc as never }), { hasFrontMatter: false })
    const drawn = (written: string): unknown => readFormula(written, false)
    // As remark reads it: what stands between the signs, sign for sign.
    const { children } = fromMarkdown(text('.md'), { extensions: [gfm(), math()], mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown()] })
    const found = [...JSON.stringify(children).matchAll(/"type":"inlineMath","value":("(?:[^"\\]|\\.)*")/g)].map(([, json = '']) => JSON.parse(json) as string)
    expect(found.map(drawn)).toEqual([drawn(tex)])
    const back = docFromMarkdown(text('.md'), { image: () => null, link: (address: string) => address } as never).doc
    const own = [...JSON.stringify(back).matchAll(/"tex":("(?:[^"\\]|\\.)*")/g)].map(([, json = '']) => JSON.parse(json) as string)
    expect(own.map(drawn)).toEqual([drawn(tex)])
    expect(JSON.stringify(back)).toContain('{"text":"a|b","code":true}')
  })

  test('whatever a lesson holds comes back as it was, but for what Markdown can’t say', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryDoc, async (doc) => {
        const plain = doc.map((block) => JSON.parse(JSON.stringify(block), (key, value: unknown) => (key === 'link' || key === 'ai' ? undefined : value)))
        const { text } = await made(markdown, courseOf({ 选鱼: plain as Doc }), { hasFrontMatter: false })
        const back = docFromMarkdown(text('.md'), { image: () => imageId, link: (address: string) => address } as never).doc
        expect(bare(back)).toEqual(bare(sayable(plain as Doc).doc))
      }),
      { numRuns: 30 },
    )
  })
})

/** Without ids, and without the empty runs that the page keeps beside whatever is none. */
function bare(doc: Doc): unknown {
  return JSON.parse(JSON.stringify(doc), (key, value: unknown) => {
    if (key === 'id' || key === 'note' || key === 'image') return undefined
    return Array.isArray(value) ? value.filter((each) => JSON.stringify(each) !== '{"text":""}') : value
  })
}

test('a lesson is made anew when another reason keeps a picture from it: its words say which', async () => {
  const course = courseOf({ 选鱼: '![鳃](x.png)' })
  const unitOf = (why: 'gone' | 'broken') => markdown.units(course, markdown.defaults, { ...materials(false), absence: () => why })[0]!
  const [gone, broken] = [unitOf('gone'), unitOf('broken')]
  const { signal } = new AbortController()
  expect((await gone.make(signal)).files).not.toEqual((await broken.make(signal)).files)
  expect(gone.input).not.toEqual(broken.input)
})
