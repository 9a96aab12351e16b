/** A look at a library that leaves all of it as it is: nothing is made, brought to another schema or set aside, whoever holds it. */
import { constants, existsSync, statSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Database } from './database.ts'
import { withExamined } from './examine.ts'
import { failureFrom } from './failure.ts'
import { placesIn } from './places.ts'
import { withScratch } from './scratch.ts'

/** Ids and titles of its courses; null where it can't be read. */
export async function coursesAtAGlance(folder: string): Promise<{ readonly id: string; readonly title: string }[] | null> {
  const { file } = placesIn(folder)
  if (!existsSync(file)) return null
  try {
    // The first columns that there were: libraries of every version have them.
    const asked = "SELECT id, title FROM node WHERE kind = 'course' AND removed_at IS NULL ORDER BY position, created_at, id"
    return await withSeen(file, async (db) => db.prepare<[], { id: string; title: string }>(asked).all())
  } catch (error) {
    if (failureFrom(error, folder)) return null
    throw error
  }
}

/**
 * SQLite lays files beside a database that it reads, and reads none where it may not: one that nobody has open, whose log was folded in, is read as
 * a copy. One that is open is read where it lies: its files lie there already.
 */
async function withSeen<T>(file: string, work: (db: Database) => Promise<T>): Promise<T> {
  if (isOpened(file)) return withExamined(file, work)
  return withScratch(tmpdir(), async (scratch) => {
    const copy = join(scratch, basename(file))
    const before = statSync(file)
    await copyFile(file, copy, constants.COPYFILE_FICLONE)
    const after = statSync(file)
    const isStill = before.mtimeMs === after.mtimeMs && before.size === after.size && !isOpened(file)
    return withExamined(isStill ? copy : file, work)
  })
}

function isOpened(file: string): boolean {
  return existsSync(`${file}-wal`)
}
