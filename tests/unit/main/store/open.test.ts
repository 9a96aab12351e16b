import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { copiesToKeep, fingerprint, listCopies, makeCopy, newestFingerprint } from '#main/store/copies.ts'
import { connectToWrite } from '#main/store/database.ts'
import { takeLock } from '#main/store/lock.ts'
import { closeUntouched, isHeldElsewhere, openStore, putCopyInPlace, type Opened } from '#main/store/open.ts'
import { placesIn, stampFromTime, timeFromStamp, type Places } from '#main/store/places.ts'
import type { Store } from '#main/store/store.ts'
import { findDamage } from '#main/store/verify.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { clock, temporaryFolder } from './temporary.ts'

/** The tests may run as root, whom no folder refuses anything: this stands for a rename that the system does not allow. */
let refused = false
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const renameSync: typeof real.renameSync = (from, to) => {
    if (refused) throw Object.assign(new Error('EACCES'), { code: 'EACCES', syscall: 'rename' })
    real.renameSync(from, to)
  }
  return { ...real, renameSync }
})
afterEach(() => {
  refused = false
})

const now = clock()
const fill = (store: Store) => {
  store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '节' }] }] })
}

async function opened(places: Places): Promise<Opened> {
  const result = await openStore(places, { now, fill })
  onTestFinished(() => release(result))
  return result
}

function release(result: Opened): void {
  if (result.phase !== 'broken') result.db?.close()
  if (result.phase !== 'read-only') result.lock?.release()
}

/** A workspace with ten saved batches, closed again. */
async function closedWorkspace(): Promise<Places> {
  const places = placesIn(temporaryFolder())
  cpSync(written, places.folder, { recursive: true })
  return places
}

const written = mkdtempSync(join(tmpdir(), 'moke-written-'))
beforeAll(() => write(placesIn(written)))
afterAll(() => rmSync(written, { recursive: true }))

async function write(places: Places): Promise<void> {
  const result = await openStore(places, { now, fill })
  if (result.phase !== 'open') throw new Error(`it is ${result.phase}`)
  const lesson = result.store.tree()[0]?.chapters[0]?.lessons[0]?.id ?? ''
  for (let base = 0; base < 10; base += 1)
    result.store.append({ lesson, batch: `batch-${base}`, base, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '写'.repeat(500) }], at: 1 })
  release(result)
}

/** Names and contents of the workspace's files in a folder: not the lock, and not what SQLite may make anew or leaves empty. */
function contents(folder: string): Map<string, string> {
  const names = readdirSync(folder).filter(
    (name) => name.startsWith('workspace') && name !== 'workspace.lock' && !name.endsWith('-shm') && statSync(join(folder, name)).size > 0,
  )
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), 'latin1')]))
}

