import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { factsOfDoc } from '#main/archive/facts.ts'
import { gramsOf } from '#main/archive/grams.ts'
import { packLines } from '#main/archive/packed-lines.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { ArchiveLessons } from '#main/services/archive-lessons.ts'
import { explain } from '#main/services/explaining.ts'
import { Likenesses } from '#main/services/likenesses.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { Problem } from '#preload/contract/problem.ts'
import { LessonId } from '#preload/contract/library.ts'
import type { Likeness, Why, WhyQuestion, WhyToken } from '#preload/contract/why.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { temporaryFolder } from '../store/temporary.ts'

const never = new AbortController().signal

/** A library with a course of these lessons, and an archive of these works; the last lesson is of another course. */
async function library(lessons: readonly string[], works: Readonly<Record<string, string>>) {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder })
  const archive = new Archive({ workspace, folder })
  onTestFinished(async () => {
    archive.close()
    await workspace.close()
  })
  const docs = lessons.map((text) => text.split('\n').map((line, at) => paragraph(line, `p${at}`)))
  const titled = docs.map((doc, at) => ({ title: `第${at + 1}课`, doc }))
  const ids = Object.entries({ 这门课: titled.slice(0, -1), 旁的课: titled.slice(-1) }).flatMap(([title, own]) => {
    const made = workspace.write('tree', (store) => store.createCourse({ title, chapters: [{ title: '章', lessons: own }] }))
    return made.chapters[0]?.lessons.map((id) => LessonId.parse(id)) ?? []
  })
  archive.write((store) => {
    store.begin('b', 1)
    for (const [title, text] of Object.entries(works)) {
      const { lines, facts } = factsOfDoc(text.split('\n').map((line, at) => paragraph(line, `p${at}`)))
      const { sketch, hash, words } = facts
      const row = { id: title, kind: 'text', title, file: `${title}.txt`, folder: '', words, chinese: 1, quoted: 0, personal: '{}', written: null, hash }
      store.add('b', { ...row, excluded: 0, learnt: null, answer: 0, pairs: null, sketch, text: packLines(lines), grams: gramsOf(text) }, 1)
    }
    store.finish('b', 2)
  })
  return { archive, workspace, ids, likenesses: new Likenesses(archive) }
}

const marked = ({ text, shared: [from, to], said: [at] }: Likeness) => `${text.slice(0, from)}[${text.slice(from, at)}|${text.slice(at, to)}]${text.slice(to)}`
const told = (all: readonly Likeness[]) => all.map((one) => `${one.place.title} ${marked(one)}`)
const question = { before: '把豆腐煎黄，转小火慢炖', text: '到砂锅边沿冒泡' }

