/** What can go wrong with the workspace on disk, told apart so that the author can be told what to do. */
import { existsSync, statfsSync } from 'node:fs'
import { ArchiveError } from '#main/package/zip-reader.ts'
import Sqlite from 'better-sqlite3'
import { ChangeError } from '#preload/document/node.ts'
import { z } from '#preload/document/zod.ts'

export type FailureCode =
  | 'not-found' // no such course, chapter or lesson
  | 'stale' // the text has moved on
  | 'invalid' // the changes do not fit the text, or the entry cannot be there
  | 'read-only' // another process holds the workspace
  | 'disk-full'
  | 'disk-error'
  | 'corrupt' // not whole, or not ours
  | 'newer' // made by a newer version
  | 'older' // an older version holds it, so that it cannot be brought to this one's schema
  | 'archive-foreign' // a file that was said to hold a workspace and does not
  | 'archive-broken' // one that does, cut short or damaged
  | 'archive-no-room' // what is in it does not fit on the disk
  | 'backup-gone' // the folder of backups is not there
  | 'backup-denied' // or can't be written
  | 'backup-full' // or has no room
  | 'backup-unsound' // what was written there is not what is read back

export class StoreFailure extends Error {
  override readonly name = 'StoreFailure'
  readonly code: FailureCode
  readonly detail: Readonly<Record<string, string | number>>

  constructor(code: FailureCode, message: string, detail: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.detail = detail
  }
}

/** Below this much free space an input/output error is taken for a full disk. */
const scarceBytes = 1_000_000

/** The failure that an error stands for, or null when it is a fault of the program. `folder` is where the workspace lies. */
export function failureFrom(error: unknown, folder: string): StoreFailure | null {
  if (error instanceof StoreFailure) return error
  if (error instanceof ChangeError) return new StoreFailure('invalid', error.message, {}, error)
  if (error instanceof ArchiveError) return new StoreFailure(`archive-${error.why}`, error.message, {}, error)
  const code = error instanceof Sqlite.SqliteError ? codeOfSqlite(error.code) : codeOfSystem(error)
  if (code === null || !(error instanceof Error)) return null
  const isFull = code === 'disk-full' || (code === 'disk-error' && isScarce(folder))
  return new StoreFailure(isFull ? 'disk-full' : code, error.message, {}, error)
}

/** What can wait until the disk takes it: null where it is full or refuses. */
export function ifDiskAllows<T>(folder: string, work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    const code = failureFrom(error, folder)?.code
    if (code === 'disk-full' || code === 'disk-error') return null
    throw error
  }
}

/** Something stored, or null when it is damaged: no JSON, no document, of no version that there is, or changes that do not fit. */
export function ifReadable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof RangeError || error instanceof z.ZodError) return null // a ChangeError is a RangeError
    throw error
  }
}

/** What the store answers, or null where what it would read is damaged: for what is derived and can do without. */
export function unlessCorrupt<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof StoreFailure && error.code === 'corrupt') return null
    throw error
  }
}

function codeOfSqlite(code: string): FailureCode | null {
  if (code === 'SQLITE_FULL') return 'disk-full'
  if (/^SQLITE_(IOERR|CANTOPEN|PERM|BUSY|PROTOCOL)/.test(code)) return 'disk-error'
  if (/^SQLITE_(CORRUPT|NOTADB|FORMAT)/.test(code)) return 'corrupt'
  if (code.startsWith('SQLITE_READONLY')) return 'read-only'
  return null
}

/** Whatever the system refuses of the files of the workspace is the disk's doing: a stick pulled out, a folder without permission. */
function codeOfSystem(error: unknown): FailureCode | null {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return null
  return error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'disk-full' : 'disk-error'
}

function isScarce(folder: string): boolean {
  // What could not even be made says nothing of its disk.
  if (!existsSync(folder)) return false
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < scarceBytes
}
