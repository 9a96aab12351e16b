/** Moving whole workspace files. A rename is flushed with its folder, so that it holds after a power cut. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ifDiskAllows } from './failure.ts'
import { copyFiles, stampFromTime, timeFromStamp, type Places } from './places.ts'

/** The files that SQLite keeps beside a database. */
const companions = ['-wal', '-shm'] as const

/** At the end of a file's name while its companions may still lie where it was. */
const unfinished = '.unfinished'

/** Renames a workspace file with its companions, untouched. Answers the new name; where only the write-ahead log was left, that of what it belonged to if that lies aside. */
export function keepAside(places: Places, why: 'broken' | 'newer', now: number): string {
  const { folder, file } = places
  const finished = finishAside(places)
  if (finished !== null && !isSomethingAt(places)) return finished
  const name = freeName(folder, `workspace.${why}-${stampFromTime(now)}`)
  const isWhole = existsSync(file)
  if (isWhole) renameSync(file, join(folder, name + unfinished))
  else moveCompanions(places, name)
  return finishAside(places) ?? finished ?? asideInstead(places) ?? `${name}-wal`
}

/**
 * Ends what a death or the disk interrupted. A file gets its name once its log is beside it: parted, neither
 * holds what was acknowledged. Answers the name, or null where nothing was interrupted.
 */
export function finishAside(places: Places): string | null {
  const { folder } = places
  const name = unfinishedIn(folder)?.slice(0, -unfinished.length)
  if (name === undefined) return null
  moveCompanions(places, name)
  renameSync(join(folder, name + unfinished), join(folder, name))
  flushFolder(folder)
  return name
}

function unfinishedIn(folder: string): string | undefined {
  return readdirSync(folder).find((name) => name.startsWith('workspace.') && name.endsWith(unfinished))
}

/** A log beside a file that lies in the workspace's place is of that one, and one that is already beside the moved file is its own. */
function moveCompanions({ folder, file }: Places, name: string): void {
  if (existsSync(file)) return
  for (const suffix of companions)
    if (existsSync(file + suffix) && !existsSync(join(folder, name + suffix))) renameSync(file + suffix, join(folder, name + suffix))
  flushFolder(folder)
}

function freeName(folder: string, stem: string): string {
  const isTaken = ['', ...companions].some((suffix) => existsSync(join(folder, `${stem}.sqlite${suffix}`)))
  return isTaken ? `${stem}-${process.hrtime.bigint()}.sqlite` : `${stem}.sqlite`
}

/** Whether a workspace lies here, its write-ahead log, or one on its way aside: text that is not to be written over. */
export function isSomethingAt({ folder, file }: Places): boolean {
  return existsSync(file) || existsSync(`${file}-wal`) || unfinishedIn(folder) !== undefined
}

/**
 * The name of the broken workspace that was kept aside and that nothing has taken the place of, or null. A good
 * copy that is newer was made of what took its place.
 */
export function asideInstead({ folder, copies }: Places): string | null {
  const name = readdirSync(folder)
    .filter((one) => /^workspace\.broken-.*\.sqlite$/.test(one))
    .sort()
    .at(-1)
  const keptAt = timeFromStamp(name?.slice('workspace.broken-'.length, 'workspace.broken-'.length + stampFromTime(0).length) ?? '')
  const copiedAt = copyFiles(copies)[0]?.at
  return name !== undefined && (keptAt === null || copiedAt === undefined || keptAt >= copiedAt) ? name : null
}

/** Makes a database file that nobody but the author may read; SQLite gives its companions the same mode. */
export function makePrivateFile(file: string): void {
  closeSync(openSync(file, 'w', 0o600))
  chmodSync(file, 0o600)
}

/**
 * Keeps a broken workspace aside and answers its name, or null when the disk does not let go of it: then it
 * is kept aside before anything else takes its place. Where it lies aside already, answers that name. A log
 * alone stays: should the file be put back, the two are one again.
 */
export function keepBrokenAside(places: Places, now: number): string | null {
  return ifDiskAllows(places.folder, () => (existsSync(places.file) ? keepAside(places, 'broken', now) : asideInstead(places)))
}

/** Flushes a finished file and gives it its final name. */
export function settle(file: string, target: string): void {
  flush(file, 'r+')
  renameSync(file, target)
  flushFolder(dirname(target))
}

function flush(path: string, flags: string): void {
  const descriptor = openSync(path, flags)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** Windows flushes a rename by itself and refuses to open a folder. */
export function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder, 'r')
}
