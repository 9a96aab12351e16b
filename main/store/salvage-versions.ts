/** Taking the names of moments out of a broken workspace, where the moments themselves could be taken. */
import type { Database } from './database.ts'
import type { Remains } from './remains.ts'
import type { Revisions } from './salvage-packed.ts'
import { nameVersion } from './versions.ts'

export function takeVersions(db: Database, remains: Remains, lesson: string, revisions: Revisions): void {
  for (const version of remains.versions(lesson)) {
    const revision = revisions.ours(version.revision)
    if (revision !== undefined) nameVersion(db, lesson, { ...version, revision })
  }
}
