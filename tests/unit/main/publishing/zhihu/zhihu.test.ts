import { parseHTML } from 'linkedom'
import { describe, expect, test } from 'vitest'
import { lessonsOf, type PublishedCourse, type PublishedImage } from '#main/publishing/desk/course.ts'
import type { Finding } from '#main/publishing/desk/finding.ts'
import type { MadeFile } from '#main/publishing/desk/target.ts'
import type { ZhihuOptions } from '#main/publishing/zhihu/about.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { captioned, copiedFrom } from '../published.ts'

const imageId = 'a'.repeat(64) as ImageId
const picture: PublishedImage = { id: imageId, type: 'png', width: 800, height: 600, bytes: 1000 }

function docOf(markdown: string): Doc {
  return docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc
}

interface Article {
  readonly md: string
  readonly html: string
  readonly files: readonly MadeFile[]
  readonly findings: readonly Finding[]
}

async function article(doc: Doc, { title = '第一课', options = {} as Partial<ZhihuOptions>, hasImages = true } = {}): Promise<Article> {
  const course: PublishedCourse = { title: '课', author: '作者', chapters: [{ title: '章', lessons: [{ id: 'l1', title, doc }] }] }
  const materials = { image: () => (hasImages ? picture : null), imageBytes: () => Promise.resolve(new Uint8Array()) }
  const [unit] = zhihu.units(course, { ...zhihu.defaults, ...options }, materials)
  const { files, findings } = await unit!.make(new AbortController().signal)
  const text = (end: string): string => files.flatMap((file) => (file.path.endsWith(end) && 'text' in file ? [file.text] : [])).join('')
  return { md: text('知乎.md'), html: copiedFrom(text('知乎.html')), files, findings }
}

const kinds = ({ findings }: Article): string[] => findings.map(({ level, kind }) => `${level} ${kind}`)

