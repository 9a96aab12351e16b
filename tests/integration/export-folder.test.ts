import { spawnSync } from 'node:child_process'
import { statfsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportFolder } from '#main/publishing/desk/export-folder.ts'
import { FolderBusyError, type FolderOutcome, ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { UNFINISHED } from '#main/publishing/desk/unfinished.ts'
import { MANIFEST } from '#main/publishing/desk/manifest.ts'
import type { MadeFile, Unit } from '#main/publishing/desk/target.ts'

let folder = ''
let made: string[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'moke-export-'))
  made = []
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function unit(id: string, text: string, files: readonly MadeFile[] = [{ path: `${id}.md`, text }]): Unit {
  return {
    id,
    input: { text },
    make: () => {
      made.push(id)
      return Promise.resolve({ files, findings: [] })
    },
  }
}

interface Wishes {
  readonly version?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (done: number, total: number) => void
  readonly isWanted?: (unit: string) => boolean
}

function write(
  units: readonly Unit[],
  { version = 1, signal = new AbortController().signal, onProgress = () => {}, ...wishes }: Wishes = {},
): Promise<FolderOutcome> {
  return exportFolder({ folder, target: { id: 'zhihu', version }, units, imageBytes: (id) => Promise.resolve(Buffer.from(id)), signal, onProgress, ...wishes })
}

const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8')
const names = async (): Promise<string[]> => (await readdir(folder, { recursive: true })).filter((name) => name !== MANIFEST).toSorted()

describe('an export into a folder', () => {
  test('writes every unit, and nothing else stays', async () => {
    expect(await write([unit('a', '一'), unit('b', '二', [{ path: '图/b.png', image: 'picture' }])])).toMatchObject({ written: 2, kept: 0 })
    expect(await names()).toEqual(['a.md', '图', '图/b.png'])
    expect([await read('a.md'), await read('图/b.png')]).toEqual(['一', 'picture'])
  })

  test('makes only what changed', async () => {
    await write([unit('a', '一'), unit('b', '二')])
    made = []
    expect(await write([unit('a', '一'), unit('b', '三')])).toMatchObject({ written: 1, kept: 1 })
    expect(made).toEqual(['b'])
    expect(await read('b.md')).toBe('三')
  })

  test('makes only what is wanted: what else was made stays, and what is of no unit goes', async () => {
    await write([unit('a', '一'), unit('b', '二'), unit('c', '三')])
    made = []
    const isWanted = (id: string): boolean => id === 'a'
    expect(await write([unit('a', '四'), unit('b', '五')], { isWanted })).toMatchObject({ written: 1, kept: 0, removed: 1 })
    expect([made, await names(), await read('b.md')]).toEqual([['a'], ['a.md', 'b.md'], '二'])
  })

  test('makes everything anew by a newer version of its target', async () => {
    await write([unit('a', '一')])
    await write([unit('a', '一')], { version: 2 })
    expect(made).toEqual(['a', 'a'])
  })

  test('the same export is the same bytes, whatever was there before', async () => {
    await write([unit('a', '旧'), unit('c', '没有了')])
    await write([unit('b', '二'), unit('a', '一')])
    const first = await read(MANIFEST)
    await rm(folder, { recursive: true })
    await write([unit('b', '二'), unit('a', '一')])
    expect(await read(MANIFEST)).toBe(first)
  })

  test('gives a unit what it noted when it is made anew, and keeps what it notes then', async () => {
    const given: unknown[] = []
    const noting = (text: string, number: number): Unit => ({
      ...unit('a', text),
      make: (_signal, noted) => {
        given.push(noted)
        return Promise.resolve({ files: [{ path: 'a.md', text }], findings: [], noted: { [text]: number } })
      },
    })
    await write([noting('一', 1)])
    await write([noting('二', 2)])
    await write([noting('二', 9)])
    await write([noting('三', 3)])
    expect(given).toEqual([undefined, { 一: 1 }, { 二: 2 }])
  })

  test('takes away what it no longer makes, with the folder that it lay in', async () => {
    await write([unit('a', '一'), unit('b', '二', [{ path: '章/b.md', text: '二' }])])
    expect(await write([unit('a', '一')])).toMatchObject({ removed: 1 })
    expect(await names()).toEqual(['a.md'])
  })

  test('leaves a file that two units make while one of them still does', async () => {
    const shared: MadeFile = { path: 'shared.png', image: 'p' }
    await write([unit('a', '一', [shared]), unit('b', '二', [shared])])
    await write([unit('a', '一', [shared])])
    expect(await names()).toEqual(['shared.png'])
  })

  test('makes again what somebody took away', async () => {
    await write([unit('a', '一')])
    await rm(join(folder, 'a.md'))
    await write([unit('a', '一')])
    expect(await read('a.md')).toBe('一')
  })
})

