import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compactOnce } from '#main/store/compact.ts'
import { connectToWrite, type Database } from '#main/store/database.ts'
import { Log } from '#main/store/log.ts'
import { migrate } from '#main/store/migrate.ts'
import { salvage } from '#main/store/salvage.ts'
import { Store } from '#main/store/store.ts'
import { findDamage } from '#main/store/verify.ts'
import { blockText } from '#preload/document/lines.ts'
import { clock, openedStore } from './temporary.ts'

const day = 24 * 3600_000
const start = Date.UTC(2026, 0, 10, 8)

/** Types digits five seconds apart, each a batch. */
function write(store: Store, lesson: string, count: number, from = 0): void {
  for (let at = from; at < from + count; at += 1)
    store.append({
      lesson,
      batch: `batch-${at}`,
      base: at,
      changes: [{ type: 'insert_text', path: [0, 0], offset: at, text: `${at % 10}` }],
      at: start + at * 5000,
    })
}

function pack(db: Database, lesson: string, now = start + 2 * day): void {
  while (compactOnce(db, lesson, now));
}

/** What can be read of a broken file, in a workspace where nothing was. */
function salvaged(file: string, folder: string): { db: Database; store: Store } {
  const db = connectToWrite(join(folder, 'salvaged.sqlite'))
  onTestFinished(() => {
    db.close()
  })
  migrate(db)
  salvage(db, new Log(db, folder), file, 1)
  return { db, store: new Store(db, folder, clock()) }
}

const textOf = (store: Store, lesson: string, revision?: number) => {
  const { doc } = revision === undefined ? store.openLesson(lesson) : store.textAt(lesson, revision)
  return doc.map(blockText)
}
const digits = (count: number) => [Array.from({ length: count }, (_, at) => `${at % 10}`).join('')]

describe('packed batches of a broken workspace', () => {
  test('those that name a lesson that is one character off another are that one’s', () => {
    const { store, db, file, folder, lesson } = openedStore()
    write(store, lesson, 100)
    pack(db, lesson)
    db.pragma('foreign_keys = OFF')
    db.prepare('UPDATE packed SET lesson = ?').run(`${lesson.slice(0, -1)}${lesson.endsWith('a') ? 'b' : 'a'}`)
    const after = salvaged(file, folder)
    const lessons = after.store.tree().flatMap(({ chapters }) => chapters.flatMap((chapter) => chapter.lessons.map(({ id }) => id)))
    expect([lessons, textOf(after.store, lesson), findDamage(after.db, true)]).toEqual([[lesson], digits(100), null])
  })
})
