import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import type { TargetId } from '#main/publishing/facts.ts'
import { docOf, materials } from '../published.ts'

/** A course of one chapter, whose lessons are `id title`. */
function courseOf(...lessons: readonly string[]): PublishedCourse {
  const placed = lessons.map((each) => {
    const [id = '', title = ''] = each.split(' ')
    return { id, title, doc: docOf(`这是${id}的正文。\n`) }
  })
  return { title: '家常菜', author: '老王', chapters: [{ title: '鱼', lessons: placed }] }
}

/** Exports of one target, one after the other into one folder. */
function exportsOf(target: TargetId) {
  const folder = mkdtempSync(join(tmpdir(), 'moke-partial-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const { signal } = new AbortController()
  const convert = () => Promise.resolve({ kind: 'fits' } as const)
  const rest = { options: {}, materials: materials(), convert, draw: () => Promise.resolve(null), signal, onProgress: () => {} }
  return {
    folder,
    out: (course: PublishedCourse, ...only: readonly string[]) =>
      exportCourse({ target, id: 'c1', course, lessons: only.length === 0 ? null : new Set(only), folder, ...rest }),
  }
}

/** The files that the index of a target names, and a text of each of its lessons by them. */
const indices: Readonly<Partial<Record<TargetId, (folder: string) => string[]>>> = {
  markdown: (folder) => [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\(<?([^)>]+)>?\)/g)].map(([, path = '']) => decodeURI(path)),
  xiaoe: (folder) =>
    readFileSync(join(folder, '课程.csv'), 'utf8')
      .split('\r\n')
      .slice(1, -1)
      .flatMap((row) => row.split(',')[4] || []),
  ximalaya: (folder) => {
    const [album = ''] = globSync('*/专辑.json', { cwd: folder })
    const { tracks } = JSON.parse(readFileSync(join(folder, album), 'utf8')) as { tracks: { files: { script: string[] } | null }[] }
    return tracks.flatMap(({ files }) => files?.script[1] ?? [])
  },
}

test.each(Object.entries(indices))(
  'the index of %s names files where they are, though a lesson before them has moved their places',
  async (target, namedIn) => {
    const { folder, out } = exportsOf(target as TargetId)
    /** Of which lessons the files say something that the index names, in its order. */
    const led = () =>
      namedIn(folder).map((path) =>
        existsSync(join(folder, path)) ? /这是(\S)的正文/.exec(readFileSync(join(folder, path), 'utf8'))?.[1] : `nothing at ${path}`,
      )
    await out(courseOf('a 蒸鱼', 'b 炖肉'))
    expect(led()).toEqual(['a', 'b'])
    const more = courseOf('n 煮面', 'a 蒸鱼', 'b 炖肉', 'z 汤')
    await out(more, 'n')
    // What never went out has no file to be named.
    expect(led()).toEqual(['n', 'a', 'b'])
    await out(more)
    expect(led()).toEqual(['n', 'a', 'b', 'z'])
  },
)

test.each(Object.entries(indices))('the index of %s names the new place of a lesson whose old one another got', async (target, namedIn) => {
  const { folder, out } = exportsOf(target as TargetId)
  await out(courseOf('a 蒸鱼', 'b 炖肉'))
  await out(courseOf('n 蒸鱼', 'a 蒸鱼', 'b 炖肉'), 'n')
  const texts = namedIn(folder).map((path) => readFileSync(join(folder, path), 'utf8'))
  expect(texts.map((text) => /这是(\S)的正文/.exec(text)?.[1])).toEqual(['n', 'a', 'b'])
})
