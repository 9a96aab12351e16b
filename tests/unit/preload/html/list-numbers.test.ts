import { parseHTML } from 'linkedom'
import { expect, test } from 'vitest'
import { blockText } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import { Doc } from '#preload/document/schema.ts'
import { type PastedBlock, readBlocks } from '#preload/html/html-blocks.ts'

function numbered(html: string): string[] {
  const blocks: PastedBlock[] = []
  const { document } = parseHTML(`<html><body>${html}</body></html>`)
  for (const _ of readBlocks(document as unknown as Document, blocks, { asSigns: 0, asText: 0 }));
  const doc = Doc.parse(blocks)
  return doc.map((block, at) => `${numbersOf(doc)[at] || block.type} ${blockText(block)}`)
}

test.each<[string, string, string[]]>([
  ['says where it counts from', '<ol start="3"><li>三</li><li>四</li><li value="7">七</li><li>八</li></ol>', ['3 三', '4 四', '7 七', '8 八']],
  [
    'has code and a quotation within a step',
    '<ol><li>一<pre>码</pre></li><li>二<blockquote>引</blockquote></li><li>三</li></ol>',
    ['1 一', 'code 码', '2 二', 'quote 引', '3 三'],
  ],
  ['begins anew', '<ol><li>一</li></ol><pre>码</pre><ol><li>新</li></ol>', ['1 一', 'code 码', '1 新']],
  [
    'is of Word, and goes on behind text',
    ['1.', '2.'].map((sign) => `<p style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">${sign}</span>步</p><p>文</p>`).join(''),
    ['1 步', 'paragraph 文', '2 步', 'paragraph 文'],
  ],
  ['is in a cell', '<table><tr><td><ol start="4"><li>四</li><li>五</li></ol></td><td>字</td></tr></table>', ['table 4. 四\n5. 五\n字']],
])('a list that %s keeps its numbers', (_what, html, wanted) => {
  expect(numbered(html)).toEqual(wanted)
})
