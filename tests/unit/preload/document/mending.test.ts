import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '#preload/document/apply.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { blockText } from '#preload/document/lines.ts'
import { headingLevels, isMendable, type Mend, mended } from '#preload/document/mending.ts'
import { type Block, BlockId, type Doc, ImageId, type Inline } from '#preload/document/schema.ts'
import { doc } from './documents.ts'

const id = (name: string) => BlockId.parse(name)
const paragraph = (name: string, ...children: Inline[]): Block => ({ type: 'paragraph', id: id(name), children })
const heading = (name: string, level: 1 | 2 | 3 | 4, text: string): Block => ({ type: 'heading', id: id(name), level, children: [{ text }] })
const mend = (kind: Mend['kind'], block: string | null = null): Mend => ({ kind, block: block === null ? null : id(block) })
const textsAfter = (kind: Mend['kind'], text: string): string | undefined => mended([paragraph('p', { text })], mend(kind)).map(blockText)[0]

describe('raising headings', () => {
  test('levels that are used become 1, 2, 3 in their order', () => {
    const before: Doc = [heading('a', 2, '一'), heading('b', 4, '二'), heading('c', 3, '三'), paragraph('p', { text: '文' })]
    expect(mended(before, mend('raise-headings'))).toEqual([heading('a', 1, '一'), heading('b', 3, '二'), heading('c', 2, '三'), before[3]])
  })

  test('several lessons are raised alike, by the levels that any of them uses', () => {
    const [one, two]: readonly Doc[] = [[heading('a', 2, '一')], [heading('b', 2, '二'), heading('c', 4, '三')]]
    const alike = { kind: 'raise-headings', block: null, levels: headingLevels([one!, two!]) } as const
    expect(alike.levels).toEqual([2, 4])
    expect([one!, two!].map((doc) => mended(doc, alike))).toEqual([[heading('a', 1, '一')], [heading('b', 1, '二'), heading('c', 2, '三')]])
    expect(mended(two!, { ...alike, levels: [1, 2, 3, 4] })).toBe(two)
    expect(mended(mended(two!, alike), alike)).toEqual(mended(two!, alike))
    // A lesson of which no heading is another is the same: there is nothing to take back in it.
    const untouched: readonly Doc[] = [[paragraph('p', { text: '文' })], [heading('e', 1, '五'), heading('f', 2, '六')]]
    expect(untouched.map((doc) => mended(doc, { ...alike, levels: [1, 2, 4] }) === doc)).toEqual([true, true])
    // Levels of what was written since are among them.
    expect(mended([heading('d', 3, '四')], alike)).toEqual([heading('d', 2, '四')])
  })

  test('where there is no gap nothing is raised', () => {
    const before: Doc = [heading('a', 1, '一'), heading('b', 2, '二')]
    expect(mended(before, mend('raise-headings'))).toBe(before)
  })
})

