/** A head of two rows is a head of two rows, wherever a table goes. */
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { docx } from '#main/publishing/docx/docx.ts'
import { markdown } from '#main/publishing/markdown/markdown.ts'
import { bookFonts, typstExcerpt } from '#main/publishing/pdf/book.ts'
import { typesetting } from '#main/publishing/pdf/typesetter.ts'
import { typstPage } from '#main/publishing/pdf/typst-page.ts'
import { Findings } from '#main/publishing/desk/finding.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import { website } from '#main/publishing/website/website.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import { copied, courseOf, docOf, made } from './published.ts'

const body = (count: number) => '<tr><td>一</td><td>10</td><td>8</td></tr>'.repeat(count)
const table = (count: number) => `<table><tr><th rowspan="2">课时</th><th colspan="2">时长</th></tr><tr><th>口播</th><th>阅读</th></tr>${body(count)}</table>`
const heads = (html: string): number => html.match(/<th[ >]/g)?.length ?? 0

test('on pages, in Markdown and in what is pasted', async () => {
  const course = courseOf({ 一: table(2) })
  const page = (await made(website, course)).text('001-一.html')
  expect(page).toMatch(/<thead><tr>.*<\/tr><tr>.*<\/tr><\/thead>/)
  const pasted = [(await copied(zhihu, course)).html, (await copied(wechat, course)).html, (await made(markdown, course)).text('一.md')]
  expect([page, ...pasted].map((html) => heads(html ?? ''))).toEqual([4, 4, 4, 4])
})

test('in Word', async () => {
  const { files } = await made(docx, courseOf({ 一: table(2) }))
  const [file] = files
  const xml = strFromU8(unzipSync(file && 'bytes' in file ? file.bytes : new Uint8Array())['word/document.xml']!)
  const rows = xml.split('<w:tr>').slice(1)
  expect(rows.map((row) => [row.includes('<w:tblHeader/>'), row.includes('<w:b/>')])).toEqual([
    [true, true],
    [true, true],
    [false, false],
    [false, false],
  ])
})

test('in a typeset book, where both rows stand on every page of a long table', async () => {
  const code = typstPage(proseOf(docOf(table(60))), { image: () => null, lessonLabel: () => null, prefix: 'p', topLevel: 3 }, new Findings('l1'))
  const parts = [{ title: '', lessons: [{ title: '一', label: 'l', code }] }]
  const { svg, count } = await typesetting.drawn(typstExcerpt({ title: '课', author: '', cover: null, parts }, bookFonts))
  expect(count).toBeGreaterThan(1)
  // Each cell of a head has its ground: those of two columns and of two rows, and two more.
  expect(svg.match(/#f7f4ec/g)).toHaveLength(4 * count)
})
