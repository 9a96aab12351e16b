import { parseHTML } from 'linkedom'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { docx } from '#main/publishing/docx/docx.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { png } from '../../images/pictures.ts'

const imageId = 'a'.repeat(64) as ImageId
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

function courseOf(...markdown: string[]): PublishedCourse {
  return {
    title: '课',
    author: '老王',
    chapters: [{ title: '一', lessons: markdown.map((text, i) => ({ id: `l${i + 1}`, title: `第${i + 1}课`, doc: docOf(text) })) }],
  }
}

async function made(course: PublishedCourse, type: PublishedImage['type'] = 'png') {
  const image: PublishedImage = { id: imageId, type, width: 1200, height: 600, bytes: 4 }
  const [unit] = docx.units(course, docx.defaults, { image: () => image, imageBytes: () => Promise.resolve(png(4, 2)) })
  const { files, findings } = await unit!.make(new AbortController().signal)
  const bytes = files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
  const entries = unzipSync(bytes)
  const text = (name: string): string => strFromU8(entries[name] ?? new Uint8Array())
  return { bytes, entries, text, body: text('word/document.xml'), kinds: findings.map(({ level, kind }) => `${level} ${kind}`) }
}

test('a preview has the styles of the document, and a chapter where one begins', async () => {
  const course = courseOf('# 甲\n\n## 乙\n\n正文', '丙')
  const [first, second] = lessonsOf(course)
  const around = { image: () => null, imageBytes: () => Promise.reject(new Error()) }
  const { html, css } = await docx.preview!(course, first!, docx.defaults, around)
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  expect([...document.querySelectorAll('.chapter, .title, h2, h3, p')].map(({ textContent }) => textContent)).toEqual(['一', '第1课', '甲', '乙', '正文'])
  const file = (await made(course)).text('word/styles.xml')
  const inFile = (id: string) => /<w:sz w:val="(\d+)"/.exec(file.slice(file.indexOf(`w:styleId="${id}"`)))?.[1]
  const inCss = (selector: string) => new RegExp(`^\\.platform ${selector} \\{[^}]*font: (?:bold )?([\\d.]+)pt`, 'm').exec(css)?.[1]
  expect(['\\.chapter', '\\.title', 'h2', 'h3'].map((each) => Number(inCss(each)) * 2)).toEqual(
    ['1', '2', '3', '4'].map((level) => Number(inFile(`Heading${level}`))),
  )
  expect(css).toMatch(/^\.platform \{[^}]*宋体/m)
  expect(css).toMatch(/^\.platform h2 \{[^}]*黑体/m)
  expect((await docx.preview!(course, second!, docx.defaults, around)).html).not.toContain('class="chapter"')
})

