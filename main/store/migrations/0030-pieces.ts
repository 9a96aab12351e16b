/** The pieces that stand of each acceptance, in place of their number: only the text tells a part in another lesson from a copy. */
import { retained } from '#preload/document/provenance.ts'
import { unlessCorrupt } from '../failure.ts'
import { Log } from '../log.ts'
import { writeRetained } from '../retained.ts'
import type { Migration } from './migration.ts'

export const retainedPieces: Migration = {
  version: 30,
  run: (db) => {
    db.exec(`
      DROP TABLE retained;
      -- Derived from a lesson's texts. An acceptance is named by its model and time.
      CREATE TABLE retained (
        lesson TEXT NOT NULL REFERENCES lesson (id) ON DELETE CASCADE,
        model TEXT NOT NULL,
        accepted_at REAL NOT NULL,
        -- What was accepted, as far as this lesson has had it.
        accepted TEXT NOT NULL,
        -- What stands of it, between unit separators.
        pieces TEXT NOT NULL,
        PRIMARY KEY (lesson, model, accepted_at)
      ) STRICT, WITHOUT ROWID;
    `)
    // A lesson that can't be read is told of when it is opened; here it has nothing to count.
    const log = new Log(db, '')
    for (const { id } of db.prepare<[], { id: string }>('SELECT id FROM lesson').all()) {
      const text = unlessCorrupt(() => log.read(id))
      if (text) writeRetained(db, id, [], retained(text.doc))
    }
  },
}
