import { createHash } from 'node:crypto'
import { inflateSync } from 'node:zlib'
import { PDFArray, type PDFContext, PDFDict, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFRef } from '@cantoo/pdf-lib'
import sharp from 'sharp'
import { describe, expect, test, vi } from 'vitest'
import { noCover, usualCover } from '#main/publishing/covers/cover.ts'
import { lessonsOf, type PublishedCourse, type PublishedImage } from '#main/publishing/desk/course.ts'
import { Findings } from '#main/publishing/desk/finding.ts'
import { bookFonts, placeIn, typstBook, typstExcerpt } from '#main/publishing/pdf/book.ts'
import { pdf } from '#main/publishing/pdf/pdf.ts'
import { TypesetError } from '#main/publishing/pdf/typeset-error.ts'
import { typesetting } from '#main/publishing/pdf/typesetter.ts'
import { typstPage } from '#main/publishing/pdf/typst-page.ts'
import { proseOf } from '#main/publishing/prose/prose.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'
import { patternedPng, png } from '../../images/pictures.ts'
import { pdfPages } from '../../../../fixtures/publish/outside.ts'
import { captioned } from '../published.ts'
import { decoded } from './png-rows.ts'

const imageId = 'a'.repeat(64) as ImageId
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

function page(doc: Doc): { code: string; kinds: string[] } {
  const findings = new Findings('l1')
  const code = typstPage(proseOf(doc), { image: () => null, lessonLabel: () => null, prefix: 'p', topLevel: 3 }, findings)
  return { code, kinds: findings.all.map(({ level, kind }) => `${level} ${kind}`) }
}

async function book(doc: Doc, type: PublishedImage['type'] = 'png', data = png(4, 2)) {
  const course: PublishedCourse = { title: '课', author: '老王', chapters: [{ title: '章', lessons: [{ id: 'l1', title: '一', doc }] }] }
  const image: PublishedImage = { id: imageId, type, width: 4, height: 2, bytes: 4 }
  const [unit] = pdf.units(course, pdf.defaults, { image: () => image, imageBytes: () => Promise.resolve(data) })
  const { files, findings } = await unit!.make(new AbortController().signal)
  const bytes = files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
  return { bytes, findings, pdf: await PDFDocument.load(bytes, { updateMetadata: false }), kinds: findings.map(({ level, kind }) => `${level} ${kind}`) }
}

