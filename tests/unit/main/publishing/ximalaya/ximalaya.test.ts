import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import type { Made } from '#main/publishing/desk/target.ts'
import type { XimalayaOptions } from '#main/publishing/ximalaya/about.ts'
import { ximalaya } from '#main/publishing/ximalaya/ximalaya.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const docOf = (markdown: string) => docFromMarkdown(markdown, { image: () => null, link: (address: string) => address } as never).doc
const materials = { image: () => null, imageBytes: () => Promise.resolve(new Uint8Array()) }

function courseOf(titles: readonly string[], { title = '家常菜', text = '# 选鱼\n\n先说 2 件事。\n\n1. 看鳃\n2. 看眼' } = {}): PublishedCourse {
  return { title, author: '老王', chapters: [{ title: '鱼', lessons: titles.map((lesson, i) => ({ id: `l${i}`, title: lesson, doc: docOf(text) })) }] }
}

async function made(course: PublishedCourse, options: Partial<XimalayaOptions> = {}): Promise<{ units: Made[]; kinds: string[] }> {
  const units = await Promise.all(
    ximalaya.units(course, { ...ximalaya.defaults, ...options }, materials).map((unit) => unit.make(new AbortController().signal)),
  )
  return { units, kinds: units.flatMap(({ findings }) => findings.map(({ level, kind }) => `${level} ${kind}`)) }
}

const textIn = ({ files }: Made, end: string): string => files.flatMap((file) => (file.path.endsWith(end) && 'text' in file ? [file.text] : [])).join('')

describe('an album for Ximalaya', () => {
  test('a track is a numbered folder with its script, its description and files timed alike', async () => {
    const { units } = await made(courseOf(['清蒸鱼']))
    expect(units[0]?.files.map(({ path }) => path)).toEqual([
      '001 清蒸鱼/口播稿.docx',
      '001 清蒸鱼/口播稿.txt',
      '001 清蒸鱼/简介.html',
      '001 清蒸鱼/001 清蒸鱼.txt',
      '001 清蒸鱼/001 清蒸鱼.srt',
      '001 清蒸鱼/001 清蒸鱼.vtt',
      '001 清蒸鱼/001 清蒸鱼.lrc',
      '001 清蒸鱼/SSML/w3c.xml',
    ])
    expect(textIn(units[0]!, '口播稿.txt')).toMatch(/^清蒸鱼\n预计时长：0:\d\d\n\n我们先来看，选鱼。\n（停顿）\n\n先说 两件事。/)
    expect(textIn(units[0]!, '简介.html')).toMatch(/^<p style="[^"]*" data-flag="normal">先说 2 件事。<\/p>.*· 选鱼<\/p>$/)
  })

  test('the album has its table for people and for programs', async () => {
    const { units } = await made(courseOf(['一', '二']))
    const album = units.at(-1)!
    expect(JSON.parse(textIn(album, '.json'))).toMatchObject({
      title: '家常菜',
      tracks: [
        { number: '001', title: '一' },
        { number: '002', title: '二' },
      ],
    })
    const xlsx = album.files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
    expect(strFromU8(unzipSync(xlsx)['xl/sharedStrings.xml']!)).toContain('<t>节目标题</t>')
    expect(strFromU8(unzipSync(xlsx)['xl/sharedStrings.xml']!)).toMatch(/<t>001 一<\/t>.*<t>专辑卖点<\/t>/)
    expect(textIn(album, '清单.md')).toContain('共 2 条')
    expect(textIn(album, '专辑简介.html')).toMatch(/^<p style="font-size:16px;[^"]*" data-flag="normal">主讲：老王<\/p>.*<b>鱼<\/b>.*· 一<.*· 二</)
  })

  test('a lesson is read aloud for the table once: its length is noted, and asked for again until a word or the pace changes', async () => {
    const { signal } = new AbortController()
    const album = (text: string, options: Partial<XimalayaOptions> = {}) => {
      const { author, chapters } = courseOf(['一'], { text })
      const course = { title: '两课', author, chapters: [...chapters, { title: '鱼', lessons: [{ id: 'other', title: '二', doc: docOf('先说一件事。') }] }] }
      return ximalaya.units(course, { ...ximalaya.defaults, ...options }, materials).at(-1)!
    }
    const first = await album('看鳃。').make(signal)
    const again = await album('看眼睛。').make(signal, first.noted)
    const keys = ({ noted }: Made): string[] => Object.keys(noted ?? {})
    expect([keys(first).length, keys(again).length]).toEqual([2, 2])
    expect(keys(first).filter((key) => keys(again).includes(key))).toEqual([keys(first)[1]])
    // Marked by a length that no lesson has.
    const odd = Object.fromEntries(keys(first).map((key) => [key, 1_234_000]))
    const seconds = (one: Made): number[] => (JSON.parse(textIn(one, '.json')) as { tracks: { seconds: number }[] }).tracks.map((track) => track.seconds)
    expect(seconds(await album('看鳃。').make(signal, odd))).toEqual([1234, 1234])
    expect(seconds(await album('看眼睛。').make(signal, odd))[0]).toBeLessThan(100)
    expect(seconds(await album('看鳃。', { pace: 100 }).make(signal, odd)).every((each) => each < 100)).toBe(true)
  })

  test('names every file of a track, and leaves open what only the author can say', async () => {
    const { units } = await made(courseOf(['一']), { isPaid: true })
    const { tracks } = JSON.parse(textIn(units.at(-1)!, '.json')) as {
      tracks: { isPaid: boolean; isAiVoice: null; files: Record<string, string | string[]> }[]
    }
    expect(tracks[0]).toMatchObject({ isPaid: true, isAiVoice: null })
    const there = new Set(units[0]!.files.map(({ path }) => path))
    expect(
      Object.values(tracks[0]!.files)
        .flat()
        .filter((path) => !there.has(path)),
    ).toEqual([])
    expect(textIn(units.at(-1)!, '清单.md')).toContain('试听不超过 180 秒')
  })

  test('the script as a Word document says what the text says, with its silences and its hints', async () => {
    const { units } = await made(courseOf(['清蒸鱼'], { text: '# 选鱼\n\n重庆 3 斤\n\n```js\na\n```' }), { pronunciations: { 重庆: 'chóng qìng' } })
    const docx = units[0]!.files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
    const lines = [...strFromU8(unzipSync(docx)['word/document.xml']!).matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text)
    expect(lines).toEqual([
      '清蒸鱼',
      expect.stringMatching(/^预计时长：0:\d\d$/) as string,
      '我们先来看，选鱼。',
      '（停顿）',
      '重庆（chong2 qing4） 三 斤',
      '（这里有一段 js 代码，请看文稿。）',
    ])
    expect(textIn(units[0]!, '口播稿.txt')).toContain('重庆（chong2 qing4） 三 斤')
    expect(textIn(units[0]!, '.srt')).toContain('重庆 三 斤')
  })

  test('the same course is the same bytes', async () => {
    const [a, b] = [await made(courseOf(['一'])), await made(courseOf(['一']))]
    expect(b).toEqual(a)
  })

  test('another pace is another length', async () => {
    const lengthAt = async (pace: number) => JSON.parse(textIn((await made(courseOf(['一']), { pace })).units.at(-1)!, '.json')).tracks[0].seconds as number
    expect(await lengthAt(120)).toBeGreaterThan((await lengthAt(240)) * 1.4)
  })
})

