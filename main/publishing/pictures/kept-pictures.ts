/** Pictures that were made anew, kept in a folder by what they were made from: a second export makes none of them again. */
import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { keyOf, sha256 } from '../desk/hashes.ts'
import type { Accepted, PictureType, Unfit } from './accepted.ts'
import type { Drawn } from './drawing.ts'
import type { DrawTask } from './drawn.ts'
import type { PictureDesk } from './picture-desk.ts'

/** What a target shows of a picture. */
export type Converted =
  | { readonly kind: 'fits' }
  | { readonly kind: 'made'; readonly type: 'png' | 'jpeg'; readonly size: number; readonly why: readonly Unfit[]; read(): Promise<Uint8Array> }
  /** `unmade`: not this time, for it took too long, its process ended or the computer ran short. */
  | { readonly kind: 'broken' | 'unmade' }

export interface PictureSource {
  /** The SHA-256 of its bytes. */
  readonly id: string
  readonly type: PictureType
  bytes(): Promise<Uint8Array>
}

/** Null: this computer can't make pictures anew. */
export type Convert = (source: PictureSource, accepted: Accepted, signal: AbortSignal) => Promise<Converted | null>

/** Within a library's folder. */
export const KEPT_PICTURES = 'made-pictures'

/** Counted up whenever the same picture would become other bytes, or another answer. */
const VERSION = 4
const MOST_BYTES = 256 * 2 ** 20
const FIELD = '~'
const [RELISTED_MS, TOUCHED_MS, SEEN_MS] = [1000, 3_600_000, 60_000]

/** `folder` may be taken away at any time; the oldest in it go when it grows beyond its bound. */
export function keptPictures(desk: Pick<PictureDesk, 'make'>, folder: string, mostBytes = MOST_BYTES): Convert {
  const [pending, shelf] = [new Map<string, Promise<Converted | null>>(), new Shelf(folder)]
  let sinceTidy = Infinity
  const put = async (name: string, data: Uint8Array): Promise<void> => {
    await shelf.put(name, data)
    sinceTidy += data.length
    if (sinceTidy <= mostBytes / 8) return
    sinceTidy = 0
    await tidied(folder, mostBytes).catch(() => {})
  }
  const made = async (source: PictureSource, accepted: Accepted, key: string, signal: AbortSignal): Promise<Converted | null> => {
    const answer = await desk.make({ type: source.type, accepted, bytes: await source.bytes() }, signal)
    if (answer === null || answer.kind === 'unmade') return answer
    const name = [key, answer.kind, ...(answer.kind === 'made' ? [answer.type, answer.why.join('+')] : [])].join(FIELD)
    const data = answer.kind === 'made' ? answer.bytes : new Uint8Array()
    await put(name, data)
    return answer.kind === 'made' ? { ...answer, size: data.length, read: () => read(source, accepted, name) } : answer
  }
  /** It may have been tidied away since it was made. */
  const read = async (source: PictureSource, accepted: Accepted, name: string): Promise<Uint8Array> => {
    const found = await readFile(join(folder, name)).catch(() => null)
    if (found !== null) return found
    const answer = await desk.make({ type: source.type, accepted, bytes: await source.bytes() })
    if (answer?.kind !== 'made') throw new Error(`the picture ${source.id} could be made before, and can't be made again`)
    await put(name, answer.bytes)
    return answer.bytes
  }
  return (source, accepted, signal) => {
    const key = keyOf('picture', VERSION, [source.id, source.type, accepted])
    const known = pending.get(key)
    if (known !== undefined) return known
    const found = shelf.find(key).then((name) => {
      if (name === null) return made(source, accepted, key, signal)
      const { kind, type, why, size } = name
      return kind === 'made' ? { kind, type, why, size, read: () => read(source, accepted, name.name) } : { kind }
    })
    pending.set(key, found)
    return found.finally(() => pending.delete(key))
  }
}

async function kept(folder: string, name: string, data: Uint8Array): Promise<void> {
  makeFolders(folder, 0o700)
  // Several threads of one process may make the same.
  const part = join(folder, `${name}.${randomUUID()}.part`)
  await writeFile(part, data)
  await rename(part, join(folder, name))
}

