import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lossLines, refusedLines } from '#main/cli/loss-lines.ts'
import { folderId, publishedFolder } from '#main/cli/published-folder.ts'
import { aiShareOf, visibleLabel } from '#main/publishing/aigc/label.ts'
import { lessonsOf, type PublishedCourse } from '#main/publishing/desk/course.ts'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import type { Doc } from '#preload/document/schema.ts'
import { png } from '../images/pictures.ts'
import { materials } from '../publishing/published.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-published-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()
const unnamed = { author: '', title: '', out: join(folder, 'out') }

test('a drawing goes out as a library would keep it: without scripts and without addresses', async () => {
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" onload="steal()"><script>steal()</script><image href="https://evil.example/a.png" width="8" height="6"/><rect width="8" height="6"/></svg>`
  writeFileSync(join(folder, '图.svg'), hostile)
  writeFileSync(join(folder, '课.md'), '# 课\n\n![图](图.svg)\n')
  const { course, bytesOf } = await publishedFolder(folder, unnamed, signal)
  const shown = lessonsOf(course).flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))
  const drawing = String(await bytesOf(shown[0] ?? ''))
  expect(drawing).toContain('<rect')
  expect(drawing).not.toMatch(/script|onload|evil/)
  rmSync(join(folder, '图.svg'))
  expect(await bytesOf(shown[0] ?? '')).toBe(null)
})

test('pictures that are not there and what a lesson can’t hold are told with their place, and a placeholder stands for a picture', async () => {
  const place = join(folder, '二')
  mkdirSync(place)
  writeFileSync(join(place, '坏.png'), 'no picture')
  writeFileSync(join(place, '课.md'), '# 课\n\n先看 ![鳃](缺.png) 处。\n\n![断](坏.png)\n\n<!-- 记一笔 -->\n\n```md\n![鳃](缺.png)\n```\n')
  const { course, losses, refused, findings } = await publishedFolder(place, unnamed, signal)
  const words = JSON.stringify(lessonsOf(course)[0]?.doc.filter(({ type }) => type !== 'code'))
  expect(words).toContain('先看 【图片找不到了：鳃】 处')
  expect(words).toContain('【图片打不开：断】')
  expect(words).not.toContain('![')
  expect(JSON.stringify(lessonsOf(course)[0]?.doc.filter(({ type }) => type === 'code'))).toContain('![鳃](缺.png)')
  expect(lossLines(losses, 'en', true)).toEqual([
    expect.stringMatching(/课\.md:3: The picture was not found; 【图片找不到了】 stands in its place: “缺\.png”$/),
    expect.stringMatching(/课\.md:7: HTML comments, scripts and styles are left out/),
  ])
  expect(lossLines(losses, 'zh', true)[0]).toMatch(/课\.md:3：找不到图片，那里会写上【图片找不到了】：“缺\.png”$/)
  const [lesson] = lessonsOf(course)
  const told = { level: 'lost', lesson: lesson?.id, numbers: {} }
  expect(findings).toEqual([
    { ...told, kind: 'image-missing', block: lesson?.doc[0]?.id, text: '鳃' },
    { ...told, kind: 'image-broken', block: lesson?.doc[1]?.id, text: '断' },
  ])
  expect([refusedLines(refused, 'en'), refusedLines(refused, 'zh')]).toEqual([
    [expect.stringMatching(/^left out: .*坏\.png \(no picture that Moke can keep: .* as PNG or JPEG first\)$/)],
    [expect.stringMatching(/^没有放进来：.*坏\.png（不是墨课能放的图片：.*另存为 PNG 或 JPEG）$/)],
  ])
  expect(refused.map(({ why }) => why)).toEqual(['image-foreign'])
})

test('what links lead to out of the folder stays at home, and is named; links within it lead where they say', async () => {
  const [place, elsewhere] = [join(folder, '五'), join(folder, '别处')]
  for (const each of [place, elsewhere]) mkdirSync(each)
  writeFileSync(join(elsewhere, '私.md'), '# 私\n\n不发')
  writeFileSync(join(folder, '外.png'), png(4, 2))
  writeFileSync(join(place, '里.png'), png(6, 2))
  writeFileSync(join(place, '课.md'), '# 课\n\n![内](内.png)\n\n![外](外.png)\n')
  symlinkSync(elsewhere, join(place, '别处'))
  symlinkSync(join(elsewhere, '私.md'), join(place, '私.md'))
  symlinkSync(join('..', '外.png'), join(place, '外.png'))
  symlinkSync('里.png', join(place, '内.png'))
  const { course, refused, findings } = await publishedFolder(place, unnamed, signal)
  expect(lessonsOf(course).map(({ title }) => title)).toEqual(['课'])
  expect(lessonsOf(course)[0]?.doc.map(({ type }) => type)).toEqual(['image', 'paragraph'])
  expect(refused.filter(({ why }) => why === 'outside').map(({ path }) => path)).toEqual(['五/别处', '五/外.png', '五/私.md'])
  expect(findings).toMatchObject([{ kind: 'image-outside', text: '外' }])
})

