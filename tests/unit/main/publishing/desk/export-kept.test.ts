/** Of a course in whose export the author keeps a file of their own: which lessons did not go out. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import type { TargetId } from '#main/publishing/targets.ts'
import { courseOf, materials } from '../published.ts'

const above = mkdtempSync(join(tmpdir(), 'moke-kept-'))
afterAll(() => rmSync(above, { recursive: true, force: true }))
const { signal } = new AbortController()

function exported(target: TargetId, folder: string, texts: Record<string, string>, inTheWay: 'keep' | 'stop', lessons: readonly string[] | null = null) {
  return exportCourse({
    target,
    id: 'c1',
    course: courseOf(texts),
    lessons: lessons && new Set(lessons),
    options: {},
    materials: materials(),
    convert: () => Promise.resolve({ kind: 'fits' } as const),
    draw: () => Promise.resolve(null),
    folder,
    inTheWay,
    signal,
    onProgress: () => {},
  })
}

/** Lessons of which nothing went out, after the author's own file was kept in the place of one that ends like this. */
async function leftAt(target: TargetId, ending: string): Promise<readonly string[]> {
  const folder = join(above, `${target} ${ending.replaceAll('/', ' ')}`)
  const written = (texts: Record<string, string>) => exported(target, folder, texts, 'keep')
  await written({ 蒸鱼: '先洗净，再蒸。\n', 鱼汤: '水开，下鱼。\n' })
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => path.replaceAll('\\', '/').endsWith(ending))
  writeFileSync(join(folder, own ?? 'none of these'), '我自己的')
  const texts = { 蒸鱼: '先洗净，再蒸八分钟。\n', 鱼汤: '水开，下鱼，加盐。\n' }
  const outcome = await written(texts)
  // The author's file stays, and it goes on being told, by the next export too.
  const again = await written(texts)
  expect([outcome, again].map(({ theirs, left }) => [theirs, left])).toEqual([
    [1, outcome.left],
    [1, outcome.left],
  ])
  return outcome.left
}

test.each<[TargetId, string]>([
  ['ximalaya', '口播稿.txt'],
  ['zhihu', '知乎.md'],
])('all other files of its lesson went out to %s', async (target, ending) => {
  expect(await leftAt(target, ending)).toEqual([])
})

test('a lesson that is one file, in whose place is the author’s, did not go out; the others of a site did', async () => {
  expect(await leftAt('website', '001-蒸鱼.html')).toEqual(['l1'])
  expect(await leftAt('website', 'index.html')).toEqual([])
})

test('of a book that is one file, no lesson went out', async () => {
  expect(await leftAt('docx', '.docx')).toEqual(['l1', 'l2'])
})

test.each<[TargetId, string, readonly string[]]>([
  ['zhihu', '知乎.md', ['l1']],
  ['docx', '.docx', ['l1', 'l2']],
  ['website', 'index.html', []],
])('where the author’s own file stops a part of %s, it is known which lessons went out', async (target, ending, left) => {
  const folder = join(above, `stopped ${target}`)
  const written = (texts: Record<string, string>) => exported(target, folder, texts, 'stop')
  await written({ 蒸鱼: '先洗净，再蒸。\n', 鱼汤: '水开，下鱼。\n' })
  const own = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) => path.replaceAll('\\', '/').endsWith(ending))
  writeFileSync(join(folder, own ?? 'none of these'), '我自己的')
  await expect(written({ 蒸鱼: '先洗净，再蒸八分钟。\n', 鱼汤: '水开，下鱼，加盐。\n' })).rejects.toMatchObject({ left })
})

test.each<[TargetId, string, RegExp]>([
  ['markdown', 'README.md', /\]\(([^)]*)\)/g],
  ['xiaoe', '课程.csv', /,([^,]*正文\.html),/g],
  ['dedao', '课程.csv', /,([^,]*正文\.html),/g],
])('the list that %s has of all lessons leads to those that went out, and names the others', async (target, list, leads) => {
  const folder = join(above, `chosen ${target}`)
  const texts = { 选鱼: '看鳃。\n', 蒸鱼: '再蒸。\n', 鱼汤: '下鱼。\n' }
  const led = async (lessons: readonly string[] | null) => {
    await exported(target, folder, texts, 'stop', lessons)
    const text = readFileSync(join(folder, list), 'utf8')
    expect(Object.keys(texts).filter((title) => !text.includes(title))).toEqual([])
    return [...text.matchAll(leads)].map(([, to = '']) => readFileSync(join(folder, decodeURI(to)), 'utf8') && /选鱼|蒸鱼|鱼汤/.exec(decodeURI(to))?.[0])
  }
  expect([await led(['l2']), await led(['l3']), await led(null)]).toEqual([['蒸鱼'], ['蒸鱼', '鱼汤'], Object.keys(texts)])
})
