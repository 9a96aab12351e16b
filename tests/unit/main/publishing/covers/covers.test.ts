import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { coverTemplates, noCover, usualCover } from '#main/publishing/covers/cover.ts'
import { columnsOf } from '#main/publishing/covers/slip.ts'
import { seriesLines } from '#main/publishing/covers/type.ts'
import { headedTitle } from '#main/publishing/covers/headed-title.ts'
import { coverSizes } from '#main/publishing/covers/cover-size.ts'
import { coverUnits } from '#main/publishing/covers/made-cover.ts'
import { setTitle, titleLines, titlePieces, widthOf } from '#main/publishing/prose/title-lines.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import type { Drawing } from '#main/publishing/pictures/drawing.ts'
import { drawn } from '#main/publishing/pictures/drawn.ts'
import { patternedPng } from '../../images/pictures.ts'

const LONG = '这是一个特别特别长的标题，长到六十个汉字，用来看看封面上的字会不会挤在一起，会不会溢出边界，会不会难看，到底行不行，再加几个字吧'
const titles = [
  '茶道',
  LONG,
  'Deep Learning for Writers',
  '《红楼梦》里的经济学——贾府是怎样破产的？',
  '用 Python 3.14 做分析 📊',
  '𠮷野家😀',
  '',
  '"#panic("x")',
]

/** The source that a unit asks to be drawn. */
async function asked(choice = usualCover, title = '茶道', size: (typeof coverSizes)[keyof typeof coverSizes] = coverSizes.ximalaya): Promise<Drawing> {
  const wanted: Drawing[] = []
  const materials: Materials = {
    image: () => null,
    imageBytes: () => Promise.resolve(new Uint8Array()),
    draw: (drawing) => {
      wanted.push(drawing)
      return Promise.resolve({ type: 'png', bytes: new Uint8Array([1]) })
    },
  }
  const [unit] = coverUnits(choice, { id: 'cover', path: '封面', lesson: null, words: { title, author: '陆羽' }, size }, materials)
  expect((await unit!.make(new AbortController().signal)).files).toEqual([{ path: '封面.png', bytes: new Uint8Array([1]) }])
  return wanted[0]!
}

test('characters that no font of covers has are told, with the cover', async () => {
  const draw = () => Promise.resolve({ type: 'png' as const, bytes: new Uint8Array([1]) })
  const materials: Materials = { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()), draw }
  const told = async (title: string, choice = usualCover) => {
    const [unit] = coverUnits(choice, { id: 'cover', path: '封面', lesson: null, words: { title, author: '陆羽' }, size: coverSizes.ximalaya }, materials)
    const { findings } = await unit!.make(new AbortController().signal)
    return findings.map(({ level, kind, text, numbers }) => [level, kind, text.replaceAll(/[^\w+（）、]/gu, ''), numbers])
  }
  expect(await told('ไ 入门')).toEqual([['lost', 'glyph-missing', '（U+0E44）', { count: 1 }]])
  expect([await told('𠮷野家 😀'), await told('ไ', { ...usualCover, picture: { image: 'a', as: 'whole' } })]).toEqual([[], []])
})

describe('a title on a cover', () => {
  const space = { width: 900, height: 400, most: 160, leading: 1.3, mostLines: 4 }

  test.each(titles)('%j fits, and loses no word', (title) => {
    const { lines, size } = setTitle(title, space)
    for (const line of lines) expect(widthOf(line) * size).toBeLessThanOrEqual(space.width + 0.01)
    expect((1 + (lines.length - 1) * space.leading) * size).toBeLessThanOrEqual(space.height + 0.01)
    expect(lines.join('').replaceAll(/\s/g, '')).toBe((title || '无题').replaceAll(/\s/g, ''))
  })

  test.each([
    ['把一门课写出来', ['把一门课', '写出来']],
    ['给新手的开源课', ['给新手的', '开源课']],
    ['三个月学会写作', ['三个月', '学会写作']],
    ['第 12 课 复利', ['第 12 课', '复利']],
    ['普通人的投资', ['普通人的', '投资']],
  ])('%s is parted where people would', (title, lines) => {
    expect(setTitle(title, { ...space, width: 400 }).lines).toEqual(lines)
  })

  test('is parted between words, after marks where it has any, and never before one', () => {
    expect(setTitle('从零开始的机器学习：给写作者的课', { ...space, height: 200 }).lines).toEqual(['从零开始的机器学习：', '给写作者的课'])
    // Who does something is one word, though dictionaries part it.
    for (const width of [200, 300, 400]) expect(setTitle('写给自学者的开源课：从第一个补丁到维护者', { ...space, width }).lines.join('|')).not.toContain('|者')
    for (const width of [150, 200, 300, 400])
      expect(setTitle('从零开始的机器学习：给写作者的课', { ...space, height: 900, width }).lines.join('|')).not.toMatch(/\|课|写\|/)
    for (const line of setTitle(LONG, space).lines) expect(line).not.toMatch(/^[，。：？]/)
    expect(setTitle('Deep Learning for Writers', { ...space, width: 500 }).lines.every((line) => !line.includes('-'))).toBe(true)
  })
})

