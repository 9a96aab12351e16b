/**
 * What comes to the archive where its author has left out all that it belongs to: its folder, what came by the same way before, or the
 * older version that it is like. It is left out too, and said to be.
 */
import { isAlike } from '#main/archive/sketch.ts'
import type { Archive } from './archive-keep.ts'

/** A work on its way into the archive. */
export interface Coming {
  readonly file: string
  readonly folder: string
  readonly sketch: Uint32Array
}

/** Fewer hashes in common may be a phrase that both have. */
const fewest = 8

export class Inheriting {
  readonly #archive: Archive
  #known: { readonly revision: number; readonly out: Sketches; readonly hashes: ReadonlySet<number> } | null = null

  constructor(archive: Archive) {
    this.#archive = archive
  }

  isOut({ file, folder, sketch }: Coming): boolean {
    const isOut = this.#archive.read((works) => works.isFolderOut(folder) || works.isFolderOut(folder, file))
    return isOut || this.#isLikeWhatIsOut(sketch)
  }

  /** Whether it is like works that are left out, and like none that are learnt. */
  #isLikeWhatIsOut(sketch: Uint32Array): boolean {
    const { out, hashes } = this.#leftOut()
    let shared = 0
    for (const hash of sketch) if (hashes.has(hash)) shared += 1
    if (shared < fewest || !out.some((other) => isAlike(sketch, other))) return false
    return !this.#archive.read((works) => works.sketches(false)).some((other) => isAlike(sketch, other))
  }

  #leftOut() {
    const { revision } = this.#archive
    if (this.#known?.revision !== revision) {
      const out = this.#archive.read((works) => works.sketches(true))
      this.#known = { revision, out, hashes: new Set(out.flatMap((sketch) => [...sketch])) }
    }
    return this.#known
  }
}

type Sketches = readonly Uint32Array[]
