/** What still stands of each acceptance, in place of one number a lesson: a copied lesson doubled that number. And since when is counted. The next migration fills it. */
import type { Migration } from './migration.ts'

export const retainedByAcceptance: Migration = {
  version: 20,
  run: (db) => {
    db.exec(`
      -- Derived from a lesson's newest text: characters of an acceptance, which is named by its model and time.
      CREATE TABLE retained (
        lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
        model TEXT NOT NULL,
        accepted_at REAL NOT NULL,
        characters INTEGER NOT NULL,
        PRIMARY KEY (lesson, model, accepted_at)
      ) STRICT, WITHOUT ROWID;
      ALTER TABLE lesson DROP COLUMN retained_characters;

      -- One row: milliseconds since the epoch from which on suggestions are counted.
      CREATE TABLE counting (since INTEGER NOT NULL) STRICT;
      -- What was accepted before the first count was accepted before the counts were erased. A day of grace, for days are the author's.
      INSERT INTO counting SELECT CASE WHEN EXISTS (SELECT 1 FROM lesson) THEN coalesce(unixepoch(min(day), '-1 day'), unixepoch()) * 1000 ELSE 0 END FROM suggestion_count;
    `)
  },
}
