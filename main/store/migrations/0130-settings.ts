/** How targets were set when something went out: what is set otherwise since can be told. Of what went out before, nobody knows. */
import type { Migration } from './migration.ts'

export const ledgerSettings: Migration = {
  version: 130,
  run: (db) =>
    db.exec(`
      -- SHA-256 of the settings that a course, or a lesson, went out by; NULL: not known.
      ALTER TABLE export ADD COLUMN settings TEXT;
      ALTER TABLE exported ADD COLUMN settings TEXT;
      ALTER TABLE published ADD COLUMN settings TEXT;
    `),
}
