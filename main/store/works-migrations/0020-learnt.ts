/** What is learnt of each work, courses that the author left out, and whom a work goes to when the files that it came with go. */
import type { Migration } from '../migrations/migration.ts'

export const learntWords: Migration = {
  version: 20,
  run: (db) => {
    db.exec(`
      -- JSON: 字 that are learnt of it, by each choice of what is kept (main/archive/learnt-words.ts). Null: not counted yet.
      ALTER TABLE work ADD COLUMN learnt TEXT;
      -- The group that the file would have been in.
      ALTER TABLE same ADD COLUMN folder TEXT NOT NULL DEFAULT '';
      -- Courses that the author has left out: one that is neither here nor in course was never decided on.
      CREATE TABLE course_out (id TEXT PRIMARY KEY) STRICT;
      -- Works that went to another file when their folder was removed, and where they were, until that is deleted for good.
      CREATE TABLE handed (
        removal TEXT NOT NULL,
        work INTEGER NOT NULL REFERENCES work (number) ON DELETE CASCADE,
        batch TEXT NOT NULL REFERENCES batch (id) ON DELETE CASCADE,
        file TEXT NOT NULL,
        folder TEXT NOT NULL
      ) STRICT;
      CREATE INDEX handed_work ON handed (work);
      CREATE INDEX handed_batch ON handed (batch);
    `)
    const set = db.prepare('UPDATE same SET folder = ? WHERE rowid = ?')
    const files = db.prepare<[], { rowid: number; file: string }>('SELECT rowid, file FROM same').all()
    // As deep as groups were when files were noted without theirs.
    for (const { rowid, file } of files) set.run(file.split('/').slice(0, -1).slice(0, 2).join('/'), rowid)
  },
}
