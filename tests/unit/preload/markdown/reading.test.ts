import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockText, isRun, linesOf } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import type { LossKind } from '#preload/markdown/losses.ts'

const cat = ImageId.parse('c'.repeat(64))
const around = (softBreaks: 'keep' | 'join' = 'join') => ({
  image: (address: string) => (address === 'cat.png' ? cat : null),
  link: (address: string) => (/^(https?:|mailto:|moke:)/.test(address) ? address : null),
  softBreaks,
})

/** A lesson as short lines: what a block is, and its text with marks in brackets. */
function read(markdown: string, softBreaks?: 'keep' | 'join'): string[] {
  const { doc } = docFromMarkdown(markdown, around(softBreaks))
  return Doc.parse(doc).map((block) => {
    const { type, id: _id, children: _children, ...rest } = block
    const said = Object.entries(rest).map(([key, value]) => (key === 'image' ? '' : `${key}=${JSON.stringify(value)}`))
    const lines = linesOf(block).map(({ line }) =>
      line.children
        .map((each) => {
          if (!isRun(each)) return each.type === 'formula' ? `$${each.tex}$` : '^'
          const { text, ...marks } = each
          const names = Object.entries(marks).map(([key, value]) => (key === 'link' && typeof value === 'string' ? value : key))
          return names.length > 0 ? `{${names.join(' ')}:${text}}` : text
        })
        .join(''),
    )
    return [type, ...said.filter((one) => one !== ''), lines.join(' | ')].join(' ').trimEnd()
  })
}
const losses = (markdown: string): [LossKind, number | undefined][] => docFromMarkdown(markdown, around()).losses.map(({ kind, line }) => [kind, line])

