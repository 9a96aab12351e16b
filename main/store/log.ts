/**
 * The operation log of each lesson. A batch is committed or it is not; its revision is its place in the
 * log. The newest text of the lessons in use is kept in memory, so that appending to a long lesson costs
 * as much as the batch is long.
 */
import { applyChanges } from '#preload/document/apply.ts'
import { emptyDoc } from '#preload/document/blocks.ts'
import { words } from '#preload/document/counting.ts'
import { narratedLength } from '#preload/document/narrating.ts'
import { retained, type Retained } from '#preload/document/provenance.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'
import { documentVersion } from '#preload/document/versions.ts'
import { stretchesAfter, stretchesBefore, textAt } from './batches.ts'
import type { Database } from './database.ts'
import { ifDiskAllows, ifReadable, StoreFailure, unlessCorrupt } from './failure.ts'
import { writeRetained } from './retained.ts'
import { newestSnapshot, writeSnapshot } from './snapshots.ts'
import { findSteps, type Found, type Place } from './steps.ts'
import { checksumOf } from './verify.ts'

export interface Text {
  readonly revision: number
  readonly doc: Doc
}

/** A batch as the page sends it. */
export interface Batch {
  readonly lesson: string
  readonly batch: string
  readonly base: number
  readonly changes: readonly Change[]
  /** When the author typed it, by the page's clock. */
  readonly at: number
  /** How the changes divide into steps; one step when absent. */
  readonly steps?: readonly StepPart[] | undefined
}

/** A batch with all that is written of it, made ahead, so that its transaction only writes. */
export interface PreparedBatch {
  readonly batch: Batch
  readonly changes: string
  readonly steps: string | null
  readonly words: number
  readonly narrated: number
  readonly retained: { readonly before: readonly Retained[]; readonly after: readonly Retained[] }
  /** The batch that made the text it goes on from; undefined where the lesson began with that. */
  readonly behind: string | undefined
}

interface Kept extends Text {
  /** Batches since the newest snapshot. */
  readonly unsnapped: number
}

/** A snapshot is taken after so many batches; on leaving a lesson, after so few. */
const snapEvery = 200
const snapOnLeave = 20

/** Lessons whose newest text is kept in memory. */
const keptLessons = 12

export class Log {
  readonly #db: Database
  readonly #folder: string
  /** In order of use, newest last. Holds committed texts only. */
  readonly #kept = new Map<string, Kept>()
  /** The past text that was asked for last: a slider asks for its neighbours. */
  #past: (Text & { readonly lesson: string }) | null = null
  /** How often an edit changed what stands of suggestions: while it is the same, so is their sum. */
  retainedChanges = 0

  constructor(db: Database, folder: string) {
    this.#db = db
    this.#folder = folder
  }

