/** How soon the timeline of a lesson of a hundred thousand operations is there, and what a year of writing takes on the disk. */
import { randomBytes } from 'node:crypto'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeCopy } from '#main/store/copies.ts'
import { connectToWrite, numberPragma, type Database } from '#main/store/database.ts'
import { writeImage } from '#main/store/image-files.ts'
import { imageFolder } from '#main/store/image-places.ts'
import { migrate } from '#main/store/migrate.ts'
import { placesIn } from '#main/store/places.ts'
import { Store } from '#main/store/store.ts'
import { blockText } from '#preload/document/lines.ts'
import { ImageId } from '#preload/document/schema.ts'
import { newFolder } from '../e2e/launch.ts'
import { randomFrom } from '../integration/seeded-random.ts'
import { figure, table } from './report.ts'
import { Author, Prose } from './simulated-author.ts'

const day = 24 * 3600_000
const random = randomFrom(20261129)
const prose = new Prose(random)

/** A workspace with so many empty lessons, flushed at its end only: what is measured is its size and its questions. */
function opened(lessons: number, now: () => number) {
  const folder = newFolder()
  const file = join(folder.path, 'workspace.sqlite')
  const db = connectToWrite(file)
  db.pragma('synchronous = OFF')
  migrate(db)
  const store = new Store(db, folder.path, now)
  const made = store.createCourse({
    title: '课',
    chapters: [{ title: '章', lessons: Array.from({ length: lessons }, (_, at) => ({ title: `第 ${at + 1} 节` })) }],
  })
  return { folder, file, db, store, ids: made.chapters[0]?.lessons ?? [] }
}

function compactAll(store: Store): void {
  for (const lesson of store.lessonIds()) while (store.compact(lesson));
  store.reclaim()
}

/** A year as the issue means it: five days a week, a thousand to two thousand characters a day, in many lessons, with some pictures. */
async function writeYear(days: number, lessons: number, pictureEvery: number): Promise<void> {
  const start = Date.UTC(2026, 0, 1)
  const clock = { now: start }
  const { folder, file, db, store, ids } = opened(lessons, () => clock.now)
  const tally = { typed: 0, removed: 0, batches: 0 }
  const authors = ids.map((lesson) => new Author(store, lesson, { prose, random, tally, clock }))
  const writingDays = Array.from({ length: days }, (_, at) => at).filter((at) => at % 7 < 5 && at % 70 < 68)
  for (const [at, today] of writingDays.entries()) {
    const newest = Math.floor((today / days) * lessons)
    const one = () => authors[random() < 0.85 ? newest : Math.floor(random() * (newest + 1))]
    const until = tally.typed + 1000 + random() * 1000
    for (let sitting = 0; tally.typed < until; sitting += 1) {
      clock.now = start + today * day + (9 + sitting * 2) * 3600_000
      const author = one()
      const end = Math.min(until, tally.typed + 500)
      while (tally.typed < end) author?.write()
    }
    if (at % pictureEvery === 0) one()?.picture(ImageId.parse(await writeImage(imageFolder(folder.path), picture(), 'jpeg')))
    for (const lesson of ids) store.leaveLesson(lesson)
    clock.now = start + today * day + 20 * 3600_000
    compactAll(store)
    // Of those before, none would be kept.
    if (writingDays.length - at <= 14) await makeCopy(db, placesIn(folder.path).copies, clock.now)
  }
  const text = ids.reduce((sum, lesson) => sum + Buffer.byteLength(store.openLesson(lesson).doc.map(blockText).join('\n')), 0)
  const images = sizeOf(imageFolder(folder.path))
  const database = sizeOf(file) + sizeOf(`${file}-wal`) + sizeOf(`${file}-shm`)
  const copies = sizeOf(placesIn(folder.path).copies)
  const whole = sizeOf(folder.path)
  const kb = (bytes: number) => `${Math.round(bytes / 1000)} KB`
  breakDown(db)
  const what = `${writingDays.length} days of writing, ${tally.batches} batches, ${tally.typed} characters typed and ${tally.removed} taken out, ${lessons} lessons`
  figure(
    'history.size_ratio',
    whole / (text + images),
    `${what}; all of the folder (database and its log ${kb(database)}, good copies ${kb(copies)}, pictures ${kb(images)}) over ${kb(text)} of text and the pictures`,
  )
  figure('history.database_ratio', database / text, 'the database and its log alone over the text alone')
  figure('history.text_ratio', (database + copies) / text, 'the database, its log and its good copies over the text alone')
  db.close()
  folder.discard()
}

/** Bytes of no kind: a photograph as a page makes it smaller. */
function picture(): Buffer {
  return randomBytes(60_000 + Math.floor(random() * 180_000))
}

/** What a file, or all files in a folder, take. */
function sizeOf(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat?.isDirectory()) return stat?.size ?? 0
  return readdirSync(path).reduce((sum, name) => sum + sizeOf(join(path, name)), 0)
}

/** Where the database's room goes, for people. */
function breakDown(db: Database): void {
  const sums = db.prepare<[], { name: string; pages: number; payload: number; unused: number }>(
    'SELECT name, count(*) AS pages, sum(payload) AS payload, sum(unused) AS unused FROM dbstat GROUP BY name ORDER BY pages DESC LIMIT 12',
  )
  for (const { name, pages, payload, unused } of sums.all())
    console.log(`${name.padEnd(32)} ${pages * 4} KB, of it ${Math.round(payload / 1024)} payload, ${Math.round(unused / 1024)} unused`)
  console.log(`free pages: ${numberPragma(db, 'freelist_count')}`)
  console.log(JSON.stringify(db.prepare('SELECT grain, count(*) AS rows, sum(length(content)) AS bytes FROM packed GROUP BY grain').all()))
  console.log(JSON.stringify(db.prepare('SELECT count(*) AS rows, sum(length(changes)) AS changes, sum(length(steps)) AS steps FROM batch').all()))
  console.log(JSON.stringify(db.prepare('SELECT count(*) AS rows, sum(length(doc)) AS bytes FROM snapshot').all()))
}

{
  const operations = Number(process.env['MOKE_OPERATIONS'] ?? 100_000)
  const start = Date.UTC(2026, 0, 1)
  const clock = { now: start }
  const { folder, db, store, ids } = opened(1, () => clock.now)
  const [lesson = ''] = ids
  const tally = { typed: 0, removed: 0, batches: 0 }
  const author = new Author(store, lesson, { prose, random, tally, clock })
  for (let today = 0; tally.batches < operations; today += 1) {
    clock.now = start + today * day
    while (tally.batches < Math.min(operations, (today + 1) * 800)) author.write()
  }
  for (const [name, isPacked] of [
    ['history.open_fresh_ms', false],
    ['history.open_ms', true],
  ] as const) {
    if (isPacked) compactAll(store)
    const times = Array.from({ length: 5 }, () => {
      const before = performance.now()
      const { sittings } = store.timeline(lesson)
      const last = sittings.at(-1)
      if (last) store.moments(lesson, last.base, last.revision)
      return performance.now() - before
    })
    figure(name, Math.max(...times), `timeline and newest moments, ${tally.batches} operations${isPacked ? '' : ', none packed'}, slowest of 5`)
  }
  db.close()
  folder.discard()
}

await writeYear(Number(process.env['MOKE_DAYS'] ?? 365), 40, 8)
table()