test('a report that is asked for before the book is made tells of a label that names nobody', async () => {
  const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
  const course = (author: string): PublishedCourse => ({ title: '课', author, chapters: [{ title: '', lessons: [{ id: 'l1', title: '一', doc }] }] })
  const told = async (author: string) => {
    const [unit] = pdf.units(course(author), pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
    return (await unit!.findings!(new AbortController().signal)).map(({ kind }) => kind)
  }
  expect([await told(''), await told('老王')]).toEqual([['label-unnamed'], []])
})

describe('a lesson in Typst’s language', () => {
  test('every text is a string: nothing of it is an instruction', () => {
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '#panic("x") $y$ \\ "z" */ // ]' }] }]
    expect(page(doc).code).toBe(String.raw`par({ "#panic(\"x\") $y$ \\ \"z\" */ // ]" })`)
  })

  test('a footnote that no mark names stands at the end of its lesson', () => {
    const note: Doc[number] = { type: 'note', id: 'n' as never, children: [{ text: '没有标号' }] }
    expect(page([note, ...docOf('甲')]).code).toBe('par({ "甲" })\npar({ "注："; "没有标号" })')
  })

  test('a footnote stands at its first mark, and a second mark refers to it', () => {
    expect(page(docOf('甲[^a]乙[^a]\n\n[^a]: 出处')).code).toBe('par({ "甲"; [#footnote({ "出处" })#label("p-note-1")]; "乙"; footnote(label("p-note-1")) })')
  })

  test('a mark within a note refers to the note, which stands at its own mark in the text, or beside the note that names it', () => {
    const [first, second] = ['label("p-note-1")', 'label("p-note-2")']
    expect(page(docOf('甲[^a]乙[^b]\n\n[^a]: 见[^b]\n\n[^b]: 源')).code).toBe(
      `par({ "甲"; [#footnote({ "见"; footnote(${second}) })#${first}]; "乙"; [#footnote({ "源" })#${second}] })`,
    )
    expect(page(docOf('甲[^a]乙\n\n[^a]: 见[^b]\n\n[^b]: 源，又见[^a]')).code).toBe(
      `par({ "甲"; [#footnote({ "见"; footnote(${second}) })#${first}]; super(","); [#footnote({ "源，又见"; footnote(${first}) })#${second}]; "乙" })`,
    )
  })

  test('notes that name each other in rings are all in the book', async () => {
    const notes = '[^a]: 子[^b]、[^d]\n\n[^b]: 丑[^c]、[^b]\n\n[^c]: 寅[^a]\n\n[^d]: 卯[^d]、[^c]'
    // Down to where the notes have no room any more.
    const { bytes } = await book(docOf(`${'字\n\n'.repeat(24)}甲[^a]乙[^d]。\n\n${notes}`))
    const text = (await pdfPages(bytes)).map((each) => each.text).join('')
    for (const sign of '子丑寅卯') expect(text).toContain(sign)
  })

  test('a head with a footnote is not repeated on the next page, where it would be another of the same name', async () => {
    const rows = Array.from({ length: 90 }, (_, row) => `| ${row}行 | 乙 |`).join('\n')
    const { kinds, pdf: made } = await book(docOf(`| 甲[^a] | 乙[^a] |\n| --- | --- |\n${rows}\n\n[^a]: 出处`))
    expect([kinds, made.getPageCount() > 3]).toEqual([[], true])
  })

  test('a box that is short stays whole, and of a longer one its name and a title stay with what follows', () => {
    expect(page(docOf('> [!TIP]\n> 甲')).code).toBe('moke-callout("窍门", true, { par({ "甲" }) })')
    const long = page(docOf(`> [!TIP]\n> **题**\n>\n> ${'字'.repeat(800)}`)).code
    expect(long).toMatch(/^moke-callout\("窍门", false, \{ block\(sticky: true, par\(\{ strong\("题"\) \}\)\); par\(/)
  })

  test('an address is written with the signs that a PDF’s may have', () => {
    expect(page(docOf('[看](https://example.com/中文?a=b)')).code).toBe('par({ moke-link("https://example.com/%E4%B8%AD%E6%96%87?a=b", { "看" }) })')
  })

  test('an address that is too long for a PDF leaves its words, and is told', () => {
    const link = (length: number) => page(docOf(`[看](https://example.com/${'鱼'.repeat(length)})`))
    expect(link(10).kinds).toEqual([])
    expect(link(900)).toEqual({ code: 'par({ { "看" } })', kinds: ['lost link-long'] })
  })

  test('a picture is as wide as its pixels say, on a page that it shares, or as its author set, and leaves room for its caption', () => {
    const width = (pixels: [number, number], percent?: number) => {
      const doc: Doc = [
        { type: 'image', id: 'b' as never, image: imageId, alt: '', ...(percent === undefined ? {} : { width: percent }), children: [{ text: '' }] },
      ]
      const image = () => ({ path: '/a.png', width: pixels[0], height: pixels[1] })
      return /, ([\d.]+)pt/.exec(typstPage(proseOf(doc), { image, lessonLabel: () => null, prefix: 'p', topLevel: 3 }, new Findings('l1')))?.[1]
    }
    expect([width([40, 30]), width([4000, 30]), width([40, 30], 50), width([40, 4000]), width([40, 4000], 100)]).toEqual(['30', '447', '223.5', '4', '5.2'])
  })

  test('of a picture that is gone its caption stays, with its formula and its footnote', () => {
    expect(page(captioned).code).toMatch(/^par\("【图片找不到了：.*】"\)\npar\(\{ "当 "; math\.equation\(.*footnote/)
  })

  test('a formula that is none shows its source, and is told', () => {
    expect(page(docOf('$$\n\\frac{a\n$$'))).toEqual({ code: 'moke-code("tex", "\\\\frac{a")', kinds: ['lost formula-unread'] })
  })
})

/** What a lesson’s sheets draw. */
const drawn = async (markdown: string): Promise<string> => {
  const parts = [{ title: '', lessons: [{ title: '一', label: 'l', code: page(docOf(markdown)).code }] }]
  const { svg } = await typesetting.drawn(typstExcerpt({ title: '课', author: '', cover: null, parts }, bookFonts))
  return svg
}

describe('how a book looks', () => {
  test('Chinese that is slanted has a dot below each character; letters are slanted', async () => {
    const dots = async (markdown: string) => (await drawn(markdown)).match(/stroke-dasharray/g)?.length ?? 0
    expect([await dots('着重，word'), await dots('*着重，word*'), await dots('*word*')]).toEqual([0, 2, 0])
    expect(await drawn('*word*')).not.toBe(await drawn('word'))
  })

  test('a tab of code is as wide as four spaces', async () => {
    const letter = async (code: string) => / x="([\d.]+)"/.exec((await drawn(`\`\`\`\n${code}\n\`\`\``)).split('#f6f6f4')[1] ?? '')?.[1]
    expect([await letter('\ta'), (await letter('    a')) === (await letter('  a'))]).toEqual([await letter('    a'), false])
  })

  test('contents of a course without chapters stand at the margin, and below chapters they are set in', () => {
    const source = (title: string) => typstBook({ title: '课', author: '', label: null, cover: null, parts: [{ title, lessons: [] }] }, bookFonts)
    expect([source(''), source('章')].map((text) => /#moke-contents\((\S+)\)/.exec(text)?.[1])).toEqual(['0em', '1.5em'])
  })

  test('a lesson without a chapter stands beside chapters, and lessons alone are those of the book', () => {
    const part = (title: string, name: string) => ({ title, lessons: [{ title: name, label: name, code: '' }] })
    const headings = (...parts: ReturnType<typeof part>[]) =>
      [...typstBook({ title: '课', author: '', label: null, cover: null, parts }, bookFonts).matchAll(/heading\(level: (\d), "([^"]*)"/g)].map(
        ([, level, name]) => `${level} ${name}`,
      )
    expect(headings(part('', '序'), part('章', '甲'), part('', '附'))).toEqual(['1 序', '1 章', '2 甲', '1 附'])
    expect(headings(part('', '甲'), part('', '乙'))).toEqual(['2 甲', '2 乙'])
  })

  test('short code is not parted by the end of a page, and long code is', async () => {
    const boxes = async (before: number, lines: number) =>
      (await drawn(`${'字\n\n'.repeat(before)}\`\`\`js\n${'a\n'.repeat(lines)}\`\`\``)).match(/#f6f6f4/g)?.length
    expect(await Promise.all([22, 24, 26, 28].map((before) => boxes(before, 8)))).toEqual([1, 1, 1, 1])
    expect(await boxes(26, 40)).toBe(2)
  })
})

test('a lesson alone looks as its pages in the book do: below its chapter only where that begins, below a head where pages have one', async () => {
  const lesson = (id: string, title: string, lines: number) => ({ id, title, doc: docOf('字\n\n'.repeat(lines)) })
  const linesOf = async (source: string) =>
    (await pdfPages(await typesetting.typeset(source, new Map(), new AbortController().signal))).map(({ text }) =>
      text.split('\n').flatMap((line) => line.trim().replaceAll(/\s+/g, ' ') || []),
    )
  const words = (lines: readonly string[]) => lines.filter((line) => !/^(?:字|\d+)$/.test(line))
  const courses: PublishedCourse['chapters'][] = [
    [
      { title: '', lessons: [lesson('l0', '序', 2)] },
      { title: '甲章', lessons: [lesson('l1', '第一课', 2), lesson('l2', '第二课', 60)] },
      { title: '乙章', lessons: [lesson('l3', '第三课', 2)] },
      { title: '', lessons: [lesson('l4', '附', 2)] },
    ],
    [{ title: '', lessons: [lesson('l1', '第一课', 2), lesson('l2', '第二课', 2)] }],
  ]
  for (const chapters of courses) {
    const course = { title: '一门课', author: '老王', chapters }
    const coded = (each: { id: string; title: string; doc: Doc }) => ({ title: each.title, label: each.id, code: page(each.doc).code })
    const parts = chapters.map(({ title, lessons }) => ({ title, lessons: lessons.map(coded) }))
    const whole = await linesOf(typstBook({ title: course.title, author: '', label: null, cover: null, parts }, bookFonts))
    const alone = await Promise.all(
      lessonsOf(course).map((each) => {
        const own = { title: course.title, author: '', cover: null, parts: [{ title: each.chapter, lessons: [coded(each)] }], place: placeIn(course, each) }
        return linesOf(typstExcerpt(own, bookFonts))
      }),
    )
    // Behind the title and the contents.
    expect(alone.flat().map(words)).toEqual(whole.slice(2).map(words))
    // Which page of the book it is nobody knows but of the first.
    expect(alone.map(([first]) => first?.some((line) => /^\d+$/.test(line)))).toEqual(alone.map((_, at) => at === 0))
  }
})

test('behind a cover the first lesson is on page 1, as in the book', async () => {
  const parts = [{ title: '', lessons: [{ title: '一', label: 'l', code: page(docOf('字')).code }] }]
  const cover = 'rect(width: 10pt)'
  const [, first] = await pdfPages(
    await typesetting.typeset(typstExcerpt({ title: '课', author: '', cover, parts }, bookFonts), new Map(), new AbortController().signal),
  )
  expect(first?.text.trim().split(/\s+/).at(-1)).toBe('1')
})

describe('the head of a page', () => {
  const pagesOf = async (chapters: PublishedCourse['chapters']) => {
    const [unit] = pdf.units({ title: '一门课', author: '老王', chapters }, pdf.defaults, { image: () => null, imageBytes: () => Promise.reject(new Error()) })
    const [file] = (await unit!.make(new AbortController().signal)).files
    return (await pdfPages(file && 'bytes' in file ? file.bytes : new Uint8Array())).map(({ text }) => text.split('\n')[0]!.replaceAll(/\s+/g, ' '))
  }
  const lesson = (id: string, title: string, lines: number) => ({ id, title, doc: docOf('字\n\n'.repeat(lines)) })

  test('names the course and the lesson in which the first line of the page stands, but not where the book or a chapter begins', async () => {
    const heads = await pagesOf([
      { title: '甲章', lessons: [lesson('l1', '第一课', 40), lesson('l2', '第二课', 60)] },
      { title: '乙章', lessons: [lesson('l3', '很长的'.repeat(20), 40)] },
    ])
    expect(heads).toEqual([
      '一门课',
      '目录',
      '甲章',
      '一门课 第一课',
      '一门课 第二课',
      '一门课 第二课',
      '乙章',
      expect.stringMatching(/^一门课 (?:很长的)+.{0,2}…$/),
    ])
  })

  test('names a lesson that begins at the top of the page', async () => {
    const heads = await pagesOf([{ title: '', lessons: [{ id: 'l1', title: '第一课', doc: docOf('字\n\n'.repeat(32)) }, lesson('l2', '第二课', 40)] }])
    expect(heads).toEqual(['一门课', '目录', '第一课', '一门课 第二课', '一门课 第二课'])
  })

  test('names each of several short lessons on its own page', async () => {
    const short = Array.from({ length: 3 }, (_, index) => lesson(`s${index}`, `短课${index}`, 1))
    const heads = await pagesOf([{ title: '章', lessons: [...short, lesson('l', '长课', 80)] }])
    expect(heads.slice(2)).toEqual(['章', '一门课 短课 1', '一门课 短课 2', '一门课 长课', '一门课 长课', '一门课 长课'])
  })

  test('is none where the first of lessons without chapters begins', async () => {
    expect(await pagesOf([{ title: '', lessons: [lesson('l1', '第一课', 40)] }])).toEqual(['一门课', '目录', '第一课', '一门课 第一课'])
  })
})

test('wherever the page ends, the name of a box and its title stand on the page where its words begin', async () => {
  for (const before of [18, 20, 22, 24, 26, 28, 30]) {
    const box = (words: string) => `> [!TIP]\n> **题目**\n>\n> ${words}\n`
    const lead = Array.from({ length: before }, (_, at) => `第${at}段`).join('\n\n')
    for (const words of ['首字'.repeat(20), '首字'.repeat(500)]) {
      const { bytes } = await book(docOf(`${lead}\n\n${box(words)}`))
      const pages = await pdfPages(bytes)
      const at = (word: string): number => pages.findIndex(({ text }) => text.includes(word))
      expect([at('窍门'), at('题目')], `${before} ${words.length}`).toEqual([at('首字'), at('首字')])
    }
  }
})

test('a short formula within a line stays whole, and a long one goes on in the next', async () => {
  // Lines of the page are as many as the words around allow, wherever the formula falls; a formula that is parted has its halves in two of them.
  const linesOf = async (before: number, tex: string) => {
    const { bytes } = await book(docOf(`${'字'.repeat(before)}$${tex}$${'字'.repeat(30)}`))
    return (await pdfPages(bytes))[2]!.text.split('\n').filter((line) => /[\p{L}=]/u.test(line.normalize('NFKC').replaceAll(/字|课|[一章]/g, '')))
  }
  for (const before of [37, 38, 39, 40]) expect(await linesOf(before, 'a=b+c')).toHaveLength(1)
  expect(await linesOf(36, `a=${'b+c+'.repeat(8)}d`)).toHaveLength(2)
})

describe('a typeset book', () => {
  test('is the same bytes of the same course, with emoji and rare characters', async () => {
    const doc = docOf('# 头\n\n𠮷 😀 👨‍👩‍👧 字\n\n![鱼](x)')
    const [a, b] = [await book(doc), await book(doc)]
    expect(Buffer.from(b.bytes).equals(Buffer.from(a.bytes))).toBe(true)
    expect(a.pdf.getPageCount()).toBe(3)
    expect(a.pdf.getTitle()).toBe('课')
  })

  test('says in its information what a model wrote, and keeps its contents', async () => {
    const { pdf: made } = await book([{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }])
    const info = made.context.lookup(made.context.trailerInfo.Info, PDFDict)
    expect(JSON.parse(info.lookup(PDFName.of('AIGC'), PDFHexString).decodeText())).toMatchObject({ AIGC: { Label: '1' } })
    expect(made.catalog.has(PDFName.of('Outlines'))).toBe(true)
    const plain = (await book(docOf('我写的'))).pdf
    expect(plain.context.lookup(plain.context.trailerInfo.Info, PDFDict).has(PDFName.of('AIGC'))).toBe(false)
  })

  describe('has pictures that Typst does not set', () => {
    const drawing = () => sharp(patternedPng(60, 40))
    const isImage = ({ dict }: PDFRawStream) => dict.get(PDFName.of('Subtype')) === PDFName.of('Image')
    /** What a drawing has among its pictures. */
    const imagesWithin = ({ dict }: PDFRawStream, context: PDFContext): PDFRef[] => {
      const own = dict.lookupMaybe(PDFName.of('Resources'), PDFDict)?.lookupMaybe(PDFName.of('XObject'), PDFDict)
      return (own?.values() ?? [])
        .filter((value) => value instanceof PDFRef)
        .filter((ref) => {
          const object = context.lookup(ref)
          return object instanceof PDFRawStream && isImage(object)
        })
    }
    /** A book of a lesson with a picture for each of these files, and a description for each picture. */
    const bookOf = async (files: readonly Buffer[], signal = new AbortController().signal, onRead = (_: string): void => {}) => {
      const idOf = (file: Buffer) => createHash('sha256').update(file).digest('hex') as ImageId
      const byId = new Map<string, Buffer>(files.map((file) => [idOf(file), file]))
      const doc: Doc = files.map((file, at) => ({ type: 'image', id: `b${at}` as never, image: idOf(file), alt: `鱼 ${at}`, children: [{ text: '' }] }))
      const course: PublishedCourse = { title: '课', author: '老王', chapters: [{ title: '章', lessons: [{ id: 'l1', title: '一', doc }] }] }
      const typeOf = (id: string) => (byId.get(id)![0] === 0xff ? 'jpeg' : 'png')
      const [unit] = pdf.units(course, pdf.defaults, {
        image: (id) => ({ id: id as ImageId, type: typeOf(id), width: 60, height: 40, bytes: 4 }),
        imageBytes: (id) => {
          onRead(id)
          return Promise.resolve(byId.get(id)!)
        },
      })
      const [file] = (await unit!.make(signal)).files
      return PDFDocument.load(file && 'bytes' in file ? file.bytes : new Uint8Array(), { updateMetadata: false })
    }
    /** Images of a book of one picture, those last that say how transparent others are. */
    const picturesOf = async (type: 'png' | 'jpeg' | 'gif', file: Buffer) => {
      const { pdf: made } = await book(docOf('![鱼](x)'), type, file)
      const streams = made.context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream ? [object] : []))
      const images = streams.filter(isImage)
      const isMask = (image: PDFRawStream) => images.some(({ dict }) => made.context.lookup(dict.get(PDFName.of('SMask'))) === image)
      return images.toSorted((one, other) => Number(isMask(one)) - Number(isMask(other)))
    }

    test('as their files are', async () => {
      const typeset = vi.spyOn(typesetting, 'typeset')
      const [flat, photograph, named] = await Promise.all([
        drawing().png().toBuffer(),
        drawing().jpeg().toBuffer(),
        drawing().png({ palette: true, colours: 16 }).toBuffer(),
      ])
      const [[png, ...more], [jpeg], [few]] = [await picturesOf('png', flat), await picturesOf('jpeg', photograph), await picturesOf('png', named)]
      expect([more, inflateSync(png!.contents).length]).toEqual([[], 40 * (1 + 60 * 3)])
      expect(String(png!.dict)).toMatch(/\/Width 60\n\/Height 40\n\/ColorSpace \/DeviceRGB[^]*\/Predictor 15\n\/Colors 3\n\/BitsPerComponent 8\n\/Columns 60/)
      expect(photograph.equals(jpeg!.contents)).toBe(true)
      expect(String(jpeg!.dict)).toMatch(/\/Filter \/DCTDecode\n\/Width 60\n\/Height 40\n\/ColorSpace \/DeviceRGB/)
      expect(String(few!.dict)).toMatch(/\/ColorSpace \[ \/Indexed \/DeviceRGB 15 <[0-9a-f]{96}> \][^]*\/Colors 1\n/)
      for (const [, files] of typeset.mock.calls) for (const file of files.values()) expect(file.length).toBeLessThan(1000)
      typeset.mockRestore()
    })

    test('with how much shows through each pixel beside its colours, and not at all where nothing does', async () => {
      const typeset = vi.spyOn(typesetting, 'typeset')
      const pixels = await drawing().raw().toBuffer()
      const [clear, full] = await Promise.all([drawing().ensureAlpha(0.5).png().toBuffer(), drawing().ensureAlpha().png().toBuffer()])
      const [[colours, mask, ...more], [own, ...others]] = [await picturesOf('png', clear), await picturesOf('png', full)]
      const bytesOf = (image: PDFRawStream | undefined) => Buffer.from(image!.contents)
      expect([more, others, own!.dict.has(PDFName.of('SMask'))]).toEqual([[], [], false])
      for (const image of [own, colours]) {
        expect(String(image!.dict)).toMatch(/\/ColorSpace \/DeviceRGB[^]*\/Predictor 15\n\/Colors 3\n/)
        expect(await decoded(bytesOf(image), 60, 40, 3)).toEqual(pixels)
      }
      expect(String(mask!.dict)).toMatch(/\/ColorSpace \/DeviceGray\n\/BitsPerComponent 8[^]*\/Predictor 15\n\/Colors 1\n/)
      expect(new Set(await decoded(bytesOf(mask), 60, 40, 1))).toEqual(new Set([127]))
      for (const [, files] of typeset.mock.calls) for (const file of files.values()) expect(file.length).toBeLessThan(1000)
      typeset.mockRestore()
    })

    test('once each, however often it is shown, and each profile of their colours once', async () => {
      const [one, other, third, { icc }] = await Promise.all([
        drawing().withIccProfile('p3').png().toBuffer(),
        drawing().flop().withIccProfile('p3').jpeg().toBuffer(),
        drawing().flip().toColourspace('rgb16').png().toBuffer(),
        drawing()
          .withIccProfile('p3')
          .png()
          .toBuffer()
          .then((file) => sharp(file).metadata()),
      ])
      const made = await bookOf([one, other, one, third, one, third])
      const { context } = made
      const images = context.enumerateIndirectObjects().flatMap(([ref, object]) => (object instanceof PDFRawStream && isImage(object) ? [{ ref, object }] : []))
      expect(images).toHaveLength(3)
      const spaces = images.map(({ object }) => String(object.dict.lookup(PDFName.of('ColorSpace'))))
      expect([new Set(spaces).size, spaces[0]]).toEqual([2, spaces[1]])
      const [, profile] = images[0]!.object.dict.lookup(PDFName.of('ColorSpace'), PDFArray).asArray()
      const stream = context.lookup(profile) as PDFRawStream
      expect(Buffer.from(inflateSync(stream.contents)).equals(icc!)).toBe(true)
      expect(String(stream.dict)).toMatch(/\/N 3\n\/Alternate \/DeviceRGB/)
      // Typst has a picture for each of its descriptions. Every place draws one of them, and nothing else is drawn.
      const drawn = context.enumerateIndirectObjects().flatMap(([, object]) => (object instanceof PDFRawStream ? imagesWithin(object, context) : []))
      const places = images.map(({ ref }) => drawn.filter((each) => each === ref).length)
      expect([places.toSorted(), drawn.length]).toEqual([[1, 2, 3], 6])
    })

    test('or as Typst draws each by itself, where it is finer than a screen or a GIF', async () => {
      const typeset = vi.spyOn(typesetting, 'typeset')
      const [fine, gif] = await Promise.all([drawing().toColourspace('rgb16').png().toBuffer(), drawing().gif().toBuffer()])
      expect(await picturesOf('png', fine)).toHaveLength(1)
      const [moving] = await picturesOf('gif', gif)
      expect(['Width', 'Height'].map((name) => String(moving!.dict.get(PDFName.of(name))))).toEqual(['60', '40'])
      // The book itself, of which a lesson is part, and then the picture.
      const given = typeset.mock.calls.map(([, files]) => Math.max(...[...files.values()].map(({ length }) => length)))
      expect(given).toEqual([expect.any(Number), fine.length, expect.any(Number), gif.length])
      for (const length of given.filter((_, at) => at % 2 === 0)) expect(length).toBeLessThan(1000)
      typeset.mockRestore()
    })

    test('no more of them once it is given up', async () => {
      const [stop, read] = [new AbortController(), vi.fn<(id: string) => void>()]
      const files = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          sharp(patternedPng(60 + at, 40))
            .ensureAlpha(0.5)
            .png()
            .toBuffer(),
        ),
      )
      const seen = new Set<string>()
      const again = (id: string): void => {
        // Pictures are looked at before the book is set, and put in behind that.
        if (seen.has(id)) {
          read(id)
          stop.abort(new Error('given up'))
        }
        seen.add(id)
      }
      await expect(bookOf(files, stop.signal, again)).rejects.toThrow('given up')
      expect(read.mock.calls.length).toBeLessThan(5)
    })

    test('but one that notes which way is up is Typst’s, which turns it', async () => {
      const sideways = await drawing().jpeg().withMetadata({ orientation: 6 }).toBuffer()
      const typeset = vi.spyOn(typesetting, 'typeset')
      await picturesOf('jpeg', sideways)
      expect(typeset.mock.calls.map(([, files]) => [...files.values()].map((file) => file.length))).toEqual([[sideways.length]])
      typeset.mockRestore()
    })
  })

  test('a picture that Typst does not show is told', async () => {
    expect((await book(docOf('![鱼](x)'), 'avif')).kinds).toEqual(['lost image-type'])
  })

  test('a picture that looks whole and can’t be drawn is left out and told, and the book is made', async () => {
    const { kinds, pdf: made } = await book(docOf('字\n\n![鱼](x)'), 'png', png(3000, 2000))
    expect(kinds).toEqual(['lost image-broken'])
    expect(made.getPageCount()).toBe(3)
  })

  test('has a cover for its first page, or a plain title, and tells of a model’s part on a title page of its own behind the one and on the other, and not among the contents', async () => {
    const course: PublishedCourse = {
      title: '课',
      author: '老王',
      chapters: [
        {
          title: '',
          lessons: [{ id: 'l1', title: '一', doc: [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }] }],
        },
      ],
    }
    const books = await Promise.all(
      [usualCover, noCover].map(async (cover) => {
        const [unit] = pdf.units(course, { ...pdf.defaults, cover }, { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) })
        const [file] = (await unit!.make(new AbortController().signal)).files
        const bytes = file && 'bytes' in file ? file.bytes : new Uint8Array()
        const read = await PDFDocument.load(bytes, { updateMetadata: false })
        return { height: Math.round(read.getPage(0).getHeight()), pages: (await pdfPages(bytes)).map(({ text }) => text.replaceAll(/\s+/g, '')) }
      }),
    )
    const told = expect.stringMatching(/^课老王本文由人工智能（AI）辅助生成。$/) as string
    const inner = [expect.stringMatching(/^目录一\.+1$/) as string, expect.stringContaining('它写的') as string]
    expect(books).toEqual([
      { height: 842, pages: [expect.stringContaining('老王') as string, told, ...inner] },
      { height: 842, pages: [told, ...inner] },
    ])
  })

  test('signs that turn the direction of text, at which Typst ends, are left out, and told where they turn any', async () => {
    const text = (children: string): Doc[number] => ({ type: 'paragraph', id: children as never, children: [{ text: children }] })
    const code: Doc[number] = { type: 'code', id: 'code' as never, language: 'c', children: [{ text: '// \u202eabc' }] }
    const { findings } = await book([text('甲\u202eabc\u202c'), text('\u202d138\u202c'), text('\u202dעב'), text('\u2067abc\u2069א'), code])
    expect(findings.map(({ level, kind, text: told }) => `${level} ${kind} ${told}`)).toEqual([
      'changed text-turned 甲abc\u202c',
      'changed text-turned עב',
      'changed text-turned // abc',
    ])
  })

  test('a character that no font has is told with its number and its place, once a place; rare ones that a font has are not', async () => {
    const { findings } = await book(docOf('好字，𠮷野家 😀 👨‍👩‍👧 Ω עברית\n\n坏字\u{187f0}和\u{12000}，再来\u{187f0}\n\n`x \u{12000}`'))
    expect(findings.map(({ kind, text, block, numbers }) => [kind, text.replaceAll(/[^\w+（）、]/gu, ''), typeof block, numbers])).toEqual([
      ['glyph-missing', '（U+187F0）、（U+12000）', 'string', { count: 2 }],
      ['glyph-missing', '（U+12000）', 'string', { count: 1 }],
    ])
  })

  test('a character that no font of formulas has is told too, in a line and by itself', async () => {
    const { findings } = await book(docOf('有 $\\text{\u{12000}}$，无 $\\alpha+\\text{甲ж}$\n\n$$\nx+\\text{\u{187f0}}\n$$'))
    expect(
      findings.filter(({ kind }) => kind === 'glyph-missing').map(({ text, block, numbers }) => [text.replaceAll(/[^\w+（）、]/gu, ''), typeof block, numbers]),
    ).toEqual([
      ['（U+12000）', 'string', { count: 1 }],
      ['（U+187F0）', 'string', { count: 1 }],
    ])
  })

  test('a source that is none is told as a fault of ours', async () => {
    await expect(typesetting.typeset('#let', new Map())).rejects.toThrow(TypesetError)
    await expect(typesetting.typeset('#read("/etc/passwd")', new Map())).rejects.toThrow(TypesetError)
  })
})
