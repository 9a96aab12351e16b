import { expect, test } from 'vitest'
import { epub, fixture, read } from './files.ts'

test('a book that pandoc wrote is one work, without the page of its title', async () => {
  expect(await read('秋.epub', fixture('pandoc.epub'))).toEqual({
    kind: 'epub',
    title: '故都的秋',
    written: '1934-08-17',
    losses: [],
    markdown:
      '# 一\n\n秋天，无论在什么地方的秋天，总是好的；可是啊，北国的秋，却特别地来得清，来得静，来得悲凉。[^1]\n\n# 二\n\n江南，秋当然也是有的，但草木凋得慢，空气来得润，天的颜色显得淡，并且又时常多雨而少风。\n\n[^1]: 北国，指北平。\n',
  })
})

test('chapters come in the order in which they are read, whatever they are called', async () => {
  const book = epub({ '第 二章.xhtml': '<html><body><h2>先</h2></body></html>', 'a%20b.xhtml': '<html><body><a id="x"/><p>后<br/>行</p></body></html>' })
  expect((await read('书.epub', book)).markdown).toBe('## 先\n\n后\\\n行\n')
})

test('a chapter that is missing is counted, and the others are read', async () => {
  const parts = {
    'OEBPS/book.opf':
      '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>',
  }
  expect(await read('书.epub', epub({ 'a.xhtml': '<p>甲</p>' }, { parts }))).toMatchObject({
    title: '书',
    markdown: '甲\n',
    losses: [{ kind: 'chapters', count: 1 }],
  })
})

test('notes that other makers write', async () => {
  const chapter = '<html><body><p>句<a epub:type="noteref" href="#n1">①</a>。</p><aside epub:type="footnote" id="n1"><p>注文。</p></aside></body></html>'
  expect((await read('书.epub', epub({ 'a.xhtml': chapter }))).markdown).toBe('句[^1]。\n\n[^1]: 注文。\n')
})