type Kept = { readonly name: string; readonly size: number } & (
  | { readonly kind: 'fits' | 'broken'; readonly type: null; readonly why: null }
  | { readonly kind: 'made'; readonly type: 'png' | 'jpeg'; readonly why: readonly Unfit[] }
)

/** Covers, kept in the same way. */
export type Draw = (task: DrawTask, signal: AbortSignal) => Promise<Drawn | null>

export function keptCovers(desk: Pick<PictureDesk, 'draw'>, folder: string): Draw {
  const shelf = new Shelf(folder)
  return async ({ picture, ...task }, signal) => {
    const key = keyOf('cover', VERSION, [task, picture === null ? null : sha256(picture)])
    const found = await shelf.find(key)
    const known = found?.kind === 'made' ? await readFile(join(folder, found.name)).catch(() => null) : null
    if (found?.kind === 'made' && known !== null) return { type: found.type, bytes: known }
    const answer = await desk.draw({ ...task, picture }, signal)
    if (answer?.kind !== 'made') return null
    await shelf.put([key, answer.kind, answer.type].join(FIELD), answer.bytes)
    return { type: answer.type, bytes: answer.bytes }
  }
}

/**
 * What lies in the folder, by its keys. The folder is listed once and not for every picture; a name that is not known may be another
 * process's work since, for which it is listed again, though never without a pause: what is missed is only made twice.
 */
class Shelf {
  readonly #folder: string
  #names = new Map<string, string>()
  /** Sizes, and when each was looked at: a course goes to several targets, one behind the other. */
  readonly #seen = new Map<string, { readonly size: number; readonly at: number }>()
  #listedAt = -Infinity
  #listing: Promise<void> | null = null

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Its name says all but the bytes, so that a look reads none. */
  async find(key: string): Promise<Kept | null> {
    if (!this.#names.has(key) && performance.now() - this.#listedAt > RELISTED_MS) await (this.#listing ??= this.#list())
    const name = this.#names.get(key)
    const size = name === undefined ? null : await this.#sizeOf(name)
    if (name === undefined || size === null) return null
    const [, kind, type, why = ''] = name.split(FIELD)
    if (kind === 'fits' || kind === 'broken') return { name, size, kind, type: null, why: null }
    if (kind === 'made' && (type === 'png' || type === 'jpeg')) return { name, size, kind, type, why: why.split('+') as Unfit[] }
    return null
  }

  /** Puts it there, where there is room; what there is no room for is made again. */
  async put(name: string, data: Uint8Array): Promise<void> {
    await kept(this.#folder, name, data).then(
      () => void this.#names.set(keyIn(name), name),
      () => {},
    )
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

  async #sizeOf(name: string): Promise<number | null> {
    const [seen, at] = [this.#seen.get(name), performance.now()]
    if (seen !== undefined && at - seen.at < SEEN_MS) return seen.size
    const size = await this.#touched(join(this.#folder, name))
    if (size === null) this.#seen.delete(name)
    else this.#seen.set(name, { size, at })
    return size
  }

  /** Its size; null where it was tidied away. The oldest are those that were not looked at for the longest time, by the hour. */
  async #touched(path: string): Promise<number | null> {
    const found = await stat(path).catch(() => null)
    const now = new Date()
    if (found !== null && now.getTime() - found.mtimeMs > TOUCHED_MS) await utimes(path, now, now).catch(() => {})
    return found?.size ?? null
  }
}

function keyIn(name: string): string {
  return name.slice(0, name.indexOf(FIELD))
}

async function tidied(folder: string, mostBytes: number): Promise<void> {
  const found = await Promise.all(
    (await readdir(folder)).map(async (name) => {
      const path = join(folder, name)
      const { size, mtimeMs } = await stat(path)
      return { path, size, mtimeMs }
    }),
  )
  let sum = found.reduce((all, { size }) => all + size, 0)
  for (const { path, size } of found.toSorted((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (sum <= mostBytes) return
    await rm(path, { force: true })
    sum -= size
  }
}
