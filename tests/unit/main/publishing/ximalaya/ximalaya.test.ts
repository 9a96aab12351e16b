import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read as readWorkbook } from '@e965/xlsx'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import type { Made } from '#main/publishing/desk/target.ts'
import type { XimalayaOptions } from '#main/publishing/ximalaya/about.ts'
import { ximalaya } from '#main/publishing/ximalaya/ximalaya.ts'
import type { Doc } from '#preload/document/schema.ts'
import { has, missing } from '../../../../fixtures/publish/programs.ts'
import { temporaryFolder } from '../../store/temporary.ts'
import { copiedFrom } from '../published.ts'
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
      '001 清蒸鱼/语音合成/W3C 标准.xml',
    ])
    expect(textIn(units[0]!, '口播稿.txt')).toMatch(/^清蒸鱼\n节目时长约 0:\d\d（含停顿）\n\n我们先来看，选鱼。\n（停顿）\n\n先说两件事。/)
    expect(copiedFrom(textIn(units[0]!, '简介.html'))).toMatch(/^<p style="[^"]*" data-flag="normal">先说 2 件事。<\/p>.*· 选鱼<\/p>$/)
  })

  test('the checklist says where the picture of each track goes, where there is one', async () => {
    const cover = { ...ximalaya.defaults.cover, template: 'night' as const }
    const none = { ...cover, template: 'none' as const }
    const told = [{ cover, hasTrackCovers: true }, { cover }, { cover: none, hasTrackCovers: true }].map(async (options) => {
      const { units } = await made(courseOf(['一']), options)
      const album = units.find(({ files }) => files.some(({ path }) => path.endsWith('清单.md')))!
      return [textIn(album, '清单.md').includes('节目配图上传它文件夹里的“配图”'), JSON.stringify(album.steps).includes('upload “配图” of its folder')]
    })
    expect(await Promise.all(told)).toEqual([
      [true, true],
      [false, false],
      [false, false],
    ])
  })

  test('the checklist names all that the forms ask for', async () => {
    const listed = async (options: Partial<XimalayaOptions>) => textIn((await made(courseOf(['一']), options)).units.at(-1)!, '清单.md')
    expect(await listed({})).toMatch(/封面是否 AI 生成.*勾选协议.*不能存草稿.*40 个字（一个表情算 2 个），节目类型选“免费”，勾选知识产权承诺/s)
    expect(await listed({ isPaid: true })).toMatch(/节目类型选“付费”.*版权声明/s)
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
    expect(copiedFrom(textIn(album, '专辑简介.html'))).toMatch(/^<p style="font-size:16px;[^"]*" data-flag="normal">主讲：老王<\/p>.*<b>鱼<\/b>.*· 一<.*· 二</)
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

  test('what the form of an album asks for is to be done where it is not written', async () => {
    const kindsOf = async (own: Partial<XimalayaOptions>) => (await made(courseOf(['清蒸鱼']), own)).kinds.filter((kind) => kind.endsWith('-missing'))
    expect(await kindsOf({ category: ' ' })).toEqual(['todo selling-point-missing', 'todo category-missing'])
    expect(await kindsOf({ sellingPoint: '三十分钟一桌菜', category: '生活' })).toEqual([])
  })

  test('an introduction that is taken from the lesson has nothing that was left in it', async () => {
    const { units } = await made(courseOf(['清蒸鱼'], { text: '/ \\[文字\\](网址)\n\n【图片找不到了：曲线】先看鳃。' }))
    expect(textIn(units[0]!, '简介.html').replaceAll(/<title>.*?<\/title>|<[^>]*>|\n/g, '')).toBe('先看鳃。')
    expect(textIn(units[0]!, '口播稿.txt')).not.toMatch(/网址|曲线/)
  })

  test('the script as a Word document says what the text says, with its silences and its hints', async () => {
    const { units } = await made(courseOf(['清蒸鱼'], { text: '# 选鱼\n\n重庆 3 斤\n\n```js\na\n```' }), { pronunciations: { 重庆: 'chóng qìng' } })
    const docx = units[0]!.files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
    const lines = [...strFromU8(unzipSync(docx)['word/document.xml']!).matchAll(/<w:t [^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text)
    expect(lines).toEqual([
      '清蒸鱼',
      expect.stringMatching(/^节目时长约 0:\d\d（含停顿）$/) as string,
      '我们先来看，选鱼。',
      '（停顿）',
      '重庆（chong2 qing4）三斤',
      '（这里有一段 js 代码，请看文稿。）',
    ])
    expect(textIn(units[0]!, '口播稿.txt')).toContain('重庆（chong2 qing4）三斤')
    expect(textIn(units[0]!, '.srt')).toContain('重庆 3 斤')
  })

  test('a reading in other characters is in the script and for a voice, and respells nobody in what is read', async () => {
    const { units } = await made(courseOf(['一'], { text: '王朴老师教了 3 年。' }), { pronunciations: { 朴老师: '飘老师' } })
    expect(textIn(units[0]!, '口播稿.txt')).toContain('王飘老师教了三年。')
    expect(textIn(units[0]!, '.xml')).toContain('王<sub alias="飘老师">朴老师</sub>教了')
    for (const file of ['001 一.txt', '.srt', '.vtt', '.lrc']) expect(textIn(units[0]!, file)).toMatch(/王朴老师教了 3 年。/)
  })

  test('the name of an account is shown as it is written, and said sign by sign by a voice alone', async () => {
    const { units } = await made(courseOf(['清蒸鱼'], { text: '加微信 xiaodian888 领资料。' }))
    for (const file of ['口播稿.txt', '.srt', '.lrc']) expect(textIn(units[0]!, file)).toContain('加微信 xiaodian888 领资料。')
    expect(textIn(units[0]!, 'W3C 标准.xml')).toContain('xiaodian 八八八')
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

const wordsOf = (html: string): string[] =>
  html
    .split('</p>')
    .map((line) => line.replaceAll(/<[^>]*>/g, ''))
    .filter((line) => line !== '')

describe('what an author says of it', () => {
  test('is the beginning of a lesson in whole sentences, where they wrote nothing', async () => {
    const text = `TODO：补开头\n\n设 $x$ 为鱼。先看**鱼鳃**。\n\n# 选鱼\n\n#\n\n${'再看鱼眼睛亮不亮。'.repeat(30)}\n\n最后一段。`
    const { units } = await made(courseOf(['一'], { text }))
    const lines = wordsOf(copiedFrom(textIn(units[0]!, '简介.html')))
    expect(lines).toEqual(['先看鱼鳃。', expect.stringMatching(/^(?:再看鱼眼睛亮不亮。)+$/) as string, '你将听到', '· 选鱼'])
    expect([...lines.join('')].length).toBeLessThan(190)
  })

  test('of a paragraph without a stop is its beginning, which can be read and fits a cell', async () => {
    const { units } = await made(courseOf(['一'], { text: '字'.repeat(40_000) }))
    expect(wordsOf(copiedFrom(textIn(units[0]!, '简介.html')))).toEqual([`${'字'.repeat(319)}…`])
    expect((JSON.parse(textIn(units.at(-1)!, '.json')) as { tracks: object[] }).tracks).toEqual([
      expect.objectContaining({ introduction: `${'字'.repeat(319)}…` }) as object,
    ])
  })

  test('of a lesson is its introduction and its title there, and makes only that track anew', async () => {
    const course = courseOf(['一', '二'])
    const own = { titles: { l0: ' 第一回 ' }, intros: { l0: '鱼怎么选？\n\n听我说 <b>。' } }
    const { units } = await made(course, own)
    expect(wordsOf(copiedFrom(textIn(units[0]!, '简介.html')))).toEqual(['鱼怎么选？', '听我说 &lt;b&gt;。'])
    expect(units[0]!.files[0]!.path).toBe('001 第一回/口播稿.docx')
    const album = JSON.parse(textIn(units.at(-1)!, '.json')) as { tracks: object[] }
    expect(album.tracks).toMatchObject([
      { title: '第一回', introduction: '鱼怎么选？\n\n听我说 <b>。' },
      { title: '二', introduction: '先说 2 件事。' },
    ])
    expect(wordsOf(copiedFrom(textIn(units.at(-1)!, '专辑简介.html')))).toEqual(['主讲：老王', '鱼', '· 第一回', '· 二'])
    const inputs = (options: Partial<XimalayaOptions>): string[] =>
      ximalaya.units(course, { ...ximalaya.defaults, ...options }, materials).map(({ input }) => JSON.stringify(input))
    expect(
      inputs(own)
        .map((input, at) => input === inputs({})[at])
        .slice(0, 2),
    ).toEqual([false, true])
  })

  test('of an album fills what its form asks for, in the table, the file and the steps', async () => {
    const own = {
      albumTitle: '老王讲鱼',
      albumIntro: '讲鱼。\n讲做鱼。',
      sellingPoint: '一听就会',
      category: '美食',
      tags: '鱼，家常菜 #做饭#',
      speaker: '王师傅',
    }
    const album = (await made(courseOf(['一']), own)).units.find((unit) => unit.files.some(({ path }) => path === '技术文件（不用打开）/专辑.json'))!
    expect(JSON.parse(textIn(album, '.json'))).toMatchObject({
      title: '老王讲鱼',
      author: '王师傅',
      sellingPoint: '一听就会',
      category: '美食',
      tags: ['鱼', '家常菜', '做饭'],
    })
    expect(wordsOf(copiedFrom(textIn(album, '专辑简介.html')))).toEqual(['讲鱼。', '讲做鱼。'])
    expect(album.steps?.[0]?.['zh-CN']).toContain('标题“老王讲鱼”（不超过 25 个字），专辑卖点填“一听就会”，分类填“美食”，标签填“鱼，家常菜，做饭”')
    const xlsx = album.files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
    expect(strFromU8(unzipSync(xlsx)['xl/sharedStrings.xml']!)).toMatch(/一听就会.*美食/)
  })

  test('is in the preview too', async () => {
    const course = courseOf(['一'])
    const lesson = { ...course.chapters[0]!.lessons[0]!, number: 1, chapter: '鱼', part: 0 }
    const preview = async (options: Partial<XimalayaOptions>) =>
      (await ximalaya.preview!(course, lesson, { ...ximalaya.defaults, ...options }, materials)).html.replaceAll(/<[^>]*>/g, '')
    expect(await preview({})).toContain('简介先说 2 件事。')
    expect(await preview({ titles: { l0: '第一回' }, intros: { l0: '我写的。' } })).toMatch(/第一回.*简介我写的。/)
  })

  test('too long a title of its own is refused, and a lesson’s long title is none any more', async () => {
    const long = '长'.repeat(41)
    expect((await made(courseOf([long]), { titles: { l0: '短' } })).kinds).not.toContain('refused title-long')
    expect((await made(courseOf(['短']), { titles: { l0: long } })).kinds).toContain('refused title-long')
    expect((await made(courseOf(['短']), { albumTitle: '长'.repeat(26) })).kinds).toContain('refused album-title-long')
  })
})

describe('what the site would refuse', () => {
  test('a title of more than forty UTF-16 units: an emoji is two', async () => {
    expect((await made(courseOf(['长'.repeat(40)]))).kinds).not.toContain('refused title-long')
    expect((await made(courseOf([`${'长'.repeat(39)}😀`]))).kinds).toContain('refused title-long')
  })

  test('spaces around a title are not typed there', async () => {
    expect((await made(courseOf([` ${'长'.repeat(40)} `]))).kinds).not.toContain('refused title-long')
    expect((await made(courseOf(['一'], { title: ` ${'长'.repeat(25)} ` }))).kinds.join()).not.toMatch(/title-(?:perhaps-)?long/)
  })

  test('an album’s title that is too long by units alone may be: nobody noted how it is counted', async () => {
    const { kinds } = await made(courseOf(['一'], { title: `${'长'.repeat(24)}😀` }))
    expect(kinds).toContain('todo title-perhaps-long')
    expect(kinds).not.toContain('refused album-title-long')
  })

  test('a lesson without a title, an album with a long one', async () => {
    expect((await made(courseOf(['']))).kinds).toContain('refused title-missing')
    expect((await made(courseOf(['一'], { title: '长'.repeat(26) }))).kinds).toContain('refused album-title-long')
  })

  test('an album without a title, unless it has one of its own', async () => {
    expect((await made(courseOf(['一'], { title: ' ' }))).kinds).toContain('refused title-missing')
    expect((await made(courseOf(['一'], { title: ' ' }), { albumTitle: '老王讲鱼' })).kinds).not.toContain('refused title-missing')
  })

  test('a track that is sold and shorter than five minutes', async () => {
    expect((await made(courseOf(['一']), { isPaid: true })).kinds).toContain('refused track-short')
    expect((await made(courseOf(['一']), { isPaid: true })).kinds).not.toContain('advice track-small')
    expect((await made(courseOf(['一'], { text: '说一句话。'.repeat(300) }), { isPaid: true })).kinds).not.toContain('refused track-short')
  })

  test('a track whose recording may be under 1 MB at the bit rate that the checklist names is told', async () => {
    const smallOf = async (seconds: number) => {
      // 240 字 a minute, and 0.6 s behind the last.
      const { units } = await made(courseOf(['一'], { text: '说'.repeat(seconds * 4 - 3) + '。' }))
      return units[0]!.findings.filter(({ kind }) => kind === 'track-small')
    }
    expect(await smallOf(32)).toMatchObject([{ level: 'advice', text: '一', block: null, numbers: { least: 66, is: 32 } }])
    expect(await smallOf(65)).toHaveLength(1)
    expect(await smallOf(66)).toEqual([])
    expect(textIn((await made(courseOf(['一']))).units.at(-1)!, '清单.md')).toContain('不小于 1 MB（128 kbps 大约要 1:06）')
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
    expect(textIn(units[0]!, '简介.html')).toContain(told)
    expect(JSON.parse(textIn(units.at(-1)!, '.json')).AIGC).toMatchObject({ Label: '1', ContentProducer: 'wang', ContentPropagator: 'wang' })
    const script = units[0]!.files.find(({ path }) => path.endsWith('口播稿.docx'))!
    const custom = strFromU8(unzipSync('bytes' in script ? script.bytes : new Uint8Array())['docProps/custom.xml']!)
    expect(custom).toMatch(/name="AIGC"><vt:lpwstr>\{&quot;AIGC&quot;.*wang/)
    const said = '本期部分内容由人工智能生成。'
    for (const end of ['口播稿.txt', '.srt', '.vtt', '.lrc', 'W3C 标准.xml']) expect(textIn(units[0]!, end)).toContain(said)
    // Once: another in brackets would be taken for what is to be done.
    const word = strFromU8(unzipSync('bytes' in script ? script.bytes : new Uint8Array())['word/document.xml']!)
    for (const text of [textIn(units[0]!, '口播稿.txt'), word]) expect(text.split('人工智能')).toHaveLength(2)
    expect(textIn(units[0]!, '口播稿.txt').indexOf(said)).toBeLessThan(textIn(units[0]!, '口播稿.txt').indexOf('它写的'))
    expect(textIn(units[0]!, '简介.html')).toMatch(/<head>.*<meta name="AIGC" content="\{&quot;AIGC&quot;[^>]*wang/)
    expect(textIn(units[0]!, 'W3C 标准.xml')).toMatch(/^<speak [^>]*><meta name="AIGC" content="\{&quot;AIGC&quot;[^>]*wang[^>]*"\/>/)
    expect(textIn(units.at(-1)!, '专辑简介.html')).toMatch(/<head>.*<meta name="AIGC" content="\{&quot;AIGC&quot;[^>]*wang/)
    const plain = await made(courseOf(['一']))
    expect(JSON.stringify(plain.units.map((unit) => [textIn(unit, '.txt'), textIn(unit, '.html'), textIn(unit, '.json')]))).not.toMatch(/人工智能|AIGC/)
  })

  test('a label stands beside SSML that has no place for it, and nothing that no service takes is put into that', async () => {
    const course = courseOf(['一'])
    const ai = { model: '入门模型', at: 1 }
    const doc = [{ type: 'paragraph', id: 'p', children: [{ text: '它写的。', ai }] }] as unknown as ReturnType<typeof docOf>
    const written = { ...course, chapters: [{ title: '', lessons: [{ id: 'l0', title: '一', doc }] }] }
    const filesOf = async (of: PublishedCourse, ssml: XimalayaOptions['ssml']) => (await made(of, { ssml, producer: 'wang' })).units[0]!
    const track = await filesOf(written, ['w3c', 'tencent', 'volcengine', 'baidu'])
    expect(JSON.parse(textIn(track, '技术文件（不用打开）/AIGC.json'))).toMatchObject({ AIGC: { Label: '1', ContentProducer: 'wang' } })
    for (const end of ['腾讯云.xml', '火山引擎.xml', '百度.xml']) expect(textIn(track, end)).toMatch(/^<speak>本期内容由人工智能辅助生成。</)
    const without = [await filesOf(written, ['w3c']), await filesOf(written, []), await filesOf(course, ['baidu'])]
    expect(without.flatMap(({ files }) => files.filter(({ path }) => path.endsWith('AIGC.json')))).toEqual([])
  })
})

test('an introduction in the tables of an album says what a model wrote, as its page does', async () => {
  const course = courseOf(['一', '二'], { text: '我写。' })
  const [first] = course.chapters[0]!.lessons
  const doc = first!.doc.map((block) => ({ ...block, children: [{ text: '它写。', ai: { model: 'm', at: 1 } }] })) as unknown as Doc
  const { units } = await made({ ...course, chapters: [{ title: '鱼', lessons: [{ ...first!, doc }, ...course.chapters[0]!.lessons.slice(1)] }] })
  const album = units.find((unit) => textIn(unit, '专辑.json') !== '')!
  const { tracks } = JSON.parse(textIn(album, '专辑.json')) as { tracks: { introduction: string }[] }
  expect(tracks.map(({ introduction }) => introduction)).toEqual(['它写。\n本文由人工智能（AI）辅助生成。', '我写。'])
  const xlsx = album.files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0]!
  expect(strFromU8(unzipSync(xlsx)['xl/sharedStrings.xml']!)).toContain('本文由人工智能（AI）辅助生成。')
})

describe('the table of an album', () => {
  const tableOf = async (ai?: { model: string; at: number }): Promise<Uint8Array> => {
    const doc = [{ type: 'paragraph', id: 'p', children: [{ text: '它写。', ...(ai && { ai }) }] }] as unknown as Doc
    const { units } = await made(
      { title: '家常菜', author: '老王', chapters: [{ title: '鱼', lessons: [{ id: 'l', title: '一', doc }] }] },
      { producer: 'wang' },
    )
    return units.flatMap(({ files }) => files.flatMap((file) => (file.path === '专辑.xlsx' && 'bytes' in file ? [file.bytes] : [])))[0]!
  }
  const byModel = () => tableOf({ model: 'm', at: 1 })

  test('has the label of what a model wrote where Word documents have it, the same bytes each time', async () => {
    const [one, other] = [await byModel(), await byModel()]
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
    const { Custprops, SheetNames } = readWorkbook(one)
    expect([JSON.parse(String((Custprops as Record<string, unknown>)['AIGC'])), SheetNames]).toMatchObject([
      { AIGC: { Label: '1', ContentProducer: 'wang', ContentPropagator: 'wang' } },
      ['节目', '专辑'],
    ])
  })

  test('has none where no model wrote any of it', async () => {
    expect(Object.keys(unzipSync(await tableOf())).filter((part) => part.startsWith('docProps'))).toEqual([])
  })

  test.skipIf(!has('exiftool'))(`exiftool reads it${missing('exiftool')}`, async () => {
    const at = join(temporaryFolder(), 'a.xlsx')
    writeFileSync(at, await byModel())
    const [read] = JSON.parse(execFileSync('exiftool', ['-json', at], { encoding: 'utf8' })) as [Record<string, unknown>]
    expect([JSON.stringify(Object.entries(read).find(([name]) => /^aigc$/i.test(name))?.[1]).includes('wang'), read['Warning']]).toEqual([true, undefined])
  })
})
