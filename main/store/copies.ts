/** Good copies of a workspace: made while it is in use, verified by reading them whole, thinned to a few. */
import { createHash } from 'node:crypto'
import { rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { makePrivateFile, settle } from './aside.ts'
import { connectToRead, connectToWrite, unlessDamaged, type Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { copyFiles, stampFromTime } from './places.ts'
import { masksSetting } from './preferences.ts'
import { findDamageGently } from './verify.ts'

export interface Copy {
  /** Its file name without the suffix. */
  readonly id: string
  readonly at: number
  readonly lessons: number
  readonly bytes: number
}

/** The newest so many are kept, then the newest of each earlier day until there are `keptInAll`. */
const keptNewest = 2
const keptInAll = 4

const unfinished = 'unfinished.sqlite'

/** Says what a workspace holds, so that an unchanged one need not be copied again. Of entries all is read, for no clock can be relied on to tell a later change. */
export function fingerprint(db: Database): string {
  const print = createHash('sha256')
  print.update(JSON.stringify(db.prepare('SELECT max(seq) FROM batch').get()))
  print.update(JSON.stringify(db.prepare('SELECT count(*), max(at) FROM image').get()))
  print.update(JSON.stringify(db.prepare('SELECT count(*), max(named_at) FROM version').get()))
  const entries = db.prepare('SELECT id, parent, position, title, changed_at, removed_at FROM node ORDER BY id').raw().iterate()
  for (const entry of entries) print.update(JSON.stringify(entry))
  // A name that is masked is not to be lost with the minutes before a damage.
  print.update(JSON.stringify(db.prepare('SELECT value FROM setting WHERE name = ?').get(masksSetting) ?? null))
  for (const plan of db.prepare('SELECT * FROM plan ORDER BY lesson').raw().iterate()) print.update(JSON.stringify(plan))
  return print.digest('hex')
}

/** Copies a workspace page by page while it is in use. Throws `corrupt` when the copy does not come out whole. */
export async function makeCopy(db: Database, folder: string, now: number): Promise<void> {
  makeFolders(folder)
  const file = join(folder, unfinished)
  removeFile(file)
  try {
    await copyWhole(db, file)
    settle(file, join(folder, `${stampFromTime(now)}.sqlite`))
  } finally {
    removeFile(file)
  }
  thin(folder)
}

/** Copies a workspace into a file of its own, which is whole and needs no log. Throws `corrupt` where it does not come out so. */
export async function copyWhole(db: Database, file: string, onPages: (left: number, total: number) => void = () => undefined): Promise<void> {
  makePrivateFile(file)
  await db.backup(file, {
    progress: ({ totalPages, remainingPages }) => {
      onPages(remainingPages, totalPages)
      return pagesAtOnce
    },
  })
  await makeSelfContained(file)
}

/** As SQLite's own shell does: some milliseconds. */
const pagesAtOnce = 100

/** Folds the write-ahead log in and reads everything once. */
async function makeSelfContained(file: string): Promise<void> {
  const copy = connectToWrite(file)
  try {
    copy.pragma('journal_mode = DELETE')
    const damage = await findDamageGently(copy)
    if (damage !== null) throw new StoreFailure('corrupt', `the copy is not whole: ${damage}`)
  } finally {
    copy.close()
  }
}

/** The copies there are, newest first. One that cannot be read is left out. */
export function listCopies(folder: string): Copy[] {
  return copyFiles(folder).flatMap(({ id, at }) => {
    const file = join(folder, `${id}.sqlite`)
    const lessons = lessonsIn(file)
    return lessons === null ? [] : [{ id, at, lessons, bytes: statSync(file).size }]
  })
}

/** Whether there ever was anything to copy. */
export function hasCopies(folder: string): boolean {
  return copyFiles(folder).length > 0
}

/** What the newest copy holds, or null when there is none. */
export function newestFingerprint(folder: string): string | null {
  const newest = copyFiles(folder)[0]
  return newest ? readCopy(join(folder, `${newest.id}.sqlite`), fingerprint) : null
}

function lessonsIn(file: string): number | null {
  return readCopy(file, (copy) => copy.prepare<[], { lessons: number }>('SELECT count(*) AS lessons FROM lesson').get()?.lessons ?? null)
}

/** Runs a question on a copy; null when it cannot be read, for a copy that broke is no copy. */
function readCopy<T>(file: string, ask: (copy: Database) => T): T | null {
  const copy = unlessDamaged(() => connectToRead(file))
  if (!copy) return null
  try {
    return unlessDamaged(() => ask(copy))
  } finally {
    copy.close()
  }
}

/** Which of some copies, newest first, are to be kept. */
export function copiesToKeep<C extends { readonly at: number }>(copies: readonly C[]): C[] {
  const kept = copies.slice(0, keptNewest)
  const days = new Set(kept.map((copy) => new Date(copy.at).toDateString()))
  for (const copy of copies.slice(keptNewest)) {
    const day = new Date(copy.at).toDateString()
    if (kept.length < keptInAll && !days.has(day)) kept.push(copy)
    days.add(day)
  }
  return kept
}

function thin(folder: string): void {
  const files = copyFiles(folder)
  const kept = new Set(copiesToKeep(files))
  for (const file of files) if (!kept.has(file)) removeFile(join(folder, `${file.id}.sqlite`))
}

function removeFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
}
