/** What can still be read of a broken workspace: row by row, so that a damaged page costs only the rows on it. */
import { statSync } from 'node:fs'
import type { Statement } from 'better-sqlite3'
import type { Doc } from '#preload/document/schema.ts'
import { connectToRead, unlessDamaged, type Database } from './database.ts'
import { imageKinds } from './image-places.ts'
import type { ImageRow } from './images.ts'
import type { BatchRow, StepsRow } from './batches.ts'
import { type Content, type PackedRow, readPacked } from './packed.ts'
import { readSnapshot, type SnapshotRow } from './snapshots.ts'
import type { Kind, NodeRow } from './tree.ts'
import { checksumOf } from './verify.ts'
import type { Version } from './versions.ts'

/** An entry as it was stored; what cannot be a value of its column is null or ''. */
export interface ReadNode extends Pick<NodeRow, 'id' | 'parent' | 'title'> {
  readonly kind: Kind | null
  readonly position: number | null
  readonly changed_at: number | null
  /** Damaged when undefined. */
  readonly removed_at: number | null | undefined
}

/** One of which it is known what it was. */
export interface LostNode extends ReadNode {
  readonly kind: Kind
  /** Whether anything but its text says that it was. */
  readonly hasRow: boolean
}

export interface LostBatch extends BatchRow, StepsRow {
  readonly id: string
  readonly at: number
}

interface PackedPlace {
  readonly place: number
  readonly lesson: string
  readonly base: number
  readonly revision: number
}

/** Batches that were packed together. */
export interface LostPacked {
  readonly base: number
  readonly revision: number
  readonly id: string
  readonly at: number
  readonly content: Content
}

/** A row takes at least so many bytes of a file: how many there can be, whatever a damaged number says. */
const leastRowBytes = 16

/** After so many damaged rows in a row, ever longer strides are taken: a file of which nothing is left is not asked for a million rows. */
const patience = 500

const nowhere = 0

/** Runs a question on what is left of a broken workspace; the file is not altered. Asks nothing where nothing of it can be read. */
export function withRemains(file: string, ask: (remains: Remains) => void): void {
  const db = unlessDamaged(() => connectToRead(file))
  if (!db) return
  try {
    db.unsafeMode(true)
    db.pragma('writable_schema = ON') // so that a file that was cut short is read as far as it goes
    db.pragma('cell_size_check = OFF') // so that one bad row does not hide the others on its page
    ask(new Remains(db, file))
  } finally {
    db.close()
  }
}

export class Remains {
  readonly #db: Database
  /** Rows a table can have at most. */
  readonly #most: number
  /** Where each batch and snapshot lies, by lesson and revision. Found by reading every row: an index may be damaged too. */
  readonly #batches: Map<string, Map<number, number>>
  readonly #snapshots: Map<string, Map<number, number>>
  readonly #packed: Map<string, PackedPlace[]>