describe('opening', () => {
  test('it makes a workspace where there is none, filled at once', async () => {
    const places = placesIn(join(temporaryFolder(), 'deep', 'down'))
    const result = await opened(places)
    expect(result).toMatchObject({ phase: 'open' })
    expect(result.phase === 'open' && result.store.tree()).toMatchObject([{ title: '课' }])
    expect(result.phase === 'open' && ['journal_mode', 'synchronous', 'foreign_keys'].map((name) => result.db.pragma(name, { simple: true }))).toEqual([
      'wal',
      2,
      1,
    ])
  })

  test.skipIf(process.platform === 'win32')('it makes files that nobody but the author may read', async () => {
    const places = placesIn(temporaryFolder())
    const before = process.umask(0)
    onTestFinished(() => {
      process.umask(before)
    })
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    result.store.rename(result.store.tree()[0]?.id ?? '', '改名')
    await makeCopy(result.db, places.copies, Date.UTC(2026, 10, 24, 9))
    const files = [places.file, `${places.file}-wal`, join(places.copies, '2026-11-24T09-00-00-000Z.sqlite')]
    expect(files.map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['600', '600', '600'])
    release(result)
    renameSync(places.file, join(places.folder, 'elsewhere.sqlite'))
    chmodSync(files[2] ?? '', 0o644)
    putCopyInPlace(places, '2026-11-24T09-00-00-000Z', { salvaged: null, now })
    expect((statSync(places.file).mode & 0o777).toString(8)).toBe('600')
  })

  test('it leaves no half-made workspace behind when filling fails', async () => {
    const places = placesIn(temporaryFolder())
    await expect(
      openStore(places, {
        now,
        fill: () => {
          throw new TypeError('a fault')
        },
      }),
    ).rejects.toThrow('a fault')
    expect(existsSync(places.file)).toBe(false)
  })

  test('it opens what it made, filled once', async () => {
    const places = await closedWorkspace()
    const result = await opened(places)
    expect(result.phase === 'open' && result.store.tree()).toMatchObject([{ chapters: [{ lessons: [{ words: 5000 }] }] }])
  })

  test('it reads what a killed process left in the write-ahead log', async () => {
    const places = await closedWorkspace()
    const db = connectToWrite(places.file)
    db.exec("UPDATE node SET title = '改过的课' WHERE kind = 'course'")
    const folder = temporaryFolder() // a copy of the files as they lie there is what a kill leaves
    for (const suffix of ['', '-wal']) copyFileSync(places.file + suffix, join(folder, `workspace.sqlite${suffix}`))
    db.close()
    expect(statSync(join(folder, 'workspace.sqlite-wal')).size).toBeGreaterThan(0)
    const result = await opened(placesIn(folder))
    expect(result.phase === 'open' && result.store.tree()).toMatchObject([{ title: '改过的课' }])
  })

  test('it is read-only while another holds it, and not after', async () => {
    const places = placesIn(temporaryFolder())
    const first = await opened(places)
    const second = await opened(places)
    expect(second).toMatchObject({ phase: 'read-only' })
    expect(second.phase === 'read-only' && second.store?.tree()).toMatchObject([{ title: '课' }])
    expect(() => {
      if (second.phase === 'read-only') second.store?.rename(first.phase === 'open' ? (first.store.tree()[0]?.id ?? '') : '', '不许')
    }).toThrow(/readonly/)
    expect(isHeldElsewhere(places)).toBe(true)
    release(first)
    release(second)
    expect(isHeldElsewhere(places)).toBe(false)
    expect(await opened(places)).toMatchObject({ phase: 'open' })
  })

  test('it shows nothing yet while another is making the workspace', async () => {
    const places = placesIn(temporaryFolder())
    const lock = takeLock(places.lock)
    onTestFinished(() => {
      lock?.release()
    })
    expect(await opened(places)).toEqual({ phase: 'read-only', store: null, db: null, identity: null })
  })
})

