/** The moments that an author can go back to, where each lies, and by which id: in the folder of backups, in those of before, and in the workspace itself. */
import { createHash } from 'node:crypto'
import { statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { type BackupEntry, BackupId } from '#preload/contract/backups.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type Backup, backupPath, listBackups, newestBackup } from '#main/store/backup-folder.ts'
import { countsOf } from '#main/store/compare.ts'
import { unlessDamaged } from '#main/store/database.ts'
import { failureFrom } from '#main/store/failure.ts'
import { readIdentity } from '#main/store/identity.ts'
import { imageFolder } from '#main/store/image-places.ts'
import { onCopy } from '#main/store/pack.ts'
import { copyFiles, type Places } from '#main/store/places.ts'
import type { Source } from './staged.ts'

export const replacedPrefix = 'replaced/'

/** `at-<of the folder's path>/<library>/<stamp>`: the present folder's have no such beginning. */
const formerForm = /^at-([0-9a-f]{8})\/(.+)$/

/** The backups of the present folder as the contract has them. */
export function entriesOf(backups: readonly Backup[], library: string | null): BackupEntry[] {
  return backups.map((backup) => entryOf(backup, library, null))
}

/** Those of folders of before, without what the present one has too: an author may have carried them over. A folder that can't be read now has none. */
export async function formerEntries(folders: readonly string[], present: readonly BackupEntry[], library: string | null): Promise<BackupEntry[]> {
  const seen = new Set<string>(present.map(({ id }) => id))
  const entries: BackupEntry[] = []
  for (const folder of folders) {
    for (const backup of await unlessAway(folder, () => listBackups(folder), [])) {
      if (seen.has(backup.id)) continue
      seen.add(backup.id)
      entries.push(entryOf(backup, library, folder))
    }
  }
  return entries
}

/** Which of some folders of before have backups of a library. */
export async function thoseWith(library: string, folders: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const folder of folders) if (await unlessAway(folder, () => newestBackup(folder, library), null)) found.push(folder)
  return found
}

/** What was there before another one took its place, newest first. */
export function replacedEntries({ replaced }: Places, library: string | null): BackupEntry[] {
  return copyFiles(replaced).flatMap(({ id, at }) => {
    const file = join(replaced, `${id}.sqlite`)
    const asked = unlessDamaged(() => onCopy(file, (db) => ({ ...countsOf(db), library: readIdentity(db)?.id ?? null })))
    if (!asked) return []
    const { library: of, ...counts } = asked
    const kept = { id: BackupId.parse(replacedPrefix + id), kind: 'replaced' as const, at, former: null }
    return [{ ...kept, ...counts, bytes: statSync(file).size, images: 0, isOther: of !== library }]
  })
}

/** Where what an id names is read from, and its name. Throws `not-found`. */
export function sourceOf(id: string, root: string, former: readonly string[], { replaced }: Places): [Source, string] {
  const [, mark, rest = ''] = formerForm.exec(id) ?? []
  const folder = mark === undefined ? root : former.find((one) => markOf(one) === mark)
  if (folder === undefined) throw notFound(id)
  if (!id.startsWith(replacedPrefix)) {
    const inside = mark === undefined ? id : rest
    return [{ file: backupPath(folder, inside), images: imageFolder(folder) }, basename(inside)]
  }
  const found = copyFiles(replaced).find((one) => replacedPrefix + one.id === id)
  if (!found) throw notFound(id)
  return [{ database: join(replaced, `${found.id}.sqlite`), at: found.at }, found.id]
}

function entryOf({ id, at, bytes, library: of, holds }: Backup, library: string | null, former: string | null): BackupEntry {
  const { courses, lessons, words, titles, images } = holds
  const named = BackupId.parse(former === null ? id : `at-${markOf(former)}/${id}`)
  return { id: named, kind: 'backup', at, courses, lessons, words, titles, bytes, images, isOther: of !== library, former }
}

function markOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 8)
}

function notFound(id: string): Problem {
  return new Problem('not-found', `there is no ${id}`)
}

/** A drive of before may be anywhere. */
async function unlessAway<T>(folder: string, work: () => Promise<T>, away: T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (failureFrom(error, folder)) return away
    throw error
  }
}
