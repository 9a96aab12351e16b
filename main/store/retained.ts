/** What still stands in the lessons of what a model wrote, acceptance by acceptance. Derived from their newest texts. */
import type { Retained } from '#preload/document/provenance.ts'
import type { Database } from './database.ts'

/** Writes what changed of a lesson: mostly nothing, or the one acceptance that was typed into. */
export function writeRetained(db: Database, lesson: string, before: readonly Retained[], now: readonly Retained[]): void {
  const known = new Map(before.map((one) => [keyOf(one), one]))
  const put = db.prepare('INSERT OR REPLACE INTO retained (lesson, model, accepted_at, characters) VALUES (?, ?, ?, ?)')
  for (const one of now) {
    if (known.get(keyOf(one))?.characters !== one.characters) put.run(lesson, one.model, one.at, one.characters)
    known.delete(keyOf(one))
  }
  const remove = db.prepare('DELETE FROM retained WHERE lesson = ? AND model = ? AND accepted_at = ?')
  for (const gone of known.values()) remove.run(lesson, gone.model, gone.at)
}

function keyOf({ model, at }: Retained): string {
  return `${at} ${model}`
}

/**
 * Characters accepted since counting began that stand in lessons which are not in the bin. An acceptance that
 * stands in several lessons (a rescued text, a copy) counts once, as the longest of them has it.
 */
export function countRetained(db: Database): number {
  const row = db
    .prepare<[], { total: number }>(`
    SELECT coalesce(sum(characters), 0) AS total FROM (
      SELECT max(characters) AS characters FROM retained
        JOIN node ON node.id = retained.lesson JOIN node AS chapter ON chapter.id = node.parent JOIN node AS course ON course.id = chapter.parent
      WHERE node.removed_at IS NULL AND chapter.removed_at IS NULL AND course.removed_at IS NULL
        AND accepted_at > (SELECT since FROM counting)
      GROUP BY model, accepted_at)
  `)
    .get()
  return row?.total ?? 0
}
