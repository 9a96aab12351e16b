/** Connections to a workspace file. */
import Sqlite from 'better-sqlite3'

export type Database = Sqlite.Database

/** Says that a SQLite file is a workspace of ours: `Moke` in ASCII. */
export const applicationId = 0x4d6f6b65

/**
 * Opens for writing. A commit answers only after its pages in the write-ahead log were flushed to the
 * disk (`synchronous = FULL`; WAL's usual NORMAL would flush at checkpoints only).
 */
export function connectToWrite(file: string): Database {
  return prepared(new Sqlite(file, { timeout: 2000 }), (db) => {
    db.pragma('journal_mode = WAL')
    db.pragma('synchronous = FULL')
    db.pragma('foreign_keys = ON')
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('journal_size_limit = 16000000')
  })
}

/** Opens an existing file for reading. Never alters it, not even by folding its write-ahead log in. */
export function connectToRead(file: string): Database {
  return prepared(new Sqlite(file, { readonly: true, fileMustExist: true, timeout: 2000 }), (db) => {
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
  })
}

/** An empty database that is nowhere. */
export function connectToMemory(): Database {
  return new Sqlite(':memory:')
}

/** Sets a connection up, or closes it again when that fails. */
function prepared(db: Database, setUp: (db: Database) => void): Database {
  let ready = false
  try {
    setUp(db)
    ready = true
    return db
  } finally {
    if (!ready) db.close()
  }
}

/** What a question to SQLite answers, or null where it finds damage, or no database at all. */
export function unlessDamaged<T>(ask: () => T): T | null {
  try {
    return ask()
  } catch (error) {
    if (error instanceof Sqlite.SqliteError) return null
    throw error
  }
}

/** Reads a pragma that holds one number. */
export function numberPragma(db: Database, name: 'synchronous' | 'application_id' | 'user_version' | 'page_count' | 'freelist_count'): number {
  return Number(db.pragma(name, { simple: true }))
}
