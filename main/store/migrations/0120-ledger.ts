/** What went out of the library: exports, the text that each lesson had then, what its author marked as published, and settings of targets. */
import type { Migration } from './migration.ts'

export const ledger: Migration = {
  version: 120,
  run: (db) =>
    db.exec(`
      CREATE TABLE export (
        id INTEGER PRIMARY KEY,
        course TEXT NOT NULL REFERENCES node (id) ON DELETE CASCADE,
        -- As it was called then.
        title TEXT NOT NULL,
        target TEXT NOT NULL,
        folder TEXT NOT NULL,
        at INTEGER NOT NULL,
        lessons INTEGER NOT NULL,
        is_whole INTEGER NOT NULL,
        written INTEGER NOT NULL,
        kept INTEGER NOT NULL,
        removed INTEGER NOT NULL,
        -- JSON: how many findings of each level there were.
        findings TEXT NOT NULL
      ) STRICT;
      CREATE INDEX export_by_course ON export (course, target, at);
      -- The last export of each lesson to each target.
      CREATE TABLE exported (
        lesson TEXT NOT NULL REFERENCES node (id) ON DELETE CASCADE,
        target TEXT NOT NULL,
        at INTEGER NOT NULL,
        -- Of its log.
        revision INTEGER NOT NULL,
        title TEXT NOT NULL,
        -- SHA-256 of its title and its text.
        hash TEXT NOT NULL,
        PRIMARY KEY (lesson, target)
      ) STRICT;
      -- What the author says stands there: a lesson, or a course as a whole.
      CREATE TABLE published (
        entry TEXT NOT NULL REFERENCES node (id) ON DELETE CASCADE,
        target TEXT NOT NULL,
        at INTEGER NOT NULL,
        address TEXT,
        -- 0 for a course, whose hash is of all its lessons.
        revision INTEGER NOT NULL,
        title TEXT NOT NULL,
        hash TEXT NOT NULL,
        PRIMARY KEY (entry, target)
      ) STRICT;
      CREATE TABLE target_choice (
        course TEXT NOT NULL REFERENCES node (id) ON DELETE CASCADE,
        target TEXT NOT NULL,
        -- JSON
        options TEXT NOT NULL,
        at INTEGER NOT NULL,
        PRIMARY KEY (course, target)
      ) STRICT;
    `),
}
