/** What was found out by reading files, for as long as their size and time of change say that they are the same. */
import type { Stats } from 'node:fs'

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

  /** Forgets all other files. */
  keepOnly(paths: readonly string[]): void {
    const kept = new Set(paths)
    for (const path of [...this.#seen.keys()]) if (!kept.has(path)) this.#seen.delete(path)
  }
}

function stampOf({ size, mtimeMs }: Stats): string {
  return `${size} ${mtimeMs}`
}
