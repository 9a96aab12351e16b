/**
 * What was made once and is kept: files of a folder, found by a key of what they were made from. The folder may be taken away at any time; the
 * oldest in it go when it grows beyond its bounds, and what is in use only where the disk is short of room. A file is there whole or not at all,
 * whatever ends the process that writes it.
 */
import { randomUUID } from 'node:crypto'
import { statSync, utimesSync } from 'node:fs'
import { readdir, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'

/** Between the parts of a name: its key, and what else it says. */
export const FIELD = '~'

/**
 * For what is not in use: some courses of two hundred photographs, each made for books and for platforms, so that exporting them in turn makes
 * none twice. And for all, more than any course makes at once, on a disk that has room: a quarter of what is free there stays a small part of it.
 */
const [MOST_UNUSED, MOST_BYTES, MOST_OF_FREE] = [2 ** 30, 4 * 2 ** 30, 1 / 4]
/** Small ones fill no disk, and yet each of a hundred thousand is listed and looked at. */
const MOST_FILES = 20_000
const [RELISTED_MS, TOUCHED_MS, SEEN_MS] = [1000, 3_600_000, 60_000]
/** In use is what any process has put or found so lately: an export looks at all that it needs before it makes its files of it. */
const IN_USE_MS = 2 * TOUCHED_MS

/**
 * The folder is listed once and not for everything in it; a name that is not known may be another process's work since, for which it is listed
 * again, though never without a pause: what is missed is only made twice.
 */
export class Shelf {
  readonly #folder: string
  readonly #mostBytes: number
  readonly #mostFiles: number
  readonly #mostUnused: number
  #names = new Map<string, string>()
  /** Sizes, and when each was looked at: a course goes to several targets, one behind the other. */
  readonly #seen = new Map<string, { readonly size: number; readonly at: number }>()
  #listedAt = -Infinity
  #listing: Promise<void> | null = null
  /** How much of its bounds was put since it was tidied. */
  #sinceTidy = Infinity

  constructor(folder: string, mostBytes = MOST_BYTES, mostFiles = MOST_FILES, mostUnused = MOST_UNUSED) {
    this.#folder = folder
    this.#mostBytes = mostBytes
    this.#mostFiles = mostFiles
    this.#mostUnused = Math.min(mostUnused, mostBytes)
  }

  /** The name under this key, and how many bytes lie there: none is read. */
  async find(key: string): Promise<{ readonly name: string; readonly size: number } | null> {
    if (!this.#names.has(key) && performance.now() - this.#listedAt > RELISTED_MS) await (this.#listing ??= this.#list())
    const name = this.#names.get(key)
    const size = name === undefined ? null : this.#sizeOf(name)
    return name === undefined || size === null ? null : { name, size }
  }

  pathOf(name: string): string {
    return join(this.#folder, name)
  }

  /** Puts it there, where there is room; what there is no room for is made again. */
  async put(name: string, data: Uint8Array): Promise<void> {
    await this.#written(name, data).then(
      () => void this.#names.set(keyIn(name), name),
      () => {},
    )
    this.#sinceTidy += Math.max(data.length / this.#mostUnused, 1 / this.#mostFiles)
    if (this.#sinceTidy <= 1 / 8) return
    this.#sinceTidy = 0
    await tidied(this.#folder, { all: this.#mostBytes, unused: this.#mostUnused, files: this.#mostFiles }).catch(() => {})
  }

  async #written(name: string, data: Uint8Array): Promise<void> {
    makeFolders(this.#folder, 0o700)
    // Several threads of one process may make the same.
    const part = join(this.#folder, `${name}.${randomUUID()}.part`)
    try {
      await writeFile(part, data)
      await rename(part, join(this.#folder, name))
    } catch (error) {
      // A disk that is full would have the parts of all that it had no room for.
      await rm(part, { force: true })
      throw error
    }
  }

  async #list(): Promise<void> {
    try {
      const names = await readdir(this.#folder).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
        throw error
      })
      this.#names = new Map(names.filter((name) => !name.endsWith('.part')).map((name) => [keyIn(name), name]))
      this.#listedAt = performance.now()
    } finally {
      this.#listing = null
    }
  }

  #sizeOf(name: string): number | null {
    const [seen, at] = [this.#seen.get(name), performance.now()]
    if (seen !== undefined && at - seen.at < SEEN_MS) return seen.size
    const size = touched(join(this.#folder, name))
    if (size === null) this.#seen.delete(name)
    else this.#seen.set(name, { size, at })
    return size
  }
}

/**
 * Its size; null where it was tidied away. The oldest are those that were not looked at for the longest time, by the hour. At once: hundreds are
 * looked at one after the other, and waiting for each takes ten times as long as the looking.
 */
function touched(path: string): number | null {
  try {
    const found = statSync(path)
    const now = new Date()
    if (now.getTime() - found.mtimeMs > TOUCHED_MS) touch(path, now)
    return found.size
  } catch {
    return null
  }
}

function touch(path: string, now: Date): void {
  try {
    utimesSync(path, now, now)
  } catch {
    // Taken away meanwhile, or another's: it is only older than it might be.
  }
}

function keyIn(name: string): string {
  return name.slice(0, name.indexOf(FIELD))
}

interface Bounds {
  /** Bytes of all that lies there, of what may lie there unused, and how many files. */
  readonly all: number
  readonly unused: number
  readonly files: number
}

async function tidied(folder: string, most: Bounds): Promise<void> {
  const now = Date.now()
  const looked = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name)
      // Another process may have taken it away since it was listed. A folder within is another shelf.
      const found = await stat(path).catch(() => null)
      // A clock that was wrong once gave moments that never come.
      return found?.isFile() !== true ? [] : [{ path, size: found.size, usedAt: found.mtimeMs > now + IN_USE_MS ? 0 : found.mtimeMs }]
    }),
  )
  const found = looked.flat()
  let [sum, count] = [found.reduce((all, { size }) => all + size, 0), found.length]
  const { bavail, bsize } = await statfs(folder)
  const mostHere = Math.min(most.all, (bavail * bsize + sum) * MOST_OF_FREE)
  for (const { path, size, usedAt } of found.toSorted((a, b) => a.usedAt - b.usedAt)) {
    if (sum <= (now - usedAt < IN_USE_MS ? mostHere : Math.min(most.unused, mostHere)) && count <= most.files) return
    await rm(path, { force: true })
    sum -= size
    count -= 1
  }
}
