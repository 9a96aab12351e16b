/** Which library this is: what a page keeps for it can then be told from what it keeps for another in the same folder. */
import { randomId } from '#preload/document/identity.ts'
import { writeIdentity } from '../identity.ts'
import type { Migration } from './migration.ts'

export const identity: Migration = {
  version: 50,
  run: (db) => {
    db.exec(`
      -- One row. Copies of a workspace are the same library.
      CREATE TABLE identity (id TEXT NOT NULL, made_at INTEGER NOT NULL, checksum INTEGER NOT NULL) STRICT;
    `)
    // Good copies from before this are to get the same one: a workspace that was there is named after its oldest entry, whose id is random too.
    const oldest = db.prepare<[], { id: string; madeAt: number }>('SELECT id, created_at AS madeAt FROM node ORDER BY created_at, id LIMIT 1').get()
    writeIdentity(db, oldest ?? { id: randomId(), madeAt: Date.now() })
  },
}
