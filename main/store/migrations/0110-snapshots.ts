/** Texts at some revisions may be stored compressed: as bytes where they were text. */
import type { Migration } from './migration.ts'

export const packedSnapshots: Migration = {
  version: 110,
  run: (db) =>
    db.exec(`
      CREATE TABLE snapshot_110 (
        lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        document_version INTEGER NOT NULL,
        -- JSON, or compressed JSON; the checksum is of what is stored.
        doc ANY NOT NULL,
        checksum INTEGER NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (lesson, revision)
      ) STRICT;
      INSERT INTO snapshot_110 SELECT lesson, revision, document_version, doc, checksum, at FROM snapshot;
      DROP TABLE snapshot;
      ALTER TABLE snapshot_110 RENAME TO snapshot;
    `),
}
