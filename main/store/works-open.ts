/**
 * The archive's own database beside the workspace. Who holds the workspace writes to it, everybody else reads. A file that is
 * not whole is kept aside as it is, and another begun: the author's files are where they came from.
 */
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { flushFolder, makePrivateFile, settle } from './aside.ts'
import { connectToMemory, connectToRead, connectToWrite, numberPragma, unlessDamaged, type Database } from './database.ts'
import { failureFrom } from './failure.ts'
import { hasOwnColumns, migrate } from './migrate.ts'
import type { Migration } from './migrations/migration.ts'
import { stampFromTime } from './places.ts'
import { firstWorks } from './works-migrations/0010-first.ts'
import { learntWords } from './works-migrations/0020-learnt.ts'
import { pairs } from './works-migrations/0030-pairs.ts'
import { gone } from './works-migrations/0040-gone.ts'

/** Says that a SQLite file is an archive of ours: `MokW` in ASCII. */
export const worksApplicationId = 0x4d6f6b57

/** In the order of their numbers. */
export const worksMigrations: readonly Migration[] = [firstWorks, learntWords, pairs, gone]

const newest = worksMigrations.at(-1)?.version ?? 0

export interface OpenedWorks {
  readonly db: Database
  readonly isWritable: boolean
  /** The name that a damaged archive was kept aside under, just now. */
  readonly keptAs: string | null
}

/** The archive of a folder; an empty one where there is none yet and none may be made. `newer`: a newer version made it. Throws what the disk refuses. */
export function openWorks(folder: string, mayWrite: boolean, now: number): OpenedWorks | 'newer' {
  const file = join(folder, 'works.sqlite')
  const state = existsSync(file) ? stateOf(file, folder) : 'missing'
  if (state === 'newer') return 'newer'
  if (!mayWrite) return { db: state === 'whole' ? connectToRead(file) : emptyWorks(), isWritable: false, keptAs: null }
  const keptAs = state === 'damaged' ? keepAside(folder, now) : null
  if (state !== 'whole') makeNew(folder, file)
  return { db: connectMigrated(file), isWritable: true, keptAs }
}

function stateOf(file: string, folder: string): 'whole' | 'damaged' | 'newer' {
  try {
    return (
      unlessDamaged(() => {
        const db = connectToRead(file)
        try {
          if (numberPragma(db, 'application_id') !== worksApplicationId) return 'damaged'
          if (numberPragma(db, 'user_version') > newest) return 'newer'
          return db.pragma('quick_check(1)', { simple: true }) === 'ok' && hasOwnColumns(db, worksMigrations) ? 'whole' : 'damaged'
        } finally {
          db.close()
        }
      }) ?? 'damaged'
    )
  } catch (error) {
    if (failureFrom(error, folder)?.code === 'corrupt') return 'damaged'
    throw error
  }
}

function emptyWorks(): Database {
  const db = connectToMemory()
  migrate(db, worksMigrations, worksApplicationId)
  return db
}

const companions = ['-wal', '-shm'] as const

/** Its log goes with it. One that a death left behind belongs to what was kept aside last. */
function keepAside(folder: string, now: number): string {
  const name = `works.broken-${stampFromTime(now)}.sqlite`
  renameSync(join(folder, 'works.sqlite'), join(folder, name))
  moveLog(folder, name)
  return name
}

function moveLog(folder: string, name: string): void {
  for (const suffix of companions)
    if (existsSync(join(folder, `works.sqlite${suffix}`))) renameSync(join(folder, `works.sqlite${suffix}`), join(folder, name + suffix))
  flushFolder(folder)
}

function makeNew(folder: string, file: string): void {
  const left = readdirSync(folder)
    .filter((name) => /^works\.broken-.*\.sqlite$/.test(name))
    .sort()
    .at(-1)
  if (left !== undefined) moveLog(folder, left)
  else for (const suffix of companions) rmSync(file + suffix, { force: true })
  const made = join(folder, 'works.new.sqlite')
  for (const suffix of ['', ...companions, '-journal']) rmSync(made + suffix, { force: true })
  makePrivateFile(made)
  connectMigrated(made).close()
  settle(made, file)
}

function connectMigrated(file: string): Database {
  const db = connectToWrite(file)
  let isReady = false
  try {
    // What is deleted is overwritten: an author who removes a work wants it gone.
    db.pragma('secure_delete = ON')
    migrate(db, worksMigrations, worksApplicationId)
    isReady = true
    return db
  } finally {
    if (!isReady) db.close()
  }
}
