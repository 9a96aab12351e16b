/** What an export does with files of the author’s that lie in its folder, or that they changed there. */
import fs from 'node:fs'
import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { untoldAside } from '#main/publishing/desk/export-folder.ts'
import { type FolderOutcome, ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { UNFINISHED } from '#main/publishing/desk/unfinished.ts'
import { sha256 } from '#main/publishing/desk/hashes.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import type { Unit } from '#main/publishing/desk/target.ts'
import { downloaded } from '#main/services/publishing-download.ts'
import { folderNow as nowOf } from '#main/services/publishing-folder-now.ts'
import { above, changeManifest, folder, foldersForEach, row, unit, write } from './export-place.ts'

foldersForEach()

const { signal } = new AbortController()

/** Lessons are called by one letter here. */
const folderNow = (of: ReturnType<typeof row>) => nowOf(of, (unit) => unit.length === 1)

describe('what the author laid there', () => {
  test('is not taken for ours where it is the same bytes, and stays when we make it no more', async () => {
    await writeFile(join(folder, 'a.md'), '一')
    await write([unit('a', '一')])
    await write([unit('a', '一')])
    expect(await write([])).toMatchObject({ removed: 0 })
    expect(await readFile(join(folder, 'a.md'), 'utf8')).toBe('一')
  })

  test('is not written through where it is a link', async () => {
    await mkdir(join(above, 'elsewhere'))
    await symlink(join(above, 'elsewhere'), join(folder, '章'))
    await expect(write([unit('a', '一', '章/a.md')])).rejects.toEqual(new ForeignFileError('章/a.md'))
    expect(await readdir(join(above, 'elsewhere'))).toEqual([])
  })

  test('is not read through where it is a link, when the files are handed out', async () => {
    await writeFile(join(above, 'secret.txt'), '密')
    await mkdir(join(above, 'elsewhere'))
    await writeFile(join(above, 'elsewhere', 'b.md'), '密')
    await write([unit('a', '一'), unit('b', '二', '章/b.md')])
    const handed = async (): Promise<unknown> => {
      for await (const piece of downloaded(row(), signal)) expect(piece.data).not.toBe('')
      return 'handed out'
    }
    expect(await handed()).toBe('handed out')
    await rm(join(folder, '章'), { recursive: true })
    await symlink(join(above, 'elsewhere'), join(folder, '章'))
    await expect(handed()).rejects.toMatchObject({ code: 'publish-foreign', detail: { file: join(folder, '章', 'b.md') } })
    await rm(join(folder, 'a.md'))
    await symlink(join(above, 'secret.txt'), join(folder, 'a.md'))
    await expect(handed()).rejects.toMatchObject({ code: 'publish-foreign', detail: { file: join(folder, 'a.md') } })
  })

  test('is not overwritten by a part of a file', async () => {
    await writeFile(join(folder, 'a.md.moke-part'), '我自己的')
    await write([unit('a', '一')])
    expect(await readFile(join(folder, 'a.md.moke-part'), 'utf8')).toBe('我自己的')
    expect((await readdir(folder)).toSorted()).toEqual(['a.md', 'a.md.moke-part', MANIFEST].toSorted())
  })

  test('is none of what an export was writing when it was ended', async () => {
    await write([])
    await writeFile(join(folder, 'a.md'), '旧')
    await writeFile(join(folder, 'gone.md'), '旧')
    const writing = ['a.md', 'gone.md'].map((path) => ({ path, sha256: sha256('旧') }))
    await changeManifest((manifest: object) => ({ ...manifest, writing }))
    await write([unit('a', '一')])
    expect((await readdir(folder)).toSorted()).toEqual(['a.md', MANIFEST].toSorted())
    await write([unit('a', '二')])
    expect(await readFile(join(folder, 'a.md'), 'utf8')).toBe('二')
  })
})

describe('what the author lays there while a unit is written', () => {
  const pair = (text: string): Unit => ({
    id: 'a',
    input: text,
    make: () => Promise.resolve({ files: ['a.md', 'b.md'].map((path) => ({ path, text: text + path })), findings: [] }),
  })
  const textOf = (path: string): Promise<string> => readFile(join(folder, path), 'utf8')

  /** Lays the author's own `b.md` there once everything was looked through, as `a.md` is written. */
  const during = async <T>(text: string, work: () => Promise<T>): Promise<T> => {
    const writing = fs.writeFileSync
    const spy = vi.spyOn(fs, 'writeFileSync').mockImplementation((at, data, ...rest) => {
      if (Buffer.isBuffer(data) && data.toString() === `${text}a.md`) writing(join(folder, 'b.md'), '我自己的')
      writing(at, data, ...rest)
    })
    syncBuiltinESMExports()
    try {
      return await work()
    } finally {
      spy.mockRestore()
      syncBuiltinESMExports()
    }
  }

  test.each(['stop', 'keep'] as const)('is not overwritten, and what was written beside it is ours (%s)', async (inTheWay) => {
    const error = await during('一', () => write([pair('一'), unit('c', '丙')], { inTheWay }).catch((reason: unknown) => reason))
    expect(error).toMatchObject({ paths: ['b.md'], came: { written: 2, kept: 0, stopped: 1 } })
    expect([await textOf('a.md'), await textOf('b.md'), await textOf('c.md')]).toEqual(['一a.md', '我自己的', '丙'])
    expect((await readdir(folder)).includes(UNFINISHED)).toBe(true)
    await rm(join(folder, 'b.md'))
    expect(await write([pair('二'), unit('c', '丙')])).toMatchObject({ written: 2, kept: 1 })
    expect([await textOf('a.md'), await textOf('b.md')]).toEqual(['二a.md', '二b.md'])
  })

  test('is not overwritten where ours lay before, and is asked about again', async () => {
    await write([pair('一')])
    await expect(during('二', () => write([pair('二')]))).rejects.toEqual(new ForeignFileError('b.md'))
    await expect(write([pair('二')])).rejects.toEqual(new ForeignFileError('b.md'))
    expect([await textOf('a.md'), await textOf('b.md')]).toEqual(['二a.md', '我自己的'])
  })

  test('is moved aside first where it is to be replaced', async () => {
    const { aside, written } = await during('一', () => write([pair('一')], { inTheWay: 'replace' }))
    expect([written, await textOf('b.md'), await readFile(join(aside ?? '', 'b.md'), 'utf8')]).toEqual([2, '一b.md', '我自己的'])
  })
})

describe('a file of the author’s that is called as the one that says so', () => {
  const theirs = '这是我的清单'
  const marks = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.startsWith('未完成')).toSorted()

  test('is neither overwritten nor removed: ours has another name then', async () => {
    await writeFile(join(folder, UNFINISHED), theirs)
    const during: string[][] = []
    const seen: Unit = { ...unit('a', '一'), make: async () => (during.push(await marks()), { files: [{ path: 'a.md', text: '一' }], findings: [] }) }
    expect(await write([seen])).toMatchObject({ written: 1 })
    expect([during, await marks()]).toEqual([[['未完成 (2).txt', UNFINISHED].toSorted()], [UNFINISHED]])
    expect(await readFile(join(folder, UNFINISHED), 'utf8')).toBe(theirs)
  })

  test('is no link that ours is written through, and no folder', async () => {
    await writeFile(join(above, 'elsewhere.txt'), theirs)
    await symlink(join(above, 'elsewhere.txt'), join(folder, UNFINISHED))
    await mkdir(join(folder, '未完成 (2).txt'))
    await write([unit('a', '一')])
    expect([await readFile(join(above, 'elsewhere.txt'), 'utf8'), await marks()]).toEqual([theirs, ['未完成 (2).txt', UNFINISHED].toSorted()])
  })
})

