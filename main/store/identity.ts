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

/** Makes a new workspace the library that a damaged one was, as far as that or the newest good copy still says which. */
export function inheritIdentity(db: Database, { folder, copies }: Places, damaged: string): void {
  const newest = copyFiles(copies)[0]
  const heritage = identityIn(join(folder, damaged)) ?? (newest ? identityIn(join(copies, `${newest.id}.sqlite`)) : null)
  if (heritage) writeIdentity(db, heritage)
}

function identityIn(file: string): Identity | null {
  const db = unlessDamaged(() => connectToRead(file))
  if (!db) return null
  try {
    return unlessDamaged(() => readIdentity(db))
  } finally {
    db.close()
  }
}