test('a lesson in no chapter is as high in a preview as chapters are, and its headings below it', async () => {
  const [chapter] = courseOf('# 甲').chapters
  const course: PublishedCourse = { title: '课', author: '', chapters: [{ ...chapter!, title: '' }] }
  const { css, html } = await docx.preview!(course, lessonsOf(course)[0]!, docx.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
  expect(html).not.toContain('class="chapter"')
  expect(css).toMatch(/^\.platform \.title \{[^}]*font: bold 20pt/m)
  expect(css).toMatch(/^\.platform h2 \{[^}]*font: bold 16pt/m)
})

describe('a course as a Word document', () => {
  test('chapters and lessons are headings, and a lesson’s own lie below them', async () => {
    const { body } = await made(courseOf('# 甲\n\n## 乙'))
    expect([...body.matchAll(/<w:pStyle w:val="(Heading\d)"\/>/g)].map(([, style]) => style)).toEqual(['Heading1', 'Heading2', 'Heading3', 'Heading4'])
    expect(body).toContain('TOC')
    // No number is known before Word has laid out the pages, and none is led to.
    const contents = body.slice(body.indexOf('<w:sdtContent>'), body.indexOf('</w:sdtContent>'))
    expect(contents.match(/PAGEREF/g)).toHaveLength(2)
    expect(contents).not.toMatch(/w:leader="(?!none)/)
  })

  test('contents that a program makes anew have dots, and numbers at the right margin', async () => {
    const { text } = await made(courseOf('字'))
    for (const level of [1, 2]) {
      const [own = '', ...others] = [...text('word/styles.xml').matchAll(new RegExp(`w:styleId="TOC${level}".*?</w:style>`, 'g'))].map(([style]) => style)
      expect(others).toEqual([])
      expect(own).toMatch(/<w:tab w:val="right" w:pos="9026" w:leader="dot"\/>/)
      // LibreOffice loses what stands beyond an indent.
      expect(own).not.toContain(' w:right=')
    }
  })

  test('the deepest headings keep their levels, with styles of their own', async () => {
    const { body, text, kinds } = await made(courseOf('# 甲\n\n## 乙\n\n### 丙\n\n#### 丁\n\n##### 戊\n\n###### 己'))
    expect([...body.matchAll(/<w:pStyle w:val="(Heading\d)"\/>/g)].map(([, style]) => style)).toEqual([
      'Heading1',
      'Heading2',
      'Heading3',
      'Heading4',
      'Heading5',
      'Heading6',
      'Heading7',
      'Heading8',
    ])
    // LibreOffice asks each style for its level, and lists no heading without one when it makes the contents anew.
    for (const level of [1, 2, 3, 4, 5, 6, 7, 8])
      expect(text('word/styles.xml')).toMatch(new RegExp(`w:styleId="Heading${level}"(?:(?!</w:style>).)*<w:outlineLvl w:val="${level - 1}"/>`))
    expect(kinds).toEqual([])
  })

  test('no level is left out between two headings, whatever a lesson leaves out, and what is in no chapter stands beside chapters', async () => {
    const levels = async (course: PublishedCourse) =>
      [...(await made(course)).body.matchAll(/<w:pStyle w:val="Heading(\d)"\/>/g)].map(([, level]) => Number(level))
    expect(await levels(courseOf('## 甲\n\n#### 乙\n\n###### 丙\n\n### 丁\n\n## 戊'))).toEqual([1, 2, 3, 4, 5, 4, 3])
    const [chapter] = courseOf('### 甲', '## 乙').chapters
    const alone: PublishedCourse = { title: '课', author: '', chapters: [{ title: '', lessons: chapter!.lessons }, courseOf('字').chapters[0]!] }
    expect(await levels(alone)).toEqual([1, 2, 1, 2, 1, 2])
    const entries = async (course: PublishedCourse) => (await made(course)).body.match(/PAGEREF/g)?.length
    expect(await entries({ ...alone, chapters: alone.chapters.slice(0, 1) })).toBe(2)
    const named = { ...alone, chapters: [...courseOf('字').chapters, ...courseOf('字').chapters] }
    expect(await levels(named)).toEqual([1, 2, 1, 2])
    // Contents have their page for themselves.
    expect((await made(alone)).body.match(/<w:pStyle w:val="Heading1"\/><w:pageBreakBefore\/>/g)).toHaveLength(2)
  })

  test('words and addresses that look like names which the library draws stay as they are', async () => {
    const words = ['grid-template-columns', 'override_the_defaults', 'hybrid-retrieval-model', '_Toc123456', 'media/photo-1.png', 'r:id="rIdabcdefghijklmno"']
    const markdown = `${words.map((word) => `\`${word}\``).join('、')}[^1]、[图](https://a.cn/media/photo-1.png?_Toc7)\n\n![rIdabcdefghijklmno media/b.png](x)\n\n[^1]: hybrid-retrieval-model\n`
    const course = courseOf(markdown)
    const { body, text } = await made({ ...course, title: 'PAGEREF _Toc123456 grid-template-columns', author: 'override_the_defaults' })
    const said = [...body.matchAll(/<w:t(?: [^>]*)?>([^<]*)/g)].map(([, each = '']) => each.replaceAll('&quot;', '"'))
    for (const word of [...words, 'PAGEREF _Toc123456']) expect(said).toContain(word)
    expect(body).toContain(' descr="rIdabcdefghijklmno media/b.png"')
    expect(text('word/footnotes.xml')).toContain('hybrid-retrieval-model')
    expect(text('word/_rels/document.xml.rels')).toContain(' Target="https://a.cn/media/photo-1.png?_Toc7" TargetMode="External"')
    expect(text('docProps/core.xml')).toMatch(/PAGEREF _Toc123456 grid-template-columns.*override_the_defaults/s)
  })

  test('names that the library draws are of the content alone, and lead to what they led to', async () => {
    const course = courseOf('## 甲\n\n[乙](https://a.cn/1)、[丙](https://a.cn/2)[^1]\n\n![图](x)\n\n[^1]: [丁](https://a.cn/3)\n')
    const [{ bytes, entries, text, body }, again] = [await made(course), await made(course)]
    expect(Buffer.from(bytes).equals(Buffer.from(again.bytes))).toBe(true)
    const targets = (part: string) =>
      new Map([...text(`word/_rels/${part}.xml.rels`).matchAll(/ Id="([^"]*)"[^>]* Target="([^"]*)"/g)].map(([, id, to]) => [id, to]))
    const led = (part: string) => [...text(`word/${part}.xml`).matchAll(/ r:(?:id|embed)="([^"]*)"/g)].map(([, id]) => targets(part).get(id))
    expect([led('document').filter((to) => to?.startsWith('https')), led('footnotes')]).toEqual([['https://a.cn/1', 'https://a.cn/2'], ['https://a.cn/3']])
    const pictures = led('document').filter((to) => to?.startsWith('media/'))
    expect(pictures.map((to) => `word/${to}` in entries)).toEqual([true])
    const [pages, places, anchors] = [/PAGEREF (_Toc\d+)/g, / w:name="(_Toc\d+)"/g, / w:anchor="(_Toc\d+)"/g].map((each) =>
      [...body.matchAll(each)].map(([, name]) => name),
    )
    expect([pages!.length, pages, anchors]).toEqual([2, places, places])
  })

  test('what has no title is told, the course as well', async () => {
    const course = courseOf('文')
    const unnamed = { ...course, title: ' ', chapters: [{ title: '一', lessons: [{ id: 'l1', title: ' ', doc: docOf('文') }] }] }
    const { kinds, body } = await made(unnamed)
    expect(kinds).toEqual(['changed title-missing', 'changed title-missing'])
    expect(body).toContain('>无题<')
  })

  test('Chinese that is emphasised has Word’s own dots, and letters are slanted', async () => {
    const { body } = await made(courseOf('*看 word，第二*'))
    const runs = [...body.matchAll(/<w:r>(.*?)<\/w:r>/g)].flatMap(([, run = '']) => {
      const text = /<w:t[^>]*>(.*?)<\/w:t>/.exec(run)?.[1]
      return text === undefined ? [] : [[text, run.includes('<w:em w:val="dot"/>'), run.includes('<w:i/>')]]
    })
    expect(runs.slice(-3)).toEqual([
      ['看 ', true, false],
      ['word', false, true],
      ['，第二', true, false],
    ])
  })

  test('formulas are Office math, in a line and by themselves', async () => {
    const { body } = await made(courseOf('当 $x^2$ 时\n\n$$\n\\frac{a}{b}\n$$'))
    expect(body.match(/<m:oMath[ >]/g)).toHaveLength(2)
    expect(body).toMatch(/<m:oMathPara[^>]*><m:oMath><m:f>/)
  })

  test('spaces of a formula are those of Unicode, as text, for as signs some programs leave them out', async () => {
    const { body } = await made(courseOf('$$\nA,\\qquad b\\quad c\\;d\\,e\\text{ }f\n$$'))
    const runs = [...body.matchAll(/<m:r>(.*?)<m:t xml:space="preserve">([^<]*)<\/m:t>/g)]
    expect(runs.filter(([, , text = '']) => text.trim() === '').map(([, before = '', text = '']) => [before.includes('<m:nor/>'), text])).toEqual([
      [true, '\u2003\u2003'],
      [true, '\u2003'],
      [true, '\u2005'],
      [true, '\u2009'],
      [true, ' '],
    ])
    expect(body).not.toMatch(/<m:t[^>]*\/>/)
  })

  test('one that Word does not part is made smaller where it is wider than the page, and told where it would be too small', async () => {
    const all = (count: number, between: string) => Array.from({ length: count }, (_, at) => `x_{${at}}`).join(between)
    const sizes = async (tex: string, isDisplay = true) => {
      const { body, kinds } = await made(courseOf(isDisplay ? `$$\n${tex}\n$$` : `甲 $${tex}$ 乙`))
      return [Math.min(...[...body.matchAll(/<w:sz w:val="(\d+)"/g)].map(([, size]) => Number(size)), 24), kinds]
    }
    const [matrix = 0, told] = await sizes(`\\begin{pmatrix}${all(24, '&')}\\end{pmatrix}`)
    expect([Number(matrix) > 12, Number(matrix) < 24, told]).toEqual([true, true, []])
    expect(await sizes(`\\left(${all(80, '+')}\\right)`)).toEqual([12, ['changed formula-wide']])
    expect(await sizes(`\\frac{${all(80, '+')}}{2}`, false)).toEqual([12, ['changed formula-wide']])
    // Lines end within these.
    expect([await sizes(all(80, '+')), await sizes(`${all(80, '+')}\\tag{1}`)]).toEqual([
      [24, []],
      [24, []],
    ])
  })

  test('one that is none keeps its source, lines of an array are told', async () => {
    const unread = await made(courseOf('$$\n\\frac{a\n$$'))
    expect(unread.body).toContain('\\frac{a')
    expect(unread.kinds).toEqual(['lost formula-unread'])
    expect((await made(courseOf('$$\n\\begin{array}{c|c}1&2\\end{array}\n$$'))).kinds).toEqual(['changed formula-lines'])
  })

  test('a footnote that is marked twice is one note, and the second mark leads to the first', async () => {
    const { body, text } = await made(courseOf('甲[^a]乙[^a]\n\n[^a]: 出处', '丙[^b]\n\n[^b]: 另一处'))
    expect(body.match(/<w:footnoteReference /g)).toHaveLength(2)
    expect(body).toMatch(/<w:hyperlink[^>]*w:anchor="note_1"/)
    expect(text('word/footnotes.xml')).toMatch(/出处.*另一处/s)
  })

  test('a footnote that no mark names stands at the end of its lesson', async () => {
    const course = courseOf('甲', '乙')
    const [first, second] = course.chapters[0]!.lessons
    const note: Doc[number] = { type: 'note', id: 'n' as never, children: [{ text: '没有标号' }] }
    const { body } = await made({ ...course, chapters: [{ title: '一', lessons: [{ ...first!, doc: [note, ...first!.doc] }, second!] }] })
    expect(body).toMatch(/甲<.*没有标号<.*第2课</s)
  })

  test.each([
    ['the first names the second', '正文[^a]后。\n\n[^a]: 甲注，又见[^b]。\n\n[^b]: 乙注。', '1,2', '甲注，又见2。|乙注。', ''],
    ['a later one of the text', '正文[^a]后[^b]。\n\n[^a]: 甲注，又见[^b]。\n\n[^b]: 乙注。', '1 2', '甲注，又见2。|乙注。', ''],
    ['an earlier one of the text', '正文[^b]后[^a]。\n\n[^a]: 甲注，又见[^b]。\n\n[^b]: 乙注。', '1 2', '乙注。|甲注，又见1。', ''],
    [
      'one after the other',
      '正文[^a]后[^d]。\n\n[^a]: 甲注[^b]。\n\n[^b]: 乙注[^c]。\n\n[^c]: 丙注。\n\n[^d]: 丁注[^c]。',
      '1,2,3 4',
      '甲注2。|乙注3。|丙注。|丁注3。',
      '',
    ],
    ['itself, and each other', '正文[^a]。\n\n[^a]: 甲注[^a][^b]。\n\n[^b]: 乙注[^a]。', '1,2', '甲注12。|乙注1。', ''],
    ['notes that no text leads to', '正文。\n\n[^a]: 甲注[^b]。\n\n[^b]: 乙注[^a]。\n\n[^c]: 丙注[^c]。', '1', '乙注注。', '注：甲注。|注：丙注注。'],
    ['one that no mark names', '正文。\n\n[^a]: 甲注[^b]。\n\n[^b]: 乙注。', '1', '乙注。', '注：甲注。'],
  ])('a footnote that names others refers to them by number, and each stands once: %s', async (_, markdown, marks, notes, left) => {
    const { body, text } = await made(courseOf(markdown))
    const footnotes = text('word/footnotes.xml')
    expect(footnotes).not.toContain('w:footnoteReference ')
    const plain = (xml: string) => xml.replaceAll(/<[^>]*>/g, '')
    const own = [...footnotes.matchAll(/<w:footnote w:id="[^"]*">(.*?)<\/w:footnote>/gs)].map(([, inner = '']) => plain(inner))
    expect(own.join('|')).toBe(notes)
    const marked = body.replaceAll(/<w:footnoteReference w:id="(\d+)"\/>/g, '〔$1〕').match(/〔.*〕/s)?.[0] ?? ''
    expect(
      plain(marked)
        .replaceAll(/〕[^〔,]+〔/g, '〕 〔')
        .replaceAll(/[〔〕]/g, ''),
    ).toBe(marks)
    const paragraphs = body.split('</w:p>').map((paragraph) => plain(paragraph.slice(paragraph.indexOf('<w:p>'))))
    expect(paragraphs.filter((paragraph) => paragraph.startsWith('注：')).join('|')).toBe(left)
    const places = [...(body + footnotes).matchAll(/w:bookmarkStart [^>]*w:name="([^"]*)"/g)].map(([, name]) => name)
    for (const [, anchor] of footnotes.matchAll(/w:anchor="([^"]*)"/g)) expect(places).toContain(anchor)
  })

  test('pages have numbers but for the title, boxes do not run into each other, footnotes are small', async () => {
    const { body, entries, text } = await made(courseOf('> [!TIP]\n> 一\n\n> [!NOTE]\n> 二\n\n```\n三\n```\n\n```\n四\n```\n\n五[^a]\n\n[^a]: 出处'))
    const styles = [...body.matchAll(/<w:pStyle w:val="(Callout|Code|Gap)"\/>/g)].map(([, style]) => style)
    expect(styles).toEqual(['Callout', 'Callout', 'Gap', 'Callout', 'Callout', 'Gap', 'Code', 'Gap', 'Code', 'Gap'])
    expect(body).toMatch(/<w:footerReference w:type="first"[^>]*>/)
    expect(body).toContain('<w:titlePg/>')
    const footers = Object.keys(entries).filter((name) => /^word\/footer\d\.xml$/.test(name))
    expect(footers.map((name) => text(name).includes('PAGE')).toSorted()).toEqual([false, true])
    expect(text('word/footnotes.xml')).toContain('<w:pStyle w:val="FootnoteText"/>')
  })

  test('a tab of code is Word’s own, as wide as four of its signs, and lines begin with what they begin with', async () => {
    const { body } = await made(courseOf('```js\nif (a) {\n\tb\n    c\n\t}\n}\n```'))
    const code = body.slice(body.indexOf('"Code"'), body.indexOf('</w:p>', body.indexOf('"Code"')))
    expect(code).toMatch(/<w:tabs><w:tab w:val="left" w:pos="516"\/><w:tab w:val="left" w:pos="912"\/>/)
    const lines = code.split('<w:br/>').map((line) => [...line.matchAll(/<w:tab\/>|<w:t [^>]*>([^<]*)/g)].map(([tab, text]) => text ?? tab).join(''))
    expect(lines).toEqual(['if (a) {', '<w:tab/>b', '    c', '<w:tab/>}', '}'])
  })

  test('every list of numbers counts from one, lists within lists lie deeper', async () => {
    const { body } = await made(courseOf('1. 一\n2. 二\n\n文\n\n1. 一\n   - 里'))
    const places = [...body.matchAll(/<w:ilvl w:val="(\d)"\/><w:numId w:val="(\d+)"\/>/g)].map(([, level, id]) => [level, id])
    expect(places).toHaveLength(4)
    expect(places[0]?.[1]).toBe(places[1]?.[1])
    expect(places[2]?.[1]).not.toBe(places[0]?.[1])
    expect(places[3]?.[0]).toBe('1')
  })

  test('a link to a lesson of the course leads to it', async () => {
    const { body } = await made(courseOf('见[第二课](moke:lesson/l2)', '字'))
    expect(body).toContain('w:anchor="lesson_2"')
    expect(body).toContain('w:name="lesson_2"')
  })

  test('a picture is as wide as the text at most, and one that Word does not show is told', async () => {
    const { body, entries } = await made(courseOf('![鱼](x)'))
    expect(Object.keys(entries).filter((name) => name.startsWith('word/media/'))).toHaveLength(1)
    expect(body).toMatch(/<wp:extent cx="5715000" cy="2857500"\/>/)
    const unshown = await made(courseOf('![鱼](x)'), 'webp')
    expect(unshown.kinds).toEqual(['lost image-type'])
    expect(unshown.body).toContain('【这种图片在这里显示不了：鱼】')
  })

  test('is the same bytes of the same course, links and pictures and all', async () => {
    const course = courseOf('[链接](https://example.com/a)和[另一个](https://example.com/b)\n\n![鱼](x)')
    const [a, b] = [await made(course), await made(course)]
    expect(Buffer.from(b.bytes).equals(Buffer.from(a.bytes))).toBe(true)
    expect(a.text('docProps/core.xml')).toContain('2000-01-01T00:00:00Z')
  })

  test('is labelled where a model wrote any of it', async () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
    const { text, body } = await made({ title: '课', author: '', chapters: [{ title: '', lessons: [{ id: 'l', title: '一', doc }] }] })
    expect(text('docProps/custom.xml')).toMatch(/name="AIGC"><vt:lpwstr>\{&quot;AIGC&quot;/)
    expect(body).toContain('人工智能')
    expect((await made(courseOf('我写的'))).text('docProps/custom.xml')).not.toContain('AIGC')
  })

  test('a label that names nobody is told, and only where there is one', async () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
    const kindsOf = async (author: string, own: Doc) =>
      (await made({ title: '课', author, chapters: [{ title: '', lessons: [{ id: 'l', title: '一', doc: own }] }] })).kinds
    expect(await kindsOf(' ', doc)).toEqual(['todo label-unnamed'])
    expect(await kindsOf('老王', doc)).toEqual([])
    expect(await kindsOf('', docOf('我写的'))).toEqual([])
  })

  test('cells beside one of several rows are aligned as their column is', async () => {
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
    const { body } = await made({ title: '课', author: '', chapters: [{ title: '', lessons: [{ id: 'l', title: '一', doc }] }] })
    const table = body.slice(body.indexOf('<w:tbl>'), body.indexOf('</w:tbl>'))
    const cells = [...table.matchAll(/<w:jc w:val="(\w+)"\/>(?:(?!<w:jc).)*?<w:t[^>]*>([^<]+)/g)].map(([, side, text]) => [text, side])
    expect(cells).toEqual([
      ['甲', 'left'],
      ['1', 'right'],
      ['2', 'right'],
    ])
  })

  test('text stands at both margins and code at one, and marks that follow each other are set close', async () => {
    const { text } = await made(courseOf('字'))
    const styles = text('word/styles.xml')
    expect(styles).toMatch(/<w:pPrDefault><w:pPr>(?:(?!<\/w:pPr>).)*<w:jc w:val="both"\/>/)
    for (const style of ['Heading3', 'Code']) expect(styles).toMatch(new RegExp(`w:styleId="${style}"(?:(?!</w:style>).)*<w:jc w:val="left"/>`))
    expect(text('word/settings.xml')).toContain('<w:doNotExpandShiftReturn/>')
    expect(text('word/settings.xml')).toMatch(/<w:evenAndOddHeaders [^>]*\/><w:characterSpacingControl w:val="compressPunctuation"\/><w:updateFields/)
  })

  test('boxes are as wide as the text, their edges and bars as well', async () => {
    const { text } = await made(courseOf('字'))
    const styles = text('word/styles.xml')
    const numberOf = (xml: string, name: string) => Number(new RegExp(` w:${name}="(\\d+)"`).exec(xml)?.[1])
    const beyond = ['Callout', 'Code'].map((style) => {
      const own = new RegExp(`w:styleId="${style}".*?</w:style>`).exec(styles)?.[0] ?? ''
      const indent = /<w:ind [^>]*>/.exec(own)?.[0] ?? ''
      // Twips: a border is said in eighths of a point, its distance in points.
      return ['left', 'right'].map((side) => {
        const border = new RegExp(`<w:${side} [^>]*>`).exec(own)?.[0] ?? ''
        return numberOf(border, 'space') * 20 + numberOf(border, 'sz') * 2.5 - numberOf(indent, side)
      })
    })
    expect(beyond).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  test('columns are as wide as what is in them asks for, and a small table stays on one page', async () => {
    const rows = (count: number) => '| 甲 | 说明 |\n| --- | --- |\n' + '| 1 | 一句话说不完的话，还要再说一句，又再说一句，才算说完 |\n'.repeat(count)
    const { body } = await made(courseOf(rows(2)))
    const [narrow = 0, wide = 0] = [...body.matchAll(/<w:gridCol w:w="(\d+)"\/>/g)].map(([, width]) => Number(width))
    expect(narrow + wide).toBe(9026)
    expect(wide).toBeGreaterThan(narrow * 4)
    const kept = (xml: string) => xml.slice(xml.indexOf('<w:tbl>'), xml.indexOf('</w:tbl>')).match(/<w:keepNext\/>/g)?.length ?? 0
    expect([kept(body), kept((await made(courseOf(rows(20)))).body)]).toEqual([4, 0])
  })

  test('what ends with a colon stays on the page of what it leads to: by itself, in lists and quotations', async () => {
    const { body } = await made(
      courseOf(
        '例如：\n\n```\n码\n```\n\n见[表](https://a.cn)**：**[^1]\n\n没有。\n\n得：$x$\n\n- 一\n- 二：\n\n```\n码\n```\n\n- 三：\n  - 四\n\n> 他说:\n>\n> 话\n\n[^1]: 注：',
      ),
    )
    const kept = [...body.slice(body.indexOf('</w:sdt>')).matchAll(/<w:p>(.*?)<\/w:p>/g)].flatMap(([, paragraph = '']) => {
      const said = [...paragraph.matchAll(/<w:t[ >][^>]*>([^<]*)/g)].map(([, text]) => text).join('')
      return paragraph.includes('<w:keepNext/>') ? [paragraph.includes('"Gap"') ? '（空）' : said] : []
    })
    expect(kept).toEqual(['例如：', '见表：', '二：', '（空）', '三：', '他说:'])
  })

  test('the title is parted between words, short code is not parted, and a picture shares its page', async () => {
    const course = { ...courseOf('```\n一\n```\n\n```\n' + '一\n'.repeat(40) + '```\n\n![鱼](x)'), title: '写给自学者的 JavaScript：从数值到开源' }
    const image: PublishedImage = { id: imageId, type: 'png', width: 600, height: 1200, bytes: 4 }
    const [unit] = docx.units(course, docx.defaults, { image: () => image, imageBytes: () => Promise.resolve(png(4, 2)) })
    const [file] = (await unit!.make(new AbortController().signal)).files
    const body = strFromU8(unzipSync(file && 'bytes' in file ? file.bytes : new Uint8Array())['word/document.xml']!)
    const title = body.slice(body.indexOf('"Title"'), body.indexOf('</w:p>', body.indexOf('"Title"')))
    expect([...title.matchAll(/<w:t[ >][^>]*>([^<]*)/g)].map(([, line]) => line)).toEqual(['写给自学者的 JavaScript：', '从数值到开源'])
    expect(body.match(/<w:keepLines\/>/g)).toHaveLength(1)
    expect(body).toContain(`<wp:extent cx="${270 * 9525}" cy="${540 * 9525}"/>`)
  })

  test('whatever an author writes is text', async () => {
    const { body } = await made({
      title: '<课>&',
      author: '',
      chapters: [
        { title: '', lessons: [{ id: 'l', title: '</w:t>', doc: [{ type: 'paragraph', id: 'b' as never, children: [{ text: '<w:p> & "x"\u0001' }] }] }] },
      ],
    })
    expect(body).toContain('&lt;w:p&gt; &amp; ')
    expect(body).not.toContain('\u0001')
  })
})