describe('Markdown as others write it', () => {
  test('headings, marks, dividers', () => {
    expect(read('# 标题\n\n正文 **粗** _斜_ ~~删~~ `码` ==亮== <u>下</u>\n\n***\n\n六\n---')).toEqual([
      'heading level=1 标题',
      'paragraph 正文 {bold:粗} {italic:斜} {strike:删} {code:码} {highlight:亮} {underline:下}',
      'divider',
      'heading level=2 六',
    ])
  })

  test('HTML for marks, paired over the line', () => {
    expect(read('a <b>b <i>c</b> d</i> <mark>e</mark><br>f <kbd>Esc</kbd> <a href="https://a.b">g</a>')).toEqual([
      'paragraph a {bold:b }{bold italic:c}{italic: d} {highlight:e}\nf {code:Esc} {https://a.b:g}',
    ])
  })

  test('lists, tasks, lines that go on', () => {
    expect(read('1. 一\n   - 甲\n     1. 子\n2. 二\n- [x] 完\n- [ ] 未')).toEqual([
      'item kind="number" depth=0 一',
      'item kind="bullet" depth=1 甲',
      'item kind="number" depth=2 子',
      'item kind="number" depth=0 二',
      'item kind="task" depth=0 done=true 完',
      'item kind="task" depth=0 未',
    ])
  })

  test('callouts of GitHub and Obsidian; an escaped one is a quotation', () => {
    expect(read('> [!WARNING]\n> 小心\n>\n> 再小心')).toEqual(['callout tone="warning" 小心', 'callout tone="warning" 再小心'])
    expect(read('> [!info] 标题\n> 内容')).toEqual(['callout tone="note" {bold:标题}', 'callout tone="note" 内容'])
    expect(read('> \\[!NOTE] 不是')).toEqual(['quote [!NOTE] 不是'])
    expect(losses('> [!info] 标题\n> 内容')).toEqual([['callout-kind', 1]])
  })

  test('formulas: in a line, alone, and prices', () => {
    expect(read('设 $x^2$ 与 $$y$$ 。\n\n$$\\int_0^1$$\n\n$$\na\nb\n$$')).toEqual([
      'paragraph 设 $x^2$ 与 $y$ 。',
      'formula-block \\int_0^1',
      'formula-block a\nb',
    ])
    expect(read('原价 $5，现价 $10 元')).toEqual(['paragraph 原价 $5，现价 $10 元'])
    expect(read('价格 $5 和 $x+1$')).toEqual(['paragraph 价格 $5 和 $x+1$'])
    expect(losses('a $$y$$')).toEqual([['formula-display', 1]])
    expect(read('设 $x%c\n+50\\%$ 与 $$ a % 注\nb $$ 。')).toEqual(['paragraph 设 $x+50\\%$ 与 $a b$ 。'])
  })

  test('tables, with what a cell can hold', () => {
    expect(read('| 甲 | 乙 |\n| :-: | --: |\n| `a\\|b` | $\\|x\\|$ |\n| 短 |')).toEqual([
      'table align=["center","right"] hasHeader=true 甲 | 乙 | {code:a|b} | $|x|$ | 短 |',
    ])
    expect(read('|   |   |\n|---|---|\n| a | b |')).toEqual(['table align=[null,null] hasHeader=false a | b'])
  })

  test('tables of HTML, with merged cells', () => {
    expect(read('<table><tr><th>甲</th><th align="right">乙</th></tr><tr><td colspan="2">大 <b>粗</b></td></tr></table>')).toEqual([
      'table align=[null,"right"] hasHeader=true 甲 | 乙 | 大 {bold:粗}',
    ])
    expect(read('<table>\n<tr>\n<td>\n\n**a**\n\n- b\n\n</td>\n</tr>\n</table>\n\n后')).toEqual([
      'table align=[null] hasHeader=false {bold:a}\nb',
      'paragraph 后',
    ])
  })

  test('pictures: alone, with a caption, amidst text, not there, remote', () => {
    expect(read('![猫](cat.png "图一")')).toEqual(['image alt="猫" 图一'])
    expect(read('![猫](cat.png)\n图一 *斜*')).toEqual(['image alt="猫" 图一 {italic:斜}'])
    expect(read('前 ![猫](cat.png) 后')).toEqual(['paragraph 前', 'image alt="猫"', 'paragraph 后'])
    expect(read('![狗](dog.png) ![远](https://a.b/c.png)')).toEqual(['paragraph ![狗](dog.png) {https://a.b/c.png:远}'])
    expect(read('<img src="cat.png" style="zoom:50%;" />')).toEqual(['image alt="" width=50'])
    expect(losses('前 ![猫](cat.png) 后\n\n![狗](dog.png) ![远](https://a.b/c.png)\n\n[![猫](cat.png)](https://a.b)')).toEqual([
      ['image-inline', 1],
      ['image-missing', 3],
      ['image-remote', 3],
      ['image-link', 5],
    ])
  })

  test('pictures and links as Obsidian writes them', () => {
    expect(read('前 ![[cat.png]] 后 [[https://a.b|链接]] [[笔记]]')).toEqual(['paragraph 前', 'image alt=""', 'paragraph 后 {https://a.b:链接} 笔记'])
    expect(read('![[cat.png|猫]]')).toEqual(['image alt="猫"'])
    expect(read('`![[cat.png]]` !\\[\\[cat.png]]')).toEqual(['paragraph {code:![[cat.png]]} ![[cat.png]]'])
    expect(losses('![[cat.png|300]] [[笔记]]')).toEqual([
      ['image-size', 1],
      ['link-target', 1],
      ['image-inline', 1],
    ])
  })

  test('footnotes, wherever their texts lie', () => {
    expect(read('甲[^a] 乙[^a]\n\n[^a]: 注\n\n后')).toEqual(['paragraph 甲^ 乙^', 'paragraph 后', 'note 注'])
    expect(losses('甲[^a]\n\n[^a]: 一\n\n    二\n\n[^a]: 三')).toEqual([
      ['note-blocks', 3],
      ['note-unused', 7],
    ])
  })

  test('links by reference, bare ones beside Chinese, those that lead nowhere', () => {
    expect(read('[甲][1] 看https://a.b/c。后面 [乙](../x.md)\n\n[1]: https://x.y "题"')).toEqual([
      'paragraph {https://x.y:甲} 看{https://a.b/c:https://a.b/c}。后面 乙',
    ])
    expect(read('见 https://a.b，或[写**小**](https://c.d/x)，看*重点*')).toEqual([
      'paragraph 见 {https://a.b:https://a.b}，或{https://c.d/x:写}{bold https://c.d/x:小}，看{italic:重点}',
    ])
    expect(read('(https://a.b/c_(d)。)和 www.x.com/y“**好**”，信a@b.cn（`码`）')).toEqual([
      'paragraph ({https://a.b/c_(d):https://a.b/c_(d)}。)和 {http://www.x.com/y:www.x.com/y}“{bold:好}”，信{mailto:a@b.cn:a@b.cn}（{code:码}）',
    ])
    expect(losses('[甲][1] [乙](../x.md)\n\n[1]: https://x.y "题"')).toEqual([
      ['link-title', 1],
      ['link-target', 1],
    ])
    expect(read('[x](javascript:alert(1))')).toEqual(['paragraph x'])
  })

  test('what a flat lesson cannot hold follows it, and is listed with its line', () => {
    expect(read('- 一\n\n  续\n\n  ```js\n  x\n  ```\n- 二')).toEqual([
      'item kind="bullet" depth=0 一\n续',
      'code language="js" x',
      'item kind="bullet" depth=0 二',
    ])
    expect(losses('- 一\n\n  续\n\n  ```js {1}\n  x\n  ```\n- 二')).toEqual([
      ['item-paragraphs', 3],
      ['item-blocks', 5],
      ['code-meta', 5],
    ])
    expect(read('> 一\n>\n> - 二\n>\n> > 三')).toEqual(['quote 一', 'item kind="bullet" depth=0 二', 'quote 三'])
    expect(losses('> 一\n>\n> - 二\n>\n> > 三')).toEqual([
      ['quote-blocks', 3],
      ['quote-nested', 5],
    ])
    expect(losses('12345678. 三\n\n1. [ ] 做')).toEqual([
      ['list-start', 1],
      ['list-task-number', 3],
    ])
  })

  test('HTML: its words stay', () => {
    expect(read('<div align="center">\n<h2>题</h2>\n<p>一 &amp; 二</p>\n<!-- 无 -->\n<script>alert(1)</script>\n</div>')).toEqual([
      'heading level=2 题',
      'paragraph 一 & 二',
    ])
    expect(read('前 <script>alert(1)</script> 后 <b>粗</b><style>a{}</style>')).toEqual(['paragraph 前  后 {bold:粗}'])
    expect(read('写 <script> 的人')).toEqual(['paragraph 写  的人'])
    expect(losses('前 <script>alert(1)</script>')).toEqual([['html-dropped', 1]])
    expect(losses('a <span style="color:red">b</span> <!-- c -->')).toEqual([
      ['html', 1],
      ['html-dropped', 1],
    ])
  })

  test('the place in another lesson that a link leads to is said, for it leads to the lesson', () => {
    const lessons = { ...around(), link: (address: string) => (address.startsWith('02.md') ? 'moke:lesson/b' : null) }
    const { doc, losses: lost } = docFromMarkdown('见[第二节](02.md#二节)和[第二课](02.md)', lessons)
    expect(doc[0]?.children.filter((each) => 'link' in each)).toMatchObject([{ link: 'moke:lesson/b' }, { link: 'moke:lesson/b' }])
    expect(lost).toEqual([{ kind: 'link-place', line: 1, text: '02.md#二节' }])
  })

  const numbered = (markdown: string) => {
    const { doc } = docFromMarkdown(markdown, around())
    const numbers = numbersOf(Doc.parse(doc))
    return doc.map((block, at) => `${block.type === 'item' ? ' '.repeat(block.depth) : ''}${numbers[at] ? `${numbers[at]}.` : block.type} ${blockText(block)}`)
  }

  test('steps keep their numbers behind whatever stands within them', () => {
    const steps = '1. 一\n2. 二\n\n   ```\n   码\n   ```\n3. 三\n\n   > 引\n4. 四\n\n   ```\n   码\n   ```\n\n   续\n5. 五'
    expect(numbered(steps)).toEqual(['1. 一', '2. 二', 'code 码', '3. 三', 'quote 引', '4. 四', 'code 码', 'paragraph 续', '5. 五'])
    expect(read('1. 一\n\n   > 引\n2. 二')).toEqual(['item kind="number" depth=0 一', 'quote 引', 'item kind="number" depth=0 start="onward" 二'])
  })

  test('lists count from where they say, and a new one from one', () => {
    expect(numbered('1) 一\n2) 二\n\n5. 五\n7. 七')).toEqual(['1. 一', '2. 二', '5. 五', '6. 七'])
    expect(numbered('1. 一\n\n```\n码\n```\n\n1. 新\n   - 点\n\n     3. 深')).toEqual(['1. 一', 'code 码', '1. 新', ' item 点', '  3. 深'])
    expect(losses('1) 一\n2) 二\n\n5. 五\n7. 七')).toEqual([])
  })

  test('lists of HTML are those of Markdown', () => {
    expect(numbered('<ol><li>先洗锅</li><li>再下油</li></ol>')).toEqual(['1. 先洗锅', '2. 再下油'])
    expect(
      numbered('<ol start="3">\n<li>三<ul><li>甲<ol><li>子</li></ol></li><li>乙</li></ul></li>\n<li value="7"><p>七</p></li>\n<li>八\n</ol>\n<p>完</p>'),
    ).toEqual(['3. 三', ' item 甲', '  1. 子', ' item 乙', '7. 七', '8. 八', 'paragraph 完'])
    expect(numbered('<ol>\n<li>\n\n**甲**\n\n</li>\n<li>\n\n乙\n\n</li>\n</ol>\n\n完')).toEqual(['1. 甲', '2. 乙', 'paragraph 完'])
    expect(losses('<ol start="3"><li>三<ul><li>甲</li></ul></li></ol>')).toEqual([])
  })

  test('numbers of HTML are read as browsers read them', () => {
    for (const nothing of ['start', 'start=""', 'start="x"'])
      expect(numbered(`<ol ${nothing}><li>甲</li><li value="">乙</li></ol>`)).toEqual(['1. 甲', '2. 乙'])
    expect(numbered('<ol start=" +5."><li>甲</li><li value="1e3">乙</li><li value="8)">丙</li></ol>')).toEqual(['5. 甲', '1. 乙', '8. 丙'])
    expect(losses('<ol start=""><li>甲</li></ol>')).toEqual([])
  })

  test('what an item of HTML holds beyond a line is said', () => {
    const item = '<ol><li><p>甲</p><p>续</p><blockquote>引</blockquote></li><li>乙</li></ol>'
    expect(numbered(item)).toEqual(['1. 甲\n续', 'quote 引', '2. 乙'])
    expect(losses(item)).toEqual([
      ['item-paragraphs', 1],
      ['item-blocks', 1],
    ])
    for (const [marked, ...blocks] of [
      ['> 名言', 'quote 名言'],
      ['> [!NOTE]\n> 名言', 'callout 名言'],
      ['> 名言\n\n文字', 'quote 名言', 'item 文字'],
      ['文字\n\n> 名言', 'item 文字', 'quote 名言'],
      ['## 小节', 'heading 小节'],
      ['```\n码\n```', 'code 码'],
    ] as [string, ...string[]][]) {
      const markdown = `<ul>\n<li>\n\n${marked}\n\n</li>\n</ul>\n\n> 外面`
      expect(numbered(markdown)).toEqual([...blocks, 'quote 外面'])
      expect(losses(markdown).map(([kind]) => kind)).toEqual(['item-blocks'])
    }
    expect(losses('<ol start="-1"><li>甲</li></ol>\n\n<ol type="a"><li>甲</li></ol>')).toEqual([
      ['list-start', 1],
      ['html', 3],
    ])
  })

  test('line breaks that Markdown reads as spaces: joined as the language has it, or kept', () => {
    expect(read('中文\n中文 abc\ndef')).toEqual(['paragraph 中文中文 abc def'])
    expect(read('中文\n中文', 'keep')).toEqual(['paragraph 中文\n中文'])
  })

  test('mixed line ends, nothing, a front matter', () => {
    expect(read('a\r\n\r\nb\rc')).toEqual(['paragraph a', 'paragraph b c'])
    expect(read('')).toEqual(['paragraph'])
    expect(read('---\ntitle: x\n---\n\na')).toEqual(['paragraph a'])
  })
})

