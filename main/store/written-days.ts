/**
 * How much the author wrote on each day: what the 字数 of lessons grew by while they were typed in, suggestions that
 * were taken among it. What was not written that day does not count: a lesson that was imported, copied or restored
 * (those begin a log, or are no batch of a page), and a passage that was pasted. What is deleted counts down, but no day
 * goes below zero. A passage that was taken out at one go counts again where it is put back, be it in another lesson.
 */
import { words } from '#preload/document/counting.ts'
import { bulkIn } from '#preload/document/bulk.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { Database } from './database.ts'

export interface WrittenDay {
  /** The author's day, `2026-11-24`. */
  readonly day: string
  readonly words: number
}

interface DayRow extends WrittenDay {
  /** Of what was counted, 字 that were taken out at one go and are not back. */
  readonly taken: number
}

/** A day of the calendar of whoever runs the studio, as `2026-11-24`. */
export function dayOf(at: number | Date): string {
  const date = new Date(at)
  return [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}

/** Counts what a batch of a page changed. `at`: when it was typed, by the page's clock, which is believed for a year back and no further. */
export function addWritten(
  db: Database,
  { at, changes }: { readonly at: number; readonly changes: readonly Change[] },
  before: Doc,
  after: Doc,
  now: number,
): void {
  const { put, taken } = bulkIn(changes)
  const typed = words(after) - words(before) - put + taken
  if (typed === 0 && put === 0 && taken === 0) return
  const day = dayOf(at <= now && at > now - 366 * 24 * 3600_000 ? at : now)
  const row = db.prepare<[string], DayRow>('SELECT * FROM written_day WHERE day = ?').get(day) ?? { day, words: 0, taken: 0 }
  db.prepare<[DayRow]>('INSERT OR REPLACE INTO written_day VALUES ($day, $words, $taken)').run(counted(row, typed, put, taken))
}

/** What was written on a day, once a batch is added to it. */
export function counted(row: DayRow, typed: number, put: number, taken: number): DayRow {
  const written = Math.max(0, row.words + typed)
  const out = Math.min(written, taken)
  const back = Math.min(row.taken + out, put)
  return { day: row.day, words: written - out + back, taken: row.taken + out - back }
}

/** Days on which something was written, oldest first. What is damaged is passed over. */
export function readWrittenDays(db: Database): WrittenDay[] {
  return db
    .prepare<[], WrittenDay>('SELECT day, words FROM written_day ORDER BY day')
    .all()
    .filter((row) => isWrittenDay(row) && row.words > 0)
}

/** Nobody writes as much on a day. */
const mostWords = 1_000_000

/** Whether stored values can be a day's: they carry no checksum. */
export function isWrittenDay({ day, words: written }: { readonly day: unknown; readonly words: unknown }): boolean {
  return typeof day === 'string' && /^\d{4}-[01]\d-[0-3]\d$/.test(day) && Number.isSafeInteger(written) && Number(written) >= 0 && Number(written) <= mostWords
}
