/**
 * What the files of exports are known to hold, by how the disk stamps them: a course of pictures would be read again whole at each target
 * to find that nothing changed. It only ever spares a file from being written anew: before anything is written over, it is read.
 */
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { isSure, stampOf } from './file-stamp.ts'
import { keyOf } from './hashes.ts'

/** Within the folder of what is kept of exports. */
export const KNOWN_FILES = 'files'

/** Counted up whenever a list is written in another way. */
const VERSION = 1

/** Two of a folder, some 100 bytes a file or finding; an author has some tens of folders. */
const MOST_LISTS = 600

let place: string | null = null

/** Says where it is kept; null: nowhere, and every file is read. */
export function keepKnownFilesIn(folder: string | null): void {
  place = folder
}

/** A list that is kept of the folder of an export, by what it is of; null where there is none. */
export function keptList(kind: string, folder: string): string | null {
  const at = listAt(kind, folder)
  try {
    return at === null ? null : readFileSync(at, 'utf8')
  } catch {
    // Whatever keeps it from being read, what it says is found out anew.
    return null
  }
}

/** Keeps one in the place of the one before; empty: none. Where it can't be kept, what it says is found out the next time. */
export function keepList(kind: string, folder: string, text: string): void {
  const at = listAt(kind, folder)
  if (at === null || place === null) return
  try {
    if (text === '') return rmSync(at, { force: true })
    makeFolders(place)
    writeFileSync(at, text)
    tidy(place)
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error
  }
}

function listAt(kind: string, folder: string): string | null {
  return place === null ? null : join(place, `${keyOf(kind, VERSION, [folder])}.json`)
}

interface Known {
  readonly stamp: string
  readonly sha256: string
}

export class KnownFiles {
  readonly #folder: string
  readonly #isKept = place !== null
  readonly #before: ReadonlyMap<string, Known>
  readonly #now = new Map<string, Known>()

  /** `folder`: of an export, which nobody else writes into meanwhile. */
  constructor(folder: string) {
    this.#folder = folder
    this.#before = knownIn(keptList('files', folder) ?? '')
  }

  /** Whether a file holds bytes of this hash. `read`: asked for its hash where nobody knows. */
  holds(path: string, hash: string, read: () => string | null): boolean {
    // Before it is read: what happens to it meanwhile is seen the next time.
    const stamp = !this.#isKept ? null : stampAt(join(this.#folder, path))
    const known = this.#now.get(path) ?? this.#before.get(path)
    const isKnown = stamp !== null && known?.stamp === stamp && known.sha256 === hash
    if (!isKnown && read() !== hash) return false
    if (stamp !== null) this.#now.set(path, { stamp, sha256: hash })
    return true
  }

  /** It was written just now. */
  wrote(path: string, hash: string): void {
    const stamp = !this.#isKept ? null : stampAt(join(this.#folder, path))
    if (stamp !== null) this.#now.set(path, { stamp, sha256: hash })
  }

  /** `paths`: all files of the export, those that were not looked at too. */
  save(paths: Iterable<string>): void {
    if (!this.#isKept) return
    const all = [...paths].flatMap((path) => {
      const known = this.#now.get(path) ?? this.#before.get(path)
      return known === undefined ? [] : [[path, known]]
    })
    keepList('files', this.#folder, JSON.stringify(Object.fromEntries(all)))
  }
}

/** Null where there is none, or where the disk's stamps are not to be relied on. */
function stampAt(at: string): string | null {
  const found = statSync(at, { bigint: true, throwIfNoEntry: false })
  return found?.isFile() && isSure(found) ? stampOf(found) : null
}

function knownIn(text: string): Map<string, Known> {
  try {
    return new Map(Object.entries(JSON.parse(text) as object).filter(isKnown))
  } catch {
    // One that was cut short, or is none, is written anew.
    return new Map()
  }
}

function isKnown(entry: [string, unknown]): entry is [string, Known] {
  const [, known] = entry
  return typeof known === 'object' && known !== null && 'stamp' in known && 'sha256' in known
}

function tidy(folder: string): void {
  const names = readdirSync(folder)
  if (names.length <= MOST_LISTS) return
  const age = (name: string): number => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0
  const oldest = names.map((name) => ({ name, age: age(name) })).toSorted((a, b) => a.age - b.age)
  for (const { name } of oldest.slice(0, names.length - MOST_LISTS)) rmSync(join(folder, name), { force: true })
}
