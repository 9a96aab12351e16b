/** Which works were removed for good: that a work is not there says by itself nothing of why, where an archive was damaged and begun anew. */
import type { Migration } from '../migrations/migration.ts'

export const gone: Migration = {
  version: 40,
  run: (db) =>
    db.exec(`
      -- Their ids, and nothing of what they were.
      CREATE TABLE gone (id TEXT PRIMARY KEY) STRICT;
    `),
}