  constructor(db: Database, file: string) {
    this.#db = db
    this.#most = Math.ceil(statSync(file).size / leastRowBytes)
    this.#batches = this.#locate('batch')
    this.#snapshots = this.#locate('snapshot')
    const packed = this.#rows<PackedPlace>('packed', 'rowid AS place, lesson, base, revision')
    this.#packed = Map.groupBy(
      [...packed].filter((row) => typeof row.lesson === 'string' && Number.isSafeInteger(row.base)),
      (row) => row.lesson,
    )
  }

  /** Rows of entries, those in the bin among them. An id is as it is read: it may be none. */
  nodes(): ReadNode[] {
    return [...this.#rows<NodeRow>('node', 'id, kind, parent, title, position, changed_at, removed_at')].flatMap(readNode)
  }

  /** What is known of pictures, as far as it can be true. */
  images(): ImageRow[] {
    return [...this.#rows<ImageRow>('image', 'id, type, width, height, bytes, name, at')].filter(isImage)
  }

  /** What was planned for lessons; none in a workspace that is older than plans. Its values are as they are read. */
  plans(): Readonly<Record<'lesson' | 'state' | 'words' | 'minutes' | 'changed_at', unknown>>[] {
    return [...this.#rows<Record<'lesson' | 'state' | 'words' | 'minutes' | 'changed_at', unknown>>('plan', 'lesson, state, words, minutes, changed_at')]
  }

  /** What was written by days, likewise. */
  writtenDays(): Readonly<Record<'day' | 'words' | 'taken', unknown>>[] {
    return [...this.#rows<Record<'day' | 'words' | 'taken', unknown>>('written_day', 'day, words, taken')]
  }

  /** Settings, as they are read. */
  settings(): Readonly<Record<'name' | 'value', unknown>>[] {
    return [...this.#rows<Record<'name' | 'value', unknown>>('setting', 'name, value')]
  }

  /** Rows of the ledger, as they are read; none in a workspace that is older than it. */
  ledger(table: 'export' | 'exported' | 'published' | 'target_choice'): Readonly<Record<string, unknown>>[] {
    return [...this.#rows<Record<string, unknown>>(table, '*')]
  }

  /** Lessons that rows of texts name. An id is as it is read: it may be none. */
  lessons(): string[] {
    return [...new Set([...this.#batches.keys(), ...this.#snapshots.keys(), ...this.#packed.keys()])]
  }

  /** Takes the rows that name lesson `stray` for those of another, where that has none. */
  adopt(lesson: string, stray: string): void {
    for (const places of [this.#batches, this.#snapshots]) {
      const astray = places.get(stray)
      if (astray) places.set(lesson, new Map([...astray, ...(places.get(lesson) ?? [])]))
      places.delete(stray)
    }
    const packed = this.#packed.get(stray)
    if (packed) this.#packed.set(lesson, [...(this.#packed.get(lesson) ?? []), ...packed])
    this.#packed.delete(stray)
  }

  /** A batch as it was saved, or null when it is damaged or gone. One that was not saved after the one before it is neither's place. */
  batch(lesson: string, revision: number): LostBatch | null {
    const rowid = this.#batches.get(lesson)?.get(revision)
    const before = this.#batches.get(lesson)?.get(revision - 1) ?? 0
    const row =
      rowid === undefined || rowid <= before
        ? null
        : this.#row<Omit<LostBatch, keyof StepsRow>>('batch', 'revision, id, document_version, changes, checksum, at', rowid)
    const isWhole = row && typeof row.changes === 'string' && typeof row.id === 'string' && Number.isSafeInteger(row.at)
    if (!isWhole || rowid === undefined || checksumOf(row.changes) !== row.checksum) return null
    // Older workspaces have no such columns.
    return { ...row, ...(this.#row<StepsRow>('batch', 'steps, steps_checksum', rowid) ?? { steps: null, steps_checksum: null }) }
  }

  /** The packed batches that lead on from a revision, or null where there are none that are whole. */
  packedOver(lesson: string, revision: number): LostPacked | null {
    for (const { place, base, revision: end } of this.#packed.get(lesson) ?? []) {
      if (base > revision || end <= revision) continue
      const row = this.#row<PackedRow>('packed', '*', place)
      const content = row && Buffer.isBuffer(row.content) ? readPacked(row) : null
      if (row && content) return { base, revision: end, id: row.id, at: row.at, content }
    }
    return null
  }

  /** Moments of a lesson that have a name which is whole. */
  versions(lesson: string): Version[] {
    const rows = this.#rows<Version & { lesson: string; checksum: number }>('version', 'lesson, revision, kind, name, named_at AS namedAt, checksum')
    return [...rows].filter((row) => row.lesson === lesson && checksumOf(`${row.revision} ${row.kind} ${row.name}`) === row.checksum)
  }

  /** Revisions of a lesson whose batch may be readable, in no order. */
  revisions(lesson: string): number[] {
    return [...(this.#batches.get(lesson)?.keys() ?? [])]
  }

  /** The text of a lesson at the newest revision after `after` that was kept whole. */
  newestText(lesson: string, after: number): { revision: number; doc: Doc } | null {
    const newestFirst = [...(this.#snapshots.get(lesson) ?? [])].filter(([revision]) => revision > after).sort(([a], [b]) => b - a)
    for (const [revision] of newestFirst) {
      const doc = this.text(lesson, revision)
      if (doc) return { revision, doc }
    }
    return null
  }

  /** The text of a lesson that was kept at one revision, or null when it is damaged or was not kept. */
  text(lesson: string, revision: number): Doc | null {
    const rowid = this.#snapshots.get(lesson)?.get(revision)
    const row = rowid === undefined ? null : this.#row<SnapshotRow>('snapshot', 'revision, document_version, doc, checksum', rowid)
    return row && (typeof row.doc === 'string' || Buffer.isBuffer(row.doc)) ? (readSnapshot(row)?.doc ?? null) : null
  }

  #locate(table: 'batch' | 'snapshot'): Map<string, Map<number, number>> {
    const places = new Map<string, Map<number, number>>()
    for (const { place, lesson, revision } of this.#rows<{ place: number; lesson: string; revision: number }>(table, 'rowid AS place, lesson, revision')) {
      if (typeof lesson !== 'string' || !Number.isSafeInteger(revision)) continue
      const ofLesson = places.get(lesson) ?? new Map<number, number>()
      // Two that claim one revision: one of the numbers is damaged, and nobody knows which.
      places.set(lesson, ofLesson.set(revision, ofLesson.has(revision) ? nowhere : place))
    }
    return places
  }

  *#rows<Row>(table: string, columns: string): Generator<Row> {
    const last = Math.min(this.#lastRow(table), this.#most)
    let stride = 1
    let damaged = 0 // in a row
    for (let rowid = 1; rowid <= last; rowid += stride) {
      const row = this.#row<Row>(table, columns, rowid)
      if (row === null) {
        damaged += 1
        stride = Math.ceil(damaged / patience)
      } else {
        // Out of the damage: what the last stride passed over is looked at after all.
        if (stride > 1) rowid -= stride
        else if (row) yield row
        damaged = 0
        stride = 1
      }
    }
  }

  /** As many as there can be where the end of the table is damaged; none where there is no table. */
  #lastRow(table: string): number {
    const asked = unlessDamaged(() => this.#db.prepare<[], { last: number | null }>(`SELECT max(rowid) AS last FROM ${table}`))
    const row = asked ? unlessDamaged(() => asked.get()) : { last: 0 }
    return row ? (row.last ?? 0) : this.#most
  }

  readonly #asked = new Map<string, Statement<[number]>>()

  /** Null where it is damaged, undefined where there is none. */
  #row<Row>(table: string, columns: string, rowid: number): Row | null | undefined {
    const question = `SELECT ${columns} FROM ${table} WHERE rowid = ?`
    return unlessDamaged(() => {
      const asked = this.#asked.get(question) ?? this.#db.prepare<[number]>(question)
      this.#asked.set(question, asked)
      return asked.get(rowid) as Row | undefined // the columns asked for; what they hold is checked where it matters
    })
  }
}

/** Damage costs no more than the value that it is in, but for an id of which nothing can be read. */
function readNode({ id, kind, parent, title, position, changed_at, removed_at }: NodeRow): ReadNode[] {
  if (typeof id !== 'string') return []
  return [
    {
      id,
      kind: ['course', 'chapter', 'lesson'].includes(kind) ? kind : null,
      parent: typeof parent === 'string' && kind !== 'course' ? parent : null,
      title: typeof title === 'string' ? title : '',
      position: Number.isSafeInteger(position) ? position : null,
      changed_at: isTime(changed_at) ? changed_at : null,
      removed_at: removed_at === null || isTime(removed_at) ? removed_at : undefined,
    },
  ]
}

function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0
}

function isImage({ id, type, width, height, bytes, name, at }: ImageRow): boolean {
  const numbers = [width, height, bytes, at].every((value) => Number.isSafeInteger(value) && value > 0)
  return numbers && typeof name === 'string' && imageKinds.includes(type) && typeof id === 'string' && /^[0-9a-f]{64}$/.test(id)
}
