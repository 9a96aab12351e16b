/** A training bundle of learning texts: asks the trainer for the recipe, then writes. Of the studio and of the command line. */
import { join } from 'node:path'
import type { BundledWork } from '#main/bundle/texts.ts'
import { writeBundle, type Writing, type WrittenBundle } from '#main/bundle/write-bundle.ts'
import type { Trainer } from '#main/compute/trainer.ts'
import { withScratch } from '#main/store/scratch.ts'
import type { TuningChoice } from '#preload/contract/runs.ts'
import { sampleOf } from './voice-texts.ts'

export interface BundleRequest {
  readonly trainer: Pick<Trainer, 'recipe'>
  /** The base's file or folder. */
  readonly base: string
  readonly choice: TuningChoice
  /** Each with how many characters are learnt of it, about. */
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
    const amount = (split: BundledWork['split']) => works.reduce((sum, work) => sum + (work.split === split ? work.words : 0), 0)
    const characters = { learning: amount('train'), heldOut: amount('held-out') }
    const recipe = await trainer.recipe({ base, choice, sample: await sampleOf(works), characters, enclosed }, writing.signal)
    return writeBundle(path, { recipe, works, templates, enclosed, isRemembered }, writing)
  })
}
