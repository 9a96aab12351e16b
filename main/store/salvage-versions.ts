/** Taking the names of moments out of a broken workspace, where the moments themselves could be taken. */
import type { Database } from './database.ts'
import type { Remains } from './remains.ts'
import { nameVersion } from './versions.ts'

/** `revisions`: which revision of the whole workspace holds the text that one of the broken one held; up to `common` they are the same. */
export function takeVersions(db: Database, remains: Remains, lesson: string, common: number, revisions: ReadonlyMap<number, number>): void {
  for (const version of remains.versions(lesson)) {
    const revision = version.revision <= common ? version.revision : revisions.get(version.revision)
    if (revision !== undefined) nameVersion(db, lesson, { ...version, revision })
  }
}