  /** Begins a lesson's log. `lesson` is an entry of the tree without one. */
  begin(lesson: string, doc: Doc = emptyDoc(), now: number): void {
    this.#db.prepare('INSERT INTO lesson (id, revision, words, narrated) VALUES (?, 0, ?, ?)').run(lesson, words(doc), narratedLength(doc))
    if (writeRetained(this.#db, lesson, [], retained(doc))) this.retainedChanges++
    writeSnapshot(this.#db, lesson, { revision: 0, doc }, now)
  }

  /** The newest text. Throws `not-found`, or `corrupt` when a batch is damaged. */
  read(lesson: string): Text {
    const { revision, doc } = this.#atOnce(() => this.#newest(lesson))
    return { revision, doc }
  }

  /** The newest text of a lesson that nobody works on: it takes no place in memory from those in use. */
  peek(lesson: string): Text {
    const { revision, doc } = this.#atOnce(() => this.#newest(lesson, false))
    return { revision, doc }
  }

  /** The id of the batch that made a revision. */
  batchAt(lesson: string, revision: number): string | undefined {
    const asked = this.#db.prepare<{ lesson: string; revision: number }, { id: string }>(`
      SELECT id FROM batch WHERE lesson = $lesson AND revision = $revision UNION ALL SELECT id FROM packed WHERE lesson = $lesson AND revision = $revision
    `)
    return asked.get({ lesson, revision })?.id
  }

  /**
   * The text at a revision, or at the last one before it that can still be told. Throws `not-found` where the lesson never
   * had it, `corrupt` when a batch is damaged.
   */
  readAt(lesson: string, revision: number): Text {
    return this.#atOnce(() => this.#readAt(lesson, revision))
  }

  #readAt(lesson: string, revision: number): Text {
    const newest = this.#newest(lesson)
    if (revision === newest.revision) return { revision, doc: newest.doc }
    if (revision > newest.revision) throw new StoreFailure('not-found', `lesson ${lesson} has no revision ${revision}`)
    const last = this.#past?.lesson === lesson && this.#past.revision <= revision ? this.#past : null
    const snapshot = newestSnapshot(this.#db, lesson, revision)
    const isNearer = last && last.revision >= (snapshot?.revision ?? 0)
    // What was remembered may have been packed with its neighbours since.
    const text = (isNearer && textAt(this.#db, lesson, last, revision)) || (snapshot && textAt(this.#db, lesson, snapshot, revision))
    if (!text) throw new StoreFailure('corrupt', `the log of lesson ${lesson} is damaged before ${revision}`)
    // From the midst of packed batches nothing can be made.
    if (this.batchAt(lesson, text.revision) !== undefined) this.#past = { lesson, ...text }
    return text
  }

  /** What can be taken back, or done again, at a place in the log. */
  steps(lesson: string, from: Place, want: 'undo' | 'redo'): Found {
    return this.#atOnce(() => findSteps(stretchesBefore(this.#db, lesson, from.revision), from, want))
  }

  /**
   * Appends a batch and answers its revision, after the commit. A batch already there answers the revision it has.
   * `along` writes what belongs to it in the same transaction.
   */
  append(batch: Batch, now: number, along: (before: Doc, after: Doc) => void = () => undefined): number {
    const { revision, text } = this.#db.transaction(() => this.#appendInside(batch, now, along)).immediate()
    if (text) {
      this.#keep(batch.lesson, text)
      if (text.unsnapped >= snapEvery) this.#trySnapshot(batch.lesson, now)
    }
    return revision
  }

  /** Readies a batch for `appendAll`, on the text that it goes on from. Throws a `ChangeError` where it does not fit. */
  prepare(batch: Batch, doc: Doc): PreparedBatch {
    return { ...prepared(batch, doc, applyChanges(doc, batch.changes)), behind: this.batchAt(batch.lesson, batch.base) }
  }

  /**
   * Appends batches of several lessons together with what `before` writes, all or none, and answers their revisions after
   * the commit. Throws `stale` where a text moved on since its batch was readied.
   */
  appendAll(batches: readonly PreparedBatch[], now: number, before: () => void = () => undefined): number[] {
    const appendOne = (one: PreparedBatch) => {
      const { lesson, base } = one.batch
      const revision = this.#revisionOf(lesson)
      if (base !== revision || this.batchAt(lesson, revision) !== one.behind)
        throw new StoreFailure('stale', `the text is at revision ${revision}, not ${base}`, { revision })
      return this.#write(one, now)
    }
    return this.#db
      .transaction(() => {
        before()
        return batches.map(appendOne)
      })
      .immediate()
  }

  /** Says that no page edits a lesson any more: takes a snapshot if there is much to replay. */
  leave(lesson: string, now: number): void {
    if ((this.#kept.get(lesson)?.unsnapped ?? 0) >= snapOnLeave) this.#trySnapshot(lesson, now)
  }

  /** Forgets what is in memory of lessons that were erased. */
  forget(lessons: readonly string[]): void {
    this.#past = null
    for (const lesson of lessons) this.#kept.delete(lesson)
  }

  #appendInside(batch: Batch, now: number, along: (before: Doc, after: Doc) => void): { revision: number; text?: Kept } {
    const current = this.#newest(batch.lesson)
    const known = this.#db
      .prepare<[string, string], { revision: number }>('SELECT revision FROM batch WHERE lesson = ? AND id = ?')
      .get(batch.lesson, batch.batch)
    if (known) return { revision: known.revision }
    if (batch.base !== current.revision)
      throw new StoreFailure('stale', `the text is at revision ${current.revision}, not ${batch.base}`, { revision: current.revision })
    const doc = applyChanges(current.doc, batch.changes)
    const revision = this.#write(prepared(batch, current.doc, doc), now)
    along(current.doc, doc)
    return { revision, text: { revision, doc, unsnapped: current.unsnapped + 1 } }
  }

  #write({ batch, changes, steps, words: count, narrated, retained: { before, after } }: Omit<PreparedBatch, 'behind'>, now: number): number {
    const revision = batch.base + 1
    this.#db
      .prepare(`
        INSERT INTO batch (lesson, revision, id, document_version, changes, checksum, at, steps, steps_checksum, words)
        VALUES ($lesson, $revision, $id, $version, $changes, $checksum, $at, $steps, $stepsChecksum, $words)
      `)
      .run({
        lesson: batch.lesson,
        revision,
        id: batch.batch,
        version: documentVersion,
        changes,
        checksum: checksumOf(changes),
        at: Math.round(batch.at),
        steps,
        stepsChecksum: steps === null ? null : checksumOf(steps),
        words: count,
      })
    this.#db.prepare('UPDATE lesson SET revision = ?, words = ?, narrated = ? WHERE id = ?').run(revision, count, narrated, batch.lesson)
    if (writeRetained(this.#db, batch.lesson, before, after)) this.retainedChanges++
    this.#db.prepare('UPDATE node SET changed_at = ? WHERE id = ?').run(now, batch.lesson)
    return revision
  }

  #revisionOf(lesson: string): number {
    const row = this.#db.prepare<[string], { revision: number }>('SELECT revision FROM lesson WHERE id = ?').get(lesson)
    if (!row) throw new StoreFailure('not-found', `there is no lesson ${lesson}`)
    return row.revision
  }

  /** The newest text, from memory or from the newest snapshot, with the batches since. */
  #newest(lesson: string, isKept = true): Kept {
    const newest = this.#revisionOf(lesson)
    const kept = this.#kept.get(lesson)
    if (kept?.revision === newest) return kept
    // Another process may have packed the log across what is in memory of it.
    const onward = kept && unlessCorrupt(() => this.#replay(lesson, kept, newest))
    const text = onward ?? this.#replay(lesson, this.#fromSnapshot(lesson), newest)
    if (isKept) this.#keep(lesson, text)
    return text
  }

  #fromSnapshot(lesson: string): Kept {
    const snapshot = newestSnapshot(this.#db, lesson)
    if (!snapshot) throw new StoreFailure('corrupt', `no snapshot of lesson ${lesson} is whole`)
    return { ...snapshot, unsnapped: 0 }
  }

  /** The text at a revision, made from an earlier one. Throws `corrupt` where a batch between is damaged or missing. */
  #replay(lesson: string, start: Kept, end: number): Kept {
    let { doc, revision } = start
    for (const stretch of stretchesAfter(this.#db, lesson, revision, end)) {
      const before = doc
      const after = stretch && ifReadable(() => applyChanges(before, stretch.changes))
      if (!after) throw new StoreFailure('corrupt', `batch ${revision + 1} of lesson ${lesson} is damaged, or the log ends before it`)
      doc = after
      revision = stretch.revision
    }
    return { revision, doc, unsnapped: start.unsnapped + revision - start.revision }
  }

  /** Reads as of one moment: another process may be packing the log. */
  #atOnce<T>(read: () => T): T {
    return this.#db.transaction(read).deferred()
  }

  #keep(lesson: string, text: Kept): void {
    this.#kept.delete(lesson)
    this.#kept.set(lesson, text)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > keptLessons && oldest !== undefined) this.#kept.delete(oldest)
  }

  /** The text is safe in the log already: when the disk has no room for a snapshot, the next batch tries again. */
  #trySnapshot(lesson: string, now: number): void {
    const text = this.#newest(lesson)
    ifDiskAllows(this.#folder, () => {
      this.#db.transaction(() => writeSnapshot(this.#db, lesson, text, now)).immediate()
      this.#keep(lesson, { ...text, unsnapped: 0 })
    })
  }
}

function prepared(batch: Batch, before: Doc, doc: Doc): Omit<PreparedBatch, 'behind'> {
  return {
    batch,
    changes: JSON.stringify(batch.changes),
    steps: batch.steps ? JSON.stringify(batch.steps) : null,
    words: words(doc),
    narrated: narratedLength(doc),
    retained: { before: retained(before), after: retained(doc) },
  }
}