describe('a file that is not a whole workspace', () => {
  const middle = (file: string) => Math.floor(statSync(file).size / 8192) * 4096
  test.each<[string, (file: string) => void]>([
    ['empty', (file) => truncateSync(file, 0)],
    ['cut short', (file) => truncateSync(file, middle(file))],
    ['cut inside a page', (file) => truncateSync(file, statSync(file).size - 1000)],
    ['of text', (file) => writeFileSync(file, '这不是数据库。'.repeat(1000))],
    ['of noise', (file) => writeFileSync(file, Buffer.from(Array.from({ length: 20_000 }, (_, index) => (index * 7919) % 251)))],
    ['overwritten in its header', (file) => overwrite(file, 20, 'xxxxxxxxxxxx')],
    ['overwritten in its first table', (file) => overwrite(file, 104, '\xff'.repeat(900))],
    ['with one flipped character in a saved text', (file) => overwrite(file, readFileSync(file).lastIndexOf('写'), '宇')],
    ['with one flipped character in the name of a column', (file) => overwrite(file, readFileSync(file).lastIndexOf('document_version'), 'documemt_version')],
    [
      'of an identity that does not add up',
      (file) => {
        const db = connectToWrite(file)
        db.exec("UPDATE identity SET id = 'another'")
        db.close()
      },
    ],
    [
      'a database of another program',
      (file) => {
        rmSync(file)
        const other = new Sqlite(file)
        other.exec('CREATE TABLE bookmarks (url TEXT)')
        other.close()
      },
    ],
  ])('it is kept aside untouched when it is %s', async (_, damage) => {
    const places = await closedWorkspace()
    damage(places.file)
    const before = readFileSync(places.file)
    const result = await opened(places)
    expect(result).toMatchObject({ phase: 'broken', failure: { code: 'corrupt' } })
    const keptAs = result.phase === 'broken' ? result.keptAs : null
    expect(keptAs).toMatch(/^workspace\.broken-2026-11-24T.*\.sqlite$/)
    expect(readFileSync(join(places.folder, keptAs ?? '')).equals(before)).toBe(true)
    expect(existsSync(places.file)).toBe(false)
  })

  test('it opens when only a snapshot that the log makes again is damaged', async () => {
    const places = await closedWorkspace()
    const db = connectToWrite(places.file)
    db.exec("INSERT INTO snapshot SELECT lesson, 10, document_version, '[]', 1, 1 FROM snapshot WHERE revision = 0")
    db.close()
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error(`it is ${result.phase}`)
    const lesson = result.store.tree()[0]?.chapters[0]?.lessons[0]?.id ?? ''
    expect(result.store.openLesson(lesson)).toMatchObject({ revision: 10, doc: [{ children: [{ text: '写'.repeat(5000) }] }] })
    await makeCopy(result.db, places.copies, now())
    expect(listCopies(places.copies)).toHaveLength(1)
  })

  test('it stays broken in a later run until the author has chosen', async () => {
    const places = await closedWorkspace()
    truncateSync(places.file, 5000)
    const first = await opened(places)
    release(first)
    const second = await opened(places)
    expect(second).toMatchObject({ phase: 'broken', failure: { code: 'corrupt' }, keptAs: first.phase === 'broken' ? first.keptAs : '' })
    release(second)
    const third = await openStore(places, { now, fill, fresh: { salvaged: null } })
    onTestFinished(() => release(third))
    expect(third.phase).toBe('open')
  })

  test('it is a state, not a crash, when it cannot be kept aside', async () => {
    const places = await closedWorkspace()
    truncateSync(places.file, 5000)
    refused = true
    const result = await opened(places)
    expect(result).toMatchObject({ phase: 'broken', failure: { code: 'corrupt' }, keptAs: null })
    expect(existsSync(places.file)).toBe(true)
  })

  test('it is kept aside together with its write-ahead log', async () => {
    const places = await closedWorkspace()
    const db = connectToWrite(places.file)
    db.exec("UPDATE node SET title = '还没并进去'")
    const folder = temporaryFolder()
    for (const suffix of ['', '-wal', '-shm']) copyFileSync(places.file + suffix, join(folder, `workspace.sqlite${suffix}`))
    db.close()
    overwrite(join(folder, 'workspace.sqlite'), readFileSync(join(folder, 'workspace.sqlite')).lastIndexOf('写'), '宇')
    const before = contents(folder)
    const result = await opened(placesIn(folder))
    const keptAs = result.phase === 'broken' ? result.keptAs : ''
    expect([...contents(folder)]).toEqual([
      [keptAs, before.get('workspace.sqlite')],
      [`${keptAs}-wal`, before.get('workspace.sqlite-wal')],
    ])
  })

  test.each(['course', 'lesson'])('it is broken when the id of a %s is another than what belongs to it says', async (kind) => {
    const places = await closedWorkspace()
    const db = new Sqlite(places.file)
    db.pragma('foreign_keys = OFF')
    db.prepare("UPDATE node SET id = 'flipped' WHERE kind = ?").run(kind)
    db.close()
    expect(await opened(places)).toMatchObject({ phase: 'broken', failure: { code: 'corrupt' } })
  })

  test('it stays where it is when a newer version made it', async () => {
    const places = await closedWorkspace()
    const db = connectToWrite(places.file)
    db.pragma('user_version = 990')
    db.close()
    const before = contents(places.folder)
    const result = await opened(places)
    expect(result).toMatchObject({ phase: 'broken', failure: { code: 'newer', detail: { version: 990 } }, keptAs: null })
    expect(contents(places.folder)).toEqual(before)
  })

  test('it stays where it is when the disk cannot be read', async () => {
    const places = placesIn(temporaryFolder())
    mkdirSync(places.file)
    const result = await opened(places)
    expect(result).toMatchObject({ phase: 'broken', failure: { code: 'disk-error' }, keptAs: null })
  })

  test('it is missed, and none begun in its place, where copies of it are left', async () => {
    const places = await closedWorkspace()
    const first = await opened(places)
    if (first.phase !== 'open') throw new Error('not open')
    await makeCopy(first.db, places.copies, Date.UTC(2026, 10, 24, 9))
    release(first)
    rmSync(places.file)
    const missed = await opened(places)
    expect(missed).toMatchObject({ phase: 'broken', failure: { code: 'corrupt', detail: { missing: 'workspace.sqlite' } }, keptAs: null })
    release(missed)
    const fresh = await openStore(places, { now, fill, fresh: { salvaged: null } })
    onTestFinished(() => release(fresh))
    expect(fresh.phase).toBe('open')
  })

  test('it is missed where its write-ahead log is left, which stays until the author has chosen and is kept then', async () => {
    const places = placesIn(temporaryFolder())
    writeFileSync(`${places.file}-wal`, '日志'.repeat(1000))
    const before = contents(places.folder)
    const missed = await opened(places)
    expect(missed).toMatchObject({ phase: 'broken', failure: { code: 'corrupt', detail: { missing: 'workspace.sqlite' } }, keptAs: null })
    expect(contents(places.folder)).toEqual(before)
    release(missed)
    const fresh = await openStore(places, { now, fill, fresh: { salvaged: null } })
    onTestFinished(() => release(fresh))
    expect([...contents(places.folder)].find(([name]) => /^workspace\.broken-.*\.sqlite-wal$/.test(name))?.[1]).toBe(before.get('workspace.sqlite-wal'))
  })

  test('it is not missed where there is an empty log or an empty folder for copies only', async () => {
    const places = placesIn(temporaryFolder())
    mkdirSync(places.copies)
    writeFileSync(`${places.file}-wal`, '')
    expect((await opened(places)).phase).toBe('open')
  })

  test('it is closed without a last write when damage comes to light later', async () => {
    const places = await closedWorkspace()
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    result.db.exec("UPDATE node SET title = '在日志里'")
    const before = contents(places.folder)
    closeUntouched(places, result.db)
    expect(contents(places.folder)).toEqual(before)
    expect(before.get('workspace.sqlite-wal')?.length).toBeGreaterThan(1000)
  })
})

