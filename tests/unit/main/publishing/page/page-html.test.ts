import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { pageHtml, type PageSurroundings } from '#main/publishing/page/page-html.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const imageId = 'a'.repeat(64) as ImageId
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

function page(doc: Doc, surroundings: Partial<PageSurroundings> = {}): { html: string; kinds: string[] } {
  const findings = new Findings('l1')
  const around: PageSurroundings = { imageAddress: () => 'images/a.png', lessonAddress: () => null, topLevel: 2, isBook: false, ...surroundings }
  return { html: pageHtml(proseOf(doc), around, findings), kinds: findings.all.map(({ level, kind }) => `${level} ${kind}`) }
}

describe('a lesson as a page', () => {
  test('headings lie below the title of the page', () => {
    expect(page(docOf('# 一\n\n## 二')).html).toBe('<h2>一</h2>\n<h3>二</h3>')
  })

  test('one that is too deep for a page is of the level above it, and is told', () => {
    const made = page(docOf('##### 戊\n\n###### 己'))
    expect([...made.html.matchAll(/<(h\d)/g)].map(([, tag]) => tag)).toEqual(['h6', 'h6'])
    expect(made.kinds).toEqual(['changed heading-flat'])
  })

  test('a formula in a line that is wider than a phone is parted before its operators, and what can be parted nowhere scrolls by itself', () => {
    const wide = Array.from({ length: 40 }, (_, at) => `x_{${at}}`)
    const { document } = parseHTML(page(docOf(`甲 $${wide.join('+')}$ 乙 $x+y$\n\n丙 $\\frac{${wide.join('+')}}{2}$`)).html)
    const [first, second] = document.querySelectorAll('p')
    expect([first!.querySelectorAll('math').length, first!.querySelectorAll('wbr').length, first!.querySelector('.formula')]).toEqual([41, 39, null])
    expect([...second!.querySelectorAll('math')].map((math) => math.parentElement?.className)).toEqual(['formula'])
  })

  test('one by itself is parted too, its spaces gone where a line ends, and has its source once', () => {
    const wide = Array.from({ length: 30 }, (_, at) => `x_{${at}}`).join('+')
    const { document } = parseHTML(page(docOf(`$$\nf(a+b)=-${wide},\\qquad n\\ge 1\n$$`)).html)
    const blocks = [...document.querySelectorAll('div.formula > .lines')]
    for (const source of document.querySelectorAll('annotation')) source.remove()
    expect([...blocks[0]!.querySelectorAll('math')].map(({ textContent }) => textContent).slice(0, 3)).toEqual(['f(a+b)', '=−x0', '+x1'])
    // What is behind a wide space keeps together.
    expect(blocks.map(({ textContent }) => textContent).slice(1)).toEqual(['n≥1'])
    expect(document.querySelectorAll('div.formula > span[style="word-spacing:1.75em"]')).toHaveLength(1)
    expect(parseHTML(page(docOf(`$$\n${wide}\n$$`)).html).document.querySelectorAll('annotation')).toHaveLength(1)
  })

  test('a mark stays beside the end of a parted formula, and a bracket beside its beginning', () => {
    const wide = Array.from({ length: 30 }, (_, at) => `x_{${at}}`).join('+')
    const { document } = parseHTML(page(docOf(`甲（$${wide}$）。`)).html)
    for (const source of document.querySelectorAll('annotation')) source.remove()
    expect([...document.querySelectorAll('.whole')].map(({ textContent }) => textContent)).toEqual(['（x0', '+x29）。'])
  })

  test('what can be parted nowhere is as small as its room asks for; a book never cuts it, and tells where nobody reads it', () => {
    const wide = (count: number): string => `$$\n\\frac{${Array.from({ length: count }, (_, at) => `x_{${at}}`).join('+')}}{2}\n$$`
    const styleOf = (count: number, isBook: boolean): string | null =>
      parseHTML(page(docOf(wide(count)), { isBook }).html)
        .document.querySelector('math')!
        .getAttribute('style')
    expect([styleOf(5, true), page(docOf(wide(5)), { isBook: true }).kinds]).toEqual([null, []])
    expect(styleOf(12, true)).toMatch(/^font-size:0\.\d+em;font-size:min\(1em,calc\(100cqi \/ 2\d[\d.]*\)\)$/)
    expect(page(docOf(wide(12)), { isBook: true }).kinds).toEqual([])
    // What is before it would stand in a line by itself, and nothing would be larger.
    expect(page(docOf(wide(12).replace('$$\n', '$$\nT(x)=')), { isBook: true }).html).not.toContain('class="lines"')
    expect(page(docOf(wide(40)), { isBook: true }).kinds).toEqual(['changed formula-wide'])
    expect(styleOf(40, false)).toMatch(/^font-size:0\.7em;font-size:max\(0\.7em,min\(/)
    expect(page(docOf(wide(40))).kinds).toEqual([])
  })

  test('marks lie within one another', () => {
    const doc: Doc = [
      { type: 'paragraph', id: 'b' as never, children: [{ text: '字', bold: true, italic: true, underline: true, strike: true, highlight: true, code: true }] },
    ]
    expect(page(doc).html).toBe('<p><strong><em><mark><s><u><code>字</code></u></s></mark></em></strong></p>')
  })

  test('letters within Chinese that is slanted are told apart, for they slant and it does not', () => {
    const html = (text: string) => page([{ type: 'paragraph', id: 'b' as never, children: [{ text, italic: true }] }]).html
    expect(html('看 A & B，第2章')).toBe('<p><em>看 <i>A &amp; B</i>，第<i>2</i>章</em></p>')
    expect(html('<word>')).toBe('<p><em><i>&lt;word&gt;</i></em></p>')
  })

  test('a formula is not parted from the mark behind it nor from the bracket before it', () => {
    const html = (markdown: string) =>
      page(docOf(markdown))
        .html.replaceAll(/<math.*?<\/math>/g, 'M')
        .replaceAll(/<sup>.*?<\/sup>/g, 'S')
    expect(html('年数 $n$，终值（$F$）。好')).toBe('<p>年数 <span class="whole">M，</span>终值<span class="whole">（M）。</span>好</p>')
    expect(html('$a$**；好**')).toBe('<p><span class="whole">M<strong>；</strong></span><strong>好</strong></p>')
    expect(html('由 $a$ 到 $b$')).toBe('<p>由 M 到 M</p>')
  })

  test('a line with an address, a long name of code or a wide formula is not spread to both edges, and others are', () => {
    const namesOf = (markdown: string) => [...parseHTML(page(docOf(markdown)).html).document.querySelectorAll('p, li')].map(({ className }) => className)
    expect(namesOf('见 https://example.com/a\n\n用 `=PMT(4.35%/12)` 算\n\n$P(A\\mid B)=\\frac{a}{b}$\n\n- 见 www.example.com/a')).toEqual([
      'ragged',
      'ragged',
      'ragged',
      'ragged',
    ])
    expect(namesOf('一年后是 $1+r$ 元，用 `id` 和 Excel 算\n\n- 字')).toEqual(['', ''])
  })

  test('a cell of more than a word has a name, and one of many another, by which a page gives them room', () => {
    const { html } = page(docOf('| 甲 | 当月收付现金（元） |\n| --- | --- |\n| −190,100.00 | 一句说得很长很长的话，要好几行才放得下 |'))
    expect([...html.matchAll(/<(?:th|td)(?: [^>]*)?>/g)].map(([tag]) => tag)).toEqual([
      '<th scope="col">',
      '<th scope="col" class="medium">',
      '<td>',
      '<td class="long">',
    ])
  })

  test('a formula is MathML, in a line and by itself, with its source', () => {
    const { document } = parseHTML(page(docOf('当 $x^2$ 时\n\n$$\n\\frac{a}{b}\n$$')).html)
    expect([...document.querySelectorAll('annotation')].map(({ textContent }) => textContent)).toEqual(['x^2', '\\frac{a}{b}'])
    expect(document.querySelector('div.formula math')?.getAttribute('display')).toBe('block')
  })

  test('one that is none shows its source, and is told', () => {
    const made = page(docOf('$$\n\\frac{a\n$$'))
    expect(made.html).toBe('<pre class="tex"><code class="language-tex">\\frac{a</code></pre>')
    expect(made.kinds).toEqual(['lost formula-unread'])
  })

  test('a footnote that is named twice has one text, which leads back to the first', () => {
    const { document } = parseHTML(page(docOf('甲[^a]乙[^a]\n\n[^a]: 出处')).html)
    expect([...document.querySelectorAll('sup a')].map((mark) => [mark.id, mark.getAttribute('href')])).toEqual([
      ['mark-1', '#note-1'],
      ['mark-1-2', '#note-1'],
    ])
    expect(document.querySelectorAll('#note-1')).toHaveLength(1)
    expect(document.querySelector('#note-1 a.back')?.getAttribute('href')).toBe('#mark-1')
  })

  test('a footnote that no mark names arrives, and leads back to nothing', () => {
    const unnamed: Doc = [...docOf('甲[^a]\n\n[^a]: 出处'), { type: 'note', id: 'n' as never, children: [{ text: '没有标号' }] }]
    for (const isBook of [false, true]) {
      const { document } = parseHTML(page(unnamed, { isBook }).html)
      expect(document.querySelector('#note-2')?.textContent).toContain('没有标号')
      const links = [...document.querySelectorAll('a[href^="#"]')].map((node) => node.getAttribute('href')!)
      expect(links.filter((href) => document.querySelector(href) === null)).toEqual([])
    }
  })

  test('cells beside one of several rows are aligned as their column is', () => {
    const doc: Doc = [
      {
        type: 'table',
        id: 't' as never,
        align: ['left', 'right'],
        hasHeader: false,
        children: [
          {
            type: 'row',
            children: [
              { type: 'cell', id: 'a' as never, rowspan: 2, children: [{ text: '甲' }] },
              { type: 'cell', id: 'b' as never, children: [{ text: '1' }] },
            ],
          },
          { type: 'row', children: [{ type: 'cell', id: 'c' as never, children: [{ text: '2' }] }] },
        ],
      },
    ]
    const { document } = parseHTML(page(doc).html)
    expect([...document.querySelectorAll('td')].map((cell) => cell.getAttribute('style'))).toEqual(['text-align:left', 'text-align:right', 'text-align:right'])
  })

  test('in a book footnotes are what its readers open where they are named', () => {
    const { html } = page(docOf('甲[^a]\n\n[^a]: 出处'), { isBook: true })
    expect(html).toContain('epub:type="noteref"')
    expect(html).toContain('<aside id="note-1" epub:type="footnote" class="note">')
  })

  test('a head that reaches into the rows below lies in one group with them, for HTML cuts a cell at the end of its group', () => {
    const cell = (text: string, more: object = {}) => ({ type: 'cell', id: text, children: [{ text }], ...more })
    const table = (...first: object[]) =>
      [
        {
          type: 'table',
          id: 't',
          align: [],
          hasHeader: true,
          children: [first, [cell('数学'), cell('语文')], [cell('小王'), cell('90'), cell('80')]].map((children) => ({ type: 'row', children })),
        },
      ] as unknown as Doc
    const grouped = (html: string) =>
      [...parseHTML(html).document.querySelectorAll('thead, tbody')].map((group) => [group.tagName, group.querySelectorAll('tr').length])
    const deep = page(table(cell('姓名', { rowspan: 3 }), cell('成绩', { colspan: 2 }))).html
    expect([grouped(deep), deep.match(/<th [^>]*>/g)]).toEqual([[['TBODY', 3]], ['<th scope="col" rowspan="3">', '<th scope="col" colspan="2">']])
    // Of two rows, one of which only says what the other is about, both are the head.
    const double = page(table(cell('姓名', { rowspan: 2 }), cell('成绩', { colspan: 2 }))).html
    expect([grouped(double), double.match(/<th [^>]*>[^<]*/g)?.map((head) => head.replace(/.*>/, ''))]).toEqual([
      [
        ['THEAD', 2],
        ['TBODY', 1],
      ],
      ['姓名', '成绩', '数学', '语文'],
    ])
    expect(page(table(cell('姓名'), cell('成绩', { colspan: 2 }))).html).toContain('<thead><tr>')
  })

  test('a table has its head, its sides and its merged cells', () => {
    const { html } = page(docOf('| a | b |\n| :-: | - |\n| 1 | 2 |'))
    expect(html).toBe(
      '<div class="table"><table><thead><tr><th scope="col" style="text-align:center">a</th><th scope="col">b</th></tr></thead><tbody><tr><td style="text-align:center">1</td><td>2</td></tr></tbody></table></div>',
    )
  })

  test('a picture has its words, and one that is gone leaves them', () => {
    const doc = docOf('![一条鱼](x.png)')
    expect(page(doc).html).toContain('<img src="images/a.png" alt="一条鱼"/>')
    expect(page(doc, { imageAddress: () => null })).toMatchObject({
      html: expect.stringContaining('【图片找不到了：一条鱼】') as string,
      kinds: ['lost image-missing'],
    })
  })

  test('an address is one that strict readers take', () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '链接', link: 'https://example.com/中 文?x=1&y="2"' as never }] }]
    expect(page(doc).html).toBe('<p><a href="https://example.com/%E4%B8%AD%20%E6%96%87?x=1&amp;y=%222%22">链接</a></p>')
  })

  test('what looks like a tag is text, in code too', () => {
    const { html } = page([
      { type: 'paragraph', id: 'a' as never, children: [{ text: '<img onerror=x> & \u0000' }] },
      { type: 'code', id: 'b' as never, language: 'x" onload="y', children: [{ text: '</code><script>' }] },
    ])
    expect(html).toBe('<p>&lt;img onerror=x&gt; &amp; </p>\n<pre><code class="language-xonloady">&lt;/code&gt;&lt;script&gt;</code></pre>')
  })
})
