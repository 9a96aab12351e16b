/** Moments of a lesson with a name: the author's own, and those the studio keeps before it does something large. */
import type { Database } from './database.ts'
import { checksumOf } from './verify.ts'

/** `named` by the author; the text as it was before something was restored, or replaced in many lessons. */
export type VersionKind = 'named' | 'before-restore' | 'before-replace'

export interface Version {
  readonly revision: number
  readonly kind: VersionKind
  /** Empty but for those that the author named. */
  readonly name: string
  readonly namedAt: number
}

/** Names a revision. What the author named keeps its name when the studio marks the same one. */
export function nameVersion(db: Database, lesson: string, { revision, kind, name, namedAt }: Version): void {
  const text = `${revision} ${kind} ${name}`
  db.prepare(`
    INSERT INTO version (lesson, revision, kind, name, named_at, checksum) VALUES ($lesson, $revision, $kind, $name, $at, $checksum)
    ON CONFLICT (lesson, revision) DO UPDATE SET kind = $kind, name = $name, named_at = $at, checksum = $checksum WHERE $kind = 'named' OR kind <> 'named'
  `).run({ lesson, revision, kind, name, at: namedAt, checksum: checksumOf(text) })
}

/** Takes a name back; the moment stays where it is. */
export function unnameVersion(db: Database, lesson: string, revision: number): void {
  db.prepare('DELETE FROM version WHERE lesson = ? AND revision = ?').run(lesson, revision)
}

/** Oldest first. */
export function readVersions(db: Database, lesson: string): Version[] {
  return db.prepare<[string], Version>('SELECT revision, kind, name, named_at AS namedAt FROM version WHERE lesson = ? ORDER BY revision').all(lesson)
}