describe('a file that the author changed', () => {
  const changed = async (): Promise<void> => {
    await write([unit('a', '一'), unit('b', '二')])
    await writeFile(join(folder, 'a.md'), '一，我改过')
  }
  const textOf = (path: string): Promise<string> => readFile(join(above, 'out', path), 'utf8')
  const told = { level: 'todo', kind: 'file-kept', lesson: null, block: null, text: 'a.md', numbers: {} }

  test('stops what it belongs to, and nothing else; the folder says that it is not whole', async () => {
    await changed()
    await writeFile(join(folder, 'c.md'), '我自己的')
    await expect(write([unit('a', '三'), unit('b', '四'), unit('c', '五')])).rejects.toEqual(new ForeignFileError('a.md', 'c.md'))
    expect([await textOf('zhihu/a.md'), await textOf('zhihu/b.md'), await textOf('zhihu/c.md')]).toEqual(['一，我改过', '四', '我自己的'])
    expect(await readdir(folder)).toContain(UNFINISHED)
  })

  test('is kept where that is asked for, and told, until it or its lesson is another', async () => {
    await changed()
    expect(await write([unit('a', '三'), unit('b', '二')], { inTheWay: 'keep' })).toMatchObject({ written: 0, findings: [told], aside: null, left: ['a'] })
    expect([await textOf('zhihu/a.md'), (await readdir(folder)).includes(UNFINISHED)]).toEqual(['一，我改过', false])
    expect(await write([unit('a', '三'), unit('b', '二')])).toMatchObject({ written: 0, kept: 1, theirs: 1, findings: [told], left: ['a'] })
    await expect(write([unit('a', '四'), unit('b', '二')])).rejects.toEqual(new ForeignFileError('a.md'))
    await rm(join(folder, 'a.md'))
    expect(await write([unit('a', '四'), unit('b', '二')])).toMatchObject({ written: 1, findings: [], left: [] })
  })

  test.each(['EXDEV', 'EACCES'])('is copied where it is to be moved onto another disk, and said to be moved only where it was (%s)', async (code) => {
    await write([unit('a', '一')])
    await writeFile(join(folder, 'a.md'), '我改过的')
    const spy = vi.spyOn(fs.promises, 'rename').mockRejectedValue(Object.assign(new Error(code), { code, syscall: 'rename' }))
    syncBuiltinESMExports()
    const came = await write([unit('a', '二')], { inTheWay: 'replace' }).catch((error: unknown) => error)
    spy.mockRestore()
    syncBuiltinESMExports()
    const aside = `${folder} 改过的`
    expect(came).toMatchObject(code === 'EXDEV' ? { written: 1, aside } : { code })
    expect(await untoldAside(folder, 'zhihu')).toBe(null)
    const places = await Promise.all([join(folder, 'a.md'), join(aside, 'a.md')].map((path) => readFile(path, 'utf8').catch(() => null)))
    expect(places).toEqual(code === 'EXDEV' ? ['二', '我改过的'] : ['我改过的', null])
  })

  test('is moved beside the folder where it is to be replaced, each time by a name of its own', async () => {
    await changed()
    const aside = join(above, 'out', 'zhihu 改过的')
    expect(await write([unit('a', '三'), unit('b', '二')], { inTheWay: 'replace' })).toMatchObject({ written: 1, kept: 1, findings: [], aside })
    await writeFile(join(folder, 'a.md'), '三，又改过')
    await write([unit('a', '四'), unit('b', '二')], { inTheWay: 'replace' })
    expect([await textOf('zhihu/a.md'), await readFile(join(aside, 'a.md'), 'utf8'), await readFile(join(aside, 'a (2).md'), 'utf8')]).toEqual([
      '四',
      '一，我改过',
      '三，又改过',
    ])
    expect((await readdir(folder)).toSorted()).toEqual(['a.md', 'b.md', MANIFEST].toSorted())
  })

  test('is told where it lies now, though the export that moved it was ended', async () => {
    await changed()
    const aside = join(above, 'out', 'zhihu 改过的')
    const stop = new AbortController()
    const onProgress = (done: number) => done > 0 && stop.abort(new Error('cancelled'))
    const units = [unit('a', '三'), unit('b', '四')]
    await expect(write(units, { inTheWay: 'replace', signal: stop.signal, onProgress })).rejects.toThrow('cancelled')
    expect([await untoldAside(folder, 'zhihu'), await untoldAside(folder, 'zhihu', 'c'), await untoldAside(folder, 'juejin')]).toEqual([aside, aside, null])
    // An export that stops once more tells nothing.
    await writeFile(join(folder, 'b.md'), '二，我改过')
    await expect(write(units)).rejects.toEqual(new ForeignFileError('b.md'))
    expect(await write(units, { inTheWay: 'replace' })).toMatchObject({ aside })
    expect([await untoldAside(folder, 'zhihu'), (await write(units)).aside, (await readdir(aside)).toSorted()]).toEqual([null, null, ['a.md', 'b.md']])
    expect(await readFile(join(folder, MANIFEST), 'utf8')).not.toContain('aside')
  })

  test('is noted before it is moved: without room for that it stays', async () => {
    await changed()
    const noRoom: Unit = {
      ...unit('a', '三'),
      make: async () => (await rm(join(folder, '.moke-export.parts'), { recursive: true }), { files: [{ path: 'a.md', text: '三' }], findings: [] }),
    }
    await expect(write([noRoom], { inTheWay: 'replace' })).rejects.toMatchObject({ code: 'ENOENT' })
    expect(await textOf('zhihu/a.md')).toBe('一，我改过')
    expect(await untoldAside(folder, 'zhihu')).toBe(null)
  })

  test('is not the only thing in the way: links and folders are left, or moved as they are', async () => {
    await mkdir(join(above, 'elsewhere'))
    await symlink(join(above, 'elsewhere'), join(folder, '章'))
    await mkdir(join(folder, 'a.md'))
    await writeFile(join(folder, 'a.md', '里'), '我自己的')
    const units = [unit('a', '一'), unit('b', '二', '章/b.md')]
    await expect(write(units)).rejects.toEqual(new ForeignFileError('a.md', '章/b.md'))
    expect(await write(units, { inTheWay: 'keep' })).toMatchObject({ written: 0, findings: [told, { ...told, text: '章/b.md' }] })
    await expect(write([unit('a', '三')])).rejects.toEqual(new ForeignFileError('a.md'))
    await write([unit('a', '三'), unit('b', '四', '章/b.md')], { inTheWay: 'replace' })
    expect([await textOf('zhihu/a.md'), await textOf('zhihu/章/b.md')]).toEqual(['三', '四'])
    expect(await textOf('zhihu 改过的/a.md/里')).toBe('我自己的')
    expect(await readdir(join(above, 'elsewhere'))).toEqual([])
  })

  test('may be the export’s own list: it can’t be kept, and what it named is the author’s then', async () => {
    await changed()
    await writeFile(join(folder, MANIFEST), '{')
    const units = [unit('a', '三'), unit('b', '二')]
    await expect(write(units, { inTheWay: 'keep' })).rejects.toMatchObject({ paths: [MANIFEST], canStay: false })
    await write(units, { inTheWay: 'replace' })
    expect([await textOf('zhihu/a.md'), await textOf('zhihu 改过的/a.md'), await textOf(`zhihu 改过的/${MANIFEST}`)]).toEqual(['三', '一，我改过', '{'])
  })
})

