import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse, PublishedImage } from '#main/publishing/desk/course.ts'
import type { Made } from '#main/publishing/desk/target.ts'
import { epub } from '#main/publishing/epub/epub.ts'
import type { Doc, ImageId } from '#preload/document/schema.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const imageId = 'a'.repeat(64) as ImageId
const docOf = (markdown: string): Doc => docFromMarkdown(markdown, { image: () => imageId, link: (address: string) => address } as never).doc

const course: PublishedCourse = {
  title: '微积分 & 你',
  author: '老王',
  changedAt: Date.UTC(2026, 10, 29, 8),
  chapters: [
    { title: '一', lessons: [{ id: 'l1', title: '导数', doc: docOf('见[下一课](moke:lesson/l2)，$x^2$\n\n![图](x)') }] },
    { title: '二', lessons: [{ id: 'l2', title: '', doc: docOf('完') }] },
  ],
}

async function made(
  type: PublishedImage['type'] = 'png',
  what = course,
): Promise<Made & { entries: Record<string, Uint8Array>; text: (name: string) => string; names: string[] }> {
  const image: PublishedImage = { id: imageId, type, width: 8, height: 6, bytes: 4 }
  const [unit] = epub.units(what, epub.defaults, { image: () => image, imageBytes: () => Promise.resolve(Buffer.from('PNG!')) })
  const result = await unit!.make(new AbortController().signal)
  const [file] = result.files
  const entries = unzipSync(file && 'bytes' in file ? file.bytes : new Uint8Array())
  return { ...result, entries, names: Object.keys(entries), text: (name) => strFromU8(entries[name]!) }
}

