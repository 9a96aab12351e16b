/** Nothing is kept of what was accepted before the counts were erased, which was only left out of the count, nor of what is too long for a suggestion. */
import type { Migration } from './migration.ts'

export const erasedForgotten: Migration = {
  version: 40,
  run: (db) => db.exec('DELETE FROM retained WHERE accepted_at <= (SELECT since FROM counting) OR length(accepted) > 100'),
}