describe('what the folder says of the author’s files now', () => {
  test('which they are, for which lessons they stand, and where they would be moved', async () => {
    const made = (text: string) => [unit('a', text), unit('b/cover', text, 'b.md'), unit('album', text)]
    await write(made('一'))
    for (const name of ['a.md', 'b.md', 'album.md']) await writeFile(join(folder, name), '我的')
    expect((await folderNow(row())).theirs).toBeNull()
    await write(made('三'), { inTheWay: 'keep' })
    const aside = `${folder} 改过的`
    expect((await folderNow(row())).theirs).toEqual({ count: 3, old: 0, files: ['a.md', 'b.md', 'album.md'].toSorted(), lessons: ['a', 'b'], aside })
    await write(made('三'), { inTheWay: 'replace' })
    expect((await folderNow(row())).theirs).toBeNull()
  })

  test('of which lessons nothing went out: each of their files is the author’s', async () => {
    const made = (text: string): Unit[] => [
      { ...unit('a', text), make: () => Promise.resolve({ files: ['a.md', 'a.html'].map((path) => ({ path, text })), findings: [] }) },
      unit('b', text),
      unit('c', text),
      unit('c/cover', text, 'c.png'),
      unit('album', text),
    ]
    await write(made('一'))
    for (const name of ['a.md', 'b.md', 'c.md', 'album.md']) await writeFile(join(folder, name), '我的')
    await write(made('二'), { inTheWay: 'keep' })
    expect([...(await folderNow(row())).kept].toSorted()).toEqual(['album', 'b'])
  })
})