describe('a title of marks and short words', () => {
  const OWN = '看得懂的钱：财报、数学与Python'
  const WHY = '读懂一家公司的现金流：为什么利润表上赚了钱，账上却一分钱也没有？——给第一次看财报的普通投资者'
  const spaces = [1136, 988, 864, 1280, 500].map((width) => ({ width, height: 400, most: 160, leading: 1.34, mostLines: 5 }))

  test('no word is parted that a dictionary does not know, where anything else ends', () => {
    for (const space of spaces)
      for (const title of [OWN, WHY]) expect(setTitle(title, space).lines.join('|')).not.toMatch(/财\|报|利润\|表|表\|上|了\|钱|的\|钱|却\|一|看\|财/)
    for (const wide of [8, 10, 16]) expect(titleLines(WHY, wide).join('|')).not.toMatch(/财\|报|利润\|表|表\|上|了\|钱|却\|一|看\|财/)
    expect(titlePieces(OWN).join('|')).toMatch(/^看得懂的钱：\|财报、\|/)
    expect(titlePieces(WHY).join('|')).toContain('|利润表上赚了钱，|账上却一分钱|')
    // Nor at the end of what has grown too long.
    expect(titlePieces('——给第一次看财报的普通投资者').join('|')).toMatch(/^——给第一次\|看财报的\|/)
  })

  test('lines end at marks, a dash opens the next, and no word of two signs stands alone', () => {
    expect(titleLines(WHY, 16)).toEqual(['读懂一家公司的现金流：', '为什么利润表上赚了钱，', '账上却一分钱也没有？', '——给第一次看财报的普通投资者'])
    expect(setTitle(OWN, { width: 1280, height: 1600, most: 248, leading: 1.34, mostLines: 5 }).lines).toEqual(['看得懂的钱：', '财报、数学与Python'])
    expect(columnsOf(OWN, 500, 120, 470).columns.map((column) => column.map(({ text }) => text).join(''))).toEqual(['看得懂的钱：', '财报、数学与Python'])
  })
})

describe('a title with a colon', () => {
  const space = { width: 1280, height: 1600, most: 248, leading: 1.34, mostLines: 5 }

  test('what stands before it is large, and the rest below it in half the type', () => {
    const { head, below, tall } = headedTitle('看得懂的钱：财报、数学与Python', space)
    expect([head.lines, below?.lines]).toEqual([['看得懂的钱'], ['财报、数学与Python']])
    expect(head.size).toBeGreaterThan(240)
    expect(below?.size).toBeLessThanOrEqual(head.size / 2)
    expect(tall).toBeLessThanOrEqual(space.height)
  })

  test.each(['折现、复利与指数', '一：二', '看：得：懂', '这个冒号前面的话实在太长了所以不是主标题：对吧', ''])('%j is set in one size', (title) => {
    expect(headedTitle(title, space)).toMatchObject({ head: setTitle(title, space), below: null })
  })

  test('it fits, whatever room there is', () => {
    for (const width of [300, 600, 988, 1280])
      for (const height of [120, 260, 630]) {
        const { head, below, tall } = headedTitle('从零开始的机器学习：给写作者的课', { ...space, width, height })
        expect(tall).toBeLessThanOrEqual(height + 0.01)
        for (const set of [head, ...(below === null ? [] : [below])])
          for (const line of set.lines) expect(widthOf(line) * set.size).toBeLessThanOrEqual(width + 0.01)
      }
  })
})

