/** Making folders where an author says, step by step. */
import { mkdirSync, type Stats, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder and those it lies in; one that is there already stays as it is. Throws the file system's errors.
 * COMPAT: Node 24: `mkdir` with `recursive` never returns, nor hears of signals, where the system answers ENOENT though the parent is there:
 * below /proc, where automounts wait, on drives that went away.
 */
export function makeFolders(folder: string, mode?: number): void {
  makeStep(resolve(folder), mode)
}

function makeStep(path: string, mode: number | undefined): void {
  if (isFolder(path)) return
  const parent = dirname(path)
  if (parent !== path && tried(parent) === null) makeStep(parent, mode)
  try {
    mkdirSync(path, { mode })
  } catch (error) {
    // Another may have made it in between.
    if (isFolder(path)) return
    const isRefused = error instanceof Error && 'code' in error && error.code === 'ENOENT' && isFolder(parent)
    // A folder in which none can be made is as one that forbids it, and is told like that.
    throw isRefused ? refusal(path, error) : error
  }
}

function refusal(path: string, cause: unknown): Error {
  return Object.assign(new Error(`EACCES: no folder can be made there, mkdir '${path}'`, { cause }), { code: 'EACCES', syscall: 'mkdir', path })
}

/** The file that lies where a folder, or one that it lies in, is to be; null where there is none. */
export function fileInTheWay(folder: string): string | null {
  for (let at = resolve(folder); ; at = dirname(at)) {
    const found = tried(at)
    if (found !== null) return found.isDirectory() ? null : at
    if (dirname(at) === at) return null
  }
}

const isFolder = (path: string): boolean => tried(path)?.isDirectory() ?? false

/** What lies there, as far as the system tells. */
function tried(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null
  } catch {
    return null
  }
}
