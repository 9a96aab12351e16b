/** What is put in the place of what, and what is told when the disk refuses. */
import { copyFileSync, cpSync, existsSync, readFileSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import Sqlite from 'better-sqlite3'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { listCopies, makeCopy } from '#main/store/copies.ts'
import { connectToWrite } from '#main/store/database.ts'
import { migrate, migrations } from '#main/store/migrate.ts'
import { placesIn } from '#main/store/places.ts'
import { writeSnapshot } from '#main/store/snapshots.ts'
import { emptyDoc } from '#preload/document/blocks.ts'
import { temporaryFolder } from '../store/temporary.ts'
import { problemOf } from './served.ts'
import { newCourse, opened, titlesIn, writtenAfterCopy } from './workspaces.ts'

/** The tests may run as root, whom no disk refuses anything: these stand for a rename or an opening that the system does not allow. */
const refused = { open: '', /** Renames that are still allowed. */ renames: Infinity }
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>()
  const refuse = (syscall: string) => {
    throw Object.assign(new Error(`EIO: ${syscall}`), { code: 'EIO', syscall })
  }
  const renameSync: typeof real.renameSync = (from, to) => (refused.renames-- > 0 ? real.renameSync(from, to) : refuse('rename'))
  const openSync: typeof real.openSync = (path, ...rest) =>
    refused.open !== '' && String(path).endsWith(refused.open) ? refuse('open') : real.openSync(path, ...rest)
  return { ...real, renameSync, openSync }
})
afterEach(() => {
  Object.assign(refused, { open: '', renames: Infinity })
})

function alter(file: string, sql: string): void {
  const db = connectToWrite(file)
  db.exec(sql)
  db.close()
}

async function identityIn(folder: string) {
  const workspace = await openWorkspace({ folder })
  const { identity } = workspace.state()
  await workspace.close()
  return identity
}

/** A workspace of version 40, to be lifted, with a good copy that still has the oldest entry; closed. */
async function liftedAfterErasing(): Promise<string> {
  const folder = temporaryFolder()
  const places = placesIn(folder)
  const db = connectToWrite(places.file)
  migrate(
    db,
    migrations.filter(({ version }) => version <= 40),
  )
  // As that version wrote it: the store of today writes what it did not have.
  db.exec(`
    INSERT INTO node VALUES ('course', 'course', NULL, 0, '课', 2, 2, NULL), ('chapter', 'chapter', 'course', 0, '章', 2, 2, NULL), ('lesson', 'lesson', 'chapter', 0, '节', 2, 2, NULL);
    INSERT INTO lesson VALUES ('lesson', 0, 0);
  `)
  writeSnapshot(db, 'lesson', { revision: 0, doc: emptyDoc() }, 2)
  db.exec("INSERT INTO node VALUES ('sample', 'course', NULL, 1, '示例', 1, 1, NULL)")
  await makeCopy(db, places.copies, Date.now() - 100_000_000)
  db.exec("DELETE FROM node WHERE id = 'sample'")
  db.close()
  return folder
}

/** A page of SQLite. The last one may be of an empty table: less of it is no damage. */
const pageBytes = 4096

