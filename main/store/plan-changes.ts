/** Changes of what the author plans for lessons. */
import type { Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import type { LessonState, LessonTarget } from './plan.ts'
import { isVisible, nodeOf } from './tree.ts'

/** Throws `not-found` where one of the lessons is not in the library, and changes none then. */
export function setStates(db: Database, lessons: readonly { readonly id: string; readonly state: LessonState }[], now: number): void {
  const put = db.prepare(`
    INSERT INTO plan (lesson, state, changed_at) VALUES ($id, $state, $now)
    ON CONFLICT (lesson) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at
  `)
  for (const { id, state } of lessons) put.run({ id: lessonOf(db, id), state, now })
}

/** Throws as `setStates` does. */
export function setTargets(db: Database, lessons: readonly ({ readonly id: string } & LessonTarget)[], now: number): void {
  const put = db.prepare(`
    INSERT INTO plan (lesson, state, words, minutes, changed_at) VALUES ($id, 'draft', $words, $minutes, $now)
    ON CONFLICT (lesson) DO UPDATE SET words = excluded.words, minutes = excluded.minutes, changed_at = excluded.changed_at
  `)
  for (const { id, words, minutes } of lessons) put.run({ id: lessonOf(db, id), words, minutes, now })
}

/** The copy of a lesson is planned as that is. */
export function copyPlan(db: Database, from: string, to: string, now: number): void {
  db.prepare('INSERT INTO plan SELECT ?, state, words, minutes, ? FROM plan WHERE lesson = ?').run(to, now, from)
}

function lessonOf(db: Database, id: string): string {
  const node = nodeOf(db, id)
  if (node.kind !== 'lesson' || !isVisible(db, node)) throw new StoreFailure('not-found', `${id} is no lesson of the library`)
  return id
}
