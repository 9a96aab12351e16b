/** Pictures that were made anew, kept in a folder by what they were made from: a second export makes none of them again. */
import { readFile } from 'node:fs/promises'
import { readJpeg, readPng } from '#main/images/raster.ts'
import { keyOf, sha256 } from '../desk/hashes.ts'
import { PictureGoneError } from './absent.ts'
import { type Accepted, type PictureType, touching, type Unfit } from './accepted.ts'
import type { Drawn } from './drawing.ts'
import type { DrawTask } from './drawn.ts'
import type { PictureDesk } from './picture-desk.ts'
import { FIELD, Shelf } from './shelf.ts'

/** What a target shows of a picture. */
export type Converted =
  | { readonly kind: 'fits' }
  | {
      readonly kind: 'made'
      readonly type: 'png' | 'jpeg'
      readonly size: number
      readonly why: readonly Unfit[]
      /** In pixels; null where nobody could tell. */
      readonly sides: Sides | null
      /** It was see-through, and is white there now. */
      readonly isFlat?: true
      read(): Promise<Uint8Array>
    }
  /** `unmade`: not this time, for it took too long, its process ended or the computer ran short. */
  | { readonly kind: 'broken' | 'unmade' }

export interface Sides {
  readonly width: number
  readonly height: number
}

export interface PictureSource {
  /** The SHA-256 of its bytes. */
  readonly id: string
  readonly type: PictureType
  /** Pixels of its longer side, and of how many bytes it is; left out where nobody has looked. */
  readonly longer?: number
  readonly size?: number
  bytes(): Promise<Uint8Array>
}

/** Null: this computer can't make pictures anew. */
export type Convert = (source: PictureSource, accepted: Accepted, signal: AbortSignal) => Promise<Converted | null>

/** Within a library's folder. */
export const KEPT_PICTURES = 'made-pictures'

/** Counted up whenever the same picture would become other bytes, or another answer, or be kept in another way. */
const VERSION = 14

/** Their decoder says nothing of what it ran short of: one that can't be read may be whole, and is tried each time. */
const UNTOLD: ReadonlySet<PictureType> = new Set(['webp'])

/** `folder` may be taken away at any time; the oldest in it go when it grows beyond its bound. */
export function keptPictures(desk: Pick<PictureDesk, 'make'>, folder: string, mostBytes?: number): Convert {
  const [pending, shelf] = [new Map<string, Promise<Converted | null>>(), new Shelf(folder, mostBytes)]
  const made = async (source: PictureSource, accepted: Accepted, key: string, signal: AbortSignal): Promise<Converted | null> => {
    const answer = await desk.make({ type: source.type, accepted, bytes: await source.bytes() }, signal)
    if (answer === null || answer.kind === 'unmade' || (answer.kind === 'broken' && UNTOLD.has(source.type))) return answer
    const name = answer.kind === 'made' ? nameOf(key, answer) : [key, answer.kind].join(FIELD)
    await shelf.put(name, answer.kind === 'made' ? answer.bytes : new Uint8Array())
    if (answer.kind !== 'made') return answer
    return { ...answer, size: answer.bytes.length, sides: sidesOf(answer), read: () => read(source, accepted, name) }
  }
  /** It may have been tidied away since it was made. */
  const read = async (source: PictureSource, accepted: Accepted, name: string): Promise<Uint8Array> => {
    const found = await wholeAt(shelf, name)
    if (found !== null) return found
    const answer = await desk.make({ type: source.type, accepted, bytes: await source.bytes() })
    // Looked at anew, it is told as what it is now.
    if (answer?.kind !== 'made') throw new PictureGoneError(source.id)
    await shelf.put(name, answer.bytes)
    return answer.bytes
  }
  /** Whole, and nothing to be heeded in it: so it was found for a target that takes less, and it is not decoded once more for each. */
  const isKnownPlain = async ({ id, type, longer, size }: PictureSource, wanted: Accepted): Promise<boolean> => {
    if (longer === undefined || size === undefined || longer > (wanted.longest ?? longer) || size > (wanted.mostBytes ?? size)) return false
    const strict = touching({ ...wanted, moves: false, printsColours: false, turns: false, mostBytes: null }, type, longer)
    return wanted.types.includes(type) && (await lookedUp(shelf, keyOf('picture', VERSION, [id, type, strict])))?.kind === 'fits'
  }
  return (source, wanted, signal) => {
    const accepted = touching(wanted, source.type, source.longer ?? null)
    const key = keyOf('picture', VERSION, [source.id, source.type, accepted])
    const known = pending.get(key)
    if (known !== undefined) return known
    const found = lookedUp(shelf, key).then(async (name) => {
      if (name === null && (await isKnownPlain(source, wanted))) return { kind: 'fits' } as const
      if (name === null) return made(source, accepted, key, signal)
      if (name.kind !== 'made') return { kind: name.kind }
      const { name: kept, ...outcome } = name
      return { ...outcome, read: () => read(source, accepted, kept) }
    })
    pending.set(key, found)
    return found.finally(() => pending.delete(key))
  }
}

