/**
 * What became of suggestions by kind of place: numbers alone. They fade with time and with newer ones, so that habits
 * may change, and a kind of place that was silenced is tried again.
 */
import type { Database } from './database.ts'

/** Of a model at a kind of place. */
export interface HabitCount {
  readonly model: string
  readonly position: string
  readonly block: string
  readonly writing: string
  readonly accepted: number
  readonly along: number
  readonly passed: number
  readonly refused: number
  /** How much of it was expected to be right. */
  readonly expected: number
}

interface Row extends HabitCount {
  readonly at: number
}

const numbers = ['accepted', 'along', 'passed', 'refused', 'expected'] as const
/** What was counted so long ago counts half. */
const halfLifeMs = 60 * 24 * 3600_000
/** More suggestions are not remembered of a kind of place: the newer ones take the place of older ones. */
const mostSeen = 150
/** What has faded below this is forgotten. */
const leastSeen = 0.5

/** Adds to what is there. What is damaged there is replaced; what has faded away, be it of a model long gone, is deleted. */
export function addHabits(db: Database, counts: Iterable<HabitCount>, now: number): void {
  const find = db.prepare<[HabitCount], Row>('SELECT * FROM habit WHERE model = $model AND position = $position AND block = $block AND writing = $writing')
  const put = db.prepare('INSERT OR REPLACE INTO habit VALUES ($model, $position, $block, $writing, $accepted, $along, $passed, $refused, $expected, $at)')
  for (const count of counts) {
    const row = find.get(count)
    const before = row && isWhole(row) ? faded(row, now) : undefined
    const sum = changed(count, (name) => count[name] + (before?.[name] ?? 0))
    put.run({ ...changed(sum, (name) => sum[name] * Math.min(1, mostSeen / seenIn(sum))), at: now })
  }
  const drop = db.prepare<[Row]>('DELETE FROM habit WHERE model = $model AND position = $position AND block = $block AND writing = $writing')
  for (const row of allRows(db)) if (isWhole(row) && seenIn(faded(row, now)) < leastSeen) drop.run(row)
}

/** What is remembered of a model. What is damaged is passed over. */
export function readHabits(db: Database, model: string, now: number): HabitCount[] {
  const rows = db.prepare<[string], Row>('SELECT * FROM habit WHERE model = ?').all(model)
  return rows.filter(isWhole).map((row) => faded(row, now))
}

/** How many suggestions are remembered, of all models together. What is damaged is passed over. */
export function habitsTotal(db: Database, now: number): number {
  return allRows(db)
    .filter(isWhole)
    .reduce((sum, row) => sum + seenIn(faded(row, now)), 0)
}

/** Forgets all. */
export function clearHabits(db: Database): void {
  db.exec('DELETE FROM habit')
}

/** How many suggestions they are of. */
export function seenIn({ accepted, along, passed, refused }: Pick<HabitCount, 'accepted' | 'along' | 'passed' | 'refused'>): number {
  return accepted + along + passed + refused
}

function allRows(db: Database): Row[] {
  return db.prepare<[], Row>('SELECT * FROM habit').all()
}

function isWhole(row: Row): boolean {
  return numbers.every((name) => row[name] >= 0 && row[name] <= 2 * mostSeen)
}

/** A clock that was set back makes nothing older or newer. */
function faded({ at, ...count }: Row, now: number): HabitCount {
  const share = 0.5 ** (Math.max(0, now - at) / halfLifeMs)
  return changed(count, (name) => count[name] * share)
}

function changed(count: HabitCount, of: (name: (typeof numbers)[number]) => number): HabitCount {
  return { ...count, accepted: of('accepted'), along: of('along'), passed: of('passed'), refused: of('refused'), expected: of('expected') }
}
