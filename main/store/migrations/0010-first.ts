/** The first schema: the library, the operation log, snapshots, settings and counts. */
import type { Migration } from './migration.ts'

export const first: Migration = {
  version: 10,
  run: (db) =>
    db.exec(`
    -- Courses hold chapters, chapters hold lessons. What is in the bin keeps its place.
    CREATE TABLE node (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('course', 'chapter', 'lesson')),
      parent TEXT REFERENCES node (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      title TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      removed_at INTEGER,
      CHECK ((kind = 'course') = (parent IS NULL))
    ) STRICT;
    CREATE INDEX node_parent ON node (parent, position);

    -- What is derived from a lesson's newest text. Its revision is the number of its batches.
    CREATE TABLE lesson (
      id TEXT PRIMARY KEY REFERENCES node (id) ON DELETE CASCADE,
      revision INTEGER NOT NULL,
      words INTEGER NOT NULL,
      retained_characters INTEGER NOT NULL
    ) STRICT;

    -- The operation log. Only ever appended to.
    CREATE TABLE batch (
      seq INTEGER PRIMARY KEY,
      lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
      revision INTEGER NOT NULL,
      id TEXT NOT NULL,
      document_version INTEGER NOT NULL,
      changes TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      at INTEGER NOT NULL,
      UNIQUE (lesson, revision),
      UNIQUE (lesson, id)
    ) STRICT;

    -- A lesson's text at some of its revisions, 0 always among them.
    CREATE TABLE snapshot (
      lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
      revision INTEGER NOT NULL,
      document_version INTEGER NOT NULL,
      doc TEXT NOT NULL,
      checksum INTEGER NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (lesson, revision)
    ) STRICT;

    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT;

    -- What became of suggestions, by day and model.
    CREATE TABLE suggestion_count (
      day TEXT NOT NULL,
      model TEXT NOT NULL,
      shown INTEGER NOT NULL,
      shown_characters INTEGER NOT NULL,
      accepted INTEGER NOT NULL,
      accepted_characters INTEGER NOT NULL,
      dismissed INTEGER NOT NULL,
      dismissed_characters INTEGER NOT NULL,
      PRIMARY KEY (day, model)
    ) STRICT;
  `),
}
