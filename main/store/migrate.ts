/** Lifts a workspace to the newest schema, one migration after another. */
import { applicationId, connectToMemory, numberPragma, type Database } from './database.ts'
import { first } from './migrations/0010-first.ts'
import { retainedByAcceptance } from './migrations/0020-retained.ts'
import { retainedPieces } from './migrations/0030-pieces.ts'
import { erasedForgotten } from './migrations/0040-erased.ts'
import { identity } from './migrations/0050-identity.ts'
import { habits } from './migrations/0060-habits.ts'
import { libraryPlans } from './migrations/0070-library.ts'
import { versions } from './migrations/0080-versions.ts'
import { images } from './migrations/0090-images.ts'
import { packedSnapshots } from './migrations/0110-snapshots.ts'
import { ledger } from './migrations/0120-ledger.ts'
import { ledgerSettings } from './migrations/0130-settings.ts'
import { narratedAsSaid } from './migrations/0140-narrated.ts'
import type { Migration } from './migrations/migration.ts'

/**
 * In the order of their numbers: in tens, each above every one that landed before it. A number between two that ran on
 * somebody's workspace would never run on that one, which `hasOwnColumns` tells as not whole.
 */
export const migrations: readonly Migration[] = [
  first,
  retainedByAcceptance,
  retainedPieces,
  erasedForgotten,
  identity,
  habits,
  libraryPlans,
  versions,
  images,
  packedSnapshots,
  ledger,
  ledgerSettings,
  narratedAsSaid,
]

/** The `user_version` of a workspace that all migrations have run on. */
export const newestVersion = migrations.at(-1)?.version ?? 0

/** Runs what has not run yet. Each migration is all or nothing. `kind`: whose migrations these are. */
export function migrate(db: Database, all: readonly Migration[] = migrations, kind = applicationId): void {
  for (const migration of all) {
    if (migration.version <= numberPragma(db, 'user_version')) continue
    db.transaction(() => {
      migration.run(db)
      db.pragma(`user_version = ${migration.version}`)
      db.pragma(`application_id = ${kind}`)
    }).immediate()
  }
}

/** Whether a database has the columns of its version. A name that is damaged is no damage to SQLite, which only misses it when it is asked for. */
export function hasOwnColumns(db: Database, all: readonly Migration[] = migrations): boolean {
  const version = numberPragma(db, 'user_version')
  const whole = connectToMemory()
  try {
    migrate(
      whole,
      all.filter((migration) => migration.version <= version),
    )
    return columnsOf(whole) === columnsOf(db)
  } finally {
    whole.close()
  }
}

function columnsOf(db: Database): string {
  return JSON.stringify(
    db
      .prepare(`
    SELECT list.name AS "table", info.name, info.type, info."notnull", info.pk FROM pragma_table_list AS list JOIN pragma_table_info(list.name) AS info
    WHERE list.schema = 'main' AND list.name NOT LIKE 'sqlite_%' ORDER BY list.name, info.cid
  `)
      .all(),
  )
}
