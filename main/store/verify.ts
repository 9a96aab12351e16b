/** Whether a workspace is whole: SQLite's own check of the file's structure, then the checksum of every row that holds text. */
import { crc32 } from 'node:zlib'
import type { Database } from './database.ts'

/** Rows read at a time; a large workspace is never in memory as a whole. */
interface TextRow {
  readonly key: string
  readonly text: string
  readonly checksum: number
}

/** Kept beside every stored text, so that a flipped bit inside it is noticed too. */
export function checksumOf(text: string): number {
  return crc32(text)
}

/** Null when whole, else what is wrong with it. `deep` reads every stored text as well. */
export function findDamage(db: Database, deep: boolean): string | null {
  const answer = String(db.pragma('quick_check(1)', { simple: true }))
  if (answer !== 'ok') return answer
  return deep ? findWrongChecksum(db) : null
}

function findWrongChecksum(db: Database): string | null {
  const rows = db.prepare<[], TextRow>(`
    SELECT lesson || ' batch ' || revision AS key, changes AS text, checksum FROM batch
    UNION ALL SELECT lesson || ' snapshot ' || revision, doc, checksum FROM snapshot
  `)
  for (const row of rows.iterate()) if (checksumOf(row.text) !== row.checksum) return `checksum of ${row.key}`
  return null
}
