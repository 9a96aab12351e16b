/**
 * What the files of pictures were found to be, by how the disk stamps them: a course of photographs would be read whole before each export, to
 * learn their sizes. Whatever goes out is examined all the same, as it goes.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { ImageId } from '#preload/document/schema.ts'
import type { PublishedImage } from '../desk/course.ts'
import { isSure, stampOf } from '../desk/file-stamp.ts'
import { KNOWN_FILES } from '../desk/known-files.ts'

/** Counted up whenever a picture would be found to be another, or the list is written in another way. */
const VERSION = 1

/** Some 200 bytes each. */
const MOST = 20_000

type Facts = Pick<PublishedImage, 'type' | 'width' | 'height' | 'bytes'>
interface Known extends Facts {
  readonly stamp: string
}

export class KnownImages {
  readonly #at: string
  readonly #pathOf: (id: string) => string | null
  readonly #known: Map<string, Known>
  readonly #asked = new Set<string>()
  #isChanged = false

  /** `folder`: of pictures that were made. `pathOf`: of a picture's file; null where it is none. */
  constructor(folder: string, pathOf: (id: string) => string | null) {
    this.#at = join(folder, KNOWN_FILES, `examined-${VERSION}.json`)
    this.#pathOf = pathOf
    this.#known = listAt(this.#at)
  }

  /** Of a file that nothing touched since it was examined; else what to keep with what is found now, asked for before the file is read. */
  look(id: string): PublishedImage | ((found: PublishedImage) => void) {
    this.#asked.add(id)
    const path = this.#pathOf(id)
    const found = path === null ? undefined : statSync(path, { bigint: true, throwIfNoEntry: false })
    const stamp = found?.isFile() && isSure(found) ? stampOf(found) : null
    const known = this.#known.get(id)
    if (known && known.stamp === stamp) {
      const { stamp: _stamp, ...facts } = known
      return { id: ImageId.parse(id), ...facts }
    }
    return ({ type, width, height, bytes }) => {
      if (stamp === null) return
      this.#known.set(id, { stamp, type, width, height, bytes })
      this.#isChanged = true
    }
  }

  /** Where it can't be kept, pictures are read the next time. */
  save(): void {
    if (!this.#isChanged) return
    const all = [...this.#known].filter(([id]) => this.#known.size <= MOST || this.#asked.has(id))
    try {
      makeFolders(dirname(this.#at))
      writeFileSync(this.#at, JSON.stringify(Object.fromEntries(all)))
    } catch (error) {
      if (!(error instanceof Error && 'syscall' in error)) throw error
    }
  }
}

function listAt(at: string): Map<string, Known> {
  try {
    return new Map(Object.entries(JSON.parse(readFileSync(at, 'utf8')) as object).filter(isKnown))
  } catch {
    // One that was cut short, or is none, is written anew.
    return new Map()
  }
}

const TYPES: ReadonlySet<unknown> = new Set<PublishedImage['type']>(['png', 'jpeg', 'gif', 'webp', 'avif', 'svg'])

function isKnown(entry: [string, unknown]): entry is [string, Known] {
  const [id, known] = entry
  if (typeof known !== 'object' || known === null || !ImageId.safeParse(id).success) return false
  const { stamp, type, ...numbers } = known as Readonly<Record<string, unknown>>
  return typeof stamp === 'string' && TYPES.has(type) && ['width', 'height', 'bytes'].every((name) => Number.isSafeInteger(numbers[name]))
}
