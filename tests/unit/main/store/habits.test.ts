import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectToWrite, numberPragma, type Database } from '#main/store/database.ts'
import { addHabits, clearHabits, habitsTotal, readHabits, type HabitCount, seenIn } from '#main/store/habits.ts'
import { hasOwnColumns, migrate, migrations, newestVersion } from '#main/store/migrate.ts'
import { findDamage } from '#main/store/verify.ts'
import { putOlder } from './older-workspaces.ts'
import { temporaryFolder } from './temporary.ts'

const day = 24 * 3600_000
const count = (changed: Partial<HabitCount> = {}): HabitCount => ({
  model: 'starter',
  position: 'start',
  block: 'paragraph',
  writing: 'han',
  accepted: 1,
  along: 0,
  passed: 3,
  refused: 0,
  expected: 2,
  ...changed,
})

function opened(file = join(temporaryFolder(), 'workspace.sqlite')): Database {
  const db = connectToWrite(file)
  onTestFinished(() => {
    db.close()
  })
  return db
}

function fresh(): Database {
  const db = opened()
  migrate(db)
  return db
}

describe('habits', () => {
  test('it adds them up by kind of place and model', () => {
    const db = fresh()
    addHabits(db, [count(), count(), count({ position: 'word' }), count({ model: 'other' })], 1000)
    expect(readHabits(db, 'starter', 1000)).toEqual([count({ accepted: 2, passed: 6, expected: 4 }), count({ position: 'word' })])
    expect(readHabits(db, 'none', 1000)).toEqual([])
  })

  test('it lets them fade, and takes no harm from a clock that is set back', () => {
    const db = fresh()
    addHabits(db, [count()], 100 * day)
    expect(readHabits(db, 'starter', 160 * day)).toEqual([count({ accepted: 0.5, passed: 1.5, expected: 1 })])
    expect(readHabits(db, 'starter', 10 * day)).toEqual([count()])
    addHabits(db, [count()], 10 * day)
    expect(readHabits(db, 'starter', 10 * day)).toEqual([count({ accepted: 2, passed: 6, expected: 4 })])
  })

  test('it counts those of all models, and drops what has faded away when others come', () => {
    const db = fresh()
    addHabits(db, [count({ model: 'gone' }), count({ model: 'often', passed: 99 })], 0)
    expect(habitsTotal(db, 0)).toBe(104)
    expect(habitsTotal(db, 60 * day)).toBe(52)
    addHabits(db, [count()], 180 * day)
    const models = () => db.prepare('SELECT model FROM habit ORDER BY model').pluck().all()
    expect(models()).toEqual(['gone', 'often', 'starter'])
    addHabits(db, [count()], 181 * day)
    expect(models()).toEqual(['often', 'starter'])
  })

  test('it gives newer ones the place of older ones, so that a habit that changed is soon forgotten', () => {
    const db = fresh()
    const many = (changed: Partial<HabitCount>) =>
      addHabits(
        db,
        Array.from({ length: 300 }, () => count({ accepted: 0, passed: 0, expected: 0.5, ...changed })),
        0,
      )
    many({ passed: 1 })
    many({ accepted: 1 })
    const [habit] = readHabits(db, 'starter', 0)
    expect(seenIn(habit!)).toBeCloseTo(150, 6)
    expect(habit!.accepted).toBeGreaterThan(125)
    expect(habit!.expected).toBeCloseTo(75, 6)
  })

  test.each([
    ['accepted', -1],
    ['passed', 1e300],
    ['refused', Infinity],
    ['expected', -Infinity],
    ['along', 301],
  ])('it passes a row over whose %s is %d, and writes a whole one in its place', (name, value) => {
    const db = fresh()
    addHabits(db, [count(), count({ position: 'word' })], 0)
    db.prepare(`UPDATE habit SET ${name} = ? WHERE position = 'start'`).run(value)
    expect(readHabits(db, 'starter', 0)).toEqual([count({ position: 'word' })])
    addHabits(db, [count()], 0)
    expect(readHabits(db, 'starter', 0)).toEqual([count(), count({ position: 'word' })])
  })

  test('it is no damage of the workspace', () => {
    const db = fresh()
    db.exec(`INSERT INTO habit VALUES ('', 'x', 'y', 'z', -1, -1, -1, -1, 9e999, ${-(2 ** 60)})`)
    expect(findDamage(db, true)).toBeNull()
    expect(readHabits(db, '', Date.now())).toEqual([])
  })

  test('it leaves nothing of them when they are erased', () => {
    const db = fresh()
    addHabits(db, [count(), count({ model: 'other' })], 0)
    clearHabits(db)
    expect(db.prepare('SELECT count(*) FROM habit').pluck().get()).toBe(0)
  })
})

describe('0060-habits', () => {
  test('it lifts a workspace of the first version, which begins without any', () => {
    const file = join(temporaryFolder(), 'workspace.sqlite')
    putOlder(10, file)
    const db = opened(file)
    migrate(
      db,
      migrations.filter(({ version }) => version < 60),
    )
    const texts = db.prepare('SELECT * FROM snapshot').all()
    migrate(db)
    expect([numberPragma(db, 'user_version'), hasOwnColumns(db), findDamage(db, true)]).toEqual([newestVersion, true, null])
    expect([readHabits(db, 'starter', 0), db.prepare('SELECT * FROM snapshot').all()]).toEqual([[], texts])
  })
})
