/** Writes a training bundle: every file as it comes, the manifest last. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ZipWriter } from '#main/package/zip-writer.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { TrainingRecipe } from '#preload/contract/recipe.ts'
import { bundleId, markName, markOf } from './mark.ts'
import { type BundleAmounts, datasetInfo, filled, llamaFactoryYaml, settingsJson } from './settings.ts'
import { type BundledWork, linesOf, type ListedWork } from './texts.ts'

export interface BundleContents {
  readonly recipe: TrainingRecipe
  readonly works: readonly BundledWork[]
  /** What is the same in every bundle: `resources/bundle`. */
  readonly templates: string
  /** Where the base lies as a Hugging Face folder, if the recipe says that it goes along. */
  readonly enclosed: string
  /** Whether somebody remembers which works are held out, so that what comes back can be proved by its mark; so it is unless said otherwise. */
  readonly isRemembered?: boolean
}

export interface Writing {
  readonly signal: AbortSignal
  /** Hears how many works are in it. */
  readonly progress?: (done: number, total: number) => void
}

export interface WrittenBundle extends BundleAmounts {
  /** The same for the same works and base; the adapter that comes back is told by it. */
  readonly id: string
}

/** Writes it where no file is yet; answers which it is, and how much is in it. Given up or failed, it leaves nothing. Throws `works-few` where one side is empty. */
export async function writeBundle(path: string, contents: BundleContents, writing: Writing): Promise<WrittenBundle> {
  const zip = await ZipWriter.create(path)
  let isWhole = false
  try {
    const written = await new Bundle(zip, contents, writing).write()
    await zip.finish()
    isWhole = true
    return written
  } finally {
    await zip.close()
    if (!isWhole) await rm(path, { force: true })
  }
}

interface ManifestFile {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/** ZIP64 is used where an entry may be larger; texts of a whole life are smaller by far. */
const mostTextBytes = 2 ** 33

class Bundle {
  readonly #zip: ZipWriter
  readonly #contents: BundleContents
  readonly #writing: Writing
  readonly #files: ManifestFile[] = []
  readonly #listed: ListedWork[] = []

  constructor(zip: ZipWriter, contents: BundleContents, writing: Writing) {
    this.#zip = zip
    this.#contents = contents
    this.#writing = writing
  }

  async write(): Promise<WrittenBundle> {
    const { recipe, templates, enclosed, isRemembered = true } = this.#contents
    await this.#texts('data/train.jsonl', 'train')
    await this.#texts('data/held-out.jsonl', 'held-out')
    const amounts = { learning: this.#amount('train'), heldOut: this.#amount('held-out') }
    if (amounts.learning.works === 0 || amounts.heldOut.works === 0) throw new Problem('works-few', 'one side of the split has no text')
    const id = bundleId(this.#listed, recipe.base.identity)
    if (isRemembered) await this.#text(markName, markOf(id))
    await this.#text('data/dataset_info.json', `${JSON.stringify(datasetInfo, null, 2)}\n`)
    await this.#text('settings.json', settingsJson(recipe))
    await this.#text('llamafactory/pt.yaml', llamaFactoryYaml(recipe, this.#pairs))
    for (const name of ['train.py', 'requirements.txt']) await this.#text(name, await readFile(join(templates, name), 'utf8'))
    for (const name of ['README.md', 'README.zh-CN.md'])
      await this.#text(name, filled(await readFile(join(templates, name), 'utf8'), recipe, { ...amounts, isRemembered, pairs: this.#pairs }))
    if (recipe.base.isEnclosed) for (const name of (await readdir(enclosed)).sort()) await this.#file(`base/${name}`, join(enclosed, name))
    await this.#text('manifest.json', this.#manifest(id, amounts))
    return { id, ...amounts }
  }

  #manifest(id: string, amounts: BundleAmounts): string {
    const { identity, vocabulary, width, layers } = this.#contents.recipe.base
    const manifest = {
      kind: 'moke-training-bundle',
      version: 1,
      id,
      base: { ...identity, vocabulary, width, layers },
      ...amounts,
      works: this.#listed,
      files: [...this.#files],
    }
    return `${JSON.stringify(manifest, null, 2)}\n`
  }

  /** Questions that are read and not learnt, on both sides. */
  get #pairs(): number {
    return this.#listed.reduce((sum, { pairs = 0 }) => sum + pairs, 0)
  }

  #amount(split: BundledWork['split']): { works: number; characters: number } {
    const own = this.#listed.filter((work) => work.split === split)
    return { works: own.length, characters: own.reduce((sum, { characters }) => sum + characters, 0) }
  }

  async #texts(path: string, split: BundledWork['split']): Promise<void> {
    const { works } = this.#contents
    const { signal, progress } = this.#writing
    const listed = (work: ListedWork) => {
      this.#listed.push(work)
      progress?.(this.#listed.length, works.length)
    }
    await this.#add(path, linesOf(works, split, { signal, listed }), { bytes: mostTextBytes, deflate: true })
  }

  async #text(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    await this.#add(path, one(bytes), { bytes: bytes.length, deflate: true })
  }

  async #file(path: string, from: string): Promise<void> {
    const { size } = await stat(from)
    await this.#add(path, createReadStream(from), { bytes: size, deflate: !from.endsWith('.safetensors') })
  }

  async #add(path: string, source: AsyncIterable<Buffer>, how: { bytes: number; deflate: boolean }): Promise<void> {
    const { signal } = this.#writing
    const hash = createHash('sha256')
    let bytes = 0
    const hashed = (async function* () {
      for await (const piece of source) {
        signal.throwIfAborted()
        hash.update(piece)
        bytes += piece.length
        yield piece
      }
    })()
    await this.#zip.add(path, hashed, how)
    this.#files.push({ path, bytes, sha256: hash.digest('hex') })
  }
}

async function* one(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes
}
