/**
 * What still stands in the lessons of what a model wrote, acceptance by acceptance. Derived from their texts, and made
 * of text: of each acceptance it keeps what was accepted, with what was deleted of it since, for as long as a piece stands.
 * Nothing is kept of what was accepted before counting began.
 */
import { acceptedText, keptCharacters, type Retained } from '#preload/document/provenance.ts'
import type { Database } from './database.ts'

/** Unit separator. In a text it parts one piece into two, which stand for the same characters. */
const between = '\u001f'

/** Writes what changed of a lesson: mostly nothing, or the one acceptance that was typed into. Answers whether anything did. */
export function writeRetained(db: Database, lesson: string, before: readonly Retained[], now: readonly Retained[]): boolean {
  const since = db.prepare<[], number>('SELECT since FROM counting').pluck().get() ?? 0
  const counts = ({ at }: Retained) => at > since
  const known = new Map(before.filter(counts).map((one) => [keyOf(one), one]))
  const seen = db.prepare<[string, string, number], string>('SELECT accepted FROM retained WHERE lesson = ? AND model = ? AND accepted_at = ?').pluck()
  const put = db.prepare('INSERT OR REPLACE INTO retained (lesson, model, accepted_at, accepted, pieces) VALUES (?, ?, ?, ?, ?)')
  let isChanged = false
  for (const one of now.filter(counts)) {
    const pieces = one.pieces.join(between)
    if (known.get(keyOf(one))?.pieces.join(between) !== pieces) {
      const accepted = acceptedText(seen.get(lesson, one.model, one.at) ?? '', one.pieces)
      if (accepted !== '') put.run(lesson, one.model, one.at, accepted, pieces)
      isChanged = true
    }
    known.delete(keyOf(one))
  }
  const remove = db.prepare('DELETE FROM retained WHERE lesson = ? AND model = ? AND accepted_at = ?')
  for (const gone of known.values()) remove.run(lesson, gone.model, gone.at)
  return isChanged || known.size > 0
}

/** Forgets what was accepted up to a time, wherever it stands. */
export function eraseRetained(db: Database, until: number): void {
  db.prepare('DELETE FROM retained WHERE accepted_at <= ?').run(until)
}

function keyOf({ model, at }: Pick<Retained, 'model' | 'at'>): string {
  return `${at} ${model}`
}

/**
 * Characters accepted since counting began that stand in lessons which are not in the bin. An acceptance may stand
 * in several: in parts, which are summed, or copied (a rescued text), which counts once.
 */
export function countRetained(db: Database): number {
  const rows = db
    .prepare<[], { model: string; at: number; accepted: string; pieces: string }>(`
    SELECT model, accepted_at AS at, accepted, pieces FROM retained
      JOIN node ON node.id = retained.lesson JOIN node AS chapter ON chapter.id = node.parent JOIN node AS course ON course.id = chapter.parent
    WHERE node.removed_at IS NULL AND chapter.removed_at IS NULL AND course.removed_at IS NULL
  `)
    .all()
  return [...Map.groupBy(rows, keyOf).values()].reduce((sum, lessons) => {
    const accepted = acceptedText(
      '',
      lessons.map((lesson) => lesson.accepted),
    )
    return (
      sum +
      keptCharacters(
        accepted,
        lessons.flatMap(({ pieces }) => pieces.split(between)),
      )
    )
  }, 0)
}
