/**
 * Putting another workspace in the place of one that is well. That one is kept whole first, under `replaced/`, and can
 * be had back in the same way. At no moment is there none: the new one takes the name of the old one by one rename.
 */
import { constants, copyFileSync, existsSync, rmSync, statSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { flushFolder, makePrivateFile, settle } from './aside.ts'
import { connectToWrite, type Database } from './database.ts'
import { StoreFailure } from './failure.ts'
import { isImageWhole } from './image-files.ts'
import { imageFolder, imagePath, listImages } from './image-places.ts'
import { connectMigrated } from './open.ts'
import { copyFiles, type Places, stampFromTime } from './places.ts'

/** Of those that were replaced, the newest so many are kept. */
const keptReplaced = 20

/**
 * Readies a file that was checked: it gets the newest schema. It stays in the mode with a write-ahead log: changed to that
 * in its place, a death at that moment would leave a journal that only a writer can roll back, and it is read first.
 */
export function readyForPlace(file: string): void {
  connectMigrated(file).close()
}

/**
 * Moves pictures that were unpacked to the author's, but for those that lie there whole already. Those that are no part of any workspace yet harm nobody, should the rest fail.
 */
export async function bringImages(from: string, { folder }: Places): Promise<void> {
  const to = imageFolder(folder)
  const { files } = listImages(imageFolder(from))
  const folders = new Set<string>()
  for (const file of files) {
    const path = imagePath(to, file)
    if (await isImageWhole(path, file)) continue
    makeFolders(dirname(path), 0o700)
    await rename(imagePath(imageFolder(from), file), path)
    folders.add(dirname(path))
  }
  for (const one of folders) flushFolder(one)
  if (folders.size > 0) flushFolder(to)
}

/**
 * Keeps the open workspace whole under `replaced/`, closes it and puts `file` in its place. Nothing can be written
 * between these: no other process may, and this one does nothing else meanwhile. An empty one, in which nothing ever was, is not kept.
 */
export function replaceOpen(db: Database, places: Places, file: string, now: number): void {
  foldLogIn(db)
  if (db.prepare('SELECT 1 FROM node').get() !== undefined) keepReplaced(places, now)
  db.close()
  for (const suffix of ['-wal', '-shm']) rmSync(places.file + suffix, { force: true }) // another studio that reads keeps its own open
  settle(file, places.file)
}

function foldLogIn(db: Database): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  const log = statSync(`${db.name}-wal`, { throwIfNoEntry: false })?.size ?? 0
  // Another studio reads in it just now; what is in the log would not be in the file that is kept.
  if (log > 0) throw new StoreFailure('disk-error', 'the write-ahead log could not be folded in')
}

function keepReplaced({ file, replaced }: Places, now: number): void {
  makeFolders(replaced, 0o700)
  const unfinished = join(replaced, 'unfinished.sqlite')
  makePrivateFile(unfinished)
  copyFileSync(file, unfinished, constants.COPYFILE_FICLONE)
  standAlone(unfinished)
  settle(unfinished, join(replaced, `${freeStamp(replaced, now)}.sqlite`))
  for (const old of copyFiles(replaced).slice(keptReplaced)) rmSync(join(replaced, `${old.id}.sqlite`), { force: true })
}

/** Whoever reads a database with a write-ahead log makes files beside it. */
function standAlone(file: string): void {
  const db = connectToWrite(file)
  try {
    db.pragma('journal_mode = DELETE')
  } finally {
    db.close()
  }
}

function freeStamp(folder: string, now: number): string {
  let at = now
  while (existsSync(join(folder, `${stampFromTime(at)}.sqlite`))) at += 1
  return stampFromTime(at)
}
