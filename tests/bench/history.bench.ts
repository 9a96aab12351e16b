/** How soon the timeline of a lesson of a hundred thousand operations is there, and what a year of writing takes on the disk. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { connectToWrite } from '#main/store/database.ts'
import { migrate } from '#main/store/migrate.ts'
import { Store } from '#main/store/store.ts'
import { blockText } from '#preload/document/lines.ts'
import { newBlockId } from '#preload/document/identity.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'
import { newFolder } from '../e2e/launch.ts'
import { randomFrom } from '../integration/kill-run.ts'
import { figure, table } from './report.ts'

const day = 24 * 3600_000
const signs =
  '的一是了我不人在他有这个上们来到时大地为子中你说生国年着就那和要她出也得里后自以会家可下而过天去能对小多然于心学么之都好看起发当没成只如事把还用第样道想作种开美总从无情己面最女但现前些所同日手又行意动方期它头经长儿回位分爱老因很给名法间斯知世什两次使身者被高已亲其进此话常与活正感'
const random = randomFrom(20261129)
const sign = () => signs[Math.floor(random() * signs.length)] ?? '字'

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

/** One batch as a page sends it: two or three 字 typed on, now and then a new paragraph, a few taken back. */
class Typist {
  private block = 0
  private offset = 0
  private revision = 0
  private readonly store: Store
  private readonly lesson: string

  constructor(store: Store, lesson: string) {
    this.store = store
    this.lesson = lesson
  }

  type(at: number): void {
    const caret = [[this.block, 0, this.offset]]
    let change: Change
    const kind = random()
    if (this.offset > 120 && kind < 0.3) {
      this.block += 1
      this.offset = 0
      change = { type: 'insert_node', path: [this.block], node: { type: 'paragraph', id: newBlockId(), children: [{ text: '' }] } }
    } else if (this.offset > 10 && kind > 0.95) {
      const doc: Doc = this.store.openLesson(this.lesson).doc
      const block = doc[this.block]
      const text = (block ? blockText(block) : '').slice(this.offset - 3, this.offset)
      this.offset -= 3
      change = { type: 'remove_text', path: [this.block, 0], offset: this.offset, text }
    } else {
      const text = sign() + sign() + (random() < 0.15 ? '，' : random() < 0.1 ? '。' : '')
      change = { type: 'insert_text', path: [this.block, 0], offset: this.offset, text }
      this.offset += text.length
    }
    const steps: StepPart[] = [{ count: 1, ...(random() < 0.6 ? { continues: true } : { before: caret }), after: [[this.block, 0, this.offset]] }]
    this.revision = this.store.append({
      lesson: this.lesson,
      batch: `b${this.revision}-${Math.floor(random() * 1e9)}`,
      base: this.revision,
      changes: [change],
      at,
      steps,
    })
  }
}

function compactAll(store: Store): void {
  for (const lesson of store.lessonIds()) while (store.compact(lesson));
  store.reclaim()
}

/** The size of everything that lies there once it is at rest. */
function sizeOf(file: string, checkpoint: () => void): number {
  checkpoint()
  return statSync(file).size
}

{
  const operations = Number(process.env['MOKE_OPERATIONS'] ?? 100_000)
  const start = Date.UTC(2026, 0, 1)
  let now = start
  const { folder, db, store, ids } = opened(1, () => now)
  const [lesson = ''] = ids
  const typist = new Typist(store, lesson)
  for (let at = 0; at < operations; at += 1) {
    // Two hours a day, four batches a minute apart in sittings: a day holds some hundreds of them.
    now = start + Math.floor(at / 800) * day + (at % 800) * 9000
    typist.type(now)
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
    figure(name, Math.max(...times), `timeline and newest moments, ${operations} operations${isPacked ? '' : ', none packed'}, slowest of 5`)
  }
  db.close()
  folder.discard()
}

{
  const start = Date.UTC(2026, 0, 1)
  let now = start
  const lessons = 40
  const days = Number(process.env['MOKE_DAYS'] ?? 365)
  const { folder, file, db, store, ids } = opened(lessons, () => now)
  const typists = ids.map((lesson) => new Typist(store, lesson))
  for (let today = 0; today < days; today += 1) {
    now = start + today * day
    const index = Math.floor((today / days) * lessons)
    // Mostly the lesson that is being written, sometimes one from before.
    for (let batch = 0; batch < 300; batch += 1) {
      now += 4000
      typists[random() < 0.9 ? index : Math.floor(random() * (index + 1))]?.type(now)
    }
    for (const lesson of ids) store.leaveLesson(lesson)
    now = start + (today + 1) * day - 1000
    compactAll(store)
  }
  const text = ids.reduce((sum, lesson) => sum + Buffer.byteLength(store.openLesson(lesson).doc.map(blockText).join('\n')), 0)
  const size = sizeOf(file, () => db.pragma('wal_checkpoint(TRUNCATE)'))
  figure(
    'history.size_ratio',
    size / text,
    `${days} days, ${lessons} lessons, ${Math.round(text / 1000)} KB of text and no image, ${Math.round(size / 1000)} KB on the disk`,
  )
  db.close()
  folder.discard()
}
table()
