/**
 * One writer per workspace, across processes. The lock is an open exclusive transaction on a SQLite file
 * of its own: the system takes the lock away from a process that dies in whatever way, so there is no
 * stale lock to guess about, and it works alike on every platform that SQLite knows.
 */
import Sqlite from 'better-sqlite3'

export interface Lock {
  release(): void
}

/** Takes the lock, or answers null when another process (or another workspace of this one) has it. */
export function takeLock(file: string): Lock | null {
  const db = new Sqlite(file, { timeout: 0 })
  try {
    db.pragma('journal_mode = MEMORY') // nothing is ever written, so no journal has to lie beside it
    db.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    db.close()
    if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
  return { release: () => db.close() }
}
