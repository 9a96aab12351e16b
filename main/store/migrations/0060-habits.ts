/** What is learnt of the author: what became of suggestions, by kind of place. */
import type { Migration } from './migration.ts'

export const habits: Migration = {
  version: 60,
  run: (db) =>
    db.exec(`
      CREATE TABLE habit (
        model TEXT NOT NULL,
        position TEXT NOT NULL,
        block TEXT NOT NULL,
        writing TEXT NOT NULL,
        -- Counts that fade, so that they are no whole numbers.
        accepted REAL NOT NULL,
        along REAL NOT NULL,
        passed REAL NOT NULL,
        refused REAL NOT NULL,
        -- How much of them the model expected to be right.
        expected REAL NOT NULL,
        -- Milliseconds since the epoch to which they have faded.
        at INTEGER NOT NULL,
        PRIMARY KEY (model, position, block, writing)
      ) STRICT, WITHOUT ROWID;
    `),
}