describe('what is pasted', () => {
  test('half a character in a formula is the sign for one that cannot be shown', async () => {
    const doc = [{ type: 'formula-block', id: 'f', children: [{ text: 'x+\ud800' }] }] as unknown as Doc
    expect((await article(doc)).html).toBe('<pre lang="">x+\ufffd</pre>')
  })

  test('a caption stands below the place of its picture, whose words are deleted', async () => {
    const { html, md } = await article(captioned)
    const { document } = parseHTML(`<body>${html}</body>`)
    const [place, caption] = [...document.querySelectorAll('p')]
    expect([place?.textContent, caption?.textContent, caption?.querySelector('img')?.alt, caption?.querySelector('strong')?.textContent]).toEqual([
      '【在这里放图 1：01.png（当 x²时）】',
      '当 时[1]',
      'x^2',
      '时',
    ])
    expect(md).toMatch(/^【在这里放图 1：01.png（当 x²时）】\n\n当 .*x\^2.*时/)
  })

  test('a reference says all that its links lead to, and its formulas as they are read', async () => {
    const { document } = parseHTML(`<body>${(await article(captioned)).html}</body>`)
    const reference = document.querySelector('sup')
    expect([reference?.getAttribute('data-text'), reference?.getAttribute('data-url')]).toEqual(['见甲书与乙书（https://b.cn/2），及 y²', 'https://a.cn/1'])
  })

  test('a reference of the document to import says as much as a pasted one: addresses too, and notes that it names', async () => {
    const made = await article(
      docOf('有一段够长的话甲[^a]乙[^b]丙[^c]\n\n[^a]: 见[甲书](https://a.cn/1)与 <https://b.cn/2>。\n\n[^b]: 见[^a]\n\n[^c]: 问 <x@y.cn>'),
    )
    expect(made.md).toContain('\\[1] 见[甲书](https://a.cn/1)（<https://a.cn/1>）与 <https://b.cn/2>。\n\n\\[2] 见\\[1]\n\n\\[3] 问 <x@y.cn>')
    const { document } = parseHTML(`<body>${made.html}</body>`)
    expect([...document.querySelectorAll('sup')].map((note) => note.getAttribute('data-text'))).toEqual(['见甲书与 https://b.cn/2。', '见[1]', '问 x@y.cn'])
  })

  test('a footnote in a cell is no formula', async () => {
    const marked = await article(docOf('| 水果[^a] | 价 |\n| --- | --- |\n| 苹果 | 3 |\n\n[^a]: 够长的一条注'))
    expect(kinds(marked)).toEqual(['changed notes-listed-file'])
    expect(kinds(await article(docOf('| 水果 | $x^2$ |\n| --- | --- |\n| 苹果 | 3 |')))).toContain('changed table-formula')
  })

  test('a formula of a footnote is told of where a line of characters loses what it is built of', async () => {
    const made = await article(
      docOf(
        '有一段够长的话甲[^a]乙[^b]丙[^a]\n\n[^a]: 设 $x^2$ 与 $n+1$ ，矩阵 $\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}$\n\n[^b]: 半 $\\frac12x$ ，坏 $\\frac{a$',
      ),
    )
    const told = made.findings.filter(({ kind }) => kind.startsWith('note-formula') || kind.startsWith('formula'))
    expect(told.map(({ level, kind, text }) => `${level} ${kind} ${text}`)).toEqual([
      'changed note-formula \\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}',
      'changed note-formula \\frac12x',
      'lost formula-unread \\frac{a',
    ])
    const { document } = parseHTML(`<body>${made.html}</body>`)
    expect([...document.querySelectorAll('sup')].map((note) => note.getAttribute('data-text'))).toEqual(
      expect.arrayContaining(['设 x² 与 n + 1 ，矩阵 (1 2；3 4)', '半 (1/2)x ，坏 \\frac{a']),
    )
  })

  test('an address is one in whatever letters its scheme is', async () => {
    const run = (text: string, link?: string) => ({ text, ...(link !== undefined && { link }) })
    const doc = [
      { type: 'paragraph', id: 'p', children: [run('见'), { type: 'note-mark', note: 'n', children: [{ text: '' }] }] },
      { type: 'paragraph', id: 'c', children: [run('HTTPS://b.cn/1')] },
      { type: 'note', id: 'n', children: [run('某书', 'HTTPS://a.cn/1')] },
    ] as unknown as Doc
    const { document } = parseHTML(`<body>${(await article(doc)).html}</body>`)
    const reference = document.querySelector('sup')
    expect([reference?.getAttribute('data-text'), reference?.getAttribute('data-url')]).toEqual(['某书', 'HTTPS://a.cn/1'])
    expect(document.querySelector('a[data-draft-type="link-card"]')?.getAttribute('href')).toBe('HTTPS://b.cn/1')
  })

  test('the checklist says that another import is put behind the first', async () => {
    const { files } = await article(docOf('这一课有足够多的字。'))
    expect(files.map((file) => ('text' in file && file.path.endsWith('清单.md') ? file.text : '')).join('')).toContain('再导入一次也一样，新的会接在旧的后面')
  })

  test('headings have two levels; deeper ones are bold, and that is said', async () => {
    const made = await article(docOf('# 一\n\n## 二\n\n### 三，下面没有正文'))
    expect(made.html).toBe('<h2>一</h2><h3>二</h3><p><strong>三，下面没有正文</strong></p>')
    expect(kinds(made)).toEqual(['changed heading-deep'])
  })

  test('every formula is a picture of its service, whose address keeps every sign', async () => {
    const { html } = await article(docOf('当 $a+b\\&c\\#d$ 时\n\n$$\n\\begin{aligned}a&=1\\\\b&=2\\end{aligned}\n$$'))
    const [line, display] = [...html.matchAll(/<img [^>]*eeimg="([12])" src="([^"]*)" alt="([^"]*)">/g)]
    expect(line?.[1]).toBe('1')
    expect(new URL(line![2]!.replaceAll('&amp;', '&')).searchParams.get('tex')).toBe('a+b\\&c\\#d')
    expect(display?.[1]).toBe('2')
    expect(new URL(display![2]!.replaceAll('&amp;', '&')).searchParams.get('tex')).toBe('\\begin{aligned}a&=1\\\\b&=2\\end{aligned}')
  })

  test('an address alone in a paragraph is a card, which stands in no paragraph; among words it is a link', async () => {
    const { html } = await article(docOf('https://example.com/a?b=1&c\n\n见 https://example.com/ 。\n\n[名字](https://example.com/)'))
    expect(html).toBe(
      '<a href="https://example.com/a?b=1&amp;c" data-draft-node="block" data-draft-type="link-card" data-draft-title="https://example.com/a?b=1&amp;c" data-draft-cover="">https://example.com/a?b=1&amp;c</a>' +
        '<p>见 <a href="https://example.com/">https://example.com/</a> 。</p><p><a href="https://example.com/">名字</a></p>',
    )
  })

  test('code names its language where Zhihu reads it, and keeps its lines', async () => {
    const { html } = await article(docOf('```python\nif a < b:\n    print("&")\n```'))
    expect(html).toBe('<pre lang="python">if a &lt; b:\n    print(&quot;&amp;&quot;)</pre>')
  })

  test('a table is one body of rows without column groups', async () => {
    const { html } = await article(docOf('| 水果 | 价 |\n| --- | ---: |\n| 苹果 | 3 |'))
    expect(html).toBe(
      '<table data-draft-node="block" data-draft-type="table" data-size="normal" data-row-style="normal"><tbody><tr><th>水果</th><th>价</th></tr><tr><td>苹果</td><td>3</td></tr></tbody></table>',
    )
  })

  test('columns in the middle or at the right are told as lost, one at the left is as it was', async () => {
    const told = async (row: string) => kinds(await article(docOf(`| 水果 | 价 |\n| ${row} |\n| 苹果 | 3 |`)))
    expect([await told('--- | ---:'), await told(':---: | ---'), await told(':--- | ---')]).toEqual([['lost table-align'], ['lost table-align'], []])
  })

  test('a footnote is a reference with its words and its address, the same number twice', async () => {
    const made = await article(docOf('有一段够长的话甲[^a]乙[^a]\n\n[^a]: 见《书》 https://example.com/x 。'))
    expect(made.html).toMatch(/<sup data-text="见《书》 https:\/\/example.com\/x 。" data-url="https:\/\/example.com\/x" [^>]*data-numero="1">\[1\]<\/sup>/)
    expect(made.html.match(/data-numero="1"/g)).toHaveLength(2)
    expect(kinds(made)).toEqual(['changed notes-listed-file', 'changed note-once'])
  })

  test('nothing stands between blocks, where it would become empty lines; a line break is a paragraph', async () => {
    const { html } = await article(docOf('一\\\n二\n\n三'))
    expect(html).toBe('<p>一</p><p>二</p><p>三</p>')
  })

  test('lists lie within their items', async () => {
    const { html } = await article(docOf('- 一\n  1. 甲\n  2. 乙\n- 二'))
    expect(html).toBe('<ul><li>一<ol><li>甲</li><li>乙</li></ol></li><li>二</li></ul>')
  })

  test('what looks like HTML in a text is text', async () => {
    const { html } = await article([{ type: 'paragraph', id: 'b' as never, children: [{ text: '<script>alert(1)</script> & "x"' }] }])
    expect(html).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;</p>')
  })
})

