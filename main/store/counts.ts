/** What became of suggestions, summed by day and model: numbers alone. The text of what was accepted is in `retained.ts`, as long as some of it stands. */
import type { Database } from './database.ts'
import { eraseRetained } from './retained.ts'

export interface Count {
  /** The author's day, `2026-11-24`. */
  readonly day: string
  readonly model: string
  readonly shown: number
  readonly shownCharacters: number
  readonly accepted: number
  readonly acceptedCharacters: number
  readonly dismissed: number
  readonly dismissedCharacters: number
}

/** Adds counts to what is there. */
export function addCounts(db: Database, counts: Iterable<Count>): void {
  const add = db.prepare(`
    INSERT INTO suggestion_count VALUES ($day, $model, $shown, $shownCharacters, $accepted, $acceptedCharacters, $dismissed, $dismissedCharacters)
    ON CONFLICT (day, model) DO UPDATE SET
      shown = shown + excluded.shown, shown_characters = shown_characters + excluded.shown_characters,
      accepted = accepted + excluded.accepted, accepted_characters = accepted_characters + excluded.accepted_characters,
      dismissed = dismissed + excluded.dismissed, dismissed_characters = dismissed_characters + excluded.dismissed_characters
  `)
  for (const count of counts) add.run(count)
}

/** Counts of each day over all models, oldest first. */
export function readDays(db: Database): Omit<Count, 'model'>[] {
  return db
    .prepare<[], Omit<Count, 'model'>>(`
    SELECT day, sum(shown) AS shown, sum(shown_characters) AS shownCharacters, sum(accepted) AS accepted,
      sum(accepted_characters) AS acceptedCharacters, sum(dismissed) AS dismissed, sum(dismissed_characters) AS dismissedCharacters
    FROM suggestion_count GROUP BY day ORDER BY day
  `)
    .all()
}

/** Counts from zero again: what was accepted until now counts no more, wherever it stands, and its text is kept in the lessons alone. */
export function clearCounts(db: Database, now: number): void {
  db.exec('DELETE FROM suggestion_count')
  db.prepare('UPDATE counting SET since = ?').run(now)
  eraseRetained(db, now)
}
