/**
 * Packing the older part of a lesson's log, so that a year of writing takes little more room than its text. Batches of
 * the newest hours stay as they were sent. Older ones are packed with every step that can be undone, and a moment every
 * few seconds; what is older than a month keeps the text of each hour, what is older than half a year that of each
 * day. A moment with a name always keeps its exact text, whatever its age. What is packed is held against what it was
 * packed from before that goes; each call is one transaction.
 */
import { changesBetween } from '#preload/document/difference.ts'
import { type Divided, pushDivided } from '#preload/document/joining.ts'
import { isSame } from '#preload/document/node.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { documentVersion } from '#preload/document/versions.ts'
import { stretchesAfter, textAt, type Stretch } from './batches.ts'
import { numberPragma, type Database } from './database.ts'
import { type Content, type Moment, writePacked } from './packed.ts'
import { newestSnapshot, thinSnapshots } from './snapshots.ts'

const hourMs = 3600_000
const dayMs = 24 * hourMs

/** Batches are packed when they are older than two hours; their steps go after a month, their hours after half a year. */
export const ages = { packMs: 2 * hourMs, hoursMs: 30 * dayMs, daysMs: 180 * dayMs } as const

/** So many of the newest batches stay as they were sent, however old: a page that heard no answer sends its last one again. */
const keptNewest = 8
/** A pause longer than this ends a row, so that rows do not run across sittings. */
const pauseMs = 30 * 60_000
/** A row has at most so many batches. */
const mostBatches = 400
/** Between moments that are kept of a day past. */
const momentMs = 10_000

/** Packs one stretch of one lesson, or makes one coarser. Answers whether there was anything to do. */
export function compactOnce(db: Database, lesson: string, now: number): boolean {
  return db.transaction(() => packOnce(db, lesson, now) || coarsenOnce(db, lesson, now) || restOnce(db, lesson, now)).immediate()
}

interface FreshRow {
  readonly revision: number
  readonly at: number
}

/** The oldest fresh batches of one sitting that are old enough, as one row. */
function packOnce(db: Database, lesson: string, now: number): boolean {
  const rows = db
    .prepare<{ lesson: string; kept: number; before: number; most: number }, FreshRow>(`
      SELECT revision, at FROM batch WHERE lesson = $lesson AND at < $before
        AND revision <= (SELECT revision FROM lesson WHERE id = $lesson) - $kept
      ORDER BY revision LIMIT $most
    `)
    .all({ lesson, kept: keptNewest, before: now - ages.packMs, most: mostBatches })
  const [first] = rows
  // Where a newer one is older by its clock, those before it wait.
  if (!first || first.revision !== oldestFresh(db, lesson)) return false
  const snapped = new Set(db.prepare<[string], number>('SELECT revision FROM snapshot WHERE lesson = ?').pluck().all(lesson))
  let end = first.revision
  for (const [index, row] of rows.entries()) {
    const before = rows[index - 1]
    if (before && (row.revision !== before.revision + 1 || Math.abs(row.at - before.at) > pauseMs || snapped.has(before.revision))) break
    end = row.revision
  }
  return replace(db, lesson, { base: first.revision - 1, end, grain: 1 }, (stretches) => packed(db, lesson, stretches))
}

function oldestFresh(db: Database, lesson: string): number | null {
  return db.prepare<[string], number | null>('SELECT min(revision) FROM batch WHERE lesson = ?').pluck().get(lesson) ?? null
}

/** The changes of batches with all their steps. Null where a step was damaged: then none of the row can be told. */
function packed(db: Database, lesson: string, stretches: readonly Stretch[]): Content {
  const named = namedRevisions(db, lesson)
  const all: Divided = { changes: [], steps: [] }
  const moments: Moment[] = []
  let lastAt = -Infinity
  let isApart = true
  for (const [index, stretch] of stretches.entries()) {
    pushDivided(all, stretch.changes, stretch.steps.length > 0 ? stretch.steps : [{ count: stretch.changes.length, before: [], after: [] }], isApart)
    const [, , at = 0, words = null] = stretch.moments.at(-1) ?? []
    isApart = named.has(stretch.revision) || index === stretches.length - 1 || Math.abs(at - lastAt) >= momentMs
    if (!isApart) continue
    moments.push([stretch.revision, all.changes.length, at, words])
    lastAt = at
  }
  const isKnown = stretches.every((stretch) => stretch.steps.length > 0)
  return { ...all, steps: isKnown ? all.steps : [], moments }
}

function namedRevisions(db: Database, lesson: string): ReadonlySet<number> {
  return new Set(db.prepare<[string], number>('SELECT revision FROM version WHERE lesson = ?').pluck().all(lesson))
}

interface PackedTimes {
  readonly base: number
  readonly revision: number
  readonly since: number
  readonly at: number
  readonly grain: number
}

/** Rows of one hour, or of one day, as one row that keeps the text at its end and at named moments. */
function coarsenOnce(db: Database, lesson: string, now: number): boolean {
  const rows = db
    .prepare<{ lesson: string; before: number }, PackedTimes>(
      'SELECT base, revision, since, at, grain FROM packed WHERE lesson = $lesson AND at < $before ORDER BY revision',
    )
    .all({ lesson, before: now - ages.hoursMs })
  for (const [index, first] of rows.entries()) {
    const grain = grainOf(first, now)
    const other = rows.findIndex((row, at) => at > index && (periodOf(row, now) !== periodOf(first, now) || row.base !== rows[at - 1]?.revision))
    const run = rows.slice(index, other < 0 ? undefined : other)
    const last = run.at(-1)
    if (!last || (run.length < 2 && first.grain >= 2)) continue
    return replace(db, lesson, { base: first.base, end: last.revision, grain }, (stretches, start) => coarse(db, lesson, stretches, start))
  }
  return false
}