describe('reading Markdown that was left', () => {
  const read = (text: string) => mended([paragraph('p', { text })], mend('read-markdown'))[0]

  test.each<[string, Inline[]]>([
    ['看[这里](https://example.com/a_b)。', [{ text: '看' }, { text: '这里', link: 'https://example.com/a_b' }, { text: '。' }]],
    ['要**慢**，用 `npm` 装', [{ text: '要' }, { text: '慢', bold: true }, { text: '，用 ' }, { text: 'npm', code: true }, { text: ' 装' }]],
    [
      '**[鱼](https://e.cn)和`x`**',
      [
        { text: '鱼', bold: true, link: 'https://e.cn' },
        { text: '和', bold: true },
        { text: 'x', bold: true, code: true },
      ],
    ],
    ['设 $\\frac{a}{b}$', [{ text: '设 ' }, { type: 'formula', tex: '\\frac{a}{b}', children: [{ text: '' }] }, { text: '' }]],
  ])('%s', (text, children) => {
    expect(read(text)).toEqual(paragraph('p', ...children))
  })

  test('a paragraph that begins as a heading or a task becomes one', () => {
    expect([read('## 二、**去腥**'), read('- [x] 买姜')]).toEqual([
      { type: 'heading', id: 'p', level: 2, children: [{ text: '二、' }, { text: '去腥', bold: true }] },
      { type: 'item', id: 'p', kind: 'task', depth: 0, done: true, children: [{ text: '买姜' }] },
    ])
  })

  test('where it can’t be said what is meant nothing is done', () => {
    for (const text of ['[文字](网址)', '![鱼](鱼.png)', '2**3**4', '[[双链]]'])
      expect(isMendable([paragraph('p', { text })], mend('read-markdown'))).toBe(false)
    const inLink = paragraph('p', { text: '[鱼](https://e.cn)', link: 'https://e.cn' })
    const ofModel = paragraph('p', { text: '$\\alpha$', ai: { model: 'starter', at: 1 } })
    expect([isMendable([inLink], mend('read-markdown')), isMendable([ofModel], mend('read-markdown'))]).toEqual([false, false])
  })

  test('it is one and the same afterwards, and can be said in changes', () => {
    const before: Doc = [
      paragraph('p', { text: '## 用 **`a`**' }),
      paragraph('q', { text: '先 $\\beta$ 后 [x](https://e.cn) ' }),
      paragraph('r', { text: '- [ ] 买' }),
    ]
    const once = mended(before, mend('read-markdown'))
    expect(isMendable(once, mend('read-markdown'))).toBe(false)
    expect(applyChanges(before, changesBetween(before, once))).toEqual(once)
  })
})

describe('removing what nobody sees', () => {
  test('an empty heading goes, another stays', () => {
    const before: Doc = [heading('a', 1, ' '), heading('b', 1, ''), paragraph('p', { text: '文' })]
    expect([mended(before, mend('remove-heading', 'a')), mended(before, mend('remove-heading'))]).toEqual([before.slice(1), before.slice(2)])
  })

  test('a lesson of one empty heading keeps it', () => {
    const before: Doc = [heading('a', 1, '')]
    expect(mended(before, mend('remove-heading', 'a'))).toBe(before)
  })

  test('a link on white space goes, the space stays; a link on words stays', () => {
    const link = 'https://example.com'
    const before: Doc = [paragraph('p', { text: '看' }, { text: ' ', link }, { text: '这里', link })]
    expect(mended(before, mend('remove-link', 'p'))).toEqual([paragraph('p', { text: '看 ' }, { text: '这里', link })])
  })
})

