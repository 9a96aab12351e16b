/** Files as they are about to be written. */
import { checked } from './checked-way.ts'
import { isPassing } from './finding.ts'
import { keyOf, sha256 } from './hashes.ts'
import type { KeptFile, KeptUnit } from './manifest.ts'
import type { MadeFile } from './target.ts'

/** What a file will hold, which is asked for only where it does not lie there already. `from`: what a picture is made from, as a hash. */
export interface Coming {
  readonly path: string
  readonly hash: string
  readonly from?: string
  /** Throws what reading a picture throws. */
  data(): Promise<Uint8Array>
}

export interface Pictures {
  readonly target: { readonly id: string; readonly version: number }
  imageBytes(id: string): Promise<Uint8Array>
  /** All that a picture's bytes are made from at this version of the target, as JSON can say it; left out: each is made to be compared. */
  imageInput?(id: string): unknown
}

/** Pictures of a changed lesson are mostly what they were: those that lie where they lay, made from the same, are neither read nor made again. */
export async function coming(file: MadeFile, was: KeptUnit | undefined, pictures: Pictures, holds: (path: string, hash: string) => boolean): Promise<Coming> {
  const path = checked(file.path)
  if (!('image' in file)) return madeOf(path, 'text' in file ? Buffer.from(file.text) : file.bytes)
  const { target, imageInput } = pictures
  const from = imageInput && keyOf(target.id, target.version, imageInput(file.image))
  const kept = from === undefined ? undefined : was?.files.find((each) => isSame(each, path, from))
  // What went out as it was, since nothing could look at it, may be made anew by now.
  if (kept === undefined || was?.findings.some(({ kind }) => isPassing(kind)) || !holds(path, kept.sha256))
    return { ...madeOf(path, await pictures.imageBytes(file.image)), ...(from === undefined ? {} : { from }) }
  return { path, hash: kept.sha256, from: kept.from!, data: () => pictures.imageBytes(file.image) }
}

function isSame(file: KeptFile, path: string, from: string): boolean {
  return file.path === path && file.from === from && !file.isTheirs
}

function madeOf(path: string, data: Uint8Array): Coming {
  return { path, hash: sha256(data), data: () => Promise.resolve(data) }
}
