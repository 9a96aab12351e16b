/** Taking what was planned for lessons and what was written by days out of a broken workspace: whatever of it can be a value. */
import type { Database } from './database.ts'
import { planFrom } from './plan.ts'
import type { Remains } from './remains.ts'
import { isWrittenDay } from './written-days.ts'

/** Of a lesson that the good copy has planned too, the later plan stays; one whose time is damaged is the earlier. */
export function takePlans(db: Database, remains: Remains, now: number): void {
  const known = db
    .prepare<[string], number>('SELECT coalesce(changed_at, -1) FROM lesson LEFT JOIN plan ON plan.lesson = lesson.id WHERE lesson.id = ?')
    .pluck()
  const put = db.prepare('INSERT OR REPLACE INTO plan (lesson, state, words, minutes, changed_at) VALUES (?, ?, ?, ?, ?)')
  for (const row of remains.plans()) {
    if (typeof row.lesson !== 'string') continue
    const changedAt = Number.isSafeInteger(row.changed_at) ? Math.min(Math.max(0, Number(row.changed_at)), now) : 0
    const since = known.get(row.lesson)
    if (since === undefined || since >= changedAt) continue
    const { state, target } = planFrom(row)
    put.run(row.lesson, state, target.words, target.minutes, changedAt)
  }
}

/** The broken workspace is what was counted in last. */
export function takeWrittenDays(db: Database, remains: Remains): void {
  const put = db.prepare('INSERT OR REPLACE INTO written_day (day, words, taken) VALUES (?, ?, ?)')
  for (const row of remains.writtenDays()) {
    if (!isWrittenDay(row)) continue
    const isTaken = Number.isSafeInteger(row.taken) && Number(row.taken) >= 0
    put.run(row.day, row.words, isTaken ? row.taken : 0)
  }
}