describe('a series on a cover', () => {
  const LONG_SERIES = '从零开始的量化投资：用Python、pandas与一点点概率论，搭建属于普通人的长期资产配置系统（第2版）'

  test('a short one is a line of its size', () => {
    expect(seriesLines('小满财经课', 300, 26, 0.14)).toEqual({ lines: ['小满财经课'], size: 26 })
  })

  test('a long one is two lines of nearly its size, or ends in dots: never smaller than can be read', () => {
    for (const [width, size] of [
      [800, 26],
      [500, 16],
      [282, 26],
      [120, 13],
    ] as const) {
      const set = seriesLines(LONG_SERIES, width, size, 0.14)
      expect(set.lines.length).toBe(2)
      expect(set.size).toBeGreaterThanOrEqual(12)
      expect(set.size).toBeGreaterThanOrEqual(size * 0.7)
      for (const line of set.lines) expect((widthOf(line) + line.length * 0.14) * set.size).toBeLessThanOrEqual(width + 0.01)
    }
    expect(seriesLines(LONG_SERIES, 800, 26, 0.14).lines.join('')).toBe(LONG_SERIES)
    expect(seriesLines(LONG_SERIES, 282, 26, 0.14).lines[1]).toMatch(/[^，：、]…$/)
  })

  test('a wide slip has as many columns as its width holds, in type that can be read', () => {
    const [few, many] = [columnsOf(LONG_SERIES, 514, 144, 747), columnsOf(LONG_SERIES, 514, 144, 747, 8)]
    expect(many.columns.length).toBeGreaterThan(5)
    expect(many.size).toBeGreaterThan(few.size * 1.05)
  })
})

describe('a title on a slip', () => {
  const columnsFor = (title: string, tall: number): string[] =>
    columnsOf(title, tall, 146, 432).columns.map((column) => column.map(({ text }) => text).join('|'))

  test('numbers of one or two digits stand upright together, longer ones and words lie', () => {
    const kinds = (title: string): string[] => columnsOf(title, 9000, 146, 999).columns.flatMap((column) => column.map(({ text, kind }) => `${text} ${kind}`))
    expect(kinds('第1课')).toEqual(['第 sign', '1 upright', '课 sign'])
    expect(kinds('30天学A股')).toEqual(['30 upright', '天 sign', '学 sign', 'A upright', '股 sign'])
    expect(kinds('Python 3')).toEqual(['Python lying', '  narrow-gap', '3 lying'])
    expect(kinds('2024年')).toEqual(['2024 lying', '年 sign'])
  })

  test('a long title is of more columns rather than of long thin ones', () => {
    const set = (title: string) => columnsOf(title, 2160 * 0.84, 216, 736)
    for (const title of ['从零开始的机器学习：给写作者的课', '用 Python 做数据分析：从入门到实战的三十六讲']) {
      const { columns, size } = set(title)
      expect(columns.length, title).toBeGreaterThanOrEqual(3)
      expect(size, title).toBeGreaterThan(135)
    }
    expect(set('写给自学者的开源课').columns.length).toBe(1)
  })

  test.each([
    ['第1课 为什么要学投资', 907, ['第|1|课', '为|什|么|要|学|投|资']],
    ['为什么要学投资', 400, ['为|什|么', '要|学', '投|资']],
    ['从零开始的机器学习：给写作者的课', 907, ['从|零|开|始|的', '机|器|学|习|：', '给|写|作|者|的|课']],
    ['第 12 课 复利', 400, ['第| |12| |课', '复|利']],
  ])('%s is parted at its own space, behind marks or between words', (title, tall, columns) => {
    expect(columnsFor(title, tall)).toEqual(columns)
  })

  test.each(titles)('%j loses nothing, whatever room there is', (title) => {
    for (const tall of [200, 400, 900, 2000]) expect(columnsFor(title, tall).join('').replaceAll(/[|\s]/g, '')).toBe((title || '无题').replaceAll(/[|\s]/g, ''))
  })
})

