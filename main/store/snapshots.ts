/** Texts of lessons at some revisions. Derived from the log, so that opening a lesson replays few batches. */
import { documentVersion, readDoc } from '#preload/document/versions.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Database } from './database.ts'
import { ifReadable } from './failure.ts'
import { deflated, inflated } from './packed.ts'
import { checksumOf } from './verify.ts'

export interface Snapshot {
  readonly revision: number
  readonly doc: Doc
}

/** A text as it is stored: as JSON, or compressed where that is long. The checksum is of what is stored. */
export interface SnapshotRow {
  readonly revision: number
  readonly document_version: number
  readonly doc: string | Buffer
  readonly checksum: number
}

/** Besides the newest two, one is kept for each so many revisions. */
const keptEvery = 5000
/** Compressing a shorter one makes it no shorter. */
const shortText = 400

export function writeSnapshot(db: Database, lesson: string, { revision, doc }: Snapshot, now: number): void {
  const text = snapshotText(JSON.stringify(doc))
  db.prepare('INSERT OR REPLACE INTO snapshot (lesson, revision, document_version, doc, checksum, at) VALUES (?, ?, ?, ?, ?, ?)').run(
    lesson,
    revision,
    documentVersion,
    text,
    checksumOf(text),
    now,
  )
  db.prepare(`
    DELETE FROM snapshot WHERE lesson = $lesson
      AND revision NOT IN (SELECT revision FROM snapshot WHERE lesson = $lesson ORDER BY revision DESC LIMIT 2)
      AND revision NOT IN (SELECT min(revision) FROM snapshot WHERE lesson = $lesson GROUP BY revision / ${keptEvery})
  `).run({ lesson })
}

/** JSON of a text as a snapshot stores it. */
export function snapshotText(json: string): string | Buffer {
  return json.length < shortText ? json : deflated(json)
}

/** Of a lesson that rests only its first and its newest text are kept. Answers whether there were others. */
export function thinSnapshots(db: Database, lesson: string): boolean {
  const { changes } = db
    .prepare('DELETE FROM snapshot WHERE lesson = $lesson AND revision > 0 AND revision < (SELECT max(revision) FROM snapshot WHERE lesson = $lesson)')
    .run({ lesson })
  return changes > 0
}

/** The newest snapshot that is whole, up to a revision: what it holds can be made again from an older one and the log. */
export function newestSnapshot(db: Database, lesson: string, upTo = Number.MAX_SAFE_INTEGER): Snapshot | undefined {
  const rows = db.prepare<[string, number], SnapshotRow>(
    'SELECT revision, document_version, doc, checksum FROM snapshot WHERE lesson = ? AND revision <= ? ORDER BY revision DESC',
  )
  for (const row of rows.iterate(lesson, upTo)) {
    const snapshot = readSnapshot(row)
    if (snapshot) return snapshot
  }
  return undefined
}

/** A stored text, or null when it is damaged. */
export function readSnapshot(row: SnapshotRow): Snapshot | null {
  const text = checksumOf(row.doc) !== row.checksum ? null : typeof row.doc === 'string' ? row.doc : inflated(row.doc)
  return text === null ? null : ifReadable(() => ({ revision: row.revision, doc: readDoc(JSON.parse(text), row.document_version) }))
}