describe('the document to import', () => {
  test('has neither front matter nor title, and formulas as its importer reads them', async () => {
    const { md } = await article(docOf('当$x>0$时\n\n$$\nE=mc^2\n$$'))
    expect(md).toBe('当 $$x>0$$ 时\n\n$$\nE=mc^2\n$$\n')
  })

  test('a formula is no element of HTML to an importer that looks for those first', async () => {
    const { md } = await article(docOf('当$a<img src=x onerror=alert(1)>b</p><!--$时\n\n$$\na<script>b\n$$'))
    expect(md).toBe('当 $$a< img src=x onerror=alert(1)>b< /p>< !--$$ 时\n\n$$\na< script>b\n$$\n')
    expect((await article(docOf('当$a<0$且$0 < b$时'))).md).toBe('当 $$a<0$$ 且 $$0 < b$$ 时\n')
  })

  test('formulas are pictures where the author wants them so', async () => {
    const { md } = await article(docOf('当$x$时'), { options: { formulas: 'images' } })
    expect(md).toContain('<img class="ee_img tr_noresize" eeimg="1" src="https://www.zhihu.com/equation?tex=x" alt="x">')
  })

  test('a formula that stands by itself says so as the importer reads it: at its end', async () => {
    const { md, html } = await article(docOf('前\n\n$$\nz\n$$\n\n后'), { options: { formulas: 'images' } })
    expect(md).toContain('\n\n<img class="ee_img tr_noresize" eeimg="1" src="https://www.zhihu.com/equation?tex=z%5C%5C" alt="z\\\\">\n\n')
    expect(html).toContain('eeimg="2" src="https://www.zhihu.com/equation?tex=z" alt="z"')
  })

  test('an empty formula is no picture of nothing', async () => {
    const doc = [
      { type: 'paragraph', id: 'a', children: [{ text: '前' }, { type: 'formula', tex: ' ', children: [{ text: '' }] }, { text: '后' }] },
      { type: 'formula-block', id: 'b', children: [{ text: '' }] },
    ] as unknown as Doc
    const { md, html } = await article(doc, { options: { formulas: 'images' } })
    expect([md, html].map((text) => text.includes('<img'))).toEqual([false, false])
  })

  test('a comment of TeX ends where its line does, and takes nothing of the formula along once that is joined', async () => {
    const doc = docOf('设$x%c\n+50\\%$尾\n\n$$\na % 注释\n\\cdot b\n$$')
    const images = await article(doc, { options: { formulas: 'images' } })
    const sources = (text: string) => [...text.matchAll(/ alt="([^"]*)"/g)].map(([, alt]) => alt)
    expect(sources(images.md)).toEqual(['x+50\\%', 'a \\cdot b\\\\'])
    expect(sources(images.html)).toEqual(['x+50\\%', 'a \\cdot b'])
    expect(images.html).toContain('equation?tex=a%20%5Ccdot%20b"')
    expect((await article(doc)).md).toBe('设 $$x+50\\%$$ 尾\n\n$$\na \n\\cdot b\n$$\n')
  })

  test('tables are HTML without column groups', async () => {
    const { md } = await article(docOf('前\n\n| a | b |\n| :-: | - |\n| 1 | 2 |\n\n后'))
    expect(md).toMatch(/^前\n\n<table [^>]*><tbody><tr>.*<\/tbody><\/table>\n\n后\n$/)
    expect(md).not.toContain('colgroup')
  })

  test('footnotes are numbers, and what they say stands at the end', async () => {
    const { md } = await article(docOf('甲[^a]乙[^b]\n\n[^b]: 二\n[^a]: 一'))
    expect(md).toBe('甲\\[1]乙\\[2]\n\n**参考与注释**\n\n\\[1] 一\n\n\\[2] 二\n')
  })

  test('tasks and boxes say what they are by signs and words', async () => {
    const made = await article(docOf('- [x] 做了\n- [ ] 没做\n\n> [!WARNING]\n> 小火'))
    expect(made.md).toBe('- ☑ 做了\n- ☐ 没做\n\n**注意**\n\n小火\n')
    expect(kinds(made)).toEqual(['changed task', 'changed task', 'changed callout'])
  })
})