describe('putting a broken workspace right', () => {
  test('it puts nothing over a whole one that the disk did not open', async () => {
    const folder = await writtenAfterCopy()
    const before = readFileSync(join(folder, 'workspace.sqlite'))
    refused.open = 'workspace.sqlite'
    const workspace = await opened(folder, { retryEveryMs: 20 })
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'disk-error' }, copies: [], keptAs: null })
    const copy = readdirSync(join(folder, 'copies'))[0]?.replace('.sqlite', '') ?? ''
    expect([await problemOf(workspace.restoreCopy(copy)), await problemOf(workspace.startFresh())]).toEqual(['disk-error', 'disk-error'])
    refused.open = ''
    expect(readFileSync(join(folder, 'workspace.sqlite')).equals(before)).toBe(true)
    await expect.poll(() => workspace.state().phase).toBe('open')
    expect(titlesIn(workspace)).toEqual(['课', '拷贝之后'])
  })

  test.each(['a copy', 'a fresh start'] as const)('it keeps a newer one aside untouched before %s', async (what) => {
    const folder = await writtenAfterCopy()
    const newer = new Sqlite(join(folder, 'workspace.sqlite'))
    newer.pragma('user_version = 990')
    newer.close()
    const before = readFileSync(join(folder, 'workspace.sqlite'))
    const workspace = await opened(folder)
    const copy = workspace.state().copies[0]?.id ?? ''
    const state = what === 'a copy' ? await workspace.restoreCopy(copy) : await workspace.startFresh()
    expect(state).toMatchObject({ phase: 'open', keptAs: expect.stringMatching(/^workspace\.newer-/) })
    expect(readFileSync(join(folder, state.keptAs ?? '')).equals(before)).toBe(true)
    expect(titlesIn(workspace)).toEqual(what === 'a copy' ? ['课'] : [])
  })

  test('it brings what was written after the copy', async () => {
    const folder = await writtenAfterCopy()
    const db = connectToWrite(join(folder, 'workspace.sqlite'))
    db.exec("UPDATE snapshot SET doc = '[]' WHERE revision = 0")
    db.close()
    const workspace = await opened(folder)
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-corrupt' } })
    await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
    expect(titlesIn(workspace)).toEqual(['课', '拷贝之后'])
  })

  test('it begins anew with what can be read where there is no copy', async () => {
    const folder = await writtenAfterCopy()
    rmSync(join(folder, 'copies'), { recursive: true })
    const db = connectToWrite(join(folder, 'workspace.sqlite'))
    const lesson = String(db.prepare('SELECT id FROM lesson').pluck().get())
    db.prepare("INSERT INTO batch VALUES (1, ?, 1, 'batch-one', 1, '[]', 7, 1, NULL, NULL, NULL)").run(lesson)
    db.close()
    const workspace = await opened(folder)
    expect(workspace.state()).toMatchObject({ phase: 'broken', copies: [] })
    await workspace.startFresh()
    expect(titlesIn(workspace)).toEqual(['课', '拷贝之后'])
    expect(workspace.read((store) => store.openLesson(lesson))).toMatchObject({ revision: 0, title: '节' })
  })

  test.each(['a copy', 'a fresh start', 'a fresh start where there is no copy'] as const)('it stays the same library after %s', async (what) => {
    const folder = await writtenAfterCopy()
    const before = new Sqlite(join(folder, 'workspace.sqlite'))
    const id = before.prepare('SELECT id FROM identity').pluck().get()
    before.exec("UPDATE snapshot SET doc = '[]' WHERE revision = 0")
    before.close()
    if (what.endsWith('no copy')) rmSync(join(folder, 'copies'), { recursive: true })
    else truncateSync(join(folder, 'workspace.sqlite'), 5000)
    const workspace = await opened(folder)
    expect(workspace.state()).toMatchObject({ phase: 'broken', identity: null })
    const state = what === 'a copy' ? await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '') : await workspace.startFresh()
    expect([state, workspace.isNew()]).toMatchObject([{ phase: 'open', identity: { id } }, false])
  })

  test.each<[string, (file: string) => void]>([
    ['says which library it is', (file) => alter(file, "UPDATE snapshot SET doc = '[]' WHERE revision = 0")],
    ['does not say which library it is', (file) => truncateSync(file, 5000)],
    ['is missing', (file) => rmSync(file)],
  ])(
    'it stays the same library with a copy from before libraries had an identity, whose oldest entry was erased since, where the file %s',
    async (_, damage) => {
      const folder = await liftedAfterErasing()
      const first = await opened(folder)
      const { identity } = first.state()
      first.write('tree', (store) => store.createCourse(newCourse))
      await first.copyNow()
      await first.close()
      damage(join(folder, 'workspace.sqlite'))
      const workspace = await opened(folder)
      expect(workspace.state()).toMatchObject({ phase: 'broken', identity: null })
      const state = await workspace.restoreCopy(listCopies(placesIn(folder).copies).at(-1)?.id ?? '')
      expect([state.phase, state.identity?.id]).toEqual(['open', identity?.id])
      expect(titlesIn(workspace)).toContain('示例')
    },
  )

  test('it stays the same library where nothing but the copy made before it was named still says which', async () => {
    const folder = await liftedAfterErasing()
    const id = (await identityIn(folder))?.id
    truncateSync(join(folder, 'workspace.sqlite'), 5000)
    const workspace = await opened(folder)
    const state = await workspace.restoreCopy(listCopies(placesIn(folder).copies).at(-1)?.id ?? '')
    expect([state.phase, state.identity?.id]).toEqual(['open', id])
  })

  test('it is the library of the copy where that has come to the place of another one', async () => {
    const folder = await writtenAfterCopy()
    const id = (await identityIn(folder))?.id
    const copies = placesIn(folder).copies
    rmSync(join(folder, 'workspace.sqlite'))
    const workspace = await opened(folder)
    const another = await workspace.startFresh()
    await workspace.copyNow()
    await workspace.close()
    rmSync(join(folder, 'workspace.sqlite'))
    const again = await opened(folder)
    const state = await again.restoreCopy(listCopies(copies).at(-1)?.id ?? '')
    expect([state.identity?.id, another.identity?.id === id]).toEqual([id, false])
  })

  test('it is another library where the one before is whole, and newer', async () => {
    const folder = await writtenAfterCopy()
    const newer = new Sqlite(join(folder, 'workspace.sqlite'))
    const id = newer.prepare('SELECT id FROM identity').pluck().get()
    newer.pragma('user_version = 990')
    newer.close()
    const workspace = await opened(folder)
    expect((await workspace.startFresh()).identity?.id).not.toBe(id)
  })

  test('it is another library, and new, where the folder was moved away; the moved one is the same as before', async () => {
    const folder = await writtenAfterCopy()
    const first = await opened(folder)
    const id = first.state().identity?.id
    await first.close()
    const moved = join(temporaryFolder(), 'moved')
    cpSync(folder, moved, { recursive: true })
    rmSync(folder, { recursive: true })
    const [inItsPlace, elsewhere] = [await opened(folder), await opened(moved)]
    expect([inItsPlace.isNew(), inItsPlace.state().identity?.id === id, elsewhere.isNew(), elsewhere.state().identity?.id]).toEqual([true, false, false, id])
  })

  test('it is broken, not beyond use, when damage comes to light and cannot be kept aside', async () => {
    const folder = await writtenAfterCopy()
    const workspace = await opened(folder)
    const told: string[] = []
    workspace.listen((event) => told.push(event))
    const other = new Sqlite(join(folder, 'workspace.sqlite'))
    other.exec("UPDATE snapshot SET doc = '[]'")
    other.close()
    const lesson = workspace.read((store) => store.tree())[0]?.chapters[0]?.lessons[0]?.id ?? ''
    workspace.write('tree', (store) => store.createCourse({ title: '在日志里', chapters: [] }))
    told.length = 0
    refused.renames = 0
    expect(() => workspace.read((store) => store.openLesson(lesson))).toThrow(expect.objectContaining({ code: 'workspace-corrupt' }))
    expect([workspace.state(), told]).toMatchObject([{ phase: 'broken', problem: { code: 'workspace-corrupt' }, copies: [{}], keptAs: null }, ['state']])
    const [copy] = workspace.state().copies
    expect(await problemOf(workspace.restoreCopy(copy?.id ?? ''))).toBe('disk-error')
    refused.renames = Infinity
    expect(await workspace.restoreCopy(copy?.id ?? '')).toMatchObject({ phase: 'open', keptAs: expect.stringMatching(/^workspace\.broken-/) })
    expect(titlesIn(workspace)).toEqual(['课', '拷贝之后', '在日志里'])
  })

  test('it is brought back from a copy where the file is missing, and a log that was left of it is kept', async () => {
    const folder = await writtenAfterCopy()
    rmSync(join(folder, 'workspace.sqlite'))
    writeFileSync(join(folder, 'workspace.sqlite-wal'), '日志'.repeat(1000))
    const workspace = await opened(folder)
    expect(workspace.state()).toMatchObject({
      phase: 'broken',
      problem: { code: 'workspace-corrupt', detail: { missing: 'workspace.sqlite' } },
      copies: [{}],
      keptAs: null,
    })
    expect(await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')).toMatchObject({
      phase: 'open',
      keptAs: expect.stringMatching(/^workspace\.broken-.*-wal$/),
    })
    expect(titlesIn(workspace)).toEqual(['课'])
    expect(readFileSync(join(folder, workspace.state().keptAs ?? ''), 'utf8')).toBe('日志'.repeat(1000))
  })

  test('it opens by itself when a missing file is back in its place, with the log that was left of it', async () => {
    const folder = await writtenAfterCopy()
    const place = temporaryFolder()
    const file = (where: string) => join(where, 'workspace.sqlite')
    const db = connectToWrite(file(folder))
    db.exec("UPDATE node SET title = '在日志里' WHERE title = '拷贝之后'")
    copyFileSync(file(folder), file(place))
    copyFileSync(`${file(folder)}-wal`, join(place, 'wal'))
    db.close()
    rmSync(file(folder))
    renameSync(join(place, 'wal'), `${file(folder)}-wal`)
    const workspace = await opened(folder, { retryEveryMs: 20 })
    expect(workspace.state().phase).toBe('broken')
    renameSync(file(place), file(folder))
    await expect.poll(() => workspace.state().phase).toBe('open')
    expect(titlesIn(workspace)).toEqual(['课', '在日志里'])
  })

  /** Broken long ago, put right from a copy, copied and written in since; closed. */
  async function mendedLongAgo(): Promise<string> {
    const folder = await writtenAfterCopy()
    truncateSync(join(folder, 'workspace.sqlite'), readFileSync(join(folder, 'workspace.sqlite')).length - pageBytes - 1)
    const mended = await openWorkspace({ folder })
    await mended.restoreCopy(mended.state().copies[0]?.id ?? '')
    await mended.copyNow()
    const [course] = mended.read((store) => store.tree())
    mended.write('tree', (store) => {
      store.remove(course?.id ?? '')
      store.erase(course?.id ?? '')
    })
    await mended.close()
    return folder
  }

  test('it is missed as itself, not taken for one that was put right long ago', async () => {
    const folder = await mendedLongAgo()
    const place = join(temporaryFolder(), 'workspace.sqlite')
    renameSync(join(folder, 'workspace.sqlite'), place)
    const workspace = await opened(folder, { retryEveryMs: 20 })
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { detail: { missing: 'workspace.sqlite' } }, keptAs: null })
    renameSync(place, join(folder, 'workspace.sqlite'))
    await expect.poll(() => workspace.state().phase).toBe('open')
  })

  test.each(['alone', 'with its log'])(
    'nothing of one that was put right long ago comes into the copy that takes the place of a missing one (%s)',
    async (how) => {
      const folder = await mendedLongAgo()
      const mended = await openWorkspace({ folder })
      await mended.copyNow()
      await mended.close()
      rmSync(join(folder, 'workspace.sqlite'))
      if (how === 'with its log') writeFileSync(join(folder, 'workspace.sqlite-wal'), '日志'.repeat(1000))
      const workspace = await opened(folder)
      await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
      expect(titlesIn(workspace)).toEqual(['拷贝之后'])
    },
  )

  test('it forgets what was kept aside once a workspace has opened in its place', async () => {
    const folder = await writtenAfterCopy()
    truncateSync(join(folder, 'workspace.sqlite'), readFileSync(join(folder, 'workspace.sqlite')).length - pageBytes - 1)
    const workspace = await opened(folder, { retryEveryMs: 20 })
    await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
    const [course] = workspace.read((store) => store.tree())
    workspace.write('tree', (store) => {
      store.remove(course?.id ?? '')
      store.erase(course?.id ?? '')
    })
    await workspace.copyNow()
    refused.open = 'workspace.sqlite'
    await workspace.reopen()
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'disk-error' }, keptAs: null })
    refused.open = ''
    rmSync(join(folder, 'workspace.sqlite'))
    await expect.poll(() => workspace.state()).toMatchObject({ problem: { detail: { missing: 'workspace.sqlite' } }, keptAs: null })
    await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
    expect(titlesIn(workspace)).toEqual(['拷贝之后'])
  })

  test('it still names what it kept aside when what takes its place does not open at once', async () => {
    const folder = await writtenAfterCopy()
    truncateSync(join(folder, 'workspace.sqlite'), 5000)
    const workspace = await opened(folder, { retryEveryMs: 20 })
    const { keptAs, copies } = workspace.state()
    refused.open = 'workspace.sqlite'
    expect(await workspace.restoreCopy(copies[0]?.id ?? '')).toMatchObject({ phase: 'broken', problem: { code: 'disk-error' }, keptAs })
    refused.open = ''
    await expect.poll(() => workspace.state()).toMatchObject({ phase: 'open', keptAs })
  })

  test('it is offered again in a later run', async () => {
    const folder = await writtenAfterCopy()
    truncateSync(join(folder, 'workspace.sqlite'), 5000)
    const first = await openWorkspace({ folder })
    const { keptAs } = first.state()
    await first.close()
    const second = await opened(folder)
    expect(second.state()).toMatchObject({ phase: 'broken', keptAs, copies: [{ lessons: 1 }] })
    await second.restoreCopy(second.state().copies[0]?.id ?? '')
    expect(titlesIn(second)).toContain('课')
  })
})

