import { describe, expect, test } from 'vitest'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import { addressed } from '#main/publishing/prose/addressed.ts'
import { proseOf, type ProseBlock } from '#main/publishing/prose/prose.ts'
import type { Block, Doc } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { courseOf, made } from '../published.ts'

const listsOf = (markdown: string): unknown =>
  proseOf(docFromMarkdown(markdown, { image: () => null, link: (address: string) => address } as never).doc).blocks.map(shape)
const shape = (block: ProseBlock): unknown =>
  block.kind === 'list' ? block.items.map(({ isDone, inside }) => [block.isOrdered ? '1' : isDone === null ? '•' : '☐', ...inside.map(shape)]) : block.kind

test('a formula by itself has no empty lines around it and within it, in what platforms take', async () => {
  const doc: Doc = [{ type: 'formula-block', id: 'f' as never, children: [{ text: '\n \n\\int x\n\n+ y\\ \n\n' }] }]
  expect(proseOf(doc).blocks).toEqual([{ kind: 'formula', id: 'f', tex: '\\int x\n\n+ y\\ ' }])
  const course = courseOf({ 一: doc })
  const texts = [(await made(zhihu, course)).text('知乎.md'), (await made(juejin, course)).text('掘金.md')]
  for (const text of texts) expect(text).toContain('$$\n\\int x + y\\ \n$$')
})

describe('lists', () => {
  test('the items of one have a sign each, or a box each, or a number', () => {
    expect(listsOf('- 甲\n- 乙\n- [ ] 丙\n- [x] 丁\n- 戊')).toEqual([[['•'], ['•']], [['☐'], ['☐']], [['•']]])
    expect(listsOf('1. 甲\n   - 乙\n   - [ ] 丙\n2. 丁')).toEqual([[['1', [['•']], [['☐']]], ['1']]])
  })

  const itemsOf = (...depths: number[]): Block[] =>
    depths.map((depth, at) => ({ type: 'item', id: `i${at}` as never, kind: 'number', depth, children: [{ text: `${at}` }] }))
  const [one, two] = [['1'], ['1', [['1']]]]
  test.each([
    [[1, 1, 1], [[one, one, one]]],
    [[2, 1, 2], [[one, two]]],
    [[1, 2, 1, 0], [[two, one, one]]],
    [[0, 3, 2, 1], [[['1', [['1'], ['1'], ['1']]]]]],
  ])('an item lies within the nearest one before it that is less deep, wherever its list begins: %j', async (depths, wanted) => {
    expect(proseOf(itemsOf(...depths)).blocks.map(shape)).toEqual(wanted)
    const { text } = await made(juejin, courseOf({ 一: itemsOf(...depths) }))
    expect(listsOf(text('掘金.md'))).toEqual(wanted)
  })

  test('lists of two kinds that begin as deep follow each other', async () => {
    const [first, second] = itemsOf(1, 1)
    expect(proseOf([first!, { ...second!, kind: 'bullet' } as Block]).blocks.map(shape)).toEqual([[['1']], [['•']]])
  })
})

test('footnotes that no mark names come behind those that one does, but for empty ones', () => {
  const note = (id: string, text: string): Block => ({ type: 'note', id: id as never, children: [{ text }] })
  const named: Block = { type: 'paragraph', id: 'p' as never, children: [{ type: 'note-mark', note: 'b' as never, children: [{ text: '' }] }] }
  const { notes } = proseOf([named, note('a', '没有标号'), note('b', '有标号'), note('c', ' ')])
  expect(notes.map(({ number, id }) => [number, id])).toEqual([
    [1, 'b'],
    [2, 'a'],
  ])
})

describe('an address', () => {
  test('has only signs that addresses may have, and keeps the codes that it has', () => {
    expect(addressed('https://example.com/中文/a%20b?x=<y>|{z}^`#c')).toBe('https://example.com/%E4%B8%AD%E6%96%87/a%20b?x=%3Cy%3E%7C%7Bz%7D%5E%60#c')
    expect(addressed('http://[::1]:80/a[b]?100%#c#d')).toBe('http://[::1]/a%5Bb%5D?100%25#c%23d')
    expect(addressed('mailto:a@example.com?subject=你 好')).toBe('mailto:a@example.com?subject=%E4%BD%A0%20%E5%A5%BD')
    expect(addressed('http://[不是/中')).toBe('http://%5B%E4%B8%8D%E6%98%AF/%E4%B8%AD')
    expect(addressed('https://[\ud800')).toBe('https://%5B%EF%BF%BD')
    expect(addressed('https://a.cn/\udc00b')).toBe('https://a.cn/%EF%BF%BDb')
  })
})
