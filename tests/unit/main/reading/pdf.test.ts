import { describe, expect, test } from 'vitest'
import { linesOf, type PdfLine, type PdfPage } from '#main/reading/pdf-lines.ts'
import { paragraphsOf } from '#main/reading/pdf-paragraphs.ts'
import { characterReader } from '#main/reading/radicals.ts'
import { blockText } from '#preload/document/lines.ts'
import { fixture, pdf, read, shown } from './files.ts'

test('Chromium’s PDF: paragraphs over pages, headings, no heads and numbers of pages, no radicals', async () => {
  const { title, markdown, written } = await read('秋.pdf', fixture('chromium.pdf'))
  expect([title, written]).toEqual(['故都的秋', '2026-11-29'])
  expect(markdown).toBe(
    [
      '北国的槐树，也是一种能使人联想起秋来的点缀。像花而又不是花的那一种落蕊，早晨起来，会铺得满地。脚踏上去，声音也没有，气味也没有，只能感出一点点极微细极柔软的触觉。',
      '## 秋雨',
      '还有秋雨哩，北方的秋雨，也似乎比南方的下得奇，下得有味，下得更像样。在北方，像是家家户户都养在家里的家虫。',
      '“唉，天可真凉了──”',
      '“可不是么？一层秋雨一层凉了！”',
      '北方的果树，到秋天，也是一种奇景。第一是枣子树，屋角，墙头，它都会一株株地长大起来。\n',
    ].join('\n\n'),
  )
})

test('LibreOffice’s PDF: what another font drew belongs into its holes, a note stands last', async () => {
  const { title, markdown } = await read('秋.pdf', fixture('libreoffice.pdf'))
  expect(title).toBe('故都的秋')
  expect(markdown).toMatch(/也不过想饱尝一尝这“秋”，这故都的秋味。\n\n## 北国的槐树\n\n北国的槐树，也是一种能使人联想起秋来的点缀。\n\n1 槐树，落叶乔木。\n$/)
})

test('a font of GBK that no file brings along', async () => {
  const { markdown } = await read('a.pdf', pdf([shown(50, 300, 'b9cab6bcb5c4c7ef') + shown(50, 280, 'b1b1b9fab5c4bbb1caf7')]))
  expect(markdown.replace(/\s/g, '')).toBe('故都的秋北国的槐树')
})

test('a page without text among others is counted', async () => {
  const text = shown(50, 300, 'b9cab6bcb5c4c7efb9cab6bcb5c4c7efb9cab6bcb5c4c7ef')
  expect((await read('a.pdf', pdf([text, '', text]))).losses).toEqual([{ kind: 'pages', count: 1 }])
})

test('radicals are characters, in the writing of the text', () => {
  expect(characterReader('这是简体')('⾏⽤⼀⻛⼾⿈⺠')).toBe('行用一风户黄民')
  expect(characterReader('這是繁體')('⼾⿈')).toBe('戶黃')
})

describe('lines', () => {
  const piece = (text: string, x: number, y = 100, size = 10, width = text.length * size) => ({ text, x, y, size, width })

  test('words are set apart by gaps, Chinese is not', () => {
    const [line] = linesOf([piece('left', 0, 100, 10, 20), piece('right', 24, 100, 10, 25), piece('中', 52), piece('文', 66)])
    expect(line?.text).toBe('left right中文')
  })

  test('columns are not one line', () => {
    expect(linesOf([piece('左栏', 0), piece('右栏', 300)]).map((line) => line.text)).toEqual(['左栏', '右栏'])
  })

  test('the number of a note is left out, an exponent stays', () => {
    expect(linesOf([piece('句。', 0), piece('12', 20, 104, 6)]).map((line) => line.text)).toEqual(['句。'])
    expect(linesOf([piece('x', 0, 100, 10, 5), piece('2', 5, 104, 6, 3)]).map((line) => line.text)).toEqual(['x2'])
  })
})

describe('paragraphs', () => {
  const line = (text: string, y: number, { x = 50, size = 10, end = x + text.length * size }: Partial<PdfLine> = {}): PdfLine => ({ text, x, y, size, end })
  const page = (number: number, lines: readonly PdfLine[]): PdfPage => ({ number, width: 400, height: 600, lines })
  const full = '一二三四五六七八九十甲乙丙丁戊己庚辛壬癸'
  const texts = (pages: readonly PdfPage[]) => paragraphsOf(pages).blocks.map(blockText)

  test('two columns are read one after the other', () => {
    const column = (x: number) => [
      line(full.slice(0, 10), 500, { x }),
      line(full.slice(0, 10), 485, { x }),
      line('末。', 470, { x }),
      line(full.slice(0, 8), 455, { x: x + 20 }),
      line(full.slice(0, 10), 440, { x }),
    ]
    expect(texts([page(1, [...column(50), ...column(220)])])).toEqual([
      `${full.slice(0, 10)}${full.slice(0, 10)}末。`,
      // The last line of the first column is full, and the second one begins at its margin: one paragraph.
      `${full.slice(0, 8)}${full.slice(0, 10).repeat(3)}末。`,
      `${full.slice(0, 8)}${full.slice(0, 10)}`,
    ])
  })

  test('heads of chapters and numbers at the edge are no text, also where they change', () => {
    const pages = [1, 2, 3, 4].map((number) => page(number, [line(`第一章 · ${number}`, 580), line(full, 400), line(full, 385), line(`- ${number} -`, 20)]))
    expect(texts(pages).join('')).toBe(full.repeat(8))
  })

  test('an item that hangs out keeps its further lines', () => {
    expect(
      texts([
        page(1, [line(full, 500), line(`${full.slice(0, -1)}。`, 485), line('1. 甲乙丙丁戊己庚辛壬癸一二三四五六七', 470), line('八九十。', 455, { x: 65 })]),
      ]),
    ).toEqual([`${full}${full.slice(0, -1)}。`, '1. 甲乙丙丁戊己庚辛壬癸一二三四五六七八九十。'])
  })
})
