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

  test('every moment in them comes back, with its time, its name and its text', () => {
    const { store, db, file, folder, lesson } = openedStore()
    write(store, lesson, 200)
    store.nameVersion(lesson, 61, '初稿')
    store.nameVersion(lesson, 150, '二稿')
    store.nameVersion(lesson, 196, '交稿')
    pack(db, lesson)
    const moments = store.moments(lesson, 0, 200)
    expect(moments.length).toBeGreaterThan(100)
    const after = salvaged(file, folder)
    const named = after.store.timeline(lesson).versions
    expect(named.map(({ name, revision }) => [name, textOf(after.store, lesson, revision)])).toEqual([
      ['初稿', digits(61)],
      ['二稿', digits(150)],
      ['交稿', digits(196)],
    ])
    const taken = after.store.moments(lesson, 0, 200)
    expect(taken.map(({ at, words }) => [at, words])).toEqual(moments.map(({ at, words }) => [at, words]))
    expect([textOf(after.store, lesson), findDamage(after.db, true)]).toEqual([digits(200), null])
  })

  test.each([60, 61, 75])('those that lead on from a good copy of %i batches keep the moments behind it, and the exact ones before it', (copied) => {
    const { store, db, file, folder, lesson } = openedStore()
    write(store, lesson, copied)
    db.exec(`VACUUM INTO '${join(folder, 'salvaged.sqlite')}'`)
    write(store, lesson, 200 - copied, copied)
    store.nameVersion(lesson, 40, '初稿')
    store.nameVersion(lesson, 150, '二稿')
    pack(db, lesson)
    const after = salvaged(file, folder)
    const named = after.store.timeline(lesson).versions
    expect(named.map(({ name, revision }) => [name, textOf(after.store, lesson, revision)])).toEqual([
      ['初稿', digits(40)],
      ['二稿', digits(150)],
    ])
    expect([textOf(after.store, lesson), textOf(after.store, lesson, 33), findDamage(after.db, true)]).toEqual([digits(200), digits(33), null])
  })

  test('a step that goes on over several moments is undone at once still, and so is each before it', () => {
    const { store, db, file, folder, lesson } = openedStore()
    for (let at = 0; at < 60; at += 1) {
      const steps = [{ count: 1, ...(at % 15 > 0 ? { continues: true as const } : { before: [[0, 0, at]] }), after: [[0, 0, at + 1]] }]
      store.append({
        lesson,
        batch: `batch-${at}`,
        base: at,
        changes: [{ type: 'insert_text', path: [0, 0], offset: at, text: '字' }],
        at: start + at * 9000,
        steps,
      })
    }
    pack(db, lesson)
    const after = salvaged(file, folder)
    const { revision } = after.store.openLesson(lesson)
    const { steps } = after.store.steps(lesson, { revision, part: null, skip: 0 }, 'undo')
    expect(steps.map((step) => [step.before, step.after, step.changes.map((change) => ('text' in change ? change.text : '')).join('')])).toEqual(
      [45, 30, 15, 0].map((at) => [[[0, 0, at]], [[0, 0, at + 15]], '字'.repeat(15)]),
    )
  })

  test('those whose text to begin with is lost are never put upon another text', () => {
    const { store, db, file, folder, lesson } = openedStore()
    write(store, lesson, 250)
    pack(db, lesson)
    // The first are damaged, and the text at 200 was kept. What follows is said to begin before that, by a damaged number.
    db.prepare("UPDATE packed SET content = CAST(x'00' || content AS BLOB) WHERE revision = 200").run()
    db.prepare('UPDATE packed SET base = 150 WHERE base = 200').run()
    const after = salvaged(file, folder)
    expect([textOf(after.store, lesson), findDamage(after.db, true)]).toEqual([digits(200), null])
  })
})
