import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checked, KnownFindings } from '#main/publishing/desk/check.ts'
import { glanced } from '#main/publishing/desk/glance.ts'
import { isPictureGone, picturesGone } from '#preload/contract/finding-sentences.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import { keepKnownFilesIn } from '#main/publishing/desk/known-files.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import type { TargetId } from '#main/publishing/targets.ts'
import { publishedImages } from '#main/services/published-course.ts'
import { png } from '../../images/pictures.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { courseOf } from '../published.ts'

const [folder, kept] = [mkdtempSync(join(tmpdir(), 'moke-gone-')), mkdtempSync(join(tmpdir(), 'moke-kept-'))]
keepKnownFilesIn(kept)
afterAll(() => {
  keepKnownFilesIn(null)
  for (const each of [folder, kept]) rmSync(each, { recursive: true, force: true })
})
const { signal } = new AbortController()
const course = courseOf({ 鱼: '![一条鱼](a.png)\n\n先洗净。\n' })
const convert = () => Promise.resolve({ kind: 'fits' } as const)

/** Materials whose picture was there when they were examined, and is gone now. */
async function goneMaterials(): Promise<Materials> {
  let isThere = true
  const materials = await publishedImages(course, () => Promise.resolve(isThere ? png(4, 2) : null))
  isThere = false
  return materials
}

test('a picture that goes away in the middle of an export is told and leaves no empty file', async () => {
  for (const target of ['zhihu', 'markdown', 'website', 'epub', 'docx'] satisfies TargetId[]) {
    const task = { target, id: 'c1', course, lessons: null, options: {}, materials: await goneMaterials(), convert, draw: () => Promise.resolve(null) }
    const at = join(folder, target)
    const { findings } = await exportCourse({ ...task, folder: at, signal, onProgress: () => {} })
    expect(
      findings.map(({ kind }) => kind),
      target,
    ).toContain('image-missing')
    const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(
      files.filter(({ parentPath, name }) => statSync(join(parentPath, name)).size === 0).map(({ name }) => name),
      target,
    ).toEqual([])
    if (target === 'markdown')
      expect(files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('')).toContain('【图片找不到了：一条鱼】')
    expect(existsSync(join(at, '未完成.txt')), target).toBe(false)
  }
})

test('a check goes on where a picture went away', async () => {
  for (const target of ['epub', 'pdf', 'zhihu'] satisfies TargetId[]) {
    const kinds: string[] = []
    for await (const { findings } of checked(
      { target, course, options: {}, materials: await goneMaterials(), convert, lessons: null, signal },
      new KnownFindings(),
    ))
      kinds.push(...findings.map(({ kind }) => kind))
    // Only what reads the picture can know.
    if (target !== 'zhihu') expect(kinds, target).toContain('image-missing')
  }
})

test('a glance tells of each target what is gone and can’t be read, in the words of its check, and makes nothing', async () => {
  const lacking = courseOf({ 鱼: '![一条鱼](a.png)\n\n先 $\\frac{1$ 洗。\n' })
  const materials = await publishedImages(lacking, () => Promise.resolve(null))
  const asked = ({ kind, lesson, block, text }: TargetFinding): string => JSON.stringify([kind, lesson, block, text])
  for (const target of ['docx', 'pdf', 'epub', 'website', 'markdown', 'wechat'] satisfies TargetId[]) {
    const task = { target, course: lacking, options: {}, materials, lessons: null }
    const seen = await glanced(task)
    expect(
      seen.map(({ kind }) => kind),
      target,
    ).toEqual(expect.arrayContaining(target === 'markdown' ? ['image-missing'] : ['image-missing', 'formula-unread']))
    const whole: TargetFinding[] = []
    for await (const { findings } of checked({ ...task, convert, signal }, new KnownFindings())) whole.push(...findings)
    // What its card counts stands in its report. A formula goes into Markdown as it is written, and comes back so.
    const counted = seen.filter(({ level }) => level === 'lost' || level === 'refused').map(asked)
    expect(whole.map(asked), target).toEqual(expect.arrayContaining(counted))
    expect(seen.filter(isPictureGone), target).toHaveLength(1)
    expect(await glanced({ ...task, lessons: new Set() }), target).toEqual([])
  }
  expect((await glanced({ target: 'ximalaya', course: lacking, options: {}, materials, lessons: null })).filter(isPictureGone)).toEqual([])
})

