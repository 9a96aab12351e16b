import { describe, expect, test } from 'vitest'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { withTrimmedLines } from '#main/publishing/prose/trimmed-lines.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import type { Doc } from '#preload/document/schema.ts'
import { courseOf, made } from '../published.ts'

const paragraph = (...children: object[]): Doc[number] => ({ type: 'paragraph', id: 'p', children }) as unknown as Doc[number]
const formula = { type: 'formula', tex: 'x', children: [{ text: '' }] }
const texts = (...children: object[]) =>
  withTrimmedLines([paragraph(...children)]).flatMap((block) => block.children.map((each) => ('text' in each ? each.text : each.type)))

describe('spaces at the ends of lines', () => {
  test('go, in whichever runs they stand', () => {
    expect(texts({ text: ' 本地 ' })).toEqual(['本地'])
    expect(texts({ text: '甲 \t' }, { text: '  ', bold: true }, { text: '' })).toEqual(['甲', '', ''])
    expect(texts({ text: '甲 \n 乙 ' }, { text: '\n', bold: true }, { text: '\t丙' })).toEqual(['甲\n乙', '\n', '丙'])
  })

  test('stay within a line, beside what is no text, in code and in another script’s width', () => {
    expect(texts({ text: '甲 ' }, { text: ' 乙', bold: true })).toEqual(['甲 ', ' 乙'])
    expect(texts({ text: '' }, formula, { text: ' 时' }, formula, { text: ' ' })).toEqual(['', 'formula', ' 时', 'formula', ''])
    expect(texts({ text: ' x ', code: true })).toEqual([' x '])
    expect(texts({ text: '\u3000\u3000甲' })).toEqual(['\u3000\u3000甲'])
    const code = [{ type: 'code', id: 'c', children: [{ text: '  if\n' }] }] as unknown as Doc
    expect(withTrimmedLines(code)).toEqual(code)
  })
})

test.each([
  ['知乎.md', zhihu],
  ['掘金.md', juejin],
] as const)('%s holds no code for a space, which nobody is known to read there', async (file, target) => {
  const line = [{ text: ' 本地 ' }, { text: '粗 ', bold: true }]
  const doc = [
    { type: 'heading', id: 'h', level: 2, children: line },
    paragraph(...line, { text: '\n' }, ...line),
    { type: 'item', id: 'i', kind: 'bullet', depth: 0, children: line },
    { type: 'quote', id: 'q', children: line },
    {
      type: 'table',
      id: 't',
      align: [null],
      hasHeader: true,
      children: ['a', 'b'].map((id) => ({ type: 'row', children: [{ type: 'cell', id, children: line }] })),
    },
    { type: 'callout', id: 'c', tone: 'tip', children: line },
    paragraph({ text: ' ' }),
  ] as unknown as Doc
  const text = (await made<never>(target as never, courseOf({ 一: doc }))).text(file)
  expect(text).toContain('本地 **粗**\\\n本地 **粗**\n')
  expect(text).not.toMatch(/&#|&nbsp;/)
})
