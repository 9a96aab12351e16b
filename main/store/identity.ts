/** Which library a workspace is. Copies have the same identity, and so has what takes the place of a damaged one. */
import { join } from 'node:path'
import { connectToRead, unlessDamaged, type Database } from './database.ts'
import { copyFiles, type Places } from './places.ts'
import { checksumOf, identityRow } from './verify.ts'

export interface Identity {
  readonly id: string
  /** In ms since 1970. */
  readonly madeAt: number
}

/** Null where an older version of the studio holds the workspace, which has none yet, and where it is damaged. */
export function readIdentity(db: Database): Identity | null {
  const row = identityRow(db)
  return row && checksumOf(row.text) === row.checksum ? { id: row.id, madeAt: row.madeAt } : null
}

export function writeIdentity(db: Database, { id, madeAt }: Identity): void {
  db.exec('DELETE FROM identity')
  db.prepare('INSERT INTO identity (id, made_at, checksum) VALUES (?, ?, ?)').run(id, madeAt, checksumOf(`${id} ${madeAt}`))
}

/** What a workspace from before identities is named after: its oldest entry, whose id is random too. Null where it has none. */
export function oldestEntry(db: Database): Identity | null {
  return db.prepare<[], Identity>('SELECT id, created_at AS madeAt FROM node ORDER BY created_at, id LIMIT 1').get() ?? null
}

/**
 * Makes what takes the place of a damaged workspace the library that that was. Where that does not say which, or is
 * gone, it is the one that the good copy it was made of says; then the one of the newest copy. A copy from before
 * identities does not say: its oldest entry may have been erased since the workspace was named.
 */
export function inheritIdentity(db: Database, { folder, copies }: Places, { damaged, copy }: { damaged: string | null; copy?: string }): void {
  const newest = copyFiles(copies)[0]?.id
  const heritage =
    (damaged === null ? null : identityIn(join(folder, damaged), readIdentity)) ??
    identityOfCopy(copies, copy, readIdentity) ??
    identityOfCopy(copies, newest, readIdentity) ??
    identityOfCopy(copies, newest, oldestEntry)
  // Not written where nothing changes: a copy that a newer version made is left as it is.
  if (heritage && heritage.id !== readIdentity(db)?.id) writeIdentity(db, heritage)
}

function identityOfCopy(copies: string, id: string | undefined, read: (db: Database) => Identity | null): Identity | null {
  return id === undefined ? null : identityIn(join(copies, `${id}.sqlite`), read)
}

function identityIn(file: string, read: (db: Database) => Identity | null): Identity | null {
  const db = unlessDamaged(() => connectToRead(file))
  if (!db) return null
  try {
    return unlessDamaged(() => read(db))
  } finally {
    db.close()
  }
}
