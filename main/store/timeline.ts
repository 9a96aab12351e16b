/**
 * The log of a lesson as its author remembers it: sittings, and within them what changed much at once. Reads times and
 * counts only, never the changes, so that a hundred thousand batches are told in a moment.
 */
import type { Database } from './database.ts'
import { readPacked, type PackedRow } from './packed.ts'

/** A stretch of writing, from the text at `base` to the text at `revision`. */
export interface Sitting {
  readonly base: number
  readonly revision: number
  /** When it began and ended. */
  readonly since: number
  readonly at: number
  /** 字数 before and after; null where it was not kept. */
  readonly before: number | null
  readonly words: number | null
}

export interface Moment {
  readonly revision: number
  readonly at: number
  readonly words: number | null
}

/** A pause longer than this ends a sitting. */
const pauseMs = 30 * 60_000
/** So many 字 more or fewer by one batch are a change of their own. */
const largeWords = 200

/** Sittings oldest first. `start`: 字数 of the text that the lesson began with. */
export function readSittings(db: Database, lesson: string, start: number): Sitting[] {
  const sittings: Sitting[] = []
  let current: Sitting | undefined
  for (const row of timeRows(db, lesson, start)) {
    if (!current || !continues(current, row)) {
      if (current) sittings.push(current)
      current = row
    } else current = { ...current, revision: row.revision, at: Math.max(current.at, row.at), words: row.words }
  }
  if (current) sittings.push(current)
  return sittings
}

function continues(current: Sitting, row: Sitting): boolean {
  return row.since - current.at <= pauseMs && !isLarge(row) && !isLarge(current)
}

function isLarge({ base, revision, before, words }: Sitting): boolean {
  return revision - base === 1 && before !== null && words !== null && Math.abs(words - before) >= largeWords
}

/** Rows of the log without what they hold, oldest first. A clock that was set back makes no sitting of its own. */
function* timeRows(db: Database, lesson: string, start: number): Generator<Sitting> {
  const rows = db
    .prepare<{ lesson: string }, [number, number, number, number, number | null]>(`
      SELECT base, revision, since, at, words FROM packed WHERE lesson = $lesson
      UNION ALL SELECT revision - 1, revision, at, at, words FROM batch WHERE lesson = $lesson
      ORDER BY revision
    `)
    .raw()
  let before: number | null = start
  for (const [base, revision, since, at, words] of rows.iterate({ lesson })) {
    yield { base, revision, since, at, before, words }
    before = words
  }
}

/** The revisions after `base` up to another that can still be told apart, oldest first. */
export function readMoments(db: Database, lesson: string, base: number, revision: number): Moment[] {
  const range = { lesson, base, revision }
  const packed = db
    .prepare<typeof range, PackedRow>('SELECT * FROM packed WHERE lesson = $lesson AND revision > $base AND base < $revision ORDER BY revision')
    .all(range)
  const older = packed.flatMap((row) => (readPacked(row)?.moments ?? []).map(([at, , time, words]) => ({ revision: at, at: time, words })))
  const fresh = db
    .prepare<typeof range, Moment>(
      'SELECT revision, at, words FROM batch WHERE lesson = $lesson AND revision > $base AND revision <= $revision ORDER BY revision',
    )
    .all(range)
  return [...older.filter((moment) => moment.revision > base && moment.revision <= revision), ...fresh]
}
