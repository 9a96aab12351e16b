import fs from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { join, relative } from 'node:path'
import { unzipSync } from 'fflate'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { formerName, ownFolders } from '#main/publishing/course-folder.ts'
import { type FolderOutcome, ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { UNFINISHED } from '#main/publishing/desk/unfinished.ts'
import { someOf } from '#main/publishing/desk/chosen.ts'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import { PARTS } from '#main/publishing/desk/placing.ts'
import type { Unit } from '#main/publishing/desk/target.ts'
import { downloaded } from '#main/services/publishing-download.ts'
import { folderNow as nowOf, listOf } from '#main/services/publishing-folder-now.ts'
import { above, changeManifest, folder, foldersForEach, goInto, row, unit, write } from './export-place.ts'

foldersForEach()

const { signal } = new AbortController()

/** Lessons are called by one letter here. */
const folderNow = (of: ReturnType<typeof row>) => nowOf(of, (unit) => unit.length === 1)

test.each(['../../victim.txt', 'a/../../../victim.txt', '/victim.txt'])(
  'a manifest that names %j, outside of its folder, removes and hands out nothing',
  async (path) => {
    const victim = join(above, 'victim.txt')
    await writeFile(victim, '别人的')
    await write([unit('a', '一')])
    const files = [{ path, sha256: sha256('别人的') }]
    await changeManifest((manifest: { units: object }) => ({ ...manifest, units: { ...manifest.units, b: { key: sha256('b'), files, findings: [] } } }))
    await expect(write([unit('a', '一')])).rejects.toEqual(new ForeignFileError(MANIFEST))
    expect(await readFile(victim, 'utf8')).toBe('别人的')
    await expect(downloaded(row(), signal).next()).rejects.toMatchObject({ code: 'not-found' })
  },
)

test('what is taken away while an export goes on leaves a folder that says it is not whole, and is made the next time', async () => {
  const taking: Unit = {
    ...unit('b', '二'),
    make: async () => (await rm(join(folder, 'a.md')), { files: [{ path: 'b.md', text: '二' }], findings: [] }),
  }
  await expect(write([unit('a', '一'), taking])).rejects.toMatchObject({ code: 'ENOENT', syscall: 'lstat' })
  expect((await readdir(folder)).toSorted()).toEqual([MANIFEST, 'b.md', UNFINISHED].toSorted())
  expect((await folderNow(row())).isUnfinished).toBe(true)
  expect(await write([unit('a', '一'), unit('b', '二')])).toMatchObject({ written: 1, kept: 1 })
  expect((await folderNow(row())).isUnfinished).toBe(false)
})

describe('two courses of one title', () => {
  const sent = async (id: string, text: string): Promise<string> => {
    goInto(await ownFolders(above, { id, title: '课/一' })('zhihu', null))
    await write([unit(`lesson-${id}`, text)], { course: id })
    return relative(above, folder)
  }

  test('lie beside each other, each in its own folder every time', async () => {
    const folders = [await sent('one', '一'), await sent('two', '二'), await sent('one', '一'), await sent('two', '三')]
    expect(folders).toEqual(['课／一/知乎', '课／一 (2)/知乎', '课／一/知乎', '课／一 (2)/知乎'])
    expect(await readFile(join(above, '课／一', '知乎', 'lesson-one.md'), 'utf8')).toBe('一')
    await rm(join(above, '课／一'), { recursive: true })
    expect(await sent('two', '三')).toBe('课／一 (2)/知乎')
  })

  test('go on where they lay while folders were called by the id of their target', async () => {
    const earlier = async (name: string, course: string) => {
      goInto(join(above, name))
      await write([unit('a', '一')], { course })
    }
    await earlier('课／一/zhihu', 'one')
    await earlier('课／一/zhihu (2)', 'one')
    await earlier('课／一 (2)/zhihu', 'two')
    expect([await sent('one', '一'), await sent('two', '二')]).toEqual(['课／一/zhihu (2)', '课／一 (2)/zhihu'])
    expect(fs.existsSync(join(above, '课／一', 'zhihu (2)', 'a.md'))).toBe(false)
    await rm(join(above, '课／一'), { recursive: true })
    expect(await sent('one', '一')).toBe('课／一/知乎')
  })

  test('a course that was renamed goes on where it lies, for every target, until its author wants a folder of its new name', async () => {
    const at = async (title: string, target: 'zhihu' | 'epub' = 'zhihu', isWhole = true, isAnew = false) => {
      goInto(await ownFolders(above, { id: 'one', title }, isAnew)(target, isWhole ? null : { name: '第2课 乙', mark: sha256('乙') }))
      return relative(above, folder)
    }
    const went = async (...asked: Parameters<typeof at>) => {
      const where = await at(...asked)
      await write([unit('a', '一')], { course: 'one' })
      return where
    }
    await sent('two', '别的')
    expect([await went('旧名'), await went('新名'), await went('新名', 'epub', false), await at('新名', 'epub')]).toEqual([
      '旧名/知乎',
      '旧名/知乎',
      '旧名/EPUB 电子书（第2课 乙）',
      '旧名/EPUB 电子书',
    ])
    expect([formerName(folder, '新名'), formerName(folder, '旧名')]).toEqual(['旧名', null])
    expect([await went('新名', 'zhihu', true, true), await at('新名'), await at('新名', 'epub')]).toEqual(['新名/知乎', '新名/知乎', '新名/EPUB 电子书'])
    // Another course of that name has a folder of its own, as before.
    expect(relative(above, await ownFolders(above, { id: 'three', title: '旧名' })('zhihu', null))).toBe('旧名 (2)/知乎')
  })

  test('where a course lay before is looked for once for all targets, and told by the beginnings of lists', async () => {
    await sent('two', '别的')
    goInto(join(above, '旧名', '知乎'))
    await write([unit('a', '一')], { course: 'one' })
    const list = join(folder, MANIFEST)
    await writeFile(list, (await readFile(list, 'utf8')).slice(0, -20))
    const own = ownFolders(above, { id: 'one', title: '新名' })
    const at = async (target: 'zhihu' | 'epub') => relative(above, await own(target, null))
    expect(await at('zhihu')).toBe('旧名/知乎')
    await rm(list)
    expect(await at('epub')).toBe('旧名/EPUB 电子书')
  })

  test('go on in the newest of them by either name, whatever the case of its letters, or in one whose list names no course', async () => {
    const lying = async (name: string, course?: string) => {
      goInto(join(above, '课', name))
      await write([unit('a', '一')], { course: course ?? 'none' })
      const list: object = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'))
      if (course === undefined) await writeFile(join(folder, MANIFEST), JSON.stringify({ ...list, course }))
    }
    const own = async (target: 'pdf' | 'markdown' | 'zhihu') => relative(join(above, '课'), await ownFolders(above, { id: 'one', title: '课' })(target, null))
    for (const name of ['PDF', 'pdf (2)', 'Markdown (3)', 'markdown (3)', 'MARKDOWN (2)']) await lying(name, 'one')
    await lying('pdf (4)', 'two')
    await lying('zhihu')
    expect(await Promise.all([own('pdf'), own('markdown'), own('zhihu')])).toEqual(['pdf (2)', 'Markdown (3)', 'zhihu'])
  })

  test('a book of some lessons goes over that of the same, and over no other, whatever they are called', async () => {
    const lessons = ['甲', '乙', '乙', '丁'].map((title, at) => ({ id: `${at}`, title, doc: [] }))
    const course = { title: '课', author: '', chapters: [{ title: '章', lessons }] }
    const out = async (of: typeof course, ...ids: string[]) => {
      const some = someOf(of, new Set(ids))
      goInto(await ownFolders(above, { id: 'one', title: '课' })('pdf', some))
      await write([unit('document', ids.join(' '))], { course: 'one', ...(some && { selection: some.mark }) })
      return relative(join(above, '课'), folder)
    }
    expect([await out(course, '0', '1', '2', '3'), await out(course, '1'), await out(course, '0', '2'), await out(course, '1', '2', '3')]).toEqual([
      'PDF',
      'PDF（第2课 乙）',
      'PDF（第1、3课）',
      'PDF（第2–4课）',
    ])
    // The second lesson is another of the same name now.
    const moved = { ...course, chapters: [{ title: '章', lessons: [lessons[0]!, lessons[2]!, lessons[1]!, lessons[3]!] }] }
    expect([await out(moved, '2'), await out(course, '1'), await out(moved, '2'), await out(moved, '1')]).toEqual([
      'PDF（第2课 乙） (2)',
      'PDF（第2课 乙）',
      'PDF（第2课 乙） (2)',
      'PDF（第3课 乙）',
    ])
    expect(await readFile(join(above, '课', 'PDF（第2课 乙）', 'document.md'), 'utf8')).toBe('1')
    // A course that is called otherwise goes on where its books lie.
    expect(relative(above, await ownFolders(above, { id: 'one', title: '新名' })('pdf', someOf(course, new Set(['0', '2']))))).toBe('课/PDF（第1、3课）')
  })

  test('take nothing of each other for their own, nor hand it out', async () => {
    await sent('one', '一')
    await expect(write([unit('a', '二')], { course: 'two' })).rejects.toEqual(new ForeignFileError(MANIFEST))
    await expect(downloaded({ ...row(), course: 'two' }, signal).next()).rejects.toMatchObject({ code: 'not-found' })
    await expect(listOf({ ...row(), course: 'two' })).rejects.toMatchObject({ code: 'not-found' })
    expect(await listOf({ ...row(), course: 'one' })).toBe(join(folder, MANIFEST))
  })
})

describe('a folder that is not whole', () => {
  const all = ['a', 'b', 'c', 'd'].map((id) => unit(id, id))
  const isMarked = async (): Promise<boolean> => (await readdir(folder)).includes(UNFINISHED)
  const stopped = async (): Promise<void> => {
    const stop = new AbortController()
    await expect(write(all, { signal: stop.signal, onProgress: (done: number) => done > 0 && stop.abort(new Error('stopped')) })).rejects.toThrow('stopped')
  }

  test('says so until all of it is there, whatever goes out alone meanwhile', async () => {
    await stopped()
    const marked: boolean[] = []
    for (const only of ['b', 'c', 'd']) {
      await write(all, { isWanted: (id: string) => id === only })
      marked.push(await isMarked())
    }
    expect(marked).toEqual([true, true, false])
  })

  test('is whole without a lesson that the course has no more', async () => {
    await stopped()
    await write(all.slice(0, 2), { isWanted: (id: string) => id === 'b' })
    expect(await isMarked()).toBe(false)
  })

  test('is none where lessons alone were all that was asked for', async () => {
    await write(all, { isWanted: (id: string) => id === 'b' })
    expect(await isMarked()).toBe(false)
  })
})

describe('the files as one archive', () => {
  const fetched = async () => {
    const pieces: Buffer[] = []
    let [name, total] = ['', 0]
    for await (const piece of downloaded(row(), signal)) {
      pieces.push(Buffer.from(piece.data, 'base64'))
      ;({ name, total } = piece)
    }
    const bytes = Buffer.concat(pieces)
    return { bytes, total, archive: { name, names: Object.keys(unzipSync(bytes)) } }
  }
  const both = [unit('a', '一'), unit('b', '二')]

  test('say as their folder does that they are not whole', async () => {
    await write(both)
    expect((await fetched()).archive).toEqual({ name: '课 知乎.zip', names: ['a.md', 'b.md'] })
    const stop = new AbortController()
    const onProgress = (done: number) => done > 0 && stop.abort(new Error('cancelled'))
    await expect(write([unit('a', '三'), unit('b', '四')], { signal: stop.signal, onProgress })).rejects.toThrow('cancelled')
    const now = await Promise.all([folderNow(row()), folderNow({ ...row(), course: 'another', folder: above })])
    expect(now.map(({ isThere, isUnfinished }) => [isThere, isUnfinished])).toEqual([
      [true, true],
      [false, false],
    ])
    expect(await folderNow({ ...row(), course: 'another', target: 'pdf' })).toMatchObject({ isThere: true })
    expect((await fetched()).archive).toEqual({ name: '课 知乎 未完成.zip', names: [UNFINISHED, 'a.md', 'b.md'] })
  })

  test('have a picture of two lessons once', async () => {
    const shown = (id: string): Unit => ({
      id,
      input: id,
      make: () =>
        Promise.resolve({
          files: [
            { path: `${id}.md`, text: id },
            { path: 'images/1.png', image: 'p' },
          ],
          findings: [],
        }),
    })
    await write([shown('a'), shown('b')])
    const { bytes, total } = await fetched()
    // A record of each file stands at the end of an archive.
    expect([bytes.toString('latin1').split('PK\u0001\u0002').length - 1, total]).toEqual([3, 3])
  })

  test('name the one that somebody took away', async () => {
    await write(both)
    await rm(join(folder, 'b.md'))
    await expect(fetched()).rejects.toMatchObject({ code: 'publish-gone', detail: { file: 'b.md' } })
  })
})

describe('how many files there are', () => {
  const both = (a: string, b = '二'): Unit => ({
    id: 'both',
    input: [a, b],
    make: () =>
      Promise.resolve({
        files: [
          { path: 'a.md', text: a },
          { path: 'b.md', text: b },
        ],
        findings: [],
      }),
  })
  const counts = ({ written, kept, theirs, removed }: FolderOutcome) => [written, kept, theirs, removed]

  test('those written, unchanged and left as the author’s are all there are to be, whether a unit was made again or not', async () => {
    const units = (a: string) => [both(a), unit('c', '三')]
    expect(counts(await write([...units('一'), unit('d', '四')]))).toEqual([4, 0, 0, 0])
    // Made again, with the same bytes in one of its files.
    expect(counts(await write(units('又一')))).toEqual([1, 2, 0, 1])
    await writeFile(join(folder, 'a.md'), '我的')
    expect(counts(await write(units('还是一'), { inTheWay: 'keep' }))).toEqual([0, 2, 1, 0])
    // Nothing is made of anything else: the author's file is still no file that did not change.
    expect(counts(await write(units('还是一')))).toEqual([0, 2, 1, 0])
    expect(counts(await write(units('还是一'), { inTheWay: 'replace' }))).toEqual([1, 2, 0, 0])
  })

  test('the same bytes that somebody else laid there are unchanged', async () => {
    await writeFile(join(folder, 'a.md'), '一')
    expect(counts(await write([both('一')]))).toEqual([1, 1, 0, 0])
    expect(counts(await write([both('一')]))).toEqual([0, 2, 0, 0])
  })

  test('a link or a folder in a file’s place counts as the author’s', async () => {
    await mkdir(join(folder, 'a.md'))
    expect(counts(await write([both('一')], { inTheWay: 'keep' }))).toEqual([1, 0, 1, 0])
    expect(counts(await write([both('一')]))).toEqual([0, 1, 1, 0])
  })

  test('those that stop are told with what became of all others', async () => {
    await write([both('一'), unit('c', '三'), unit('d', '四')])
    await writeFile(join(folder, 'a.md'), '我的')
    const error: unknown = await write([both('又一'), unit('c', '又三'), unit('d', '四')]).catch((each: unknown) => each)
    expect(error).toMatchObject({ paths: ['a.md'], came: { written: 1, kept: 1, theirs: 0, removed: 0, stopped: 2, waiting: ['b.md'] } })
  })
})

describe('a unit that takes long to make', () => {
  const made: string[] = []
  const book = (text: string): Unit => ({
    ...unit('book', text, '课.pdf'),
    paths: ['课.pdf'],
    make: () => {
      made.push(text)
      return Promise.resolve({ files: [{ path: '课.pdf', text }], findings: [] })
    },
  })

  test('is not made before its author was asked about a file in its place', async () => {
    await writeFile(join(folder, '课.pdf'), '我的')
    const stopped: unknown = await write([book('一'), unit('c', '三')]).catch((error: unknown) => error)
    expect(stopped).toEqual(new ForeignFileError('课.pdf'))
    expect(stopped).toMatchObject({ came: { written: 1, stopped: 1 } })
    expect(made).toEqual([])
    await write([book('一')], { inTheWay: 'replace' })
    // What it wrote itself is not in its way.
    await write([book('二')])
    expect([made.splice(0), await readFile(join(folder, '课.pdf'), 'utf8')]).toEqual([['一', '二'], '二'])
  })
})

describe('a computer that was without power', () => {
  const units = [unit('a', '一'), unit('b', '二')]

  test('leaves files of ours empty: they are ours still, written anew or removed', async () => {
    await write(units)
    await writeFile(join(folder, 'a.md'), '')
    await writeFile(join(folder, 'b.md'), '')
    expect(await write([unit('a', '三')])).toMatchObject({ written: 1, removed: 1 })
    expect((await readdir(folder)).toSorted()).toEqual(['a.md', MANIFEST].toSorted())
  })

  test('leaves an empty file of the author’s alone', async () => {
    await writeFile(join(folder, 'a.md'), '')
    await expect(write(units)).rejects.toEqual(new ForeignFileError('a.md'))
  })

  test.each(['', '\0\0\0'])('in the middle of an export leaves its list as %j: it is known as it was before', async (emptied) => {
    await write(units)
    const stop = new AbortController()
    const parts = join(folder, PARTS)
    let before = ''
    const onProgress = (done: number) => done > 0 && stop.abort(new Error('no power'))
    const last: Unit = {
      ...unit('a', '三'),
      make: async () => ((before = await readFile(join(parts, 'before.json'), 'utf8')), { files: [{ path: 'a.md', text: '三' }], findings: [] }),
    }
    await expect(write([last, unit('b', '四')], { signal: stop.signal, onProgress })).rejects.toThrow('no power')
    await mkdir(parts)
    await writeFile(join(parts, 'before.json'), before)
    await writeFile(join(folder, MANIFEST), emptied)
    expect(await write([last, unit('b', '四')])).toMatchObject({ written: 1 })
    expect([await readFile(join(folder, 'b.md'), 'utf8'), (await readdir(folder)).toSorted()]).toEqual(['四', ['a.md', 'b.md', MANIFEST].toSorted()])
  })

  describe('has its list from before', () => {
    const stopped = new Error('stopped')
    const throwing: Unit = { ...unit('a', '三'), make: () => Promise.reject(stopped) }
    beforeEach(async () => {
      await write(units)
      await mkdir(join(folder, PARTS))
      await rename(join(folder, MANIFEST), join(folder, PARTS, 'before.json'))
      await writeFile(join(folder, MANIFEST), '')
    })
    const goesOn = async () => expect(await write([unit('a', '三'), unit('b', '二')])).toMatchObject({ written: 1, kept: 1 })

    test('though an export of one lesson comes to nothing', async () => {
      await expect(write([throwing, unit('b', '二')], { isWanted: (id: string) => id === 'a' })).rejects.toBe(stopped)
      await goesOn()
    })

    test('though an export is ended before it wrote anything', async () => {
      await expect(write(units, { isWanted: (id: string) => id === 'a', signal: AbortSignal.abort(stopped) })).rejects.toBe(stopped)
      await goesOn()
    })

    test('though the list can’t be written again', async () => {
      const writing = fs.writeFileSync
      const full = vi.spyOn(fs, 'writeFileSync').mockImplementation((at, ...rest) => {
        if (String(at).includes(PARTS)) throw Object.assign(new Error('no room'), { code: 'ENOSPC' })
        writing(at, ...rest)
      })
      syncBuiltinESMExports()
      await expect(write(units)).rejects.toMatchObject({ code: 'ENOSPC' })
      full.mockRestore()
      syncBuiltinESMExports()
      await goesOn()
    })
  })
})

test('a place for parts that leads elsewhere keeps what lies there', async () => {
  const own = join(above, 'mine')
  await mkdir(own)
  await writeFile(join(own, 'before.json'), '作者的')
  await symlink(own, join(folder, PARTS))
  await expect(write([unit('a', '一')])).rejects.toEqual(new ForeignFileError(PARTS))
  expect(await readFile(join(own, 'before.json'), 'utf8')).toBe('作者的')
})

test('a finding that only another version knows keeps nothing of the folder from being ours', async () => {
  const finding = { level: 'lost', kind: 'link-lesson', lesson: 'a', block: null, text: '', numbers: {} } as const
  const told: Unit = { ...unit('a', '一'), make: () => Promise.resolve({ files: [{ path: 'a.md', text: '一' }], findings: [finding] }) }
  await write([told])
  await changeManifest((manifest: { units: { a: object } }) => {
    const findings = [finding, { ...finding, kind: 'of-tomorrow' }]
    return { ...manifest, units: { a: { ...manifest.units.a, findings } } }
  })
  expect(await write([told])).toMatchObject({ written: 0, kept: 1, findings: [finding] })
})
