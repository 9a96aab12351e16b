/** Markdown that is pasted as text, and copied. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { numbersOf } from '#preload/document/numbering.ts'
import { Doc } from '#preload/document/schema.ts'
import { blocksFromMarkdown, isMarkdown, markdownFromBlocks, markdownIn } from '#renderer/editor/clipboard/markdown-paste.ts'
import { docOf, linesOf, Writing } from './writing.ts'

describe('Markdown', () => {
  test.each([
    '# 题\n\n正文',
    '```js\nlet a\n```',
    '| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |',
    '见[这里](https://example.com)',
    '- [ ] 做\n- [x] 成',
    '**粗**的字\n\n> 引',
    '> [!TIP]\n> 一句',
  ])('%j is read as Markdown', (text) => expect(isMarkdown(text)).toBe(true))

  test.each([
    '一句话。',
    '# 号在行首',
    '2 * 3 * 4 = 24',
    '- 甲\n- 乙',
    'a_b_c',
    '#!/bin/sh\necho',
    '[1] 参考文献\n[2] 又一条',
    '价格 $5，不是 $6',
    'handlers[i](event)',
    'x = a[0](b) + 1',
    'a[1](2)',
    '见[附注](./附录.md)和其他',
    'open[i](https://a.b/)',
    '- 甲 `a`',
    '> 引 **粗**',
  ])('%j is not', (text) => expect(isMarkdown(text)).toBe(false))

  test.each<[string, string | null]>([
    ['handlers[i](event)\nhandlers[j](event)', null],
    ['# 题\n\n见[附注](./附录.md)', 'h1 题/见[附注](./附录.md)'],
    ['# 题\n\n![图一](img/a.png)', 'h1 题/![图一](img/a.png)'],
    ['---\ntitle: 甲\n---\n\n# 题\n\n字', null],
    ['# 题\n\n<!-- 注 -->字', null],
    ['# 题\n\n3. 三\n4. 四', 'h1 题/1. 三/1. 四'],
    ['# 题\n\n12345678. 三\n12345679. 四', null],
    ['# 题\n\n1. 甲\n2. 乙\n\n- [x] 成\n\n字[^a]\n\n[^a]: 注', 'h1 题/1. 甲/1. 乙/[] ✓ 成/字^/[^] 注'],
    ['见[这里](https://example.com/ "名")', null],
  ])('%j loses nothing', (text, expected) => expect(markdownIn(text) && linesOf(markdownIn(text) ?? []).join('/')).toBe(expected))

  test('a list that does not count from one keeps its numbers', () => {
    expect(numbersOf(markdownIn('# 题\n\n3. 三\n4. 四') ?? [])).toEqual([0, 3, 4])
  })

  test('whatever is pasted, its letters and digits are all in the text afterwards', async () => {
    const bit = fc.constantFrom(
      '字',
      'ab',
      '12',
      '\n',
      '\n\n',
      '# ',
      '- ',
      '1. ',
      '3) ',
      '> ',
      '|',
      '| - | - |\n',
      '**',
      '`',
      '```',
      '$$',
      '$x$',
      '[甲](',
      'i](',
      './b)',
      'https://c.d/)',
      'x)',
      '![',
      '[^1]',
      '[^1]: ',
      '[ ] ',
      '<b>',
      '<!-- 丙 -->',
      '---',
      '  ',
      '\t',
      '&amp;',
      '\\',
      '\r\n',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(bit, { minLength: 1, maxLength: 25 }), async (bits) => {
        const text = bits.join('')
        const writing = new Writing(docOf(''))
        const data = { getData: (type: string) => (type === 'text/plain' ? text : '') } as unknown as DataTransfer
        await writing.at(0, 0).turn((editor) => editor.insertData(data))
        const shown = [...JSON.stringify(writing.doc)].sort().join('')
        const markers = /^[ \t>]*(?:(?:[-*+•] )|\d+[.)])[ \t]*(?:\d+[.)][ \t]*)*|\[\^1\]|<\/?b>/gm
        for (const sign of new Set(text.replaceAll(markers, '').match(/[\p{L}\p{N}]/gu))) expect([text, sign, shown.includes(sign)]).toEqual([text, sign, true])
      }),
      { numRuns: Number(process.env['MOKE_FUZZ_RUNS'] ?? 300) },
    )
  })

  test('what it cannot say is told of', () => {
    const [block] = docOf('字')
    const doc = Doc.parse([{ ...block, children: [{ text: '字', ai: { model: 'm', at: 1 } }] }])
    const { text, losses } = markdownFromBlocks(doc)
    expect([text, losses.map(({ kind }) => kind)]).toEqual(['字\n', ['provenance']])
  })

  test('it comes as blocks, and goes as it came', () => {
    const blocks = blocksFromMarkdown('## 题\n\n一段**粗**的。\n\n- 甲\n  - 乙\n\n```js\nlet a\n```\n')
    expect(linesOf(blocks)).toEqual(['h2 题', '一段*粗*的。', '- 甲', '  - 乙', '```let a'])
    expect(markdownFromBlocks(blocks).text).toBe('## 题\n\n一段**粗**的。\n\n- 甲\n  - 乙\n\n```js\nlet a\n```\n')
  })

  test('the text itself can be had in its place', async () => {
    const writing = new Writing(docOf('前')).at(0, 1)
    let asPlain = () => undefined as void
    writing.editor.pasting.listenToNews((news) => {
      if (news.kind === 'markdown') asPlain = news.asPlain
    })
    const data = { getData: (type: string) => (type === 'text/plain' ? '# 题\n\n**粗**' : '') } as unknown as DataTransfer
    await writing.turn((editor) => editor.insertData(data))
    expect(writing.lines).toEqual(['前', 'h1 题', '*粗*'])
    await writing.turn(() => asPlain())
    expect([writing.lines, writing.logged]).toEqual([['前# 题', '', '**粗**'], writing.doc])
  })
})
