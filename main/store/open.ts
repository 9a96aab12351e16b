/**
 * From a folder to a workspace: open, read-only because another process holds it, or broken. What is
 * broken is found out through a connection that cannot write, and is kept aside before anything else.
 */
import { chmodSync, copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { asideInstead, finishAside, isSomethingAt, keepAside, keepBrokenAside, makePrivateFile, settle } from './aside.ts'
import { hasCopies, makeCopy } from './copies.ts'
import { connectToRead, connectToWrite, numberPragma, unlessDamaged, type Database } from './database.ts'
import { refuseOtherSchema, withExamined } from './examine.ts'
import { failureFrom, StoreFailure } from './failure.ts'
import { inheritIdentity, readIdentity, type Identity } from './identity.ts'
import { takeLock, type Lock } from './lock.ts'
import { Log } from './log.ts'
import { migrate, newestVersion } from './migrate.ts'
import type { Places } from './places.ts'
import { salvage } from './salvage.ts'
import { Store } from './store.ts'

export type Opened =
  | {
      readonly phase: 'open'
      readonly store: Store
      readonly db: Database
      readonly lock: Lock
      readonly identity: Identity | null
      /** Nothing was there, and none was chosen to begin. */
      readonly isNew: boolean
    }
  | { readonly phase: 'read-only'; readonly store: Store | null; readonly db: Database | null; readonly identity: Identity | null }
  | {
      readonly phase: 'broken'
      readonly failure: StoreFailure
      /** Null when it was left where it is. */
      readonly keptAs: string | null
      readonly lock: Lock | null
    }

export interface OpenOptions {
  readonly now: () => number
  /** Fills a new workspace before it gets its name: it begins filled or not at all. */
  readonly fill: (store: Store) => Promise<void> | void
  /** Begin a new workspace where one was kept aside or is missing. Without it that one stays broken until the author has chosen, also in a later run. */
  readonly fresh?: {
    /** What can be read of this file comes into the new one. */
    readonly salvaged: string | null
    /** The damaged file that it takes the place of: the new one is the same library. */
    readonly heirOf?: string | null
  }
}

/** Opens the workspace of a folder; makes one where there is none. Throws faults of the program only. */
export async function openStore(places: Places, options: OpenOptions): Promise<Opened> {
  let lock: Lock | null = null
  try {
    makeFolders(places.folder)
    lock = takeLock(places.lock)
    return lock ? await openHeld(places, lock, options) : openShared(places, options.now)
  } catch (error) {
    const failure = failureFrom(error, places.folder)
    if (!failure) {
      lock?.release()
      throw error
    }
    const isDamaged = failure.code === 'corrupt' && lock !== null
    const keptAs = isDamaged ? keepBrokenAside(places, options.now()) : null
    // Nobody holds it, so what cannot be written is a folder without permission.
    const told = failure.code === 'read-only' ? new StoreFailure('disk-error', failure.message, {}, failure) : failure
    return { phase: 'broken', failure: told, keptAs, lock }
  }
}

async function openHeld(places: Places, lock: Lock, options: OpenOptions): Promise<Opened> {
  finishAside(places)
  const isThere = existsSync(places.file)
  if (isThere) await examine(places, options.now)
  else {
    if (!options.fresh) missNone(places)
    await makeNew(places, options)
  }
  const db = connectMigrated(places.file)
  const isNew = !isThere && !options.fresh
  return { phase: 'open', store: new Store(db, places.folder, options.now), db, lock, identity: readIdentity(db), isNew }
}

/** Throws `corrupt` where a workspace was and is no more: another must not begin in its place without a word. */
function missNone(places: Places): void {
  const { file, copies } = places
  if (asideInstead(places) !== null) throw new StoreFailure('corrupt', 'the workspace was kept aside and nothing was put in its place')
  const isLogLeft = (statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0
  if (isLogLeft || hasCopies(copies))
    throw new StoreFailure('corrupt', 'the workspace’s file is missing though parts of it are there', { missing: basename(file) })
}

/** Opens a file to write, at the newest schema. */
export function connectMigrated(file: string): Database {
  const db = connectToWrite(file)
  let ready = false
  try {
    migrate(db)
    ready = true
    return db
  } finally {
    if (!ready) db.close()
  }
}

/** The holder may be making the file just now: then there is no store yet, and the caller asks again. */
function openShared(places: Places, now: () => number): Opened {
  if (!existsSync(places.file)) return { phase: 'read-only', store: null, db: null, identity: null }
  const db = connectToRead(places.file)
  let isReadable = false
  try {
    refuseOtherSchema(db)
    const opened = { phase: 'read-only', store: new Store(db, places.folder, now), db, identity: readIdentity(db) } as const
    isReadable = true
    return opened
  } finally {
    if (!isReadable) db.close()
  }
}

/** Throws `corrupt` or `newer` when the file is not to be opened. Before a migration a good copy is made. */
async function examine(places: Places, now: () => number): Promise<void> {
  await withExamined(places.file, async (db) => {
    if (numberPragma(db, 'user_version') < newestVersion) await makeCopy(db, places.copies, now())
  })
}

/** Makes an empty workspace under another name, so that no crash leaves half of one. */
async function makeNew(places: Places, { now, fill, fresh }: OpenOptions): Promise<void> {
  const file = emptyFile(places)
  if (existsSync(`${places.file}-wal`)) keepAside(places, 'broken', now())
  const db = connectMigrated(file)
  try {
    await fill(new Store(db, places.folder, now))
    if (fresh?.heirOf) inheritIdentity(db, places, { damaged: fresh.heirOf })
    if (fresh?.salvaged) salvage(db, new Log(db, places.folder), join(places.folder, fresh.salvaged), now())
  } finally {
    db.close()
  }
  settle(file, places.file)
}

/** Where a workspace is made before it gets its name: an empty file, whatever a crash left there. */
function emptyFile(places: Places): string {
  const file = join(places.folder, 'workspace.new.sqlite')
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
  makePrivateFile(file)
  return file
}

/** Whether another process holds the workspace. */
export function isHeldElsewhere(places: Places): boolean {
  const lock = takeLock(places.lock)
  lock?.release()
  return lock === null
}

/**
 * Closes a damaged workspace without a last write to it. The last connection to close would fold the
 * write-ahead log into the file; one that cannot write does not, so it is made to be the last.
 */
export function closeUntouched(places: Places, db: Database): void {
  const last = unlessDamaged(() => connectToRead(places.file))
  try {
    // So damaged that its first page cannot be read? Then nothing can be folded into it either.
    unlessDamaged(() => last?.prepare('SELECT count(*) FROM sqlite_schema').get())
  } finally {
    db.close()
    last?.close()
  }
}

/**
 * Puts a good copy where the workspace was, as the same library, with what can still be read of `salvaged`, the broken workspace.
 * The caller holds the lock and has kept that aside; a workspace that is still in its place is never written over.
 */
export function putCopyInPlace(places: Places, id: string, { salvaged, now }: { salvaged: string | null; now: () => number }): void {
  if (isSomethingAt(places)) throw new Error('a workspace is in the place that a copy was to take')
  const file = emptyFile(places)
  copyFileSync(join(places.copies, `${id}.sqlite`), file)
  chmodSync(file, 0o600)
  const db = connectMigrated(file)
  try {
    inheritIdentity(db, places, { damaged: salvaged, copy: id })
    if (salvaged !== null) salvage(db, new Log(db, places.folder), join(places.folder, salvaged), now())
  } finally {
    db.close()
  }
  settle(file, places.file)
}