describe('a changed file of a lesson that is called otherwise now', () => {
  const renamed = unit('a', '一', '01 乙/a.md')
  const told = ({ findings }: FolderOutcome) => findings.map(({ kind, text }) => [kind, text])
  beforeEach(async () => {
    await write([unit('a', '一', '01 甲/a.md'), unit('b', '二')])
    await writeFile(join(folder, '01 甲/a.md'), '作者的')
  })
  const now = () => folderNow(row())

  test('stays and is told until it is taken away', async () => {
    const outcome = await write([renamed, unit('b', '二')])
    // What the lesson says did go out.
    expect([told(outcome), outcome.left, outcome.written, outcome.theirs]).toEqual([[['file-old', '01 甲/a.md']], [], 1, 0])
    expect(await now()).toMatchObject({ theirs: { count: 1, old: 1, files: ['01 甲/a.md'] } })
    expect(told(await write([renamed, unit('b', '二')]))).toEqual([['file-old', '01 甲/a.md']])
    expect(told(await write([unit('a', '三', '01 乙/a.md'), unit('b', '二')]))).toEqual([['file-old', '01 甲/a.md']])
    await rm(join(folder, '01 甲'), { recursive: true })
    expect((await now()).theirs).toBe(null)
    expect(told(await write([unit('a', '三', '01 乙/a.md'), unit('b', '二')]))).toEqual([])
  })

  test('is told also where it was kept in its place before', async () => {
    await write([unit('a', '新', '01 甲/a.md'), unit('b', '二')], { inTheWay: 'keep' })
    expect(told(await write([renamed, unit('b', '二')], { inTheWay: 'keep' }))).toEqual([['file-old', '01 甲/a.md']])
  })

  test('is moved beside where changed files are replaced', async () => {
    await write([renamed, unit('b', '二')])
    const { aside, findings } = await write([renamed, unit('b', '二')], { inTheWay: 'replace' })
    expect([await readFile(join(aside ?? '', '01 甲/a.md'), 'utf8'), findings]).toEqual(['作者的', []])
  })

  test('is told where there is no such lesson any more, and one that was not changed goes', async () => {
    expect(told(await write([]))).toEqual([['file-old', '01 甲/a.md']])
    expect(await readFile(join(folder, '01 甲/a.md'), 'utf8')).toBe('作者的')
  })
})