describe('pictures', () => {
  const withPicture = docOf('前\n\n![图注](x.png)\n\n后')

  test('each leaves its place, and lies beside in the order of places', async () => {
    const made = await article(withPicture)
    for (const text of [made.md, made.html]) expect(text).toContain('在这里放图 1：01.png')
    expect(made.files.map(({ path }) => path)).toContain('01 第一课/图片/01.png')
    expect(kinds(made)).toEqual(['todo image-by-hand'])
    expect(made.findings.map(({ text, numbers }) => [text, numbers])).toEqual([['图注', { number: 1 }]])
  })

  test('one that is gone leaves its words, and is told as lost', async () => {
    const made = await article(withPicture, { hasImages: false })
    for (const text of [made.md, made.html]) expect(text).toContain('图片找不到了')
    expect(kinds(made)).toEqual(['lost image-missing'])
  })
})

test('footnotes are a list in the file to import alone, which is told once', async () => {
  expect(kinds(await article(docOf('有一段够长的话甲[^a]乙[^b]\n\n[^a]: 一\n\n[^b]: 二')))).toEqual(['changed notes-listed-file'])
})

describe('what would be refused or lost', () => {
  test.each([
    ['refused title-long', '长'.repeat(101)],
    ['todo title-perhaps-long', `${'长'.repeat(99)}😀`],
    ['refused title-missing', ' '],
  ])('%s', async (finding, title) => {
    expect(kinds(await article(docOf('这一课有足够多的字。'), { title }))).toEqual([finding])
  })

  test('a title of a hundred characters is none, and neither is a short text with enough', async () => {
    expect(kinds(await article(docOf('刚好是八个字呀'), { title: '长'.repeat(100) }))).toEqual(['todo body-short'])
    expect(kinds(await article(docOf('刚刚好是八个字呀'), { title: '长'.repeat(100) }))).toEqual([])
  })

  test('a link to a lesson leads where it is published, and is told as lost before', async () => {
    const doc = docOf('见[下一课](moke:lesson/l2)，再说几个字')
    const before = await article(doc)
    expect(kinds(before)).toEqual(['lost link-lesson'])
    expect(before.html).toBe('<p>见下一课，再说几个字</p>')
    const after = await article(doc, { options: { addresses: { 'moke:lesson/l2': 'https://zhuanlan.zhihu.com/p/2' } } })
    expect(after.html).toContain('<a href="https://zhuanlan.zhihu.com/p/2">下一课</a>')
    expect(after.md).toContain('[下一课](https://zhuanlan.zhihu.com/p/2)')
    expect(kinds(after)).toEqual([])
  })

  test('a formula with a definition, or with a colour that has no braces around what it colours, is told', async () => {
    const told = async (tex: string) => kinds(await article(docOf(`当 $${tex}$ 时`)))
    for (const tex of ['\\newcommand{\\R}{x} \\R', '\\def\\R{x} \\R', '{\\color{red} x}', '\\color{red}x'])
      expect([tex, await told(tex)]).toEqual([tex, ['refused formula-foreign']])
    for (const tex of ['{\\color{red} {x}}', '\\textcolor{red}{x}', 'x_1+x_2=3']) expect([tex, await told(tex)]).toEqual([tex, []])
  })

  test('Chinese that is emphasised is bold in both forms, letters slant', async () => {
    const made = await article(docOf('这里要*慢慢读 Python*才好'))
    expect(made.html).toBe('<p>这里要<strong>慢慢读 </strong><em>Python</em>才好</p>')
    expect(made.md).toMatch(/^这里要\*\*慢慢读\*\* \*Python\*才好|^这里要<strong>慢慢读 ?<\/strong> ?/)
  })

  test('a formula that is none keeps its source, as code in both forms, and is told', async () => {
    for (const formulas of ['dollars', 'images'] as const) {
      const made = await article(docOf('看这个公式 $\\frac{a$ 再说几个字\n\n$$\n\\frac{1}{\n$$'), { options: { formulas } })
      expect(kinds(made)).toEqual(['lost formula-unread', 'lost formula-unread'])
      expect(made.html).toBe('<p>看这个公式 <code>\\frac{a</code> 再说几个字</p><pre lang="">\\frac{1}{</pre>')
      expect(made.md).toBe('看这个公式 `\\frac{a` 再说几个字\n\n```\n\\frac{1}{\n```\n')
    }
  })

  test('merged cells stay so in both forms, which the author is to look at', async () => {
    const made = await article(docOf('字够多的一课。\n\n<table><tr><td colspan="2">甲</td></tr><tr><td>1</td><td>2</td></tr></table>'))
    for (const text of [made.md, made.html]) expect(text).toContain('colspan="2"')
    expect(kinds(made)).toEqual(['todo table-merged-kept'])
  })

  test('a table is told of once, however many cells are merged in it, by the words that it begins with', async () => {
    const table = (year: string) => `<table><tr><td rowspan="2">${year}</td><td colspan="2">工资</td></tr><tr><td>基本</td><td>奖金</td></tr></table>`
    const made = await article(docOf(`字够多的一课。\n\n${table('年份')}\n\n再说几个字。\n\n${table('月份')}`))
    expect(made.findings.map(({ kind, text }) => [kind, text])).toEqual([
      ['table-merged-kept', '年份'],
      ['table-merged-kept', '月份'],
    ])
  })

  test('a space of a model is nothing that it wrote, for the label and for the declaration alike', async () => {
    const doc: Doc = [
      { type: 'paragraph', id: 'b' as never, children: [{ text: '我写的足够多的字，' }, { text: ' ', ai: { model: 'm', at: 1 } }, { text: '再写。' }] },
    ]
    const made = await article(doc)
    expect(kinds(made)).toEqual([])
    expect(made.files.map((file) => ('text' in file ? file.text : '')).join('')).not.toMatch(/模型|人工智能/)
  })

  test('words of a model are declared by the author', async () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '我写的足够多的字，' }, { text: '它写的', ai: { model: 'm', at: 1 } }] }]
    const made = await article(doc)
    expect(kinds(made)).toEqual(['todo label-by-hand'])
    for (const text of [made.md, made.html]) expect(text).toMatch(/本文部分内容由人工智能（AI）生成。(?:<\/p>|\n)$/)
    expect((await article(docOf('这一课有足够多的字。'))).md).not.toContain('人工智能')
    expect(made.files.flatMap((file) => ('text' in file && file.path.endsWith('发布清单.md') ? [file.text] : [])).join('')).toContain('包含 AI 辅助创作')
  })
})

