/** Whether a file is a workspace of ours that this version can open, before anything is written to it. */
import { statSync } from 'node:fs'
import { applicationId, connectToRead, numberPragma, type Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { hasOwnColumns, newestVersion } from './migrate.ts'
import { findDamage, findDamageGently, hasHeader } from './verify.ts'

/** Beyond this size only SQLite's own check runs at the start; every good copy is read whole in any case. */
const deepCheckBytes = 24_000_000

/** Runs `work` on a workspace that is whole enough to be opened. Throws `corrupt` or `newer`. */
export async function withExamined<T>(file: string, work: (db: Database) => Promise<T>): Promise<T> {
  return withOurs(file, async (db) => {
    const damage = findDamage(db, statSync(file).size <= deepCheckBytes)
    if (damage !== null) throw new StoreFailure('corrupt', damage)
    return work(db)
  })
}

/** Reads a file that came from elsewhere whole, with pauses. Throws `corrupt` or `newer`. */
export async function examineWhole(file: string): Promise<void> {
  await withOurs(file, async (db) => {
    const damage = await findDamageGently(db)
    if (damage !== null) throw new StoreFailure('corrupt', damage)
  })
}

/** Whether a workspace that another process holds, and may migrate at any time, has the schema that this version reads. */
export function isNewestSchema(db: Database): boolean {
  return numberPragma(db, 'user_version') === newestVersion
}

/** Throws `newer`, or `older`, where a workspace that another process holds has another schema: nothing can be read of it, and it cannot be migrated. */
export function refuseOtherSchema(db: Database): void {
  if (isNewestSchema(db)) return
  const version = numberPragma(db, 'user_version')
  refuseNewer(version)
  throw new StoreFailure('older', `held by an older version (${version}; this is ${newestVersion})`, { version })
}

function refuseNewer(version: number): void {
  if (version > newestVersion) throw new StoreFailure('newer', `made by a newer version (${version}; this is ${newestVersion})`, { version })
}

async function withOurs<T>(file: string, work: (db: Database) => Promise<T>): Promise<T> {
  if (!hasHeader(file)) throw new StoreFailure('corrupt', 'the file is not a database')
  const db = connectToRead(file)
  try {
    if (numberPragma(db, 'application_id') !== applicationId) throw new StoreFailure('corrupt', 'the file is a database of another program')
    const version = numberPragma(db, 'user_version')
    refuseNewer(version)
    if (!hasOwnColumns(db)) throw new StoreFailure('corrupt', `the columns are not those of version ${version}`)
    return await work(db)
  } finally {
    db.close()
  }
}
