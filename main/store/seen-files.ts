/** What was found out by reading files, for as long as their size and times say that they are the same. */
import type { Stats } from 'node:fs'
import { sep } from 'node:path'

export class SeenFiles<T> {
  readonly #seen = new Map<string, { readonly stamp: string; readonly found: T }>()

  find(path: string, stat: Stats): T | undefined {
    const seen = this.#seen.get(path)
    return seen?.stamp === stampOf(stat) ? seen.found : undefined
  }

  /** `stat` is from before the file was read: what changed meanwhile is read again. */
  note(path: string, stat: Stats, found: T): void {
    this.#seen.set(path, { stamp: stampOf(stat), found })
  }

  /** Forgets all other files that lie below `folder`. */
  keepOnly(folder: string, paths: readonly string[]): void {
    const kept = new Set(paths)
    for (const path of [...this.#seen.keys()]) if (path.startsWith(folder + sep) && !kept.has(path)) this.#seen.delete(path)
  }
}

/** A program that copies may set the time of change to that of another file, not the time at which the system was told so. */
function stampOf({ size, mtimeMs, ctimeMs }: Stats): string {
  return [size, mtimeMs, ctimeMs].join(' ')
}