describe('what the author laid beside the files of a lesson whose folder is called otherwise now', () => {
  const told = ({ findings }: FolderOutcome) => findings.map(({ kind, text }) => [kind, text])
  const lessonIn = (place: string): Unit => ({
    id: 'e',
    input: place,
    make: () => Promise.resolve({ files: ['稿.txt', '稿.srt'].map((name) => ({ path: `${place}/${name}`, text: place })), findings: [] }),
  })
  const [before, after] = [lessonIn('005 第5课'), lessonIn('006 第5课')]
  const folderNow = () => nowOf(row(), (of) => of.length === 1)
  const lay = async (name: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), name)
  }

  test('is told where it stayed, until it is taken away, and never removed', async () => {
    await write([before, unit('b', '二')])
    for (const name of ['005 第5课/录音.mp3', '005 第5课/素材/片头.wav', '005 第5课/.DS_Store', '我的笔记.md']) await lay(name)
    const behind = [
      ['file-old', '005 第5课/录音.mp3'],
      ['file-old', '005 第5课/素材/片头.wav'],
    ]
    expect(told(await write([after, unit('b', '二')]))).toEqual(behind)
    expect(await folderNow()).toMatchObject({ theirs: { count: 2, old: 2, files: ['005 第5课/录音.mp3', '005 第5课/素材/片头.wav'] } })
    // Those that stopped before say so still, and one that is away by now is told no more.
    await rm(join(folder, '005 第5课/录音.mp3'))
    expect(told(await write([after, unit('b', '三')]))).toEqual(behind.slice(1))
    expect(await readFile(join(folder, '005 第5课/素材/片头.wav'), 'utf8')).toBe('005 第5课/素材/片头.wav')
  })

  test('is not told of a folder in which something of the export’s lies still, nor where nothing was laid', async () => {
    const cover = unit('e/cover', '图', '005 第5课/封面.txt')
    await write([before, cover])
    await lay('005 第5课/录音.mp3')
    expect(told(await write([after, cover]))).toEqual([])
    expect(told(await write([after, unit('e/cover', '图', '006 第5课/封面.txt')]))).toEqual([['file-old', '005 第5课/录音.mp3']])
    await rm(join(folder, '005 第5课'), { recursive: true })
    await write([lessonIn('007 第5课')])
    expect(told(await write([before]))).toEqual([])
  })

  test('is moved beside only once it was told, where the author has it so', async () => {
    await write([before])
    await lay('005 第5课/录音.mp3')
    const first = await write([after], { inTheWay: 'replace' })
    expect([told(first), first.aside]).toEqual([[['file-old', '005 第5课/录音.mp3']], null])
    const { aside } = await write([after], { inTheWay: 'replace' })
    expect(await readFile(join(aside ?? '', '005 第5课/录音.mp3'), 'utf8')).toBe('005 第5课/录音.mp3')
  })
})