test('the same lesson has the same input, whatever else the course holds', () => {
  const materials = { image: () => picture, imageBytes: () => Promise.resolve(new Uint8Array()) }
  const lesson = { id: 'l1', title: '一', doc: docOf('字') }
  const [a] = zhihu.units({ title: '课', author: '', chapters: [{ title: '章', lessons: [lesson] }] }, zhihu.defaults, materials)
  const [b] = zhihu.units({ title: '课', author: '', chapters: [{ title: '章', lessons: [lesson, { ...lesson, id: 'l2' }] }] }, zhihu.defaults, materials)
  expect(b?.input).toEqual(a?.input)
})

describe('what is copied and shown', () => {
  const picturesOf = (hasImages: boolean) => ({ image: () => (hasImages ? picture : null), imageBytes: () => Promise.resolve(new Uint8Array()) })
  const courseOf = (doc: Doc): PublishedCourse => ({ title: '课', author: '老王', chapters: [{ title: '章', lessons: [{ id: 'l1', title: '第一课', doc }] }] })
  const doc = docOf('# 头\n\n当 $x>0$ 时[^a]\n\n![图注](x.png)\n\n[^a]: 出处')

  test('a copy is the HTML of the files, and what readers read of it', async () => {
    const [lesson] = lessonsOf(courseOf(doc))
    const made = await article(doc)
    expect(await zhihu.paste!(courseOf(doc), lesson!, zhihu.defaults, picturesOf(true))).toEqual({
      html: made.html,
      text: '头\n\n当 x > 0 时[1]\n\n【在这里放图 1：01.png（图注）】\n\n参考与注释\n\n[1] 出处\n',
      apart: { title: true, pictures: 1, cover: false },
    })
  })

  test('a title and a cover are brought apart, but for an answer, which has none', async () => {
    const [lesson] = lessonsOf(courseOf(doc))
    const cover = { template: 'plain', series: '', picture: null } as const
    const apart = async (form: 'article' | 'answer') =>
      (await zhihu.paste!(courseOf(doc), lesson!, { ...zhihu.defaults, cover, form }, picturesOf(false))).apart
    expect([await apart('article'), await apart('answer')]).toEqual([
      { title: true, pictures: 0, cover: true },
      { title: false, pictures: 0, cover: false },
    ])
  })

  test('a preview has its title and author, formulas drawn, pictures in place and references below', async () => {
    const [lesson] = lessonsOf(courseOf(doc))
    const { html } = await zhihu.preview!(courseOf(doc), lesson!, zhihu.defaults, picturesOf(true))
    const { document } = parseHTML(html)
    expect([...document.querySelectorAll('.title, .byline, h2, figcaption, .references p')].map(({ textContent }) => textContent)).toEqual([
      '第一课',
      '老王',
      '头',
      '图注',
      '参考',
      '1. 出处',
    ])
    expect([...document.querySelectorAll('svg')].map((formula) => formula.getAttribute('aria-label'))).toEqual(['x>0'])
    expect(document.querySelector('figure img')?.getAttribute('src')).toBe(`/images/${imageId}`)
    // Pasting brings no picture: in the file there is a place for it.
    expect(document.querySelector('figure')?.textContent).toContain('图 1，要手动上传')
    expect((await zhihu.preview!(courseOf(doc), lesson!, zhihu.defaults, picturesOf(false))).html).toContain('图片找不到了：图注')
  })

  test('a task has its box, and no dot of a list before it', async () => {
    const tasks = docOf('- [x] 做了\n- [ ] 没做\n\n正文\n\n- 项')
    const { html } = await zhihu.preview!(courseOf(tasks), lessonsOf(courseOf(tasks))[0]!, zhihu.defaults, picturesOf(true))
    expect(html).toContain('<p>☑ 做了</p><p>☐ 没做</p><p>正文</p><ul><li>项</li></ul>')
  })

  test('a note that only a note names is at the end of the text', async () => {
    const { html } = await article(docOf('甲[^a]\n\n[^a]: 见[^b]\n\n[^b]: 尾'))
    expect(html).toMatch(/<p>\[2\] 尾<\/p>$/)
  })
})