/** Overwrites some bytes in the middle of a file. */
function overwrite(file: string, at: number, text: string): void {
  const bytes = readFileSync(file)
  Buffer.from(text, text.charCodeAt(0) < 256 ? 'latin1' : 'utf8').copy(bytes, at)
  writeFileSync(file, bytes)
}

describe('good copies', () => {
  test('it copies a workspace in use, whole and by itself', async () => {
    const places = placesIn(temporaryFolder())
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    await makeCopy(result.db, places.copies, Date.UTC(2026, 10, 24, 9))
    const [copy] = listCopies(places.copies)
    expect(copy).toMatchObject({ id: '2026-11-24T09-00-00-000Z', at: Date.UTC(2026, 10, 24, 9), lessons: 1 })
    expect(readdirSync(places.copies)).toEqual(['2026-11-24T09-00-00-000Z.sqlite'])
    expect(newestFingerprint(places.copies)).toBe(fingerprint(result.db))
    result.store.rename(result.store.tree()[0]?.id ?? '', '改名')
    expect(newestFingerprint(places.copies)).not.toBe(fingerprint(result.db))
  })

  test('it tells a changed library from the copy also where a time of change is yet to come', async () => {
    const places = placesIn(temporaryFolder())
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    result.db.prepare("UPDATE node SET changed_at = ? WHERE kind = 'lesson'").run(2 ** 52)
    await makeCopy(result.db, places.copies, now())
    expect(newestFingerprint(places.copies)).toBe(fingerprint(result.db))
    const [course] = result.store.tree()
    result.store.rename(course?.id ?? '', '改名')
    const renamed = fingerprint(result.db)
    result.store.remove(course?.chapters[0]?.id ?? '')
    expect(new Set([newestFingerprint(places.copies), renamed, fingerprint(result.db)]).size).toBe(3)
  })

  test('it takes what is written while it copies', async () => {
    const places = await closedWorkspace()
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    const { db, store } = result
    const lesson = store.tree()[0]?.chapters[0]?.lessons[0]?.id ?? ''
    for (let base = 10; base < 120; base += 1)
      store.append({ lesson, batch: `batch-${base}`, base, changes: [{ type: 'insert_node', path: [0], node: paragraph('写'.repeat(1000)) }], at: 1 })
    const copying = makeCopy(db, places.copies, now())
    let base = 120
    const typing = setInterval(() => {
      store.append({ lesson, batch: `batch-${base}`, base: base++, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '又' }], at: 1 })
    }, 1)
    await copying
    clearInterval(typing)
    const [copy] = listCopies(places.copies)
    const copied = connectToWrite(join(places.copies, `${copy?.id}.sqlite`))
    onTestFinished(() => {
      copied.close()
    })
    expect(findDamage(copied, true)).toBeNull()
    expect(copied.prepare('SELECT revision FROM lesson').pluck().get()).toBeGreaterThanOrEqual(120)
  })

  test('it never takes a damaged workspace for a good copy', async () => {
    const places = await closedWorkspace()
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    result.db.exec("UPDATE batch SET changes = replace(changes, '写', '宇') WHERE revision = 4")
    await expect(makeCopy(result.db, places.copies, now())).rejects.toMatchObject({ code: 'corrupt' })
    expect(readdirSync(places.copies)).toEqual([])
  })

  test('it leaves out a copy that cannot be read, and files that are none', async () => {
    const places = await closedWorkspace()
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    await makeCopy(result.db, places.copies, Date.UTC(2026, 10, 24, 9))
    await makeCopy(result.db, places.copies, Date.UTC(2026, 10, 24, 10))
    writeFileSync(join(places.copies, '2026-11-24T10-00-00-000Z.sqlite'), '坏了')
    writeFileSync(join(places.copies, 'notes.txt'), '别的')
    expect(listCopies(places.copies).map((copy) => copy.id)).toEqual(['2026-11-24T09-00-00-000Z'])
  })

  test('it is put in the place of a broken workspace, and stays', async () => {
    const places = await closedWorkspace()
    const first = await opened(places)
    if (first.phase !== 'open') throw new Error('not open')
    await makeCopy(first.db, places.copies, Date.UTC(2026, 10, 24, 9))
    release(first)
    truncateSync(places.file, 5000)
    const broken = await opened(places)
    expect(broken.phase).toBe('broken')
    putCopyInPlace(places, listCopies(places.copies)[0]?.id ?? '', { salvaged: null, now })
    release(broken)
    const again = await opened(places)
    expect(again.phase === 'open' && again.store.tree()).toMatchObject([{ chapters: [{ lessons: [{ words: 5000 }] }] }])
    expect(listCopies(places.copies)).toHaveLength(1)
  })

  test.each(['', '-wal'])('it is never put over a workspace’s file%s that is still in its place', async (suffix) => {
    const places = await closedWorkspace()
    const first = await opened(places)
    if (first.phase !== 'open') throw new Error('not open')
    await makeCopy(first.db, places.copies, Date.UTC(2026, 10, 24, 9))
    release(first)
    if (suffix !== '') renameSync(places.file, places.file + suffix)
    const before = readFileSync(places.file + suffix)
    expect(() => putCopyInPlace(places, listCopies(places.copies)[0]?.id ?? '', { salvaged: null, now })).toThrow('in the place')
    expect(readFileSync(places.file + suffix).equals(before)).toBe(true)
  })

  test('it keeps the newest two and one of each earlier day, four in all', () => {
    const hours = Array.from({ length: 200 }, (_, index) => ({ at: new Date(2026, 10, 24, 20).getTime() - index * 3_600_000 * 2 }))
    const kept = copiesToKeep(hours).map(({ at }) => {
      const date = new Date(at)
      return `${date.getDate()}/${date.getHours()}`
    })
    expect(kept).toEqual(['24/20', '24/18', '23/22', '22/22'])
  })

  test('it thins as it goes', async () => {
    const places = placesIn(temporaryFolder())
    const result = await opened(places)
    if (result.phase !== 'open') throw new Error('not open')
    for (let hour = 8; hour < 15; hour += 1) await makeCopy(result.db, places.copies, new Date(2026, 10, 24, hour).getTime())
    expect(listCopies(places.copies).map((copy) => new Date(copy.at).getHours())).toEqual([14, 13])
  })

  test('it writes times into names and reads them back', () => {
    const time = Date.UTC(2026, 10, 24, 11, 20, 33, 123)
    expect([stampFromTime(time), timeFromStamp(stampFromTime(time)), timeFromStamp('workspace')]).toEqual(['2026-11-24T11-20-33-123Z', time, null])
  })
})