describe('the author’s texts that are like a suggestion', () => {
  test('come from the lesson, its course, the archive and other courses: the longest first, one of each text, what is shared marked', async () => {
    const { likenesses, ids } = await library(['把豆腐煎黄，转小火慢炖\n慢炖到砂锅冒泡', '没有什么', '关火以前，转小火慢炖到砂锅边上'], {
      炖肉: '不相干的一段。\n肉要转小火慢炖到砂锅边沿冒出油花。也可以慢炖到砂锅边沿。',
      蒸鱼: '水开上锅，蒸八分钟。',
    })
    const found = await likenesses.like({ ...question, open: ids[0] }, never)
    expect(told(found)).toEqual([
      '炖肉 肉要[转小火慢炖|到砂锅边沿冒]出油花。也可以慢炖到砂锅边沿。',
      '第3课 关火以前，[转小火慢炖|到砂锅边]上',
      '第1课 [慢炖|到砂锅]冒泡',
    ])
    expect(found.map(({ place }) => place)).toEqual([
      { kind: 'work', work: '炖肉', title: '炖肉', line: 1 },
      { kind: 'lesson', lesson: ids[2], title: '第3课', course: '旁的课', passage: 0, from: 5 },
      { kind: 'lesson', lesson: ids[0], title: '第1课', course: '这门课', passage: 1, from: 0 },
    ])
    expect(found[0]?.found).toBe('转小火慢炖到砂锅边沿冒')
  })

  test('come from the lesson itself, then from its course, where they are as long', async () => {
    const text = '转小火慢炖到砂锅边沿'
    const { likenesses, ids } = await library([text, text, text], { 甲: text })
    const titles = async (open: LessonId | undefined) => (await likenesses.like({ ...question, open }, never)).map(({ place }) => place.title)
    expect(await titles(ids[1])).toEqual(['第2课', '第1课', '甲', '第3课'])
    expect(await titles(undefined)).toEqual(['甲', '第1课', '第2课', '第3课'])
  })

  test('never come from what is left out, in the bin, or removed', async () => {
    const text = '肉要转小火慢炖到砂锅边沿冒泡'
    const { likenesses, archive, workspace, ids } = await library([text, `${text}。`, `${text}！`], { 甲: `${text}，甲`, 乙: `${text}，乙` })
    expect(await likenesses.like(question, never)).toHaveLength(5)
    archive.write((works) => works.excludeWorks(['甲'], true))
    archive.write((works) => works.remove(['乙'], [], 'r'))
    archive.write((works) => works.setLessonOut(String(ids[0]), true))
    workspace.write('tree', (store) => store.remove(String(ids[2])))
    expect((await likenesses.like(question, never)).map(({ place }) => place.title)).toEqual(['第2课'])
  })

  test('never come from a course that was left out, whatever was left out of it before', async () => {
    const text = '肉要转小火慢炖到砂锅边沿冒泡'
    const { likenesses, archive, ids } = await library([text, `${text}。`, '空'], {})
    const lessons = new ArchiveLessons(archive)
    const course = lessons.all().find(({ id }) => id === ids[0])?.course.id ?? ''
    lessons.excludeCourse(course, false)
    lessons.exclude(String(ids[0]), true)
    expect((await likenesses.like(question, never)).map(({ place }) => place.title)).toEqual(['第2课'])
    lessons.excludeCourse(course, true)
    expect(await likenesses.like(question, never)).toEqual([])
  })

  test('are not looked for where the archive can’t be read: what is left out is not known then', async () => {
    const text = '肉要转小火慢炖到砂锅边沿冒泡'
    const { likenesses, archive } = await library([text, '空'], { 甲: text })
    vi.spyOn(archive, 'read').mockImplementation(() => {
      throw new Problem('disk-error', 'the archive cannot be read')
    })
    await expect(likenesses.like(question, never)).rejects.toMatchObject({ code: 'disk-error' })
    vi.restoreAllMocks()
    expect(await likenesses.like(question, never)).toHaveLength(2)
  })

  test('are five at most, and as good from many works as from few', async () => {
    const works = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`作品${at}`, `转小火慢炖到砂${'。'.repeat(at + 1)}`]))
    const { likenesses } = await library(['空'], { ...works, 最像: '转小火慢炖到砂锅边沿冒泡，就好了' })
    const found = await likenesses.like(question, never)
    expect(found).toHaveLength(5)
    expect(found[0]?.place.title).toBe('最像')
  })

  test('end early, with nothing of the rest, once nobody waits', async () => {
    const { likenesses } = await library(['转小火慢炖到砂锅边沿冒泡'], { 甲: '转小火慢炖到砂锅边沿冒泡' })
    expect(await likenesses.like(question, AbortSignal.abort())).toEqual([])
  })
})

describe('explaining', () => {
  const asked: WhyQuestion = { suggestion: 's', from: 0, to: 3, ...question }
  const token: WhyToken = { text: '到', written: 0, probability: 0.5, own: 0.5, base: null, matched: 0, others: [] }
  const likeness: Likeness = { place: { kind: 'work', work: 'w' as never, title: '甲', line: 0 }, text: '到', shared: [0, 1], said: [0, 1], found: '到' }
  const collected = async (items: AsyncIterable<Why>) => {
    const all: Why[] = []
    for await (const item of items) all.push(item)
    return all
  }

  test('tells what is known first, then the rest', async () => {
    const texts = Promise.withResolvers<Likeness[]>()
    const tokens = async function* () {
      yield [token]
      texts.resolve([likeness])
    }
    expect(await collected(explain(asked, { tokens, like: () => texts.promise }, never))).toEqual([
      { tokens: [token], problem: null, likenesses: null, unread: null },
      { tokens: [token], problem: null, likenesses: [likeness], unread: null },
    ])
  })

  test('tells why the engine cannot tell, and of the texts all the same', async () => {
    // oxlint-disable-next-line require-yield
    const tokens = async function* (): AsyncGenerator<WhyToken[]> {
      throw new Problem('suggestion-gone', 'gone')
    }
    const last = (await collected(explain(asked, { tokens, like: async () => [likeness] }, never))).at(-1)
    expect(last).toEqual({ tokens: null, problem: { code: 'suggestion-gone', message: 'gone', detail: {} }, likenesses: [likeness], unread: null })
  })

  test('tells the tokens where the texts can’t be looked through, and why they can’t', async () => {
    const archive = Promise.withResolvers<Likeness[]>()
    const tokens = async function* () {
      archive.reject(new Problem('works-damaged', 'damaged'))
      await Promise.resolve()
      yield [token]
      yield [{ ...token, base: 0.25 }]
    }
    const last = (await collected(explain(asked, { tokens, like: () => archive.promise }, never))).at(-1)
    const unread = { code: 'works-damaged', message: 'damaged', detail: {} }
    expect(last).toEqual({ tokens: [{ ...token, base: 0.25 }], problem: null, likenesses: [], unread })
  })

  test('lets a fault of the program through', async () => {
    // oxlint-disable-next-line require-yield
    const tokens = async function* (): AsyncGenerator<WhyToken[]> {
      throw new Error('a fault')
    }
    await expect(collected(explain(asked, { tokens, like: async () => [] }, never))).rejects.toThrow('a fault')
  })
})
