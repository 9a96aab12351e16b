/** The works that `moke finetune` learns from, and those that it holds out. */
import type { Base } from '#engine/bases/index.ts'
import { DataError, readDocuments, type TextEncoder, type TokenCorpus, trainingText } from '#engine/training/index.ts'
import { encodeTexts, type LearningText, type SplitWorks, splitWorks } from '#engine/tuning/index.ts'
import { openTokenizer } from './base-tokenizer.ts'
import type { FinetuneValues } from './finetune-options.ts'
import type { Progress } from './progress.ts'

/** Works as tokens, and their names. */
export interface Works {
  readonly corpora: { readonly learning: TokenCorpus; readonly heldOut: TokenCorpus }
  readonly names: { readonly learning: readonly string[]; readonly heldOut: readonly string[] }
}

/** The works of the files that were named, and those that were named to be held out or about a tenth. Throws DataError where there is only one. */
export async function worksOf({ data, valid, seed }: Pick<FinetuneValues, 'data' | 'valid' | 'seed'>): Promise<SplitWorks> {
  if (valid.length === 0) return splitData(data, seed)
  const works = { learning: await textsOf(data), heldOut: await textsOf(valid) }
  return works.heldOut.length === 0 ? onlyOne() : works
}

/** Works in the base's own tokens. */
export async function encodeWorks(works: SplitWorks, base: Base, progress: Progress): Promise<Works> {
  await using encoder = await openTokenizer(base)
  // Awaited here, or the tokenizer would be gone before it has been asked.
  return await encoded(works, encoder, progress)
}

async function encoded({ learning, heldOut }: SplitWorks, encoder: TextEncoder, progress: Progress): Promise<Works> {
  const characters = (texts: readonly LearningText[]): number => texts.reduce((sum, { text }) => sum + text.length, 0)
  progress.note(`${learning.length} works of ${characters(learning)} characters to learn from, ${heldOut.length} of ${characters(heldOut)} held out`)
  const names = (texts: readonly LearningText[]): string[] => [...new Set(texts.map(({ work }) => work))]
  return {
    corpora: { learning: await encodeTexts(learning, encoder), heldOut: await encodeTexts(heldOut, encoder) },
    names: { learning: names(learning), heldOut: names(heldOut) },
  }
}

/** Works of files, split as a run with this seed splits them. Throws DataError where there is only one. */
export async function splitData(files: readonly string[], seed: number): Promise<SplitWorks> {
  const works = splitWorks(await textsOf(files), seed)
  return works.heldOut.length === 0 ? onlyOne() : works
}

function onlyOne(): never {
  throw new DataError('there is only one work; two are needed, so that one can be held out to tell whether the others taught anything')
}

async function textsOf(files: readonly string[]): Promise<LearningText[]> {
  const texts: LearningText[] = []
  for (const file of files) {
    // A work is told by its title; where there is none, each document is a work of its own.
    for await (const document of readDocuments(file)) texts.push({ work: document.title || `${texts.length + 1}`, text: trainingText(document) })
  }
  return texts
}
