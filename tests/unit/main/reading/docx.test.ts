import { describe, expect, test } from 'vitest'
import { docx, fixture, paragraph, read, styles } from './files.ts'

describe('a document that pandoc wrote', () => {
  test('its headings, marks, lists, tables, notes, links and formulas', async () => {
    const { title, markdown, losses } = await read('讲义.docx', fixture('pandoc.docx'))
    expect({ title, losses }).toEqual({ title: '认识导数', losses: [] })
    expect(markdown.split('\n\n')).toEqual([
      '# 从平均到瞬时',
      '车走了 3 小时，走了 180 公里，**平均速度**是每小时 60 公里。可是*这一刻*有多快？[^1]',
      String.raw`设路程为 $s\left( t\right)$，在很短的时间 $\Delta t$ 里，`,
      `$$\n${String.raw`v=\lim_{\Delta t\to 0} \frac{s\left( t+\Delta t\right) -s\left( t\right)}{\Delta t}`}\n$$`,
      String.raw`这就是导数，记作 $s'\left( t\right)$ 或 $\frac{ds}{dt}$。`,
      '## 几个常用的导数',
      String.raw`1. 常数的导数是 $0$；
2. $\left( x^{n}\right) '=nx^{n-1}$；
   - 例如 $\left( x^{2}\right) '=2x$；
3. $\left( \sin x\right) '=\cos x$。`,
      String.raw`| 函数 | 导数 |
| - | - |
| $e^{x}$ | $e^{x}$ |
| $\ln x$ | $\frac{1}{x}$ |`,
      '> 先看图，再看式子。',
      '更多见[维基百科](https://zh.wikipedia.org/wiki/导数)。',
      `$$\n${String.raw`A=\left( \begin{matrix}a&b\\c&d\end{matrix}\right) , \sum_{k=1}^{n} k=\frac{n\left( n+1\right)}{2}, \sqrt{x^{2}+y^{2}}`}\n$$`,
      '[^1]: 汽车的表盘说的就是“这一刻”。\n',
    ])
  })
})

test('a document that LibreOffice wrote', async () => {
  const { title, markdown } = await read('讲义.docx', fixture('libreoffice.docx'))
  expect(title).toBe('认识导数')
  expect(markdown).toContain(String.raw`设路程为 $s\left( t\right)$，导数记作 $\frac{ds}{dt}$。`)
  expect(markdown).toContain(String.raw`| $e^{x}$ | $e^{x}$ |`)
  expect(markdown).toContain('> 先看图，再看式子。')
})

describe('styles', () => {
  test('Word in Chinese: its numbers for names, headings of one’s own by their outline, one that is made from another', async () => {
    const sheet = styles(`
      <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style>
      <w:style w:type="paragraph" w:styleId="a3"><w:name w:val="节'标题"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
      <w:style w:type="paragraph" w:styleId="a4"><w:name w:val="小节"/><w:basedOn w:val="a3"/></w:style>
      <w:style w:type="paragraph" w:styleId="a5"><w:name w:val="圈"/><w:basedOn w:val="a6"/></w:style>
      <w:style w:type="paragraph" w:styleId="a6"><w:name w:val="套"/><w:basedOn w:val="a5"/></w:style>`)
    const body = [paragraph('章', '1'), paragraph('节', 'a3'), paragraph('小节', 'a4'), paragraph('正文', 'a5')].join('')
    const { title, markdown } = await read('第三讲.docx', withStyles(body, sheet))
    expect({ title, markdown }).toEqual({ title: '第三讲', markdown: '# 章\n\n## 节\n\n## 小节\n\n正文\n' })
  })

  test('a paragraph in the style of a title names the work', async () => {
    const sheet = styles('<w:style w:type="paragraph" w:styleId="T"><w:name w:val="Title"/></w:style>')
    expect(await read('无题1.docx', withStyles(paragraph('备课', 'T') + paragraph('正文'), sheet))).toMatchObject({ title: '备课', markdown: '正文\n' })
  })
})

test('what was taken out by a reviewer is gone, what was put in is there', async () => {
  const body = `<w:p><w:r><w:t>甲</w:t></w:r><w:del w:id="1"><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>丙</w:t></w:r></w:ins></w:p>`
  expect((await read('a.docx', docx(body))).markdown).toBe('甲丙\n')
})

test('the day it was written, and the title that a program wrote is none', async () => {
  const core = (created: string, modified: string, title: string) => ({
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>${title}</dc:title><dcterms:created>${created}</dcterms:created><dcterms:modified>${modified}</dcterms:modified></cp:coreProperties>`,
  })
  const own = await read('a.docx', docx(paragraph('甲'), core('2019-03-01T08:00:00Z', '2019-05-01T08:00:00Z', '读书 &amp; 写作')))
  expect([own.title, own.written]).toEqual(['读书 & 写作', '2019-03-01'])
  const template = await read('讲义.docx', docx(paragraph('甲'), core('2013-12-23T23:15:00Z', '2021-05-01T08:00:00Z', 'Microsoft Word - 文档1')))
  expect([template.title, template.written]).toEqual(['讲义', '2021-05-01'])
})

test('a formula that says nothing is counted, and one on its own line is a block', async () => {
  const math = (inner: string) => `<m:oMath>${inner}</m:oMath>`
  const body = `<w:p><m:oMathPara>${math('<m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>')}</m:oMathPara></w:p><w:p><w:r><w:t>甲</w:t></w:r>${math('<m:r><m:t></m:t></m:r>')}</w:p>`
  expect(await read('a.docx', docx(body))).toMatchObject({ markdown: '$$\nE=mc^{2}\n$$\n\n甲\n', losses: [{ kind: 'formulas', count: 1 }] })
})

test('signs of HTML in a formula and in a text stay text', async () => {
  const body = `<w:p><w:r><w:t>若 &lt;b&gt;a&lt;/b&gt; 则 </w:t></w:r><m:oMath><m:r><m:t>a&lt;b&amp;c"</m:t></m:r></m:oMath></w:p>`
  expect((await read('a.docx', docx(body))).markdown).toBe(String.raw`若 \<b>a\</b> 则 $a<b\&c"$` + '\n')
})

function withStyles(body: string, sheet: string): Uint8Array {
  return docx(body, {
    'word/styles.xml': sheet,
    'word/_rels/document.xml.rels':
      '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
  })
}