describe('whatever is read', () => {
  const parts = [
    '<ol start=3>',
    '<li>',
    '</ol>',
    '<li value=2>',
    '<table>',
    '<td colspan=99999>',
    '</table>',
    '<img src=cat.png>',
    '![a](cat.png)',
    '> ',
    '- ',
    '1. ',
    '\n',
    '\n\n',
    '    ',
    '[^1]',
    '[^1]: ',
    '$',
    '$$',
    '==',
    '**',
    '|',
    '\n|-|\n',
    '```',
    '<b>',
    '</i>',
    '<!--',
    '[!NOTE]',
    'a',
    '字',
    '&#0;',
    '\0',
    '\ud800',
    '[a](b)',
    '<a href="x">',
  ]
  test('it is a lesson', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 20 }), (all) => {
        Doc.parse(docFromMarkdown(all.join(''), around('keep')).doc)
      }),
      { numRuns: 2000 },
    )
  })

  test('no word of a text is gone', { timeout: 60_000 }, () => {
    const word = fc.stringMatching(/^[a-z]{6,9}$/)
    const wrap = fc.constantFrom('> ', '- ', '1. ', '# ', '**', '==', '| ', '', '', '    ', '<td>', '<p>', '[^1]: ')
    fc.assert(
      fc.property(fc.array(fc.tuple(wrap, word), { minLength: 1, maxLength: 8 }), (all) => {
        const text = all.map(([sign, one]) => `${sign}${one}${sign === '**' || sign === '==' ? sign : ''}`).join('\n\n')
        const said = JSON.stringify(docFromMarkdown(`[^1]\n\n${text}`, around()))
        expect(all.filter(([, one]) => !said.includes(one.slice(0, 6)))).toEqual([])
      }),
      { numRuns: 1000 },
    )
  })
})
