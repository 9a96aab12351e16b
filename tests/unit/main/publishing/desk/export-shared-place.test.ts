/** Lessons alone that go where others lay before: of these nothing is lost, and a folder that lacks one says so. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import { ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import type { PublishedCourse } from '#main/publishing/desk/course.ts'
import { UNFINISHED } from '#main/publishing/desk/unfinished.ts'
import { opened, type TargetId, targetIds } from '#main/publishing/targets.ts'
import { docOf } from '../published.ts'
import { changeManifest, folder, foldersForEach, unit, write } from './export-place.ts'

foldersForEach()

const { signal } = new AbortController()
const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8')
const only = (...ids: readonly string[]) => ({ isWanted: (id: string): boolean => ids.includes(id) })
const names = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name !== MANIFEST).toSorted()

interface List {
  readonly isWhole: boolean
  readonly units: Readonly<Record<string, { readonly files: readonly { readonly path: string; readonly sha256: string }[] }>>
}
const list = async (): Promise<List> => JSON.parse(await read(MANIFEST)) as List

/** A lesson: its id, its title and what is in it. */
type Told = readonly [id: string, title: string, text: string]

const courseOf = (lessons: readonly Told[]): PublishedCourse => ({
  title: '课',
  author: '王',
  chapters: [{ title: '', lessons: lessons.map(([id, title, text]) => ({ id, title, doc: docOf(text.repeat(9)) })) }],
})

async function exported(target: TargetId, lessons: readonly Told[], some: readonly string[] | null): Promise<void> {
  const materials = { image: () => null, imageBytes: () => Promise.resolve(Buffer.of()) }
  await exportCourse({
    target,
    id: 'c',
    course: courseOf(lessons),
    lessons: some && new Set(some),
    options: {},
    materials,
    convert: () => Promise.resolve({ kind: 'fits' }),
    draw: () => Promise.resolve(null),
    folder,
    signal,
    onProgress: () => {},
  })
}

const a: Told = ['a', '练习', '甲']
const b: Told = ['b', '练习', '乙']
const added: Told = ['n', '练习', '新']

describe.each(targetIds.filter((target) => opened(target).about.makes === 'lessons'))('%s: lessons of one title', (target) => {
  test.each<readonly [string, readonly Told[], readonly Told[], readonly string[]]>([
    ['one stands before them now, and the first goes out alone', [a, b], [added, a, b], ['a']],
    ['they changed places, and one goes out alone', [a, b], [b, a], ['a']],
    ['one got the title of the other, before which it moved', [a, ['b', '别的', '乙']], [b, a], ['b']],
    ['the first is no more, and the second goes out alone', [a, b, added], [b, added], ['b']],
  ])('%s', async (_, before, now, some) => {
    await exported(target, before, null)
    await exported(target, now, some)
    const { isWhole, units } = await list()
    expect([isWhole, (await names()).includes(UNFINISHED)]).toEqual([true, false])
    for (const [id, { files }] of Object.entries(units))
      for (const { path, sha256: hash } of files) expect([id, path, sha256(await readFile(join(folder, path)))]).toEqual([id, path, hash])
    const texts = await Promise.all(
      (await readdir(folder, { recursive: true, withFileTypes: true }))
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
    )
    const kept = now.filter(([id]) => before.some(([old]) => old === id))
    for (const [id, , text] of kept) expect([id, texts.some((file) => file.includes(text.repeat(9)))]).toEqual([id, true])
  })
})

