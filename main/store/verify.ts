/**
 * Whether a workspace is whole: SQLite's own check of the file's structure, whether entries are with what
 * belongs to them, then the checksum of every row that holds text, but for snapshots that the log makes again: a
 * damaged one is passed over wherever texts are read.
 */
import { closeSync, openSync, readSync } from 'node:fs'
import { crc32 } from 'node:zlib'
import { numberPragma, type Database } from './database.ts'

/** Rows read at a time; a large workspace is never in memory as a whole. */
interface TextRow {
  readonly key: string
  readonly text: string | Buffer
  readonly checksum: number
}

/** Kept beside every stored text, so that a flipped bit inside it is noticed too. */
export function checksumOf(text: string | Buffer): number {
  return crc32(text)
}

/** Null when whole, else what is wrong with it. `deep` reads every stored text as well. */
export function findDamage(db: Database, deep: boolean): string | null {
  const damage = findBrokenStructure(db, deep ? 'integrity_check' : 'quick_check')
  if (damage !== null || !deep) return damage
  for (const row of textRows(db)) if (isDamaged(row)) return damageOf(row)
  return null
}

/** Reads everything as `findDamage` does, with pauses in which typing is answered. The connection can do nothing else meanwhile. */
export async function findDamageGently(db: Database): Promise<string | null> {
  const damage = findBrokenStructure(db, 'quick_check')
  if (damage !== null) return damage
  let unpaused = 0
  for (const row of textRows(db)) {
    if (isDamaged(row)) return damageOf(row)
    unpaused += row.text.length
    if (unpaused < pauseEvery) continue
    unpaused = 0
    await new Promise((resolve) => setImmediate(resolve))
  }
  return null
}

/** Characters read between two pauses: some milliseconds. */
const pauseEvery = 500_000

/** The quick check compares no index with its table, which takes as long as all else together. */
function findBrokenStructure(db: Database, check: 'quick_check' | 'integrity_check'): string | null {
  const answer = String(db.pragma(`${check}(1)`, { simple: true }))
  return answer === 'ok' ? (findDamagedIdentity(db) ?? findLostEntry(db)) : answer
}

/** The version that gave workspaces an identity. */
const identitySince = 50

/** What a workspace says of which library it is, and its checksum; null in one of an older version. */
export function identityRow(db: Database): { id: string; madeAt: number; text: string; checksum: number } | null {
  if (numberPragma(db, 'user_version') < identitySince) return null
  const asked = db.prepare<[], { id: string; madeAt: number; checksum: number }>('SELECT id, made_at AS madeAt, checksum FROM identity')
  const row = asked.get() ?? { id: '', madeAt: 0, checksum: 0 }
  return { ...row, text: `${row.id} ${row.madeAt}` }
}

function findDamagedIdentity(db: Database): string | null {
  const row = identityRow(db)
  return row === null || checksumOf(row.text) === row.checksum ? null : 'checksum of its identity'
}

/** A flipped bit in an id parts an entry from its text, and what lies in it from its place. */
function findLostEntry(db: Database): string | null {
  const row = db
    .prepare<[], { id: string }>(`
    SELECT id FROM node WHERE kind = 'lesson' AND id NOT IN (SELECT id FROM lesson)
    UNION ALL SELECT id FROM lesson WHERE id NOT IN (SELECT id FROM node WHERE kind = 'lesson')
    UNION ALL SELECT id FROM node WHERE parent NOT IN (SELECT id FROM node)
    LIMIT 1
  `)
    .get()
  return row ? `${row.id} is parted from what it belongs to` : null
}

/** The version that gave versions names and packed older batches. */
const versionsSince = 80

function textRows(db: Database): IterableIterator<TextRow> {
  const older = `
    SELECT lesson || ' batch ' || revision AS key, changes AS text, checksum FROM batch
    UNION ALL SELECT lesson || ' snapshot ' || revision, doc, checksum FROM snapshot WHERE revision = 0
  `
  const newer = `
    UNION ALL SELECT lesson || ' packed ' || revision, content, checksum FROM packed
    UNION ALL SELECT lesson || ' version ' || revision, ${versionText}, checksum FROM version
  `
  return db.prepare<[], TextRow>(numberPragma(db, 'user_version') < versionsSince ? older : older + newer).iterate()
}

/** What the checksum of a version is of, as SQL. */
export const versionText = "revision || ' ' || kind || ' ' || name"

function isDamaged(row: TextRow): boolean {
  return checksumOf(row.text) !== row.checksum
}

function damageOf(row: TextRow): string {
  return `checksum of ${row.key}`
}

/** Whether a file begins as a database does. SQLite takes an empty one for a new database; here it is one that lost everything. */
export function hasHeader(file: string): boolean {
  const header = Buffer.alloc(16)
  const descriptor = openSync(file, 'r')
  try {
    readSync(descriptor, header, 0, header.length, 0)
  } finally {
    closeSync(descriptor)
  }
  return header.toString('latin1') === 'SQLite format 3\0'
}
