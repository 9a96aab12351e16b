/** Moving whole workspace files. A rename is flushed with its folder, so that it holds after a power cut. */
import { chmodSync, closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ifDiskAllows } from './failure.ts'

/** The files that SQLite keeps beside a database. */
const companions = ['-wal', '-shm'] as const

/** A time as a part of a file name: `2026-11-24T11-20-33-123Z`. */
export function stampFromTime(time: number): string {
  return new Date(time).toISOString().replaceAll(/[:.]/g, '-')
}

/** The time in a stamp, or null when it is none. */
export function timeFromStamp(stamp: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(stamp)
  return match ? Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}.${match[5]}Z`) : null
}

/** Renames a workspace file with its companions, untouched. Answers the new name; where only the write-ahead log was left, that of what it belonged to if that lies aside. */
export function keepAside(file: string, why: 'broken' | 'newer', now: number): string {
  const folder = dirname(file)
  const stem = `workspace.${why}-${stampFromTime(now)}`
  const name = existsSync(join(folder, `${stem}.sqlite`)) ? `${stem}-${process.hrtime.bigint()}.sqlite` : `${stem}.sqlite`
  const isWhole = existsSync(file)
  for (const suffix of ['', ...companions]) if (existsSync(file + suffix)) renameSync(file + suffix, join(folder, name + suffix))
  flushFolder(folder)
  return isWhole ? name : (newestAside(folder) ?? `${name}-wal`)
}

/** Whether a workspace lies here, or its write-ahead log: text that is not to be written over. */
export function isSomethingAt(file: string): boolean {
  return existsSync(file) || existsSync(`${file}-wal`)
}

/** The name of the newest broken workspace kept aside in a folder, or null. */
export function newestAside(folder: string): string | null {
  return (
    readdirSync(folder)
      .filter((name) => /^workspace\.broken-.*\.sqlite$/.test(name))
      .sort()
      .at(-1) ?? null
  )
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
export function keepBrokenAside(file: string, now: number): string | null {
  const folder = dirname(file)
  return ifDiskAllows(folder, () => (existsSync(file) ? keepAside(file, 'broken', now) : newestAside(folder)))
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
function flushFolder(folder: string): void {
  if (process.platform !== 'win32') flush(folder, 'r')
}
