/** How batches divide into steps, so that undo reaches behind a restart; versions with names; and older batches packed together. */
import type { Migration } from './migration.ts'

export const versions: Migration = {
  version: 80,
  run: (db) =>
    db.exec(`
      -- Parts of steps as JSON; null: the batch is one step. The text does not depend on it, so it has a checksum of its own.
      ALTER TABLE batch ADD COLUMN steps TEXT;
      ALTER TABLE batch ADD COLUMN steps_checksum INTEGER;
      -- 字数 after the batch; null of those that were written before this was kept.
      ALTER TABLE batch ADD COLUMN words INTEGER;

      -- Batches that are no longer fresh, many in a row: those after revision "base" up to "revision".
      CREATE TABLE packed (
        seq INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        base INTEGER NOT NULL,
        -- The id of the newest of them.
        id TEXT NOT NULL,
        document_version INTEGER NOT NULL,
        -- Compressed JSON: changes, how they divide into steps, and the moments among them.
        content BLOB NOT NULL,
        checksum INTEGER NOT NULL,
        -- When the first and the newest of them were typed, and 字数 then.
        since INTEGER NOT NULL,
        at INTEGER NOT NULL,
        words INTEGER,
        -- How coarse it is: 1 keeps every step, 2 only the text at its end.
        grain INTEGER NOT NULL,
        UNIQUE (lesson, revision)
      ) STRICT;

      -- Moments of a lesson that have a name, given by the author or by what the studio was about to do.
      CREATE TABLE version (
        seq INTEGER PRIMARY KEY,
        lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        named_at INTEGER NOT NULL,
        checksum INTEGER NOT NULL,
        UNIQUE (lesson, revision)
      ) STRICT;
    `),
}
