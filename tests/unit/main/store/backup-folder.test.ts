/** A folder of backups that others write to as well. */
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listBackups, makeBackup } from '#main/store/backup-folder.ts'
import { readIdentity } from '#main/store/identity.ts'
import { placesIn, stampFromTime } from '#main/store/places.ts'
import { openedStore, temporaryFolder } from './temporary.ts'

const at = Date.UTC(2026, 10, 24, 8)
const work = (now: number) => ({ version: '1', now, signal: new AbortController().signal, progress: () => undefined })

/** A library with one backup in a folder, and a way to make more. */
async function backedUp() {
  const [root, opened] = [temporaryFolder(), openedStore()]
  const make = (now: number) => makeBackup(opened.db, placesIn(opened.folder), root, work(now))
  await make(at)
  const library = readIdentity(opened.db)?.id ?? ''
  return { ...opened, root, make, shelf: join(root, library) }
}

describe('the list of backups', () => {
  test('one that was damaged since it was read is not listed, though its size and its time of change are the same', async () => {
    const { root, shelf } = await backedUp()
    expect(await listBackups(root)).toHaveLength(1)
    const path = join(shelf, `${stampFromTime(at)}.moke`)
    const { atime, mtime, size } = statSync(path)
    writeFileSync(path, Buffer.alloc(size))
    utimesSync(path, atime, mtime)
    expect(await listBackups(root)).toEqual([])
  })

  test('one that is gone and comes back as another is that other', async () => {
    const { root, store, make, shelf } = await backedUp()
    const path = join(shelf, `${stampFromTime(at)}.moke`)
    await listBackups(root)
    rmSync(path)
    expect(await listBackups(root)).toEqual([])
    store.createCourse({ title: '另一门', chapters: [] })
    await make(at)
    expect((await listBackups(root)).map(({ holds }) => holds.titles)).toEqual([['课', '另一门']])
  })
})

describe('what lies unfinished beside them', () => {
  const here = hostname().replaceAll(/\W/g, '')
  const dead = 999_999_999
  const old = new Date(Date.now() - 25 * 3600_000)

  test.each([
    ['of a process that is no more', `unfinished-${here}-${dead}-1.moke`, false, false],
    ['of another process that writes it now', `unfinished-${here}-${process.ppid}-1.moke`, false, true],
    ['of another process that writes it since yesterday', `unfinished-${here}-${process.ppid}-1.moke`, true, true],
    ['of another computer', `unfinished-elsewhere-${dead}-1.moke`, false, true],
    ['of another computer, forsaken', `unfinished-elsewhere-${dead}-1.moke`, true, false],
    ['the first part of one of a process that is no more', `unfinished-${here}-${dead}-2.moke.part`, false, false],
  ])('%s', async (_, name, isOld, isKept) => {
    const { store, make, shelf } = await backedUp()
    mkdirSync(shelf, { recursive: true })
    writeFileSync(join(shelf, name), 'half')
    if (isOld) utimesSync(join(shelf, name), old, old)
    store.createCourse({ title: '另一门', chapters: [] })
    await make(at + 1000)
    expect(readdirSync(shelf).includes(name)).toBe(isKept)
    expect(readdirSync(shelf).filter((one) => !one.startsWith('unfinished'))).toHaveLength(2)
  })

  test('two that are made of one library at once are both whole', async () => {
    const { db, folder, root, store } = await backedUp()
    store.createCourse({ title: '另一门', chapters: [] })
    await Promise.all([1000, 2000].map((later) => makeBackup(db, placesIn(folder), root, work(at + later))))
    expect((await listBackups(root)).map(({ holds }) => holds.courses)).toEqual([2, 2, 1])
  })
})
