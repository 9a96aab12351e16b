/** What became of suggestions, summed by day and model. No text is kept. */
import type { Database } from './database.ts'

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
  return db.prepare<[], Omit<Count, 'model'>>(`
    SELECT day, sum(shown) AS shown, sum(shown_characters) AS shownCharacters, sum(accepted) AS accepted,
      sum(accepted_characters) AS acceptedCharacters, sum(dismissed) AS dismissed, sum(dismissed_characters) AS dismissedCharacters
    FROM suggestion_count GROUP BY day ORDER BY day
  `).all()
}

export function clearCounts(db: Database): void {
  db.exec('DELETE FROM suggestion_count')
}

/** Characters with a model's mark in all lessons that are not in the bin. */
export function countRetained(db: Database): number {
  const row = db.prepare<[], { total: number }>(`
    SELECT coalesce(sum(retained_characters), 0) AS total FROM lesson
      JOIN node USING (id) JOIN node AS chapter ON chapter.id = node.parent JOIN node AS course ON course.id = chapter.parent
    WHERE node.removed_at IS NULL AND chapter.removed_at IS NULL AND course.removed_at IS NULL
  `).get()
  return row?.total ?? 0
}