type Kept = { readonly name: string; readonly size: number } & (
  | { readonly kind: 'fits' | 'broken' }
  | { readonly kind: 'made'; readonly type: 'png' | 'jpeg'; readonly why: readonly Unfit[]; readonly sides: Sides | null; readonly isFlat?: true }
)

/** Among the reasons in a name. */
const FLAT = 'flat'

/** What is kept says in its name what it is, and how its bytes are known: a loss of power may leave others. */
function nameOf(
  key: string,
  made: { readonly type: 'png' | 'jpeg'; readonly why?: readonly Unfit[]; readonly isFlat?: true; readonly bytes: Uint8Array },
): string {
  const [sides, words] = [sidesOf(made), [...(made.why ?? []), ...(made.isFlat ? [FLAT] : [])]]
  return [key, 'made', made.type, words.join('+'), sides === null ? '' : `${sides.width}x${sides.height}`, sealOf(made.bytes)].join(FIELD)
}

function sidesOf({ type, bytes }: { readonly type: 'png' | 'jpeg'; readonly bytes: Uint8Array }): Sides | null {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return type === 'png' ? readPng(file) : readJpeg(file)
}

function sealOf(bytes: Uint8Array): string {
  return `${bytes.length}.${sha256(bytes).slice(0, 16)}`
}

/** Null where it was tidied away, or is not what was put there. */
async function wholeAt(shelf: Shelf, name: string): Promise<Buffer | null> {
  const found = await readFile(shelf.pathOf(name)).catch(() => null)
  return found !== null && name.endsWith(FIELD + sealOf(found)) ? found : null
}

/** The name says all but the bytes. */
async function lookedUp(shelf: Shelf, key: string): Promise<Kept | null> {
  const found = await shelf.find(key)
  if (found === null) return null
  const [, kind, type, why = '', sides = '', seal = ''] = found.name.split(FIELD)
  if (kind === 'fits' || kind === 'broken') return { ...found, kind }
  if (!seal.startsWith(`${found.size}.`) || kind !== 'made' || (type !== 'png' && type !== 'jpeg')) return null
  const [width = 0, height = 0] = sides.split('x').map(Number)
  const words = why.split('+').filter(Boolean)
  const shown = { why: words.filter((word) => word !== FLAT) as Unfit[], sides: sides === '' ? null : { width, height } }
  return { ...found, kind, type, ...shown, ...(words.includes(FLAT) ? { isFlat: true } : {}) }
}

/** Covers, kept in the same way. */
export type Draw = (task: DrawTask, signal: AbortSignal) => Promise<Drawn | null>

export function keptCovers(desk: Pick<PictureDesk, 'draw'>, folder: string): Draw {
  const shelf = new Shelf(folder)
  return async ({ picture, ...task }, signal) => {
    const key = keyOf('cover', VERSION, [task, picture === null ? null : sha256(picture)])
    const found = await lookedUp(shelf, key)
    const known = found?.kind === 'made' ? await wholeAt(shelf, found.name) : null
    if (found?.kind === 'made' && known !== null) return { type: found.type, bytes: known }
    const answer = await desk.draw({ ...task, picture }, signal)
    if (answer?.kind !== 'made') return null
    await shelf.put(nameOf(key, { type: answer.type, bytes: answer.bytes }), answer.bytes)
    return { type: answer.type, bytes: answer.bytes }
  }
}