/** A damaged workspace with a good copy, whose newest title is in its write-ahead log only. */
async function damagedWithLog(): Promise<{ folder: string; log: Buffer }> {
  const before = await writtenAfterCopy()
  const folder = temporaryFolder()
  const db = connectToWrite(join(before, 'workspace.sqlite'))
  db.exec("UPDATE snapshot SET doc = '[]' WHERE revision = 0")
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.exec("UPDATE node SET title = '在日志里' WHERE title = '拷贝之后'")
  cpSync(before, folder, { recursive: true }) // the files as they lie there are what a kill leaves
  db.close()
  return { folder, log: readFileSync(join(folder, 'workspace.sqlite-wal')) }
}

describe('keeping a broken workspace aside', () => {
  /** Whatever of a workspace lies in its folder, and is no good copy: to be seen while a move is interrupted. */
  const parts = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('workspace.') && name !== 'workspace.lock')

  test.each([0, 1, 2, 3, 4])('it is one with its log again in a later run, interrupted after %i renames', async (renames) => {
    const { folder, log } = await damagedWithLog()
    refused.renames = renames
    const first = await openWorkspace({ folder })
    expect(first.state()).toMatchObject({ phase: 'broken', problem: { code: 'workspace-corrupt' }, copies: [{}] })
    expect(parts(folder)).toHaveLength(3)
    await first.close()
    refused.renames = Infinity
    const second = await opened(folder)
    const { keptAs, copies } = second.state()
    expect(second.state()).toMatchObject({
      phase: 'broken',
      problem: { code: 'workspace-corrupt' },
      keptAs: expect.stringMatching(/^workspace\.broken-.*Z\.sqlite$/),
    })
    expect(parts(folder)).toEqual([keptAs, `${keptAs}-shm`, `${keptAs}-wal`])
    expect(readFileSync(join(folder, `${keptAs}-wal`)).equals(log)).toBe(true)
    await second.restoreCopy(copies[0]?.id ?? '')
    expect(titlesIn(second)).toEqual(['课', '在日志里'])
  })

  test.each([0, 1, 2, 3])('it is one with its log when the author chooses in the same run, interrupted after %i renames', async (renames) => {
    const { folder, log } = await damagedWithLog()
    refused.renames = renames
    const workspace = await opened(folder)
    const [copy] = workspace.state().copies
    refused.renames = 0
    expect(await problemOf(workspace.restoreCopy(copy?.id ?? ''))).toBe('disk-error')
    refused.renames = Infinity
    const { keptAs } = await workspace.restoreCopy(copy?.id ?? '')
    expect(readFileSync(join(folder, `${keptAs}-wal`)).equals(log)).toBe(true)
    expect(titlesIn(workspace)).toEqual(['课', '在日志里'])
  })

  test.each([1, 2, 3])('it is tried again while the disk does not let a later run end it, interrupted after %i renames', async (renames) => {
    const { folder } = await damagedWithLog()
    refused.renames = renames
    await (await openWorkspace({ folder })).close()
    const workspace = await opened(folder, { retryEveryMs: 20 })
    expect(workspace.state()).toMatchObject({ phase: 'broken', problem: { code: 'disk-error' }, copies: [], keptAs: null })
    refused.renames = Infinity
    await expect.poll(() => workspace.state()).toMatchObject({ problem: { code: 'workspace-corrupt' }, copies: [{}] })
    await workspace.restoreCopy(workspace.state().copies[0]?.id ?? '')
    expect(titlesIn(workspace)).toEqual(['课', '在日志里'])
  })

  test('it never takes the log of a workspace that was put back to one that lies aside without a log', async () => {
    const { folder, log } = await damagedWithLog()
    const [whole, copied] = [await writtenAfterCopy(), join(temporaryFolder(), 'workspace.sqlite')]
    copyFileSync(join(folder, 'workspace.sqlite'), join(folder, 'workspace.broken-2026-11-24T08-00-00-000Z.sqlite.unfinished'))
    const db = connectToWrite(join(whole, 'workspace.sqlite'))
    db.exec("UPDATE node SET title = '最后写的' WHERE title = '拷贝之后'")
    for (const suffix of ['', '-wal']) copyFileSync(join(whole, `workspace.sqlite${suffix}`), copied + suffix)
    db.close()
    expect(readFileSync(`${copied}-wal`).equals(log)).toBe(false)
    for (const suffix of ['', '-wal']) copyFileSync(copied + suffix, join(folder, `workspace.sqlite${suffix}`))
    rmSync(join(folder, 'workspace.sqlite-shm'), { force: true })
    const workspace = await opened(folder)
    expect(titlesIn(workspace)).toEqual(['课', '最后写的'])
    expect(parts(folder).filter((name) => name.startsWith('workspace.broken'))).toEqual(['workspace.broken-2026-11-24T08-00-00-000Z.sqlite'])
  })

  test('it never takes its log to one that lies aside with a log of its own', async () => {
    const { folder, log } = await damagedWithLog()
    refused.renames = 2
    await (await openWorkspace({ folder })).close()
    refused.renames = Infinity
    const whole = await writtenAfterCopy()
    copyFileSync(join(whole, 'workspace.sqlite'), join(folder, 'workspace.sqlite'))
    const db = connectToWrite(join(whole, 'workspace.sqlite'))
    db.exec("UPDATE node SET title = '在另一份日志里' WHERE title = '拷贝之后'")
    copyFileSync(join(whole, 'workspace.sqlite-wal'), join(folder, 'workspace.sqlite-wal'))
    db.close()
    const workspace = await opened(folder)
    expect(titlesIn(workspace)).toEqual(['课', '在另一份日志里'])
    const aside = parts(folder).find((name) => /^workspace\.broken-.*-wal$/.test(name)) ?? ''
    expect(readFileSync(join(folder, aside)).equals(log)).toBe(true)
    expect(existsSync(join(folder, aside.replace('-wal', '')))).toBe(true)
  })
})