/** 2: an hour's text; 3: a day's. */
function grainOf({ at }: PackedTimes, now: number): number {
  return at < now - ages.daysMs ? 3 : 2
}

function periodOf(row: PackedTimes, now: number): string {
  const grain = grainOf(row, now)
  return `${grain} ${Math.floor(row.at / (grain === 3 ? dayMs : hourMs))}`
}

/** Only what differs between the texts at its beginning, at named moments and at its end: how it came about goes. */
function coarse(db: Database, lesson: string, stretches: readonly Stretch[], start: Doc): Content | null {
  const named = namedRevisions(db, lesson)
  const changes: Change[] = []
  const moments: Moment[] = []
  // The text that was told last, and the one before the stretch.
  let [told, text] = [start, start]
  for (const [index, stretch] of stretches.entries()) {
    const before = { revision: stretch.base, doc: text }
    for (const [revision, , at, words] of stretch.moments) {
      const isEnd = index === stretches.length - 1 && revision === stretch.revision
      if (!isEnd && !named.has(revision)) continue
      const then = textAt(db, lesson, before, revision)
      if (then?.revision !== revision) return null
      changes.push(...changesBetween(told, then.doc))
      moments.push([revision, changes.length, at, words])
      told = then.doc
    }
    const after = textAt(db, lesson, before, stretch.revision)
    if (!after) return null
    text = after.doc
  }
  return { changes, steps: [], moments }
}

/** Puts one row in the place of those between two revisions, if it makes the same text. */
function replace(
  db: Database,
  lesson: string,
  { base, end, grain }: { base: number; end: number; grain: number },
  make: (stretches: readonly Stretch[], start: Doc) => Content | null,
): boolean {
  const snapshot = newestSnapshot(db, lesson, base)
  const start = snapshot && textAt(db, lesson, snapshot, base)
  const target = start && textAt(db, lesson, start, end)
  // A damaged log is told of where it is read; here it is left as it is.
  if (!start || !target || start.revision !== base || target.revision !== end) return false
  const stretches = [...stretchesAfter(db, lesson, base, end)].flatMap((stretch) => stretch ?? [])
  const content = make(stretches, start.doc)
  const last = stretches.at(-1)
  if (!content || !last) return false
  write(db, lesson, { base, end, grain }, stretches, content)
  const made = textAt(db, lesson, start, end)
  if (!made || !isSame(made.doc, target.doc)) throw new Error(`packing ${lesson} after ${base} would change its text`)
  return true
}

function write(
  db: Database,
  lesson: string,
  { base, end, grain }: { base: number; end: number; grain: number },
  stretches: readonly Stretch[],
  content: Content,
): void {
  const range = { lesson, base, end }
  const id = db
    .prepare<typeof range, string>(
      'SELECT id FROM batch WHERE lesson = $lesson AND revision = $end UNION ALL SELECT id FROM packed WHERE lesson = $lesson AND revision = $end',
    )
    .pluck()
    .get(range)
  const times = stretches.flatMap(({ moments }) => moments.map(([, , at]) => at))
  db.prepare('DELETE FROM batch WHERE lesson = $lesson AND revision > $base AND revision <= $end').run(range)
  db.prepare('DELETE FROM packed WHERE lesson = $lesson AND base >= $base AND revision <= $end').run(range)
  db.prepare('DELETE FROM snapshot WHERE lesson = $lesson AND revision > $base AND revision < $end').run(range)
  // Texts between that make reading quick are worth their room for a month.
  if (grain > 1)
    db.prepare(
      'DELETE FROM snapshot WHERE lesson = $lesson AND revision = $end AND revision < (SELECT max(revision) FROM snapshot WHERE lesson = $lesson)',
    ).run(range)
  db.prepare(`
    INSERT INTO packed (lesson, revision, base, id, document_version, content, checksum, since, at, words, grain)
    VALUES ($lesson, $end, $base, $id, $version, $content, $checksum, $since, $at, $words, $grain)
  `).run({
    ...range,
    id: id ?? '',
    version: documentVersion,
    ...writePacked(content),
    since: Math.min(...times),
    at: Math.max(...times),
    words: stretches.at(-1)?.moments.at(-1)?.[3] ?? null,
    grain,
  })
}

/** A lesson in which nobody has written for a month needs no texts between. */
function restOnce(db: Database, lesson: string, now: number): boolean {
  const newest = db.prepare<[string, string], number | null>(
    'SELECT max(at) FROM (SELECT max(at) AS at FROM batch WHERE lesson = ? UNION ALL SELECT max(at) FROM packed WHERE lesson = ?)',
  )
  const at = newest.pluck().get(lesson, lesson) ?? null
  return at !== null && at < now - ages.hoursMs && thinSnapshots(db, lesson)
}

/** Empty pages that are left: they are written again soon. Writing a large file anew takes long, and waits until half of it is empty. */
const leastFree = { pages: 64, share: 1 / 8, largePages: 16_000, largeShare: 1 / 2 } as const

/** Writes the file anew without its empty pages, where they are much of it. SQLite does it as one transaction. */
export function reclaimSpace(db: Database): boolean {
  const [free, all] = [numberPragma(db, 'freelist_count'), numberPragma(db, 'page_count')]
  const isWorth = free >= leastFree.pages && free >= all * (all < leastFree.largePages ? leastFree.share : leastFree.largeShare)
  if (isWorth) db.exec('VACUUM')
  // What is in the write-ahead log is folded in, and the log's own room given back.
  db.pragma('wal_checkpoint(TRUNCATE)')
  return isWorth
}
