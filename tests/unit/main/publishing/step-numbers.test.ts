/** Steps of which one holds code, a picture or a quotation are called in every target as their author called them. */
import { strFromU8, unzipSync } from 'fflate'
import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { bilibili } from '#main/publishing/bilibili/bilibili.ts'
import { docx } from '#main/publishing/docx/docx.ts'
import { epub } from '#main/publishing/epub/epub.ts'
import { juejin } from '#main/publishing/juejin/juejin.ts'
import { markdown } from '#main/publishing/markdown/markdown.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { website } from '#main/publishing/website/website.ts'
import { wechat } from '#main/publishing/wechat/wechat.ts'
import { ximalaya } from '#main/publishing/ximalaya/ximalaya.ts'
import { zhihu } from '#main/publishing/zhihu/zhihu.ts'
import type { Target } from '#main/publishing/desk/target.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import { blockText } from '#preload/document/lines.ts'
import { pdfPages } from '../../../fixtures/publish/outside.ts'
import { copied, courseOf, docOf, made } from './published.ts'

const steps = '1. 备料\n2. 装环境\n\n   ```sh\n   npm i\n   ```\n3. 看图\n\n   ![鱼](x)\n4. 记住\n\n   > 火要大\n\n   - 里\n5. 回到看图\n\n新的一段\n\n7. 另起'
const course = courseOf({ 一: steps })
const wanted = [
  ['备料', 1],
  ['装环境', 2],
  ['看图', 3],
  ['记住', 4],
  ['回到看图', 5],
  ['另起', 7],
]

/** Items with the number that a browser shows before each. */
function numbered(html: string): unknown[] {
  const { document } = parseHTML(`<html><body>${html.replace(/^[\s\S]*?<body[^>]*>/, '')}</body></html>`)
  return [...document.querySelectorAll('ol')].flatMap((list) =>
    [...list.children].map((item, at) => [/^[\p{L}]+/u.exec(item.textContent.trim())?.[0] ?? '', Number(list.getAttribute('start') ?? 1) + at]),
  )
}

function ofMarkdown(text: string): unknown[] {
  const doc = docOf(text)
  return doc.flatMap((block, at) => (block.type === 'item' && block.kind === 'number' ? [[blockText(block), numbersOf(doc)[at]]] : []))
}

async function entries(target: Target<never>, end: string): Promise<string> {
  const file = (await made(target as Target<object>, course)).files.find((one) => 'bytes' in one)
  const all = unzipSync(file && 'bytes' in file ? file.bytes : new Uint8Array())
  return strFromU8(Object.entries(all).find(([name]) => name.endsWith(end))?.[1] ?? new Uint8Array())
}

test.each<[string, () => Promise<unknown[]>]>([
  ['知乎.md', async () => ofMarkdown((await made(zhihu, course)).text('知乎.md'))],
  ['掘金.md', async () => ofMarkdown((await made(juejin, course)).text('掘金.md'))],
  ['Markdown', async () => ofMarkdown((await made(markdown, course)).text('.md'))],
  ['知乎, pasted', async () => numbered((await copied(zhihu, course)).html)],
  ['公众号', async () => numbered((await copied(wechat, course)).html)],
  ['B 站', async () => numbered((await copied(bilibili, course)).html)],
  [
    'website',
    async () =>
      numbered(
        (await made(website, course)).files.flatMap((file) =>
          'text' in file && file.text.includes('备料') && file.path.endsWith('.html') ? [file.text] : [],
        )[0] ?? '',
      ),
  ],
])('in %s', async (_what, read) => {
  expect(await read()).toEqual(wanted)
})

test('in an EPUB, on the plain half of a clipboard and in Word', async () => {
  expect(numbered(await entries(epub as never, '001.xhtml'))).toEqual(wanted)
  expect([...(await copied(zhihu, course)).text.matchAll(/^(\d+)\. (\p{L}+)/gmu)].map(([, number, word]) => [word, Number(number)])).toEqual(wanted)
  const [body, numbering] = [await entries(docx as never, 'word/document.xml'), await entries(docx as never, 'word/numbering.xml')]
  const next = new Map<string, number>()
  const ordered = [...body.matchAll(/<w:ilvl w:val="0"\/><w:numId w:val="(\d+)"\/>.*?<w:t[^>]*>(\p{L}+)/gu)].map(([, id = '', word]) => {
    const start = new RegExp(`<w:num w:numId="${id}".*?<w:lvlOverride w:ilvl="0"><w:startOverride w:val="(\\d+)"`).exec(numbering)?.[1]
    const number = next.get(id) ?? Number(start)
    next.set(id, number + 1)
    return [word, number]
  })
  expect(ordered.filter(([word]) => word !== '里')).toEqual(wanted)
})

test('in a typeset book, and spoken', async () => {
  const file = (await made(pdf, course)).files.find((one) => 'bytes' in one)
  const text = (await pdfPages(file && 'bytes' in file ? file.bytes : new Uint8Array())).map(({ items }) => items.map((item) => item.text).join('')).join('')
  const numberBefore = (word: string) => Number(new RegExp(`(\\d+)\\.\\s*${word}`).exec(text)?.[1])
  expect(wanted.map(([word]) => [word, numberBefore(String(word))])).toEqual(wanted)
  const script = (await made(ximalaya, course)).text('口播稿.txt')
  expect(script.match(/第[一二三四五六七]，/g)).toEqual(['第一，', '第二，', '第三，', '第四，', '第五，', '第七，'])
})