describe('a text', () => {
  test.each([
    ['join-lines', '这是从别处复制来的一段很长的文字，在句子当\n中断开了。', '这是从别处复制来的一段很长的文字，在句子当中断开了。'],
    ['join-lines', '床前明月光\n疑是地上霜', '床前明月光\n疑是地上霜'],
    ['join-lines', '这是一个写完了的句子，后面另起了一行文字。\n下一句', '这是一个写完了的句子，后面另起了一行文字。\n下一句'],
    ['single-spaces', '第一章 开头   和  end  of it', '第一章 开头 和 end of it'],
    ['single-spaces', '    缩进', '    缩进'],
    ['full-marks', '先写,再改:最后读一遍! 为什么?好.', '先写，再改：最后读一遍！为什么？好。'],
    ['full-marks', '你好.世界. 再见', '你好。世界。再见'],
    ['full-marks', '读《论语》,再写“好”;“坏”不写:（见后）', '读《论语》，再写“好”；“坏”不写：（见后）'],
    ['full-marks', '一.选鱼\n第三章.去腥\n甲.蒸', '一.选鱼\n第三章.去腥\n甲.蒸'],
    ['full-marks', '约翰.史密斯说,等等...再说', '约翰.史密斯说，等等...再说'],
    ['full-marks', '比例 3:1, at 12:30, 见 a.txt', '比例 3:1, at 12:30, 见 a.txt'],
    ['full-marks', '网址:https://a.b', '网址:https://a.b'],
    ['full-marks', '见 a.com/中,文，再读,再写', '见 a.com/中,文，再读，再写'],
    ['full-marks', '见 https://a.com/路:径?问!答 先写,再改', '见 https://a.com/路:径?问!答 先写，再改'],
    ['full-marks', '打开 /家/文,稿.md 先写,再改', '打开 /家/文,稿.md 先写，再改'],
    ['full-marks', '打开 D:\\文,稿 先写,再改', '打开 D:\\文,稿 先写，再改'],
    [
      'full-marks',
      '很多人说"复利是世界第八大奇迹",可是…看不出来.2026年3月15日,我把钱存了定期.',
      '很多人说“复利是世界第八大奇迹”，可是…看不出来。2026年3月15日，我把钱存了定期。',
    ],
    ['full-marks', '涨了 10%,再跌;先买,3个月后卖. 8月1日再看', '涨了 10%，再跌；先买，3个月后卖。8月1日再看'],
    ['full-marks', '她说:"慢.快"', '她说：“慢。快”'],
    ['full-marks', '见图.3 和总结.2026年.docx，写("你好")，输出"再见"', '见图.3 和总结.2026年.docx，写("你好")，输出“再见”'],
    ['full-marks', '{"名":"值"}，5"屏', '{"名":"值"}，5"屏'],
    ['half-digits', '见 a.com/第１课 第１课', '见 a.com/第１课 第1课'],
    ['half-digits', '２０２６年，Ａ股', '2026年，A股'],
  ] as const)('%s: %s', (kind, before, after) => {
    expect(textsAfter(kind, before)).toBe(after)
  })

  test('every sign keeps its marks, and what a model wrote stays told', () => {
    const ai = { model: 'starter', at: 1 }
    const before: Doc = [paragraph('p', { text: '先写', bold: true }, { text: ',再', ai }, { text: '  ', italic: true }, { text: ' 改' })]
    const after = mended(mended(before, mend('full-marks')), mend('single-spaces'))
    expect(after).toEqual([paragraph('p', { text: '先写', bold: true }, { text: '，再', ai }, { text: ' ', italic: true }, { text: '改' })])
  })

  test('the words of a link stay as they are', () => {
    const before: Doc = [paragraph('p', { text: '见' }, { text: '书名:副题,再版', link: 'https://example.com' })]
    expect(mended(before, mend('full-marks'))).toBe(before)
  })

  test('code, formulas and footnotes stay as they are', () => {
    const formula: Inline = { type: 'formula', tex: 'a,  b', children: [{ text: '' }] }
    const before: Doc = [
      paragraph('p', { text: '写,好', code: true }, { text: '' }, formula, { text: '' }),
      { type: 'code', id: id('c'), children: [{ text: '写,好  a\n１' }] },
      { type: 'formula-block', id: id('f'), children: [{ text: 'a  b１' }] },
    ]
    for (const kind of ['full-marks', 'single-spaces', 'half-digits', 'join-lines'] as const) expect(mended(before, mend(kind))).toBe(before)
  })

  test('cells of tables are mended too', () => {
    const cell = (name: string, text: string) => ({ type: 'cell' as const, id: id(name), children: [{ text }] })
    const table = (text: string): Block => ({
      type: 'table',
      id: id('t'),
      align: [null, null],
      hasHeader: false,
      children: [{ type: 'row', children: [cell('x', text), cell('y', '好')] }],
    })
    expect(mended([table('一  二')], mend('single-spaces', 't'))).toEqual([table('一 二')])
  })
})

test('a picture without words gets those of its caption, one with words keeps them', () => {
  const image = (alt: string): Block => ({
    type: 'image',
    id: id('i'),
    image: ImageId.parse('ab'.repeat(32)),
    alt,
    children: [{ text: '图一：', bold: true }, { text: '草图' }],
  })
  expect([mended([image('')], mend('alt-of-caption', 'i')), isMendable([image('画')], mend('alt-of-caption', 'i'))]).toEqual([[image('图一：草图')], false])
})

test('it is one and the same afterwards, and can be said in changes', () => {
  fc.assert(
    fc.property(
      doc,
      fc.constantFrom(
        'raise-headings',
        'remove-heading',
        'remove-link',
        'join-lines',
        'alt-of-caption',
        'single-spaces',
        'full-marks',
        'half-digits',
        'read-markdown',
      ),
      (before, kind) => {
        const once = mended(before, mend(kind))
        expect(isMendable(once, mend(kind))).toBe(false)
        expect(applyChanges(before, changesBetween(before, once))).toEqual(once)
      },
    ),
    { numRuns: 200 },
  )
})