describe('a course as a book', () => {
  test('begins with what it is, not compressed', async () => {
    const { files, names } = await made()
    const [file] = files
    expect(file?.path).toBe('微积分 & 你.epub')
    expect(strFromU8(('bytes' in file! ? file.bytes : new Uint8Array()).subarray(30, 58))).toBe('mimetypeapplication/epub+zip')
    expect(names).toEqual([
      'mimetype',
      'META-INF/container.xml',
      'OEBPS/package.opf',
      'OEBPS/nav.xhtml',
      'OEBPS/style.css',
      'OEBPS/stix-two-math.woff2',
      'OEBPS/title.xhtml',
      'OEBPS/lesson-0001.xhtml',
      'OEBPS/lesson-0002.xhtml',
      `OEBPS/images/${'a'.repeat(16)}.png`,
    ])
  })

  test('names its one chapter, and tells of a chapter without lessons', async () => {
    const [first] = course.chapters
    const { text, findings } = await made('png', { ...course, chapters: [first!, { title: '还没写 & 空', lessons: [] }] })
    expect(text('OEBPS/nav.xhtml')).toContain('<span>一</span><ol><li><a href="lesson-0001.xhtml">导数</a></li></ol>')
    expect(findings).toContainEqual({ level: 'lost', kind: 'chapter-empty', lesson: null, block: null, text: '还没写 & 空', numbers: {} })
  })

  test('says which pages hold formulas, in the order in which they are read', async () => {
    const { text } = await made()
    expect(text('OEBPS/package.opf')).toContain('<item id="p1" href="lesson-0001.xhtml" media-type="application/xhtml+xml" properties="mathml"/>')
    expect(text('OEBPS/package.opf')).toContain('<item id="p2" href="lesson-0002.xhtml" media-type="application/xhtml+xml"/>')
    expect(text('OEBPS/package.opf')).toContain('<dc:title>微积分 &amp; 你</dc:title>')
    expect(text('OEBPS/package.opf')).toContain('<meta property="dcterms:modified">2026-11-29T08:00:00Z</meta>')
  })

  test('brings the font that brackets of formulas grow with, where it has any', async () => {
    const plain = await made('png', { ...course, chapters: [course.chapters[1]!] })
    expect(plain.names).not.toContain('OEBPS/stix-two-math.woff2')
    expect(plain.text('OEBPS/style.css') + plain.text('OEBPS/package.opf')).not.toContain('woff2')
    const { text, entries } = await made()
    expect(text('OEBPS/package.opf')).toContain('<item id="math-font" href="stix-two-math.woff2" media-type="font/woff2"/>')
    expect(text('OEBPS/style.css')).toContain('math { font-family: "STIX Two Math", math; }')
    expect(strFromU8(entries['OEBPS/stix-two-math.woff2']!.subarray(0, 4))).toBe('wOF2')
  })

  test('its title is parted between words alone', async () => {
    const { text } = await made('png', { ...course, title: '给新手的开源课' })
    expect(text('OEBPS/title.xhtml')).toContain('<h1>给新手的<wbr/>开源课</h1>')
  })

  test('so are those of its lessons', async () => {
    const { text } = await made('png', { ...course, chapters: [{ title: '', lessons: [{ id: 'l', title: '给新手的开源课', doc: docOf('字') }] }] })
    expect(text('OEBPS/lesson-0001.xhtml')).toContain('<h1>给新手的<wbr/>开源课</h1>')
  })

  test('leads from its contents to the parts of lessons, whatever they are called', async () => {
    const doc = docOf('## 一 & 二\n\n字\n\n### 里面\n\n## $x^2$ 的图\n\n##\n\n## 末')
    const { text } = await made('png', { ...course, chapters: [{ title: '上篇', lessons: [{ id: 'l', title: '课', doc }] }] })
    const [nav, page] = [text('OEBPS/nav.xhtml'), text('OEBPS/lesson-0001.xhtml')]
    const links = [...nav.matchAll(/href="lesson-0001\.xhtml#([^"]*)">([^<]*)</g)].map(([, id, name]) => [id, name])
    expect(links.map(([, name]) => name)).toEqual(['一 &amp; 二', 'x² 的图', '末'])
    for (const [id, name] of links) expect(new RegExp(`<h2 id="${id}">(.*)</h2>`).exec(page)?.[1]?.endsWith(name!.slice(-2))).toBe(true)
    expect(nav).toContain('课</a><ol><li>')
  })

  test('leads from its contents to chapters and lessons, and from lesson to lesson', async () => {
    const { text } = await made()
    expect(text('OEBPS/nav.xhtml')).toContain('<li><span>二</span><ol><li><a href="lesson-0002.xhtml">无题</a></li></ol></li>')
    expect(text('OEBPS/lesson-0001.xhtml')).toContain('<a href="lesson-0002.xhtml">下一课</a>')
  })

  test('names a chapter above its first lesson, and only there', async () => {
    const chapter = (title: string, ...ids: string[]) => ({ title, lessons: ids.map((id) => ({ id, title: id, doc: docOf('字') })) })
    const chapters = [
      chapter('', 'a'),
      chapter('上 & 篇', 'b', 'c'),
      chapter('练习', 'd'),
      { title: '空', lessons: [] },
      chapter('下篇', 'e'),
      chapter('练习', 'f'),
      chapter('练习', 'g'),
    ]
    const { text } = await made('png', { ...course, chapters })
    const named = [1, 2, 3, 4, 5, 6, 7].map(
      (number) => /<body>\n(?:<p class="chapter">([^<]*)<\/p>\n)?<h1>/.exec(text(`OEBPS/lesson-000${number}.xhtml`))?.[1] ?? null,
    )
    expect(named).toEqual([null, '上 &amp; 篇', null, '练习', '下篇', '练习', '练习'])
  })

  test('keeps chapters of one name apart, in the order in which they are read', async () => {
    const chapter = (title: string, id: string) => ({ title, lessons: [{ id, title: id, doc: docOf('字') }] })
    const { text } = await made('png', { ...course, chapters: [chapter('上篇', 'a'), chapter('练习', 'b'), chapter('练习', 'c'), chapter('练习', 'd')] })
    const nav = text('OEBPS/nav.xhtml')
    expect([...nav.matchAll(/<span>([^<]*)/g)].map(([, name]) => name)).toEqual(['上篇', '练习', '练习', '练习'])
    expect([...nav.matchAll(/href="(lesson-[^"]*)/g)].map(([, href]) => href)).toEqual([1, 2, 3, 4].map((n) => `lesson-000${n}.xhtml`))
  })

  test('stays the same book when it grows and when it is renamed, and another course is another', async () => {
    const idOf = async (what: PublishedCourse) => /<dc:identifier id="id">([^<]*)/.exec((await made('png', what)).text('OEBPS/package.opf'))?.[1]
    const grown = { ...course, chapters: [...course.chapters, { title: '三', lessons: [{ id: 'l3', title: '新的', doc: docOf('字') }] }] }
    const id = await idOf({ ...course, id: 'c1' })
    expect(await idOf({ ...grown, id: 'c1', title: '新名', author: '' })).toBe(id)
    expect(await idOf({ ...course, id: 'c2' })).not.toBe(id)
    expect(await idOf(grown)).toBe(await idOf(course))
  })

  test('is the same bytes of the same course', async () => {
    expect((await made()).files).toEqual((await made()).files)
  })

  test('tells of a picture that not every reader shows', async () => {
    const { findings, names, text } = await made('webp')
    expect(findings.map(({ level, kind }) => `${level} ${kind}`)).toEqual(['lost image-type', 'changed title-missing'])
    expect(text('OEBPS/lesson-0001.xhtml')).toContain('【这种图片在这里显示不了：图】')
    expect(names.some((name) => name.includes('images/'))).toBe(false)
  })

  test('is labelled where a model wrote any of it, and only there', async () => {
    expect((await made()).text('OEBPS/package.opf')).not.toContain('AIGC:')
    const doc: Doc = [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }] }]
    const { text } = await made('png', { ...course, chapters: [{ title: '', lessons: [{ id: 'l', title: '一', doc }] }] })
    expect(text('OEBPS/package.opf')).toMatch(/<meta property="aigc:AIGC">\{&quot;AIGC&quot;:\{&quot;Label&quot;:&quot;1&quot;/)
    expect(text('OEBPS/title.xhtml')).toContain('人工智能')
  })
})

test('a lesson of another id is another book, for links lead to it by that', () => {
  const materials = { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) }
  const inputOf = (id: string) =>
    epub.units({ ...course, chapters: [{ title: '', lessons: [{ id, title: '一', doc: docOf('字') }] }] }, epub.defaults, materials)[0]?.input
  expect(inputOf('l2')).not.toEqual(inputOf('l1'))
})

test('a cover is the first page and what shelves show', async () => {
  const materials = {
    image: () => null,
    imageBytes: () => Promise.resolve(new Uint8Array()),
    draw: ({ width, height }: { width: number; height: number }) => Promise.resolve({ type: 'png' as const, bytes: Buffer.from(`${width}x${height}`) }),
  }
  const [unit] = epub.units(course, epub.defaults, materials)
  const [file] = (await unit!.make(new AbortController().signal)).files
  const entries = unzipSync(file && 'bytes' in file ? file.bytes : new Uint8Array())
  const opf = strFromU8(entries['OEBPS/package.opf']!)
  expect(strFromU8(entries['OEBPS/images/cover.png']!)).toBe('1600x2400')
  expect(opf).toContain('<item id="cover-image" href="images/cover.png" media-type="image/png" properties="cover-image"/>')
  expect(opf).toContain('<spine>\n<itemref idref="cover"/>')
  expect(strFromU8(entries['OEBPS/cover.xhtml']!)).toContain('<img src="images/cover.png" alt="微积分 &amp; 你"')
})
