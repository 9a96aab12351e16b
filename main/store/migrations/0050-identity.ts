/** Which library this is: what a page keeps for it can then be told from what it keeps for another in the same folder. */
import { randomId } from '#preload/document/identity.ts'
import { oldestEntry, writeIdentity } from '../identity.ts'
import type { Migration } from './migration.ts'

export const identity: Migration = {
  version: 50,
  run: (db) => {
    db.exec(`
      -- One row. Copies of a workspace are the same library.
      CREATE TABLE identity (id TEXT NOT NULL, made_at INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
    `)
    // Good copies from before this are to get the same one, as far as they have the same oldest entry.
    writeIdentity(db, oldestEntry(db) ?? { id: randomId(), madeAt: Date.now() })
  },
}
