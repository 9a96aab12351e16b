/**
 * What comes to the archive where its author has left out all that it belongs to: its folder, what came by the same way before, or the
 * older version that it is like. It is left out too, and said to be.
 */
import { isAlike } from '#preload/document/sketch.ts'
import type { Archive } from './archive-keep.ts'
import { paced } from './paced.ts'

/** A work on its way into the archive. */
export interface Coming {
  readonly file: string
  readonly folder: string
  readonly sketch: Uint32Array
}

/** Fewer hashes in common may be a phrase that both have. */
const fewest = 8

/** The sketches of works, and all hashes in them. */
interface Known {
  readonly sketches: readonly Uint32Array[]
  readonly hashes: ReadonlySet<number>
}

export class Inheriting {
  readonly #archive: Archive
  readonly #known = new Map<'out' | 'learnt', { readonly revision: number; readonly known: Known }>()

  constructor(archive: Archive) {
    this.#archive = archive
  }

  /** What a work's `excluded` is to say. */
  async outOf({ file, folder, sketch }: Coming): Promise<number> {
    const out = this.#archive.read((works) => works.folderOut(folder) || works.folderOut(folder, file))
    if (out > 0) return out
    return (await this.#isLike('out', sketch)) && !(await this.#isLike('learnt', sketch)) ? 1 : 0
  }

  async #isLike(which: 'out' | 'learnt', sketch: Uint32Array): Promise<boolean> {
    const { sketches, hashes } = await this.#of(which)
    let shared = 0
    for (const hash of sketch) if (hashes.has(hash)) shared += 1
    return shared >= fewest && sketches.some((other) => isAlike(sketch, other))
  }

  /** Read once for all that comes together, unless works come or go meanwhile. */
  async #of(which: 'out' | 'learnt'): Promise<Known> {
    const { revision } = this.#archive
    const kept = this.#known.get(which)
    if (kept?.revision === revision) return kept.known
    const sketches: Uint32Array[] = []
    const hashes = new Set<number>()
    const wanted = this.#archive.read((works) => works.all()).filter(({ excluded }) => excluded > 0 === (which === 'out'))
    for await (const { number } of paced(wanted, never)) {
      const sketch = this.#archive.read((works) => works.sketch(number))
      sketches.push(sketch)
      for (const hash of sketch) hashes.add(hash)
    }
    const known = { sketches, hashes }
    this.#known.set(which, { revision, known })
    return known
  }
}

/** Nobody gives that up: the next file needs it as well. */
const never = new AbortController().signal
