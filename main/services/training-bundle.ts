/** A training bundle of learning texts: asks the trainer for the recipe, then writes. Of the studio and of the command line. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import type { BundledWork } from '#main/bundle/texts.ts'
import { writeBundle, type Writing, type WrittenBundle } from '#main/bundle/write-bundle.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import { withScratch } from '#main/store/scratch.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import { sampledWorks } from './voice-texts.ts'

export interface BundleRequest {
  readonly trainer: Pick<Trainer, 'recipe'>
  /** The base's file or folder. */
  readonly base: string
  readonly choice: TuningChoice
  /** Each with how many 字 are learnt of it. */
  readonly works: readonly (BundledWork & { readonly words: number })[]
  /** `resources/bundle`. */
  readonly templates: string
  /** As `BundleContents` has it. */
  readonly isRemembered?: boolean
}

/** Writes it where no file is yet. `aside`: where folders for what is under way are made. Given up or failed, it leaves nothing. */
export function makeBundle(
  path: string,
  aside: string,
  { trainer, base, choice, works, templates, isRemembered = true }: BundleRequest,
  writing: Writing,
): Promise<WrittenBundle> {
  return withScratch(aside, async (scratch) => {
    const enclosed = join(scratch, 'base')
    const recipe = await trainer.recipe({ base, choice, ...(await sampledWorks(works)), enclosed }, writing.signal)
    return writeBundle(path, { recipe, works, templates, enclosed, isRemembered }, writing)
  })
}

/** Whether the base would go along, and about how many bytes the bundle would have: before anything is written for good. */
export function previewBundle(
  aside: string,
  { trainer, base, choice, works }: BundleRequest,
  signal: AbortSignal,
): Promise<{ readonly isEnclosed: boolean; readonly bytes: number }> {
  return withScratch(aside, async (scratch) => {
    const enclosed = join(scratch, 'base')
    const { sample, characters } = await sampledWorks(works)
    const recipe = await trainer.recipe({ base, choice, sample, characters, enclosed }, signal)
    const texts = (characters.learning + characters.heldOut) * (deflateRawSync(sample).length / Math.max(1, sample.length))
    const files = recipe.base.isEnclosed ? await readdir(enclosed) : []
    const sizes = await Promise.all(files.map(async (file) => (await stat(join(enclosed, file))).size))
    return { isEnclosed: recipe.base.isEnclosed, bytes: Math.round(sizes.reduce((sum, size) => sum + size, texts)) }
  })
}
