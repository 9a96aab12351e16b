/** The works that `moke finetune` learns from, and those that it holds out. */
import type { Base } from '#engine/bases/index.ts'
import { DataError, learntCharacters, type TextEncoder, type TokenCorpus } from '#engine/training/index.ts'
import { encodeTexts } from '#engine/tuning/index.ts'
import { openTokenizer } from './base-tokenizer.ts'
import type { FinetuneValues } from './finetune-options.ts'
import type { Progress } from './progress.ts'
import { alikeAmong, type CommandWork, type DividedWorks, divideWorks, type NamedWork, worksIn } from './works.ts'

/** Works as tokens, and which they are. */
export interface Works {
  readonly corpora: { readonly learning: TokenCorpus; readonly heldOut: TokenCorpus }
  readonly names: { readonly learning: readonly NamedWork[]; readonly heldOut: readonly NamedWork[] }
}

/**
 * The works of the files that were named, and those that were named to be held out or about a tenth. What is to be held out is not learnt, whatever
 * else names it. Throws DataError where there is only one work, or nothing is left to learn.
 */
export async function worksOf({ data, valid, seed }: Pick<FinetuneValues, 'data' | 'valid' | 'seed'>, progress: Pick<Progress, 'note'>): Promise<DividedWorks> {
  if (valid.length === 0) return splitData(data, seed)
  const [all, heldOut] = [await worksIn(data), await worksIn(valid)]
  const held = new Set(heldOut.map(({ id }) => id))
  const others = all.filter(({ id }) => !held.has(id))
  const alike = await alikeAmong(others, heldOut)
  const learnt = others.filter((work) => !alike.has(work))
  if (learnt.length === 0) throw new DataError('each work of --data is one of --valid, or nearly the same, which is held out: nothing is left to learn')
  if (others.length < all.length) progress.note(`${all.length - others.length} works of --data are among those of --valid: they are held out, and not learnt`)
  if (alike.size > 0)
    progress.note(`${alike.size} works of --data are nearly the same as some of --valid: they are not learnt, for that would be to know those by heart`)
  return { learnt, heldOut }
}

/** Works in the base's own tokens. */
export async function encodeWorks(works: DividedWorks, base: Base, progress: Progress): Promise<Works> {
  await using encoder = await openTokenizer(base)
  // Awaited here, or the tokenizer would be gone before it has been asked.
  return await encoded(works, encoder, progress)
}

async function encoded({ learnt, heldOut }: DividedWorks, encoder: TextEncoder, progress: Progress): Promise<Works> {
  const characters = (works: readonly CommandWork[]): number => works.reduce((sum, work) => sum + learntCharacters(work), 0)
  progress.note(`${learnt.length} works of ${characters(learnt)} characters to learn from, ${heldOut.length} of ${characters(heldOut)} held out`)
  const named = (works: readonly CommandWork[]): NamedWork[] => works.map(({ id, title }) => ({ id, title }))
  const corpus = (works: readonly CommandWork[]): Promise<TokenCorpus> =>
    encodeTexts(
      works.map(({ id: work, text, context = [] }) => ({ work, text, context })),
      encoder,
    )
  return {
    corpora: { learning: await corpus(learnt), heldOut: await corpus(heldOut) },
    names: { learning: named(learnt), heldOut: named(heldOut) },
  }
}

/** Works of files, split as a run with this seed splits them. Throws DataError where there is only one, or all have one title. */
export async function splitData(files: readonly string[], seed: number): Promise<DividedWorks> {
  const all = await worksIn(files)
  const works = await divideWorks(all, seed)
  if (works.heldOut.length > 0) return works
  if (new Set(all.map(({ title }) => title)).size > 1)
    throw new DataError(
      `all ${all.length} works are versions of one, and what is nearly the same stays together; add other works, so that some can be held out`,
    )
  if (all.length > 1)
    throw new DataError(
      `all ${all.length} works have one title, ${JSON.stringify(all[0]?.title)}, and what has one title stays together, because it may be one work in parts; give them titles of their own, so that some can be held out`,
    )
  throw new DataError('there is only one work; two are needed, so that one can be held out to tell whether the others taught anything')
}
