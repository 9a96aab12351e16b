/** Workspaces of every version there was, and of one that is yet to come. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { listCopies } from '#main/store/copies.ts'
import { connectToRead, connectToWrite, numberPragma } from '#main/store/database.ts'
import { migrate, migrations, newestVersion } from '#main/store/migrate.ts'
import { openStore } from '#main/store/open.ts'
import { placesIn } from '#main/store/places.ts'
import { findDamage } from '#main/store/verify.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { Backups } from '#main/services/backups.ts'
import { expectTheStory, keptVersions, putOlder } from './older-workspaces.ts'
import { clock, temporaryFolder } from './temporary.ts'

const options = { now: clock(), fill: () => undefined }
const older = migrations.map(({ version }) => version).filter((version) => version < newestVersion)

test('a workspace is kept of every version that a program wrote: all but two, which came together with a third', () => {
  expect(migrations.map(({ version }) => version).filter((version) => !keptVersions.includes(version))).toEqual([70, 80])
})

describe.each(older)('a workspace as version %i wrote it', (version) => {
  test('it is backed up as it was, then migrated, and holds all that was in it', async () => {
    const places = placesIn(temporaryFolder())
    putOlder(version, places.file)
    const opened = await openStore(places, options)
    if (opened.phase !== 'open') throw new Error(`it is ${opened.phase}`)
    onTestFinished(() => {
      opened.db.close()
      opened.lock.release()
    })
    expect([numberPragma(opened.db, 'user_version'), findDamage(opened.db, true)]).toEqual([newestVersion, null])
    expectTheStory(opened.db, version)
    const copies = listCopies(places.copies)
    expect(copies).toHaveLength(1)
    const before = connectToRead(join(places.copies, `${copies[0]?.id}.sqlite`))
    try {
      expect([numberPragma(before, 'user_version'), findDamage(before, true), copies[0]?.lessons]).toEqual([version, null, 3])
    } finally {
      before.close()
    }
  })

  test('the copy that was kept of it can be restored', async () => {
    const folder = temporaryFolder()
    const { file } = placesIn(folder)
    putOlder(version, file)
    await (await openWorkspace({ folder })).close()
    writeFileSync(file, 'no database')
    const workspace = await openWorkspace({ folder })
    onTestFinished(() => workspace.close())
    const [copy] = workspace.state().copies
    expect(await workspace.restoreCopy(copy?.id ?? '')).toMatchObject({ phase: 'open' })
    await workspace.lend(async (db) => expectTheStory(db, version))
  })

  test('it can be packed, backed up and read back once it is open', async () => {
    const [folder, backups] = [temporaryFolder(), temporaryFolder()]
    putOlder(version, placesIn(folder).file)
    const workspace = await openWorkspace({ folder })
    const kept = new Backups({ workspace, folder, defaultFolder: backups, version: '1' })
    const asked = { signal: new AbortController().signal, progress: () => undefined }
    await kept.make(asked)
    const [backup] = await kept.list()
    const checked = await kept.check('page', { backup: backup?.id ?? '' }, asked)
    expect([checked.titles, checked.differingCount, checked.isOther]).toEqual([['写作课'], 0, false])
    await kept.close()
    await workspace.close()
  })

  test('a migration that fails leaves it as it was, with its copy', async () => {
    const places = placesIn(temporaryFolder())
    putOlder(version, places.file)
    const db = connectToWrite(places.file)
    // The next migration meets what it cannot go on with.
    expect(() =>
      migrate(
        db,
        migrations.flatMap((one) => (one.version > version ? [{ ...one, run: fails }] : [one])),
      ),
    ).toThrow('no room')
    expect([numberPragma(db, 'user_version'), findDamage(db, true)]).toEqual([version, null])
    db.close()
  })
})

function fails(): void {
  throw new Error('no room')
}

test('a workspace that lacks a migration between those that ran is told of as not whole, kept as it is, and none of its text is lost', async () => {
  const folder = temporaryFolder()
  const { file } = placesIn(folder)
  putOlder(60, file)
  const db = connectToWrite(file)
  migrate(
    db,
    migrations.filter(({ version }) => version <= 60 || version === 90),
  )
  db.pragma('journal_mode = DELETE')
  db.close()
  const before = readFileSync(file)
  const workspace = await openWorkspace({ folder })
  onTestFinished(() => workspace.close())
  const { phase, problem, keptAs } = workspace.state()
  expect([phase, problem?.code, problem?.message]).toEqual(['broken', 'workspace-corrupt', 'the columns are not those of version 90'])
  expect(readFileSync(join(folder, keptAs ?? '')).equals(before)).toBe(true)
  await workspace.startFresh()
  const titles = workspace
    .read((store) => store.tree())
    .flatMap(({ chapters }) => chapters.flatMap(({ lessons }) => lessons.map(({ title, words }) => [title, words])))
  expect(titles).toContainEqual(['开头', 17])
})

test('a workspace of a newer version is refused, and not a byte of it or beside it is touched', async () => {
  const places = placesIn(temporaryFolder())
  putOlder(10, places.file)
  const newer = connectToWrite(places.file)
  newer.pragma('journal_mode = DELETE')
  newer.pragma(`user_version = ${newestVersion + 10}`)
  newer.close()
  const before = readFileSync(places.file)
  const opened = await openStore(places, options)
  expect(opened).toMatchObject({ phase: 'broken', failure: { code: 'newer' }, keptAs: null })
  if (opened.phase === 'broken') opened.lock?.release()
  expect([readFileSync(places.file).equals(before), readdirSync(places.folder).sort()]).toEqual([true, ['workspace.lock', 'workspace.sqlite']])
})