describe('what a lesson becomes there', () => {
  const text = '# 头\n\n开头的一段话，见[这里](moke:lesson/l2)和[旧课](moke:lesson/gone)。\n\n后面'
  const course: PublishedCourse = {
    title: '家常菜',
    author: '',
    chapters: [
      {
        title: '章',
        lessons: ['选鱼', '蒸鱼', '煎鱼', '炖汤'].map((title, index) => ({
          id: `l${index + 1}`,
          title,
          doc: docOf(index === 2 ? text : '有足够多的字的一段'),
        })),
      },
    ],
  }
  const third = async (options: Partial<ZhihuOptions>) => {
    const unit = zhihu.units(course, { ...zhihu.defaults, ...options }, { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) })[2]!
    const { files, findings } = await unit.make(new AbortController().signal)
    const read = (end: string): string => files.flatMap((file) => (file.path.endsWith(end) && 'text' in file ? [file.text] : [])).join('')
    return { html: copiedFrom(read('.html')), md: read('知乎.md'), steps: read('清单.md'), findings, input: JSON.stringify(unit.input) }
  }

  test('headings that an answer puts behind its opening are told', async () => {
    const moved = ({ findings }: { findings: readonly Finding[] }) =>
      findings.filter(({ kind }) => kind === 'heading-moved').map(({ level, text: words }) => [level, words])
    expect(moved(await third({ form: 'answer' }))).toEqual([['changed', '头']])
    expect(moved(await third({}))).toEqual([])
  })

  test('a link to a lesson that is not there yet is its name, never its id', async () => {
    const { html, md, findings } = await third({})
    for (const said of [html, md]) {
      expect(said).toContain('见这里（《蒸鱼》）和旧课。')
      expect(said).not.toContain('moke:')
    }
    expect(findings.map(({ level, kind, text: words }) => [level, kind, words])).toEqual([
      ['changed', 'link-lesson', '这里'],
      ['lost', 'link-lesson', '旧课'],
    ])
  })

  test('in a series it says where it stands, and leads to its neighbours where these have an address', async () => {
    const { html, md, steps, findings } = await third({ form: 'series', addresses: { 'moke:lesson/l4': 'https://zhuanlan.zhihu.com/p/4' } })
    expect(html).toContain('见这里（上一篇《蒸鱼》）')
    expect(html).toMatch(
      /<hr><p>本文是《家常菜》的第 3 篇。<\/p><p>上一篇：《蒸鱼》<\/p><p>下一篇：<a href="https:\/\/zhuanlan.zhihu.com\/p\/4">《炖汤》<\/a><\/p>$/,
    )
    expect(md).toMatch(/上一篇：《蒸鱼》\n\n下一篇：\[《炖汤》\]\(https:\/\/zhuanlan.zhihu.com\/p\/4\)\n$/)
    expect(steps).toContain('收入专栏《家常菜》')
    expect(findings.every(({ block }) => block === null || !block.startsWith('zhihu-'))).toBe(true)
  })

  test('its neighbours in a series stand behind the notes of a document', async () => {
    const noted: PublishedCourse = {
      ...course,
      chapters: [{ title: '', lessons: ['一', '二'].map((name) => ({ id: name, title: name, doc: docOf('正文[^a]\n\n[^a]: 出处') })) }],
    }
    const [first] = zhihu.units(noted, { ...zhihu.defaults, form: 'series' }, { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) })
    const { files } = await first!.make(new AbortController().signal)
    const md = files.flatMap((file) => (file.path.endsWith('知乎.md') && 'text' in file ? [file.text] : []))[0]
    expect(md).toMatch(/^正文\\\[1\][^]*\*\*参考与注释\*\*\n\n\\\[1\] 出处\n\n---\n\n本文是[^]*下一篇：《二》\n$/)
  })

  test('an answer has no title and begins with its opening', async () => {
    const { html, md, steps } = await third({ form: 'answer' })
    expect(html).toMatch(/^<p>开头的一段话.*<\/p><h2>头<\/h2><p>后面<\/p>$/)
    expect(md).toMatch(/^开头的一段话/)
    expect(steps).not.toContain('标题填')
    expect(steps).toContain('写回答')
    expect(kinds(await article(docOf('足够多的字的一段话'), { title: '', options: { form: 'answer' } }))).toEqual([])
  })

  test('the checklist says of covers what is known, and that sizes are not; an answer has none', async () => {
    expect((await third({})).steps).toMatch(/上传封面.*1280×720.*GIF 不行.*未经平台验证/)
    expect((await third({ form: 'series' })).steps).toMatch(/“专栏封面”（800×800）/)
    expect((await third({ form: 'answer' })).steps).not.toContain('封面')
  })

  test('a link is followed by its name once, however many marks its words have', async () => {
    const doc: Doc = [
      {
        type: 'paragraph',
        id: 'b' as never,
        children: [{ text: '看', link: 'moke:lesson/l1' }, { text: '这', bold: true, link: 'moke:lesson/l1' }, { text: '。' }],
      },
    ]
    expect((await article(doc)).html).toBe('<p>看<strong>这</strong>（《第一课》）。</p>')
  })

  test('another lesson that goes out changes only what leads to it', async () => {
    const addresses = { 'moke:lesson/l1': 'https://zhuanlan.zhihu.com/p/1' }
    expect((await third({ addresses })).input).toBe((await third({})).input)
    expect((await third({ addresses: { 'moke:lesson/l2': 'https://zhuanlan.zhihu.com/p/2' } })).input).not.toBe((await third({})).input)
  })
})