test('a picture that was left out is told by its reason, in its place and in the report, and not as one that was not found', async () => {
  const [place, elsewhere] = [join(folder, '六'), join(folder, '外面')]
  for (const each of [place, join(place, '图'), elsewhere]) mkdirSync(each)
  writeFileSync(join(place, '大.png'), png(4, 2))
  truncateSync(join(place, '大.png'), 44_000_000)
  writeFileSync(join(place, '宽.png'), png(20_000, 6000))
  writeFileSync(join(place, '老.bmp'), 'BM')
  writeFileSync(join(elsewhere, '里.png'), png(4, 2))
  symlinkSync(elsewhere, join(place, '图', '外'))
  const shown = ['大.png', '宽.png', '老.bmp', '图/外/里.png', '图/缺.png'].map((file, at) => `![图${at}](${file})`)
  writeFileSync(join(place, '课.md'), `# 课\n\n${shown.join('\n\n')}\n`)
  const { course, losses, refused, findings } = await publishedFolder(place, unnamed, signal)
  expect(lessonsOf(course)[0]?.doc.map((block) => block.children.map((each) => ('text' in each ? each.text : '')).join(''))).toEqual([
    '【图片太大，没有放进来：图0】',
    '【图片太大，没有放进来：图1】',
    '【这种图片读不了：图2】',
    '【图片在文件夹外面，没有放进来：图3】',
    '【图片找不到了：图4】',
  ])
  expect(findings.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'image-large 图0',
    'image-large 图1',
    'image-unkept 图2',
    'image-outside 图3',
    'image-missing 图4',
  ])
  expect(losses.map(({ kind, text }) => [kind, text])).toEqual([['image-missing', '图/缺.png']])
  expect(refused.map(({ path, why }) => `${path} ${why}`).toSorted()).toEqual([
    '六/图/外 outside',
    '六/大.png too-large',
    '六/宽.png image-too-wide',
    '六/老.bmp image-foreign',
  ])
})

test('a picture is known by its bytes where its name says nothing, and a file that is none is not told as a picture', async () => {
  const place = join(folder, '七')
  mkdirSync(place)
  writeFileSync(join(place, '无名'), png(4, 2))
  writeFileSync(join(place, '扫描'), 'II*\0')
  writeFileSync(join(place, 'LICENSE'), 'free')
  writeFileSync(join(place, '课.md'), '# 课\n\n![图](无名)\n\n![稿](扫描)\n')
  const { course, refused, findings } = await publishedFolder(place, unnamed, signal)
  expect(lessonsOf(course)[0]?.doc.map(({ type }) => type)).toEqual(['image', 'paragraph'])
  expect(findings.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['image-unkept 稿'])
  expect(refused.map(({ path, why }) => `${path} ${why}`).toSorted()).toEqual(['七/LICENSE kind', '七/扫描 image-foreign'])
})

test('it is called as its author says, and as its folder otherwise', async () => {
  const place = join(folder, '三')
  mkdirSync(place)
  writeFileSync(join(place, '课.md'), '# 课\n\n字')
  const titleOf = async (title: string) => (await publishedFolder(place, { ...unnamed, title }, signal)).course.title
  expect([await titleOf(''), await titleOf('家常菜')]).toEqual(['三', '家常菜'])
})

test('it is the same course on any computer: known by the way to it from where it goes, whatever lies above and whatever links lead there', () => {
  const idOf = (place: string, out: string) => {
    mkdirSync(place, { recursive: true })
    return folderId(place, out)
  }
  const [here, there] = [join(folder, '甲', '作品'), join(folder, '乙', '深', '作品')]
  const ids = [idOf(join(here, '课程'), join(here, '出版')), idOf(join(there, '课程'), join(there, '出版', '.'))]
  symlinkSync(here, join(folder, '链接'))
  ids.push(folderId(join(folder, '链接', '课程'), join(here, '出版')))
  expect(new Set(ids).size).toBe(1)
  expect(ids).not.toContain(idOf(join(here, '别的'), join(here, '出版')))
})

test('what an export wrote into the folder, and what was moved out of its way, are no lessons', async () => {
  const place = join(folder, '四')
  for (const within of ['zhihu/01 课', 'zhihu 改过的', 'zhihu 改过的 (yours) 2', '我的 改过的']) mkdirSync(join(place, within), { recursive: true })
  writeFileSync(join(place, '课.md'), '# 课\n\n字')
  for (const file of ['zhihu/发布清单.md', 'zhihu/01 课/zhihu.md', 'zhihu 改过的/旧.md', 'zhihu 改过的 (yours) 2/更旧.md', '我的 改过的/二.md'])
    writeFileSync(join(place, file), '# 别的\n\n字')
  const titles = async () => lessonsOf((await publishedFolder(place, unnamed, signal)).course).map(({ title }) => title)
  writeFileSync(join(place, 'zhihu', 'moke-export.json'), '{}')
  expect((await titles()).toSorted()).toEqual(['别的', '课'])
})