describe('a cover', () => {
  test.each(coverTemplates)(
    '%s is drawn at its size, the same bytes each time, of whatever title',
    async (template) => {
      const choice = { ...usualCover, template, series: '丛书 & 《系列》' }
      for (const title of titles) {
        const drawing = await asked(choice, title, coverSizes.wechatFirst)
        const [one, other] = [await drawn({ ...drawing, picture: null }), title === titles[0] ? await drawn({ ...drawing, picture: null }) : null]
        if (one.kind !== 'made') throw new Error(one.kind)
        const { width, height, format } = await sharp(one.bytes).metadata()
        expect([width, height, format, one.bytes.length < coverSizes.wechatFirst.mostBytes]).toEqual([1080, 460, 'png', true])
        if (other?.kind === 'made') expect(Buffer.from(other.bytes).equals(Buffer.from(one.bytes))).toBe(true)
      }
    },
    20_000,
  )

  test('shows the author’s picture, as a photograph of no more bytes than it may have', async () => {
    const picture = await sharp(patternedPng(500, 400)).jpeg().toBuffer()
    for (const as of ['whole', 'background', 'inset'] as const) {
      const made = await drawn({ ...(await asked({ ...usualCover, picture: { image: 'p', as } })), mostBytes: 200_000, picture })
      if (made.kind !== 'made') throw new Error(made.kind)
      expect([made.type, made.bytes.length <= 200_000]).toEqual(['jpeg', true])
      const { channels } = await sharp(made.bytes).stats()
      // Paper and ink alone have nearly the same of all three.
      expect(channels[0]!.stdev).toBeGreaterThan(as === 'background' ? 10 : 20)
    }
  })

  const whitePicture = () =>
    sharp({ create: { width: 300, height: 300, channels: 3, background: '#ffffff' } })
      .jpeg()
      .toBuffer()

  /** The pixels of a cover behind the author's picture. */
  async function pixelsOf(drawing: Drawing, picture: Buffer): Promise<{ readonly data: Buffer; readonly channels: number }> {
    const made = await drawn({ ...drawing, picture })
    if (made.kind !== 'made') throw new Error(made.kind)
    const { data, info } = await sharp(made.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true })
    return { data, channels: info.channels }
  }

  test.each([
    ['mountains', coverSizes.ximalaya],
    ['mountains', coverSizes.wechatFirst],
    ['plain', coverSizes.ximalaya],
    ['night', coverSizes.wechatFirst],
    ['plain', coverSizes.book],
    ['slip', coverSizes.ximalaya],
    ['slip', coverSizes.wechatFirst],
  ] as const)(
    'words of %s on a white picture can be read: wherever they stand the ground is dark enough for paper-coloured type',
    async (template, size) => {
      const choice = { ...usualCover, template, series: '小满财经课', picture: { image: 'p', as: 'background' as const } }
      const drawing = await asked(choice, '从零开始的机器学习：给写作者的课', size)
      const white = await whitePicture()
      const said = await pixelsOf(drawing, white)
      // The same, with no colour in its words.
      const ground = await pixelsOf({ ...drawing, source: drawing.source.replaceAll(', cover-paper, ', ', rgb(0, 0, 0, 0), ') }, white)
      const contrasts: number[] = []
      for (let at = 0; at < said.data.length; at += said.channels) {
        const [over, under] = [said, ground].map(({ data }) => [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0] as const)
        if (over![0] - under![0] > 40) contrasts.push(contrast(under!, [251, 250, 247]))
      }
      expect(contrasts.length).toBeGreaterThan(500)
      expect(contrasts.filter((each) => each <= 4.5)).toEqual([])
    },
    20_000,
  )

  test('where no words stand the author’s picture is as it was', async () => {
    for (const template of ['mountains', 'slip'] as const) {
      const { data, channels } = await pixelsOf(await asked({ ...usualCover, template, picture: { image: 'p', as: 'background' } }), await whitePicture())
      const { width, height } = coverSizes.ximalaya
      const at = (Math.round(height * 0.5) * width + Math.round(width * 0.8)) * channels
      expect([...data.subarray(at, at + 3)], template).toEqual([255, 255, 255])
    }
  })

  test('is none where none is wanted, and told where it can’t be drawn', async () => {
    const materials: Materials = { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()), draw: () => Promise.resolve(null) }
    const file = { id: 'cover', path: '封面', lesson: null, words: { title: '茶道', author: '' }, size: coverSizes.book }
    expect(coverUnits(noCover, file, materials)).toEqual([])
    const [unit] = coverUnits(usualCover, file, materials)
    const { files, findings } = await unit!.make(new AbortController().signal)
    expect([files, findings.map(({ level, kind }) => `${level} ${kind}`)]).toEqual([[], ['lost cover-missing']])
  })
})

function contrast(a: readonly number[], b: readonly number[]): number {
  const light = (colour: readonly number[]): number => {
    const [red = 0, green = 0, blue = 0] = colour.map((value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [low = 0, high = 0] = [light(a), light(b)].toSorted((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}
