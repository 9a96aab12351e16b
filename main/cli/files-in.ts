/** Files of a disk as an import wants them: those that are named, and all that lie in folders that are named. */
import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join, relative, resolve, sep } from 'node:path'
import { CommandError } from '#engine/cli/command.ts'
import { choose } from '#main/interchange/chosen-files.ts'
import type { SourceFile } from '#main/interchange/prepare-import.ts'
import type { Refused } from '#preload/contract/intake.ts'

/** A file, and its way from the folder that was named. */
export interface DiskFile {
  readonly path: string
  readonly place: string
  readonly bytes: number
}

/** The files that are read, and why others are not. Throws `CommandError` for a path that leads nowhere. */
export function filesIn(paths: readonly string[]): { sources: SourceFile[]; refused: Refused[] } {
  const files = diskFiles(paths)
  const { wanted, refused } = choose(files)
  const sources = wanted.flatMap((index) => {
    const file = files[index]
    return file ? [{ path: file.path, read: () => readFile(file.place) }] : []
  })
  return { sources, refused }
}

/** Files that are named, and all in folders that are. Throws `CommandError` for a path that leads nowhere. */
export function diskFiles(paths: readonly string[]): DiskFile[] {
  return paths.flatMap((path) => filesAt(resolve(path)))
}

function filesAt(place: string): DiskFile[] {
  const found = statSync(place, { throwIfNoEntry: false })
  if (!found) throw new CommandError(`${place} is not there.`)
  if (!found.isDirectory()) return [{ path: basename(place), place, bytes: found.size }]
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const file = join(entry.parentPath, entry.name)
      return { path: [basename(place), ...relative(place, file).split(sep)].join('/'), place: file, bytes: statSync(file).size }
    })
}
