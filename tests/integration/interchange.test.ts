import { readdirSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { type ImportPreview, type ImportTarget, interchange } from '#preload/contract/interchange.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { library } from '#preload/contract/library.ts'
import { readExport, sendFiles } from '#renderer/host/interchange.ts'
import { MarkdownDesk } from '#main/interchange/markdown-desk.ts'
import { prepareImport } from '#main/interchange/prepare-import.ts'
import { makeImported } from '#main/services/importing.ts'
import { blockText } from '#preload/document/lines.ts'
import { png } from '../unit/main/images/pictures.ts'
import { type Page, problemOf, served } from '../unit/main/services/served.ts'

const signal = new AbortController().signal
const gbk = Buffer.from('IyC12tK71cIKCr3xzOyjrM7Sw8fRp8+w0LTX96GjCg==', 'base64')

type Files = Record<string, string | Buffer>

async function send(page: Page, files: Files) {
  const local = Object.entries(files).map(([path, content]) => ({ path, file: new Blob([new Uint8Array(Buffer.from(content as never))]) }))
  return sendFiles(page.client(interchange), local, { signal })
}

async function preview(page: Page, files: Files, softBreaks: 'keep' | 'join' = 'keep') {
  const { intake } = await send(page, files)
  let seen: ImportPreview | null = null
  for await (const item of page.client(interchange).preview({ intake, softBreaks })) seen = item.preview ?? seen
  if (!seen) throw new Error('no preview came')
  return { intake, preview: seen }
}

async function imported(page: Page, files: Files, target: ImportTarget = { kind: 'new', title: '课' }) {
  const { intake } = await preview(page, files)
  for await (const item of page.client(interchange).commit({ intake, target, chapter: '正文' })) if (item.imported) return item.imported
  throw new Error('nothing was imported')
}

async function tree(page: Page) {
  const { courses } = await page.client(library).tree({})
  return courses.map(({ title, chapters }) => [title, chapters.map((chapter) => [chapter.title, chapter.lessons.map((lesson) => lesson.title)])])
}

async function text(page: Page, lesson: string) {
  const { doc } = await page.client(lessons).open({ lesson: lesson as never, take: false })
  return doc.map((block) => `${block.type} ${block.type === 'image' ? block.image.slice(0, 4) : blockText(block)}`.trimEnd())
}

const folder: Files = {
  '写作课/第十章 收尾/1.md': '---\ntitle: 收尾\nstate: 完成\ntags: [a]\n---\n\n见[开头](../第九章%20开头/第一.md)。',
  '写作课/第九章 开头/第一.md': gbk,
  '写作课/第九章 开头/第二.md': '正文\n\n![猫](../图/猫 一.png) ![没有](x.png)\n\n<div>框</div>',
  '写作课/图/猫 一.png': png(40, 30),
  '写作课/资料.pdf': 'x',
  '写作课/.obsidian/app.json': '{}',
}

describe('an import', () => {
  test('it is shown before anything is made: chapters, titles, encodings, losses, what is left out', async () => {
    const { page } = await served()
    const one = page()
    const before = await tree(one)
    const seen = (await preview(one, folder)).preview
    expect(seen.courses).toEqual([
      {
        title: '写作课',
        chapters: [
          {
            title: '第九章 开头',
            lessons: [
              { title: '第一章', file: '写作课/第九章 开头/第一.md', words: 10, images: 0, encoding: 'gb18030', losses: 0 },
              { title: '第二', file: '写作课/第九章 开头/第二.md', words: expect.any(Number), images: 1, encoding: 'utf-8', losses: 2 },
            ],
          },
          { title: '第十章 收尾', lessons: [{ title: '收尾', file: '写作课/第十章 收尾/1.md', words: 4, images: 0, encoding: 'utf-8', losses: 1 }] },
        ],
      },
    ])
    expect(seen.losses.map(({ kind, line, text: about }) => [kind, line, about])).toEqual([
      ['image-missing', 3, 'x.png'],
      ['image-inline', 3, '![没有](x.png)'],
      ['front-matter', 1, 'tags'],
    ])
    expect([seen.refused, seen.images]).toEqual([[{ path: '写作课/资料.pdf', why: 'kind' }], 1])
    expect(await tree(one)).toEqual(before)
  })

  test('it becomes a course with its pictures, links between its lessons and their states; nothing is left of what was sent', async () => {
    const { page, folder: home } = await served()
    const one = page()
    const made = await imported(one, folder)
    expect((await tree(one)).at(-1)).toEqual([
      '课',
      [
        ['第九章 开头', ['第一章', '第二']],
        ['第十章 收尾', ['收尾']],
      ],
    ])
    expect(await text(one, made.first ?? '')).toEqual(['paragraph 今天，我们学习写作。'])
    const { courses } = await one.client(library).tree({})
    const [ninth, tenth] = courses.at(-1)?.chapters ?? []
    expect(await text(one, ninth?.lessons[1]?.id ?? '')).toEqual([
      'paragraph 正文',
      expect.stringMatching(/^image /),
      'paragraph ![没有](x.png)',
      'paragraph 框',
    ])
    const last = await one.client(lessons).open({ lesson: tenth?.lessons[0]?.id as never, take: false })
    expect(last.doc[0]?.children).toContainEqual({ text: '开头', link: `moke:lesson/${made.first}` })
    expect(tenth?.lessons[0]?.state).toBe('done')
    expect(readdirSync(join(home, 'incoming', 'import'))).toEqual([])
  })

  test('a lesson was written last when its file says so, and is written out with that day again; what is said twice or is yet to come is listed', async () => {
    const { page } = await served()
    const one = page()
    const files = { '甲.md': '---\ntitle: 甲\ndate: 2020-05-01\n---\n\n字', '乙.md': '---\ntitle: 乙\n标题: 别的\ndate: 2999-01-01\n---\n\n字' }
    const { preview: seen } = await preview(one, files)
    expect(seen.losses.map(({ file, kind, text: about }) => [file, kind, about])).toEqual([
      ['乙.md', 'front-matter', '标题'],
      ['乙.md', 'front-matter', 'date'],
    ])
    await imported(one, files)
    const { courses } = await one.client(library).tree({})
    const lesson = courses.at(-1)?.chapters[0]?.lessons.find(({ title }) => title === '甲')
    expect(lesson?.changedAt).toBe(Date.parse('2020-05-01'))
    const out = await readExport(one.client(interchange), [lesson!.id], { signal, onProgress: () => undefined })
    expect(await new Blob(out).text()).toContain('date: 2020-05-01T00:00:00.000Z')
  })

  test('a damaged file is read as what it was, with the places that cannot be read', async () => {
    const { page } = await served()
    const { preview: seen } = await preview(page(), {
      'a.md': Buffer.concat([gbk.subarray(0, 12), Buffer.from([0xff]), gbk.subarray(12)]),
      'b.txt': gbk.subarray(0, -2),
    })
    expect(seen.courses[0]?.chapters[0]?.lessons.map(({ encoding }) => encoding)).toEqual(['gb18030', 'gb18030'])
    expect(seen.losses).toEqual([
      { file: 'a.md', kind: 'unreadable', line: 3, text: expect.stringContaining('\ufffd') },
      { file: 'b.txt', kind: 'unreadable', line: 3, text: '今天，我们学习写作\ufffd' },
    ])
  })

  test('one file goes into a chapter, a folder into a course; taken back, all of it is in the bin', async () => {
    const { page } = await served()
    const one = page()
    const { course, chapter } = await one.client(library).createCourse({ title: '旧课', chapterTitle: '旧章', lessonTitle: '旧节' })
    const loose = await imported(one, { '散.md': '# 散文\n\n字' }, { kind: 'chapter', chapter })
    const whole = await imported(one, folder, { kind: 'course', course })
    expect((await tree(one)).at(-1)).toEqual([
      '旧课',
      [
        ['旧章', ['旧节', '散文']],
        ['第九章 开头', ['第一章', '第二']],
        ['第十章 收尾', ['收尾']],
      ],
    ])
    await one.client(library).remove({ ids: [...loose.made, ...whole.made] })
    expect((await tree(one)).at(-1)).toEqual(['旧课', [['旧章', ['旧节']]]])
    expect(await one.client(library).bin({})).toHaveLength(3)
  })

  test('stopped half-way, nothing is imported, and it can be begun again', async () => {
    const { page, held, pictures } = await served()
    const one = page()
    const stop = new AbortController()
    const desk = new MarkdownDesk(resolve('main', 'interchange', 'markdown-thread.ts'))
    const files = Object.entries(folder).filter(([path]) => /md$|png$/.test(path))
    const sources = files.map(([path, content]) => ({ path, read: async () => Buffer.from(content as never) }))
    const prepared = await prepareImport(sources, { desk, softBreaks: 'keep', signal, onProgress: () => undefined })
    const put: typeof pictures.put = async (bytes, name) => {
      stop.abort()
      return pictures.put(bytes, name)
    }
    const making = { workspace: held, target: { kind: 'new', title: '课' } as const, chapter: '正文' }
    const half = async () => {
      for await (const item of makeImported(prepared, { ...making, images: { put }, signal: stop.signal })) expect(item.imported).toBeNull()
    }
    await expect(half()).rejects.toThrow()
    expect(await tree(one)).toEqual([])
    for await (const { imported: done } of makeImported(prepared, { ...making, images: pictures, signal })) if (done) expect(done.lessons).toBe(3)
    expect(await tree(one)).toHaveLength(1)
    await desk.close()
  })

  test('into a chapter that is gone by now: nothing is made', async () => {
    const { page } = await served()
    const one = page()
    const before = await tree(one)
    await expect(problemOf(imported(one, folder, { kind: 'chapter', chapter: 'gone' as never }))).resolves.toBe('not-found')
    expect(await tree(one)).toEqual(before)
  })

  test.each<[string, Files, [string, string][]]>([
    ['a binary called a text', { 'a.md': Buffer.from([0, 1, 2, 3, 0, 0, 255]) }, [['a.md', 'binary']]],
    ['a picture that is none', { 'a.md': '![x](x.png)', 'x.png': 'no picture' }, [['x.png', 'image-foreign']]],
    ['a picture cut short', { 'a.md': '![x](x.png)', 'x.png': png(40, 30).subarray(0, -20) }, [['x.png', 'image-broken']]],
    ['quotations without end', { 'a.md': '> '.repeat(20_000) }, [['a.md', 'deep']]],
    ['a picture that no text shows', { 'a.md': '![x](x.png)', 'x.png': png(40, 30), '图/y.png': png(20, 30) }, [['图/y.png', 'image-unused']]],
    ['a foreign file', { 'a.docx': 'x', 'b.md': 'b' }, [['a.docx', 'kind']]],
    ['a way out of the folder', { 'x/../../a.md': 'x' }, []],
  ])('%s is left out by name', async (_what, files, refused) => {
    const { page } = await served()
    const { preview: seen } = await preview(page(), files)
    expect(seen.refused.map(({ path, why }) => [path, why])).toEqual(refused)
  })

  test('a file that is too large is refused before it is sent', async () => {
    const { page } = await served()
    const { wanted, refused } = await page()
      .client(interchange)
      .open({
        files: [
          { path: 'a.md', bytes: 9 << 20 },
          { path: 'b.png', bytes: 41 << 20 },
        ],
      })
    expect([wanted, refused]).toEqual([
      [],
      [
        { path: 'a.md', why: 'too-large' },
        { path: 'b.png', why: 'too-large' },
      ],
    ])
  })

  test('no other page has what one sent, and it goes with its page', async () => {
    const { page, exchange, folder: home } = await served()
    const { intake } = await preview(page('one'), { 'a.md': 'a' })
    const other = page('two').client(interchange)
    await expect(problemOf(other.add({ intake, file: 0, upload: 'u' as never }))).resolves.toBe('not-found')
    exchange.clientGone('one')
    expect(existsSync(join(home, 'incoming', 'import', intake))).toBe(false)
  })
})

describe('an export', () => {
  const write = async (page: Page, what: string[]) => Buffer.concat(await readExport(page.client(interchange), what as never[], { signal }))
  const look = async (page: Page, what: string[]) => {
    for await (const item of page.client(interchange).look({ what: what as never[] })) if (item.preview) return item.preview
    throw new Error('no preview came')
  }

  test('a lesson without pictures is one text, with its title and state above it', async () => {
    const { page } = await served()
    const one = page()
    const { first } = await imported(one, { '一.md': '---\ntitle: "甲: 乙"\nstate: 修改\n---\n**字**' })
    expect(await look(one, [first ?? ''])).toEqual({ name: '甲： 乙.md', files: ['甲： 乙.md'], images: 0, losses: [] })
    expect((await write(one, [first ?? ''])).toString()).toMatch(/^---\ntitle: "?甲: 乙"?\nstate: revising\ndate: .+\n---\n\n\*\*字\*\*\n$/)
  })

  test('a course is an archive of folders that reads back as the same course', async () => {
    const { page } = await served()
    const one = page()
    const made = await imported(one, folder)
    const seen = await look(one, made.made)
    expect([seen.name, seen.files, seen.images]).toEqual([
      '课.zip',
      ['课/01 第九章 开头/01 第一章.md', '课/01 第九章 开头/02 第二.md', '课/02 第十章 收尾/01 收尾.md'],
      1,
    ])
    const files = unzipSync(new Uint8Array(await write(one, made.made)))
    expect(strFromU8(files['课/02 第十章 收尾/01 收尾.md'] ?? new Uint8Array())).toContain('见[开头](../01%20第九章%20开头/01%20第一章.md)。')
    const again = await imported(one, Object.fromEntries(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes)])), {
      kind: 'new',
      title: '再',
    })
    const [before, after] = (await tree(one)).slice(-2)
    expect([after?.[0], after?.[1]]).toEqual(['再', before?.[1]])
    expect(await text(one, again.first ?? '')).toEqual(await text(one, made.first ?? ''))
  })

  test('a link to a lesson that is not written, and a picture that is gone, are listed before', async () => {
    const { page } = await served()
    const one = page()
    const made = await imported(one, folder)
    const { courses } = await one.client(library).tree({})
    const last = courses.at(-1)?.chapters[1]?.lessons[0]?.id ?? ''
    expect((await look(one, [last])).losses.map(({ kind }) => kind)).toEqual(['lesson-link'])
    expect(made.lessons).toBe(3)
  })

  test('nothing to export', async () => {
    const { page } = await served()
    await expect(problemOf(look(page(), ['nowhere']))).resolves.toBe('not-found')
  })
})
