/** Files of a disk as an import wants them: those that are named, and all that lie in folders that are named. */
import { lstatSync, readdirSync, type Stats, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { CommandError } from '#engine/cli/command.ts'
import { isWithin, realPlace } from '#engine/computer/index.ts'
import { choose } from '#main/interchange/chosen-files.ts'
import type { SourceFile } from '#main/interchange/prepare-import.ts'
import type { Refused } from '#preload/contract/intake.ts'

/** A file, and its way from the folder that was named. */
export interface DiskFile {
  readonly path: string
  readonly place: string
  readonly bytes: number
}

interface Limits {
  /** Folders within those that were named of which nothing is read. */
  isPassed?(folder: string): boolean
  /** What links lead to out of a folder that was named is left out: nobody said that it goes out into the world. */
  readonly keepsInside?: boolean
}

/** The files that are read, and why others are not. Throws `CommandError` for a path that leads nowhere. */
export function filesIn(paths: readonly string[], limits: Limits = {}): { sources: SourceFile[]; refused: Refused[] } {
  const { files, unread, outside } = diskFiles(paths, limits)
  const { wanted, refused } = choose(files)
  const sources = wanted.flatMap((index) => {
    const file = files[index]
    return file ? [{ path: file.path, read: () => readFile(file.place) }] : []
  })
  const left = [...unread.map((path) => ({ path, why: 'disk' as const })), ...outside.map((path) => ({ path, why: 'outside' as const }))]
  return { sources, refused: [...refused, ...left] }
}

export interface DiskFiles {
  readonly files: DiskFile[]
  /** The ways to files and folders that can't be read. */
  readonly unread: string[]
  /** The ways to links that lead out of the folder that was named, where these are left out. */
  readonly outside: string[]
}

/** Files that are named, and all in folders that are; links lead to what they name, once. Throws `CommandError` for a path that leads nowhere. */
export function diskFiles(paths: readonly string[], limits: Limits = {}): DiskFiles {
  const found: DiskFiles = { files: [], unread: [], outside: [] }
  for (const path of paths) {
    const place = resolve(path)
    const stats = statSync(place, { throwIfNoEntry: false })
    if (!stats) throw new CommandError(`${place} is not there.`)
    gather(found, place, basename(place), new Set(), { ...limits, root: place })
  }
  return found
}

/** `above`: the folders that it lies in, as the disk names them: a link may lead back to one of them. */
function gather(found: DiskFiles, place: string, path: string, above: ReadonlySet<string>, limits: Limits & { readonly root: string }): void {
  try {
    if (limits.keepsInside && above.size > 0 && lstatSync(place).isSymbolicLink() && !isWithin(place, limits.root)) return void found.outside.push(path)
    const stats: Stats = statSync(place)
    if (!stats.isDirectory()) {
      if (stats.isFile()) found.files.push({ path, place, bytes: stats.size })
      return
    }
    const real = realPlace(place)
    if (above.has(real) || (above.size > 0 && limits.isPassed?.(place))) return
    const names = readdirSync(place).toSorted()
    for (const name of names) gather(found, join(place, name), `${path}/${name}`, new Set([...above, real]), limits)
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    found.unread.push(path)
  }
}