test('a Markdown bundle of ours comes back as the course that it was: its index is no lesson, names, order, author and labels are as they were', async () => {
  const ai = { model: 'm', at: 1 }
  const docs = {
    鱼的选法: [paragraphOf('先看鳃。'), paragraphOf('它写的一句', ai)],
    腌: [paragraphOf('都是它写的', ai)],
    上桌: [paragraphOf('我写的。')],
  }
  const [first, second, third] = Object.entries(docs).map(([title, doc], index) => ({ id: `l${index}`, title, doc }))
  const chapters = [
    { title: '备料：上', lessons: [first, second] },
    { title: '', lessons: [third] },
  ] as PublishedCourse['chapters']
  const course: PublishedCourse = { id: 'c', title: '家常菜？', author: '老王', chapters }
  const place = join(folder, '家常菜', 'Markdown')
  const task = { target: 'markdown', id: 'c', course, lessons: null, options: {}, materials: materials(), folder: place, inTheWay: 'stop' } as const
  await exportCourse({ ...task, signal, onProgress: () => undefined } as unknown as Parameters<typeof exportCourse>[0])
  const back = await publishedFolder(place, unnamed, signal)
  const shape = (of: PublishedCourse) => [of.title, of.author, of.chapters.map(({ title, lessons }) => [title, lessons.map((lesson) => lesson.title)])]
  expect(shape(back.course)).toEqual(shape(course))
  const labels = (of: PublishedCourse) => lessonsOf(of).map(({ doc }) => visibleLabel(aiShareOf([doc])))
  expect(labels(back.course)).toEqual(labels(course))
  const words = (of: PublishedCourse) =>
    lessonsOf(of).map(({ doc }) => doc.map(({ children }) => (children as { text: string }[]).map(({ text }) => text).join('')))
  expect(words(back.course)).toEqual(words(course))
  expect([back.losses, back.refused]).toEqual([[], []])
  // A lesson that its author laid there since comes behind those of the index; what the command says counts before it.
  writeFileSync(join(place, '01 备料：上', '03 尾声.md'), '# 尾声\n\n字')
  const { course: more } = await publishedFolder(place, { ...unnamed, author: '林一', title: '别的' }, signal)
  expect([more.title, more.author, ...lessonsOf(more).map(({ title }) => title)]).toEqual(['别的', '林一', '鱼的选法', '腌', '上桌', '尾声'])
})

test('a label comes back from before footnotes, which lie behind it', async () => {
  const noted = { type: 'paragraph', id: 'noted', children: [{ text: '都是它写的', ai: { model: 'm', at: 1 } }, noteMark, { text: '' }] }
  const doc = [noted, { type: 'note', id: 'n1', children: [{ text: '出处。' }] }] as unknown as Doc
  const course: PublishedCourse = { id: 'c', title: '注', author: '', chapters: [{ title: '', lessons: [{ id: 'l', title: '腌', doc }] }] }
  const place = join(folder, '注', 'Markdown')
  const task = { target: 'markdown', id: 'c', course, lessons: null, options: {}, materials: materials(), folder: place, inTheWay: 'stop' } as const
  await exportCourse({ ...task, signal, onProgress: () => undefined } as unknown as Parameters<typeof exportCourse>[0])
  const back = await publishedFolder(place, unnamed, signal)
  const [lesson] = lessonsOf(back.course)
  expect([lesson?.doc.map(({ type }) => type), visibleLabel(aiShareOf([lesson?.doc ?? []])), back.losses]).toEqual([
    ['paragraph', 'note'],
    visibleLabel(aiShareOf([doc])),
    [],
  ])
})

test('a bundle of one lesson, which has no index, is called as its course’s folder is', async () => {
  const place = join(folder, '一课的书', 'Markdown')
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, '课.md'), '# 课\n\n字')
  writeFileSync(join(place, 'moke-export.json'), JSON.stringify({ format: 'moke-export', version: 1, target: 'markdown', isWhole: true, units: {} }))
  expect((await publishedFolder(place, unnamed, signal)).course.title).toBe('一课的书')
})

const noteMark = { type: 'note-mark', note: 'n1', children: [{ text: '' }] }

function paragraphOf(text: string, ai?: { model: string; at: number }): Doc[number] {
  return { type: 'paragraph', id: `p${text.length}` as never, children: [{ text, ...(ai === undefined ? {} : { ai }) }] }
}
