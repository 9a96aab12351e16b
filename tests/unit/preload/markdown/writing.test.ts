import { describe, expect, test } from 'vitest'
import { Block, type Doc } from '#preload/document/schema.ts'
import { markdownFromDoc } from '#preload/markdown/markdown.ts'
import { names } from './round-trip.ts'

const hash = 'a'.repeat(64)
const write = (...blocks: object[]): string => {
  const doc: Doc = blocks.map((block, index) => Block.parse({ id: `b${index}`, children: [{ text: '' }], ...block }))
  return markdownFromDoc(doc, { ...names, image: (id) => `images/${id.slice(0, 4)}.png` }).text.trimEnd()
}
const line = (...children: object[]) => write({ type: 'paragraph', children })
const formula = (tex: string) => ({ type: 'formula', tex, children: [{ text: '' }] })

describe('how a lesson is written', () => {
  test('marks stay signs where every program reads them', () => {
    expect(
      line(
        { text: '这是' },
        { text: '粗体', bold: true },
        { text: '和' },
        { text: '斜体', italic: true },
        { text: '，' },
        { text: '删去', strike: true },
        { text: '。' },
      ),
    ).toBe('这是**粗体**和*斜体*，~~删去~~。')
    expect(line({ text: '两者', bold: true, italic: true }, { text: '皆是' })).toBe('***两者***皆是')
  })

  test('beside Chinese punctuation they are tags', () => {
    expect(line({ text: '“引号”', bold: true }, { text: '字' })).toBe('<strong>“引号”</strong>字')
    expect(line({ text: '字' }, { text: '（注）', italic: true }, { text: '字' })).toBe('字<em>（注）</em>字')
    expect(line({ text: '“引号”', bold: true })).toBe('**“引号”**')
    expect(line({ text: '完了。', strike: true }, { text: '没有' })).toBe('<del>完了。</del>没有')
  })

  test('underline, highlight, code and links', () => {
    expect(line({ text: '下划', underline: true }, { text: '高亮', highlight: true }, { text: 'x | y', code: true })).toBe(
      '<u>下划</u><mark>高亮</mark>`x | y`',
    )
    expect(line({ text: '见', link: 'https://a.b/c' }, { text: 'https://a.b', link: 'https://a.b' })).toBe('[见](https://a.b/c)<https://a.b>')
  })

  test('what looks like Markdown is text', () => {
    expect(line({ text: '1. 不是列表' })).toBe('1\\. 不是列表')
    expect(line({ text: '# 不是标题\n- 也不是' })).toBe('\\# 不是标题\\\n\\- 也不是')
    expect(line({ text: '价格 $5，<b>不是</b> ==标记== [^1]' })).toBe('价格 \\$5，\\<b>不是\\</b> \\==标记\\== \\[^1]')
  })

  test('formulas, and prices', () => {
    expect(line({ text: '设' }, formula('x^2'), { text: '，' })).toBe('设$x^2$，')
    expect(line(formula('x'), { text: '5' })).toBe('$$ x $$5')
    expect(line(formula('a % c\n+ 50\\% % d\n+ b'))).toBe('$a + 50\\% + b$')
    expect(line(formula('a % c'))).toBe('$a % c$')
    expect(write({ type: 'formula-block', children: [{ text: 'a\n&= b' }] })).toBe('$$\na\n&= b\n$$')
  })

  test('a formula by itself has no empty line, and none that begins as a list does, at which other readers take its signs for text; a space that it ends in stays', () => {
    const alone = (tex: string) => write({ type: 'formula-block', children: [{ text: tex }] })
    expect(alone('\n \na\n\n- 1\n\t\n')).toBe('$$\na - 1\n$$')
    expect(alone('a\\ \n')).toBe('$$\na\\ \n$$')
    // A backslash before a line break is that space, too; two are a new row.
    expect(alone('a\\\n')).toBe('$$\na\\ \n$$')
    expect(alone('a\\\\\n')).toBe('$$\na\\\\\n$$')
  })

  test('lists within lists, with lines that go on', () => {
    const item = (kind: string, depth: number, text: string, rest = {}) => ({ type: 'item', kind, depth, children: [{ text }], ...rest })
    expect(
      write(item('number', 0, '一'), item('bullet', 1, '甲\n续'), item('task', 1, '做', { done: true }), item('task', 1, ''), item('number', 0, '二')),
    ).toBe('1. 一\n   - 甲\\\n     续\n   - [x] 做\n   - [ ] &#x20;\n2. 二')
  })

  test('callouts, quotes, code, dividers', () => {
    const callout = (text: string) => ({ type: 'callout', tone: 'tip', children: [{ text }] })
    expect(write(callout('一'), callout('二'), { type: 'quote', children: [{ text: '引' }] })).toBe('> [!TIP]\n> 一\n>\n> 二\n\n> 引')
    expect(write({ type: 'divider' }, { type: 'code', language: 'js', children: [{ text: 'a\n```' }] }, { type: 'divider' })).toBe(
      '***\n\n````js\na\n```\n````\n\n***',
    )
  })

  test('pictures: with width, with caption', () => {
    const image = { type: 'image', image: hash, alt: '猫' }
    expect(write(image)).toBe('![猫](images/aaaa.png)')
    expect(write({ ...image, width: 50, children: [{ text: '图一', italic: true }] })).toBe('<img src="images/aaaa.png" alt="猫" width="50%">\\\n*图一*')
  })

  test('tables: plain, without a header, with merged cells', () => {
    const cell = (text: string, rest = {}) => ({ type: 'cell', id: text || 'e', children: [{ text }], ...rest })
    const row = (...children: object[]) => ({ type: 'row', children })
    const table = (hasHeader: boolean, ...children: object[]) => ({ type: 'table', align: ['left', null], hasHeader, children })
    expect(write(table(true, row(cell('a'), cell('b|c')), row(cell('1\n2'), cell(''))))).toBe('| a | b\\|c |\n| :- | - |\n| 1<br>2 | |')
    expect(write(table(false, row(cell('a'), cell('b'))))).toBe('| | |\n| :- | - |\n| a | b |')
    expect(write(table(true, row(cell('a', { colspan: 2 })), row(cell('b'), cell(''))))).toBe(
      '<table>\n<colgroup><col align="left"><col></colgroup>\n<tr>\n<th colspan="2">\n\na\n\n</th>\n</tr>\n<tr>\n<td>\n\nb\n\n</td>\n<td></td>\n</tr>\n</table>',
    )
  })

  test('footnotes are numbered by their first mark', () => {
    const mark = (note: string) => ({ type: 'note-mark', note, children: [{ text: '' }] })
    expect(
      write(
        { type: 'paragraph', children: [{ text: '甲' }, mark('n2'), { text: '乙' }, mark('n1'), { text: '' }] },
        { type: 'note', id: 'n1', children: [{ text: '一' }] },
        { type: 'note', id: 'n2', children: [{ text: '二' }] },
      ),
    ).toBe('甲[^1]乙[^2]\n\n[^2]: 一\n\n[^1]: 二')
  })
})