describe('what the site would refuse', () => {
  test('a title of more than forty UTF-16 units: an emoji is two', async () => {
    expect((await made(courseOf(['长'.repeat(40)]))).kinds).not.toContain('refused title-long')
    expect((await made(courseOf([`${'长'.repeat(39)}😀`]))).kinds).toContain('refused title-long')
  })

  test('a lesson without a title, an album with a long one', async () => {
    expect((await made(courseOf(['']))).kinds).toContain('refused title-missing')
    expect((await made(courseOf(['一'], { title: '长'.repeat(26) }))).kinds).toContain('refused album-title-long')
  })

  test('a track that is sold and shorter than five minutes', async () => {
    expect((await made(courseOf(['一']), { isPaid: true })).kinds).toContain('refused track-short')
    expect((await made(courseOf(['一'], { text: '说一句话。'.repeat(300) }), { isPaid: true })).kinds).not.toContain('refused track-short')
  })
})

describe('what a model wrote', () => {
  const course: PublishedCourse = {
    ...courseOf(['一']),
    chapters: [
      {
        title: '',
        lessons: [
          {
            id: 'l',
            title: '一',
            doc: [{ type: 'paragraph', id: 'b' as never, children: [{ text: '它写的', ai: { model: 'm', at: 1 } }, { text: '我也写了很多' }] }],
          },
        ],
      },
    ],
  }

  test('is told in script and description, and in the album’s file by the fields of the standard', async () => {
    const { units } = await made(course, { producer: 'wang' })
    const told = '本文部分内容由人工智能（AI）生成。'
    for (const end of ['口播稿.txt', '简介.html']) expect(textIn(units[0]!, end)).toContain(told)
    expect(JSON.parse(textIn(units.at(-1)!, '.json')).AIGC).toMatchObject({ Label: '1', ContentProducer: 'wang', ContentPropagator: 'wang' })
    const script = units[0]!.files.find(({ path }) => path.endsWith('口播稿.docx'))!
    const custom = strFromU8(unzipSync('bytes' in script ? script.bytes : new Uint8Array())['docProps/custom.xml']!)
    expect(custom).toMatch(/name="AIGC"><vt:lpwstr>\{&quot;AIGC&quot;.*wang/)
    const plain = await made(courseOf(['一']))
    expect(JSON.stringify(plain.units.map((unit) => [textIn(unit, '.txt'), textIn(unit, '.html'), textIn(unit, '.json')]))).not.toMatch(/人工智能|AIGC/)
  })
})
