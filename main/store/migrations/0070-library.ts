/** What the author plans for each lesson, what of it is read aloud, and how much was written on each day. */
import { narratedWords } from '#preload/document/counting.ts'
import { unlessCorrupt } from '../failure.ts'
import { Log } from '../log.ts'
import type { Migration } from './migration.ts'

export const libraryPlans: Migration = {
  version: 70,
  run: (db) => {
    db.exec(`
      -- A lesson without a row is a draft without a target.
      CREATE TABLE plan (
        lesson TEXT PRIMARY KEY REFERENCES lesson (id) ON DELETE CASCADE,
        state TEXT NOT NULL,
        -- 字数, and minutes of narration.
        words INTEGER,
        minutes REAL,
        changed_at INTEGER NOT NULL
      ) STRICT;

      -- By the author's days, such as 2026-11-29: 字 written, and those of them taken out at one go, which count again where they are put back.
      CREATE TABLE written_day (day TEXT PRIMARY KEY, words INTEGER NOT NULL, taken INTEGER NOT NULL) STRICT;

      -- Derived from a lesson's newest text: 字数 of what a narrator reads aloud.
      ALTER TABLE lesson ADD COLUMN narrated INTEGER NOT NULL DEFAULT 0;
    `)
    const log = new Log(db, '')
    const put = db.prepare('UPDATE lesson SET narrated = ? WHERE id = ?')
    // A lesson that can't be read is told of when it is opened; here it has nothing to count.
    for (const { id } of db.prepare<[], { id: string }>('SELECT id FROM lesson').all()) {
      const text = unlessCorrupt(() => log.read(id))
      if (text) put.run(narratedWords(text.doc), id)
    }
  },
}