test('a glance tells of a typeset book which characters no font of it has, in the lessons that are chosen', async () => {
  const rare = courseOf({ 鱼: '面\u{187f0}\n', 肉: '好字\n' })
  const ids = lessonsOf(rare).map(({ id }) => id)
  const materials = await publishedImages(rare, () => Promise.resolve(null))
  const missing = async (target: TargetId, lessons: readonly string[] | null) =>
    (await glanced({ target, course: rare, options: {}, materials, lessons: lessons && new Set(lessons) })).flatMap(({ kind, lesson, place }) =>
      kind === 'glyph-missing' ? [[lesson, place?.found]] : [],
    )
  expect(await missing('pdf', null)).toEqual([[ids[0], expect.stringContaining('\u{187f0}') as string]])
  expect([await missing('pdf', ids.slice(1)), await missing('epub', null)]).toEqual([[], []])
})

test('the good picture of the last export is kept beside the folder once its file in the library is gone or damaged, and moved once', async () => {
  for (const target of ['wechat', 'zhihu', 'epub', 'website', 'docx'] satisfies TargetId[]) {
    const at = join(folder, 'last', target)
    const out = async (materials: Materials, more: object = {}) => {
      const task = { target, id: 'c1', course, lessons: null, options: {}, materials, convert, draw: () => Promise.resolve(null), ...more }
      return exportCourse({ ...task, folder: at, signal, onProgress: () => {} })
    }
    await out(await publishedImages(course, () => Promise.resolve(png(4, 2))))
    const good = heldIn(at)
    const gone = await publishedImages(course, () => Promise.resolve(null))
    const { aside, isAsideOurs, findings } = await out(gone)
    expect(isAsideOurs, target).toBe(true)
    expect(picturesGone([...findings, ...findings]), target).toBe(1)
    expect(
      findings.map(({ kind }) => kind),
      target,
    ).toContain('image-missing')
    expect(aside, target).toBe(`${at} 改过的`)
    const kept = heldIn(aside ?? '')
    expect(kept.length, target).toBeGreaterThan(0)
    for (const bytes of kept) expect(good, target).toContainEqual(bytes)
    const again = JSON.parse(JSON.stringify(course).replace('先洗净', '先切好')) as typeof course
    expect((await out(gone, { course: again })).aside, target).toBe(null)
    expect(heldIn(aside ?? ''), target).toEqual(kept)
  }
})

test('a picture that its author took out of the lesson goes as before', async () => {
  const at = join(folder, 'out')
  const task = { target: 'wechat', id: 'c1', lessons: null, options: {}, convert, draw: () => Promise.resolve(null), folder: at, signal } as const
  const good = await publishedImages(course, () => Promise.resolve(png(4, 2)))
  await exportCourse({ ...task, course, materials: good, onProgress: () => {} })
  const without = courseOf({ 鱼: '先洗净。\n' })
  expect((await exportCourse({ ...task, course: without, materials: good, onProgress: () => {} })).aside).toBe(null)
  // The same where the files of a folder are published: no block is left that tells of a picture that is gone.
  await exportCourse({ ...task, course, materials: good, onProgress: () => {} })
  const { aside } = await exportCourse({ ...task, course: without, lacksPictures: true, materials: good, onProgress: () => {} })
  expect(heldIn(aside ?? '')).toEqual([Buffer.from(png(4, 2))])
})

function heldIn(at: string): Buffer[] {
  const files = readdirSync(at, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)))
}