describe('what is not ours', () => {
  test('is never overwritten, and nothing else of its unit is written', async () => {
    await writeFile(join(folder, 'a.md'), '我自己的')
    const both = unit('a', '一', [
      { path: 'before.md', text: '前' },
      { path: 'a.md', text: '一' },
    ])
    await expect(write([both])).rejects.toEqual(new ForeignFileError('a.md'))
    expect(await read('a.md')).toBe('我自己的')
    expect(await names()).toEqual(['a.md', UNFINISHED].toSorted())
  })

  test('stays beside an export', async () => {
    await writeFile(join(folder, '笔记.txt'), '我自己的')
    await write([unit('a', '一')])
    await write([])
    expect(await names()).toEqual(['笔记.txt'])
  })

  test('is what the author changed of ours: it is neither overwritten nor removed', async () => {
    await write([unit('a', '一')])
    await writeFile(join(folder, 'a.md'), '一，我改过')
    await expect(write([unit('a', '二')])).rejects.toThrow(ForeignFileError)
    await write([])
    expect(await read('a.md')).toBe('一，我改过')
  })

  test('is everything where the list of what is ours is broken', async () => {
    await write([unit('a', '一')])
    await writeFile(join(folder, MANIFEST), '{"format":')
    await expect(write([unit('a', '一')])).rejects.toEqual(new ForeignFileError(MANIFEST))
  })

  test.each(['../x.md', '/x.md', 'a/../../x.md', 'C:x.md', 'a\\b.md', '', MANIFEST])('no unit writes to %j', async (path) => {
    await expect(write([unit('a', '一', [{ path, text: 'x' }])])).rejects.toThrow(RangeError)
  })
})

describe('an export that stops', () => {
  test('says so in the folder, and goes on from there', async () => {
    const stop = new AbortController()
    const units = [unit('a', '一'), unit('b', '二'), unit('c', '三')]
    const run = write(units, { signal: stop.signal, onProgress: (done) => done === 2 && stop.abort(new Error('stopped')) })
    await expect(run).rejects.toThrow('stopped')
    expect(await names()).toEqual(['a.md', 'b.md', UNFINISHED].toSorted())
    made = []
    await write(units)
    expect(made).toEqual(['c'])
    expect(await names()).toEqual(['a.md', 'b.md', 'c.md'])
  })

  test('has told how much there is as soon as its folder is begun, however long the first takes', async () => {
    const told: string[] = []
    const slow = unit('a', '一')
    const units = [{ ...slow, make: async (...all) => (told.push(String((await names()).includes(UNFINISHED))), slow.make(...all)) }, unit('b', '二')] as Unit[]
    await write(units, { onProgress: (done, total) => told.push(`${done}/${total}`) })
    expect(told).toEqual(['0/2', 'true', '1/2', '2/2'])
  })

  test('that failed to write leaves no part of a file', async () => {
    await mkdir(join(folder, 'b.md'))
    await writeFile(join(folder, 'b.md', 'x'), '')
    await expect(write([unit('a', '一'), unit('b', '二')])).rejects.toThrow()
    expect((await names()).filter((name) => name.includes('part'))).toEqual([])
  })

  test('leaves the folder to the next', async () => {
    await expect(write([unit('a', '一', [{ path: '../x', text: '' }])])).rejects.toThrow(RangeError)
    await write([unit('a', '一')])
    expect(await names()).toEqual(['a.md'])
  })
})

test('two exports at once: the second waits for nothing and touches nothing', async () => {
  let go = (): void => {}
  const slow: Unit = { id: 'a', input: 1, make: () => new Promise((resolve) => (go = () => resolve({ files: [{ path: 'a.md', text: '一' }], findings: [] }))) }
  const first = write([slow])
  await expect.poll(() => names()).toContain(UNFINISHED)
  await expect(write([unit('a', '二')])).rejects.toThrow(FolderBusyError)
  go()
  await first
  expect(await read('a.md')).toBe('一')
})

test('a lock that a dead process left is taken over', async () => {
  await writeFile(join(folder, '.moke-export.lock'), '999999999')
  await write([unit('a', '一')])
  expect(await names()).toEqual(['a.md'])
})

/** On a file system of one megabyte, which only root can make. */
describe('a disk without room', () => {
  const mount = (at: string): boolean => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', at]).status === 0
  const filled = async (): Promise<() => Promise<void>> => {
    const [filler, { bavail, bsize }] = [`${folder}/../filler`, statfsSync(folder)]
    await writeFile(filler, Buffer.alloc(bavail * bsize))
    return () => rm(filler)
  }

  test('ends an export with the folder marked, each file whole, and goes on when there is room', async ({ skip }) => {
    const disk = folder
    skip(!mount(disk), 'only root can make a file system')
    try {
      folder = join(disk, 'out')
      let free = (): Promise<void> => Promise.resolve()
      const filling: Unit = {
        ...unit('b', '二'.repeat(20_000)),
        make: async () => {
          free = await filled()
          return { files: [{ path: 'b.md', text: '二'.repeat(20_000) }], findings: [] }
        },
      }
      await expect(write([unit('a', '一'), filling, unit('c', '三')])).rejects.toMatchObject({ code: 'ENOSPC' })
      expect(await names()).toEqual(['a.md', UNFINISHED].toSorted())
      expect(await read('a.md')).toBe('一')
      await free()
      made = []
      await write([unit('a', '一'), unit('b', '二'.repeat(20_000)), unit('c', '三')])
      expect([made, await names()]).toEqual([
        ['b', 'c'],
        ['a.md', 'b.md', 'c.md'],
      ])

      // An export that can't even begin leaves the one before as it was.
      free = await filled()
      await expect(write([unit('a', '四'.repeat(2000))])).rejects.toMatchObject({ code: 'ENOSPC' })
      expect([await names(), await read('a.md'), await read('c.md')]).toEqual([['a.md', 'b.md', 'c.md'], '一', '三'])
      await free()
      await write([unit('a', '四')])
      expect([await names(), await read('a.md')]).toEqual([['a.md'], '四'])
    } finally {
      folder = disk
      spawnSync('umount', ['-l', disk])
    }
  })
})
