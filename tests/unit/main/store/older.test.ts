/** Workspaces of every released version, and of one that is yet to come. */
import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listCopies } from '#main/store/copies.ts'
import { connectToRead, connectToWrite, numberPragma } from '#main/store/database.ts'
import { newestVersion } from '#main/store/migrate.ts'
import { openStore } from '#main/store/open.ts'
import { placesIn } from '#main/store/places.ts'
import { findDamage } from '#main/store/verify.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { Backups } from '#main/services/backups.ts'
import { clock, temporaryFolder } from './temporary.ts'

const fixtures = join(import.meta.dirname, '../../../fixtures/databases')
const options = { now: clock(), fill: () => undefined }

describe.each(readdirSync(fixtures))('a workspace as %s', (name) => {
  const version = Number.parseInt(name, 10)

  test('it is backed up as it was, then migrated, and is whole', async () => {
    const places = placesIn(temporaryFolder())
    copyFileSync(join(fixtures, name), places.file)
    const opened = await openStore(places, options)
    if (opened.phase !== 'open') throw new Error(`it is ${opened.phase}`)
    expect([numberPragma(opened.db, 'user_version'), findDamage(opened.db, true)]).toEqual([newestVersion, null])
    opened.db.close()
    opened.lock.release()
    const [copy] = listCopies(places.copies)
    const before = connectToRead(join(places.copies, `${copy?.id}.sqlite`))
    try {
      expect([numberPragma(before, 'user_version'), findDamage(before, true), copy?.lessons]).toEqual([version, null, 3])
    } finally {
      before.close()
    }
  })

  test('it can be packed, backed up and read back once it is open', async () => {
    const [folder, backups] = [temporaryFolder(), temporaryFolder()]
    copyFileSync(join(fixtures, name), placesIn(folder).file)
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
})

test('a workspace of a newer version is refused, and not a byte of it or beside it is touched', async () => {
  const places = placesIn(temporaryFolder())
  copyFileSync(join(fixtures, '0010.sqlite'), places.file)
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
