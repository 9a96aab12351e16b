/** Works whose title is a question that somebody else asked, and how many questions with their answers there are in each. */
import type { Migration } from '../migrations/migration.ts'

export const pairs: Migration = {
  version: 30,
  run: (db) =>
    db.exec(`
      -- Whether the title is a question, and the text its answer; known only of works that were read since.
      ALTER TABLE work ADD COLUMN answer INTEGER NOT NULL DEFAULT 0;
      -- Questions in what is learnt (main/archive/questions.ts). Null: not counted yet; then learnt counts their 字 too.
      ALTER TABLE work ADD COLUMN pairs INTEGER;
    `),
}
