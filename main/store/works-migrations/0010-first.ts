/** The archive's first schema. */
import type { Migration } from '../migrations/migration.ts'

export const firstWorks: Migration = {
  version: 10,
  run: (db) =>
    db.exec(`
      -- Files that were added together. Until it is finished nothing of it counts, and a death leaves nothing.
      CREATE TABLE batch (id TEXT PRIMARY KEY, at INTEGER NOT NULL, finished_at INTEGER) STRICT;

      CREATE TABLE work (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        batch TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        -- Its way from the folder that was chosen, and the part of it that names its group.
        file TEXT NOT NULL,
        folder TEXT NOT NULL,
        words INTEGER NOT NULL,
        chinese INTEGER NOT NULL,
        quoted REAL NOT NULL,
        -- JSON: places of personal data by kind.
        personal TEXT NOT NULL,
        -- ISO day.
        written TEXT,
        added_at INTEGER NOT NULL,
        hash TEXT NOT NULL,
        -- Little-endian 32-bit hashes, ascending.
        sketch BLOB NOT NULL,
        excluded INTEGER NOT NULL DEFAULT 0,
        -- Names the removal that it waits in to be deleted for good.
        removal TEXT
      ) STRICT;
      CREATE INDEX work_folder ON work (folder, number);
      CREATE INDEX work_hash ON work (hash);
      CREATE INDEX work_batch ON work (batch);

      -- The text apart, so that lists read none. Compressed JSON; the checksum is of what is stored.
      CREATE TABLE work_text (
        work INTEGER PRIMARY KEY REFERENCES work (number) ON DELETE CASCADE,
        packed BLOB NOT NULL,
        checksum INTEGER NOT NULL
      ) STRICT;

      -- Files that were left out because a work says the same.
      CREATE TABLE same (
        batch TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        file TEXT NOT NULL,
        work INTEGER NOT NULL REFERENCES work (number) ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX same_batch ON same (batch);
      CREATE INDEX same_work ON same (work);

      -- Courses of the studio that are learnt from, and lessons of them that are not.
      CREATE TABLE course (id TEXT PRIMARY KEY) STRICT;
      CREATE TABLE lesson_out (id TEXT PRIMARY KEY) STRICT;

      -- JSON, as preference holds in the workspace.
      CREATE TABLE choice (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

      -- Which works hold which two characters together (main/archive/grams.ts). No text is in it.
      CREATE VIRTUAL TABLE gram USING fts5 (grams, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 0");
      INSERT INTO gram (gram, rank) VALUES ('secure-delete', 1);
    `),
}