describe('a unit whose place another one gets', () => {
  test('is made anew in the same export, and so is the next in whose place it goes', async () => {
    await write([unit('a', '一', '1.md'), unit('b', '二', '2.md'), unit('c', '三', '3.md')])
    const now = [unit('n', '新', '1.md'), unit('a', '一', '2.md'), unit('b', '二', '3.md'), unit('c', '三', '4.md')]
    const told: string[] = []
    const onProgress = (done: number, total: number): void => void told.push(`${done}/${total}`)
    expect(await write(now, { ...only('a'), onProgress })).toMatchObject({ written: 3, removed: 1 })
    expect([await names(), await read('2.md'), await read('3.md'), await read('4.md')]).toEqual([['2.md', '3.md', '4.md'], '一', '二', '三'])
    expect([(await list()).isWhole, told.at(-1)]).toEqual([true, '3/3'])
  })

  test('stays as it is where the other writes the same bytes', async () => {
    await write([unit('a', '图', 'a.png'), unit('b', '图', 'b.png')])
    expect(await write([unit('a', '图', 'b.png'), unit('b', '又', 'b.png')], only('a'))).toMatchObject({ written: 0, kept: 1, removed: 1 })
    expect(await read('b.png')).toBe('图')
  })

  test('and that can’t be written keeps the folder from being whole, until it is', async () => {
    await write([unit('a', '一', '1.md'), unit('b', '二', '2.md')])
    await writeFile(join(folder, '3.md'), '我的')
    const now = [unit('a', '一', '2.md'), unit('b', '二', '3.md'), unit('c', '三', '4.md')]
    await expect(write(now, only('a'))).rejects.toEqual(new ForeignFileError('3.md'))
    await write(now, only('c'))
    expect([(await list()).isWhole, await names()]).toEqual([false, ['2.md', '3.md', '4.md', UNFINISHED].toSorted()])
    await rm(join(folder, '3.md'))
    await write(now, only('b'))
    expect([(await list()).isWhole, await read('2.md'), await read('3.md')]).toEqual([true, '一', '二'])
  })

  test('is not whole where the export is ended before it was made anew, whatever goes out alone afterwards', async () => {
    await write([unit('a', '一', '1.md'), unit('b', '二', '2.md'), unit('c', '三', '3.md')])
    const stop = new AbortController()
    const now = [unit('a', '一', '2.md'), unit('b', '二', '1.md'), unit('c', '三', '3.md')]
    const onProgress = (done: number): void => void (done > 0 && stop.abort(new Error('stopped')))
    await expect(write(now, { ...only('a'), signal: stop.signal, onProgress })).rejects.toThrow('stopped')
    await write(now, only('c'))
    expect([(await list()).isWhole, (await names()).includes(UNFINISHED)]).toEqual([false, true])
    await write(now, only('b'))
    expect([(await list()).isWhole, await read('1.md'), await read('2.md')]).toEqual([true, '二', '一'])
  })
})

test('a file that an export was about to write over another unit’s when it was killed makes neither whole, and is ours', async () => {
  await write([unit('a', '一', '1.md'), unit('b', '二', '2.md'), unit('c', '三', '3.md')])
  await writeFile(join(folder, '2.md'), '一')
  await changeManifest((manifest: object) => ({ ...manifest, isWhole: false, writing: [{ path: '2.md', sha256: sha256('一') }] }))
  const now = [unit('a', '一又', '2.md'), unit('b', '二', '1.md'), unit('c', '三', '3.md')]
  await write(now, only('c'))
  expect((await list()).isWhole).toBe(false)
  // It was changed since by its author alone, in the studio.
  expect(await write(now)).toMatchObject({ written: 2, findings: [] })
  expect([(await list()).isWhole, await read('1.md'), await read('2.md')]).toEqual([true, '二', '一又'])
})

test('a folder where an earlier version lost one of two is not called whole by an export of a third', async () => {
  await write([unit('a', '一', '1.md'), unit('b', '二', '2.md'), unit('c', '三', '3.md')])
  await writeFile(join(folder, '2.md'), '一')
  await changeManifest((manifest: { units: { a: object } }) => ({
    ...manifest,
    units: { ...manifest.units, a: { ...manifest.units.a, files: [{ path: '2.md', sha256: sha256('一') }] } },
  }))
  await rm(join(folder, '1.md'))
  const now = [unit('a', '一', '2.md'), unit('b', '二', '1.md'), unit('c', '三', '3.md')]
  await write(now, only('c'))
  expect((await list()).isWhole).toBe(false)
  await write(now)
  expect([(await list()).isWhole, await read('1.md'), await read('2.md')]).toEqual([true, '二', '一'])
})
